"""The facts about a person that are asked, with their follow-ups, and the circumstances that they set."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from backpain_cli.domain.safety.circumstances import CircumstanceAnswer, SparedPart, standing
from backpain_cli.domain.safety.person_facts import AgeBand, FactAnswer, PersonFacts
from backpain_cli.domain.safety.plan_rules import PlanRule, RuleAction, RuleGroup, Substitutes
from backpain_cli.domain.terms import Place, SafetyClass

AGREED = "agreed"
"""The choice that says that a clinician has agreed; it is kept apart from the others."""
NOT_AGREED = "not-agreed"
HeldCircumstances = Mapping[str, FactAnswer]
"""What holds for a person, by key of the fact, and beside the facts `age`, `limb`, `worse`, `dulled` and `gently`."""
BESIDE_FACTS = {
    "age": frozenset({"under-18", "from-65", "from-70"}),
    "limb": frozenset({"arm", "leg"}),
    "worse": frozenset({"bending", "standing"}),
    "dulled": frozenset[str](),
    "gently": frozenset({"everywhere", *map(str, SparedPart)}),
}
"""What may hold beside the facts, with what is distinguished in each."""


class FollowUpChoice(NamedTuple):
    """An answer to a follow-up question."""

    key: str
    text: str


class FollowUp(NamedTuple):
    """A question about a fact that is true."""

    key: str
    """Names it among the follow-ups of its fact."""
    ask: str
    choices: tuple[FollowUpChoice, ...]
    unsure: tuple[str, ...]
    """The choices that "not sure" counts as: the gravest."""
    several: bool = False
    """Whether more than one choice may be ticked."""
    when: frozenset[str] = frozenset()
    """The choices of earlier follow-ups of which one must have been made; empty: it is always asked."""

    def chosen(self, values: Collection[str]) -> tuple[str, ...]:
        """Return the keys among `values` that are choices of this question; none of them counts as "not sure"."""
        return tuple(one.key for one in self.choices if one.key in values) or self.unsure


class AskedFact(NamedTuple):
    """A fact, as it is asked."""

    key: str
    line: str
    follow_ups: tuple[FollowUp, ...] = ()
    in_short: str = ""
    """In the few lines for all facts."""

    def next_follow_up(self, answered: Mapping[str, Collection[str]]) -> FollowUp | None:
        """Return the follow-up to ask now; None once there is none left.

        Args:
            answered: the values that were chosen, by key of the follow-ups that were asked.
        """
        made = self._choices(answered)
        return next(
            (one for one in self.follow_ups if one.key not in answered and (not one.when or one.when & made)), None
        )

    def answer(self, answered: Mapping[str, Collection[str]]) -> FactAnswer:
        """Return what the answers to the follow-ups mean."""
        made = self._choices(answered)
        keys = (choice.key for one in self.follow_ups for choice in one.choices)
        return FactAnswer(tuple(key for key in keys if key in made - {AGREED, NOT_AGREED}), AGREED in made)

    def completed(self, answer: FactAnswer) -> FactAnswer:
        """Return `answer` with every follow-up that it leaves open, or that is not known, answered with the gravest."""
        given = {*answer.choices, *((AGREED,) if answer.agreed else ())}
        answered: dict[str, Collection[str]] = {}
        while (one := self.next_follow_up(answered)) is not None:
            answered[one.key] = given
        return self.answer(answered)

    def _choices(self, answered: Mapping[str, Collection[str]]) -> set[str]:
        return {key for one in self.follow_ups if one.key in answered for key in one.chosen(answered[one.key])}


class FactCircumstance(NamedTuple):
    """A circumstance, as it is kept, printed in JSON and named by a routine, and the fact that sets it."""

    key: str
    name: str
    fact: str
    """Of a fact, or `age`, `limb` or `worse`."""
    choices: frozenset[str] = frozenset()
    """The choices of which one sets it; empty: the fact alone sets it."""
    means: tuple[str, ...] = ()
    """What a kept yes of the first edition counts as; empty: the gravest choice."""
    since_second: bool = False
    """Whether the first edition did not ask for it, so that no kept answer is an answer to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    """Everything that is asked about a person once, and what it changes in a plan."""

    heading: str
    heading_in_short: str
    note: str
    facts: tuple[AskedFact, ...]
    circumstances: tuple[FactCircumstance, ...]
    rules: tuple[RuleGroup, ...]
    substitutes: Substitutes
    by_key: Mapping[str, AskedFact] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what would leave an answer without a meaning, or a rule without effect."""
        object.__setattr__(self, "by_key", {fact.key: fact for fact in self.facts})
        for fact in self.facts:
            _check_follow_ups(fact)
        for one in self.circumstances:
            known = self.choices_of(one.fact)
            if known is None or not {*one.choices, *one.means} <= known:
                raise ValueError(f"circumstance {one.key}: there is no such choice of {one.fact}")
        for group in self.rules:
            if (choices := self.choices_of(group.of)) is None:
                raise ValueError(f"rules of {group.of}: there is no such fact")
            for rule in group.rules:
                _check_rule(rule, group.of, choices)
        for place in dict.fromkeys(place.basic for place in Place):
            if all(one.uses for one in self.substitutes.stand_ins.get(place, ())):
                raise ValueError(f"stand-ins: {place} has none that uses no limb")

    def choices_of(self, key: str) -> frozenset[str] | None:
        """Return what is distinguished in the fact, or in what holds beside the facts; None: there is none."""
        if (fact := self.by_key.get(key)) is not None:
            return frozenset(choice.key for one in fact.follow_ups for choice in one.choices)
        return BESIDE_FACTS.get(key)


def _check_follow_ups(fact: AskedFact) -> None:
    keys = [choice.key for one in fact.follow_ups for choice in one.choices]
    if len({*keys}) < len(keys) or len({one.key for one in fact.follow_ups}) < len(fact.follow_ups):
        raise ValueError(f"fact {fact.key}: a key is used twice")
    earlier: set[str] = set()
    for one in fact.follow_ups:
        own = {choice.key for choice in one.choices}
        if not one.unsure or not own.issuperset(one.unsure):
            raise ValueError(f"fact {fact.key}, {one.key}: expected what `not sure` counts as, one of its choices")
        if not one.when <= earlier:
            raise ValueError(f"fact {fact.key}, {one.key}: it follows a choice that was not made before")
        earlier |= own


def _check_rule(rule: PlanRule, of: str, choices: frozenset[str]) -> None:
    if not rule.when | ({rule.also} if rule.also else set()) | ({AGREED} if rule.unless_agreed else set()) <= choices:
        raise ValueError(f"rules of {of}: there is no such choice")
    if not rule.why.endswith(".") or not rule.sources:
        raise ValueError(f"rules of {of}: each needs a reason, a sentence, and a source")
    if (rule.action in {RuleAction.GENTLER, RuleAction.REMIND}) is not rule.say.endswith("."):
        raise ValueError(f"rules of {of}: only what is gentler or with a reminder says what to mind, in a sentence")
    if (rule.standing_over or rule.replacing) and rule.action is not RuleAction.SEATED:
        raise ValueError(f"rules of {of}: only the action {RuleAction.SEATED} can follow from standing or replacing")
    if rule.head_moves and rule.action is not RuleAction.DROP:
        raise ValueError(f"rules of {of}: only a step that is dropped can become movement of the head")
    if not 1 <= rule.pressure[0] <= rule.pressure[1] <= SafetyClass.A.highest_pressure or rule.hold < 0:
        raise ValueError(f"rules of {of}: a pressure or a hold that is not one")


def circumstances_of(
    table: FactTable,
    facts: PersonFacts,
    *,
    limb: str = "no",
    worse: str = "neither",
    dulled: bool = False,
    spared: Iterable[Collection[str]] = (),
) -> HeldCircumstances:
    """Return what holds for a person today. What was never asked counts as true, with the gravest answer.

    Args:
        table: the facts.
        facts: age and facts of the person.
        limb: where the pain runs down, `no`, `arm`, `leg` or `both`.
        worse: what makes it worse, `bending`, `standing` or `neither`.
        dulled: whether something dulls pain today.
        spared: the parts that each finding spares with which the session goes on gently; none where it just goes on.
    """
    answers = {fact.key: FactAnswer() for fact in table.facts} if facts.answers is None else facts.answers
    held = {key: table.by_key[key].completed(answer) for key, answer in answers.items() if key in table.by_key}
    parts = [frozenset(map(str, one)) for one in spared]
    gently = {part for one in parts for part in one}
    if any(one != {SparedPart.AS_DOWN_A_LIMB} for one in parts):
        gently.add("everywhere")
    is_unclear = limb == "no" and SparedPart.AS_DOWN_A_LIMB in gently
    beside = {
        "age": _age_choices(facts.age),
        "limb": BESIDE_FACTS["limb"] if limb == "both" or is_unclear else BESIDE_FACTS["limb"] & {limb},
        "worse": BESIDE_FACTS["worse"] & {worse},
        "gently": gently,
    }
    held |= {key: FactAnswer(tuple(sorted(choices))) for key, choices in beside.items() if choices}
    return held | ({"dulled": FactAnswer()} if dulled else {})


def _age_choices(age: AgeBand | None) -> frozenset[str]:
    if age is None or age is AgeBand.UNDER_18:
        return BESIDE_FACTS["age"] if age is None else frozenset({"under-18"})
    return frozenset(f"from-{years}" for years in (65, 70) if age.lowest >= years)


def circumstance_answers(table: FactTable, held: HeldCircumstances) -> dict[str, str]:
    """Return the answers as they are kept and printed, and as the cautions of a routine need them, by circumstance."""
    answers = {}
    for one in table.circumstances:
        found = held.get(one.fact)
        holds = found is not None and (not one.choices or not one.choices.isdisjoint(found.choices))
        agreed = holds and found is not None and found.agreed
        answers[one.key] = CircumstanceAnswer.AGREED if agreed else CircumstanceAnswer.YES if holds else "no"
    return {key: str(answer) for key, answer in answers.items()}


def facts_from_circumstances(table: FactTable, kept: Mapping[str, str]) -> PersonFacts:
    """Return what answers of the first edition say, each read as the gravest that it may mean.

    A missing answer counts as a yes there, as it did; no answer at all says nothing.
    """
    if not kept:
        return PersonFacts()
    found: dict[str, FactAnswer] = {}
    for one in table.circumstances:
        answer = standing(kept, one.key)
        is_old = one.key in kept or not one.since_second
        if answer is CircumstanceAnswer.NO or not is_old or (fact := table.by_key.get(one.fact)) is None:
            continue
        before = found.get(one.fact)
        agreed = answer is CircumstanceAnswer.AGREED and (before is None or before.agreed)
        choices = one.means or fact.completed(FactAnswer()).choices
        merged = (*(before.choices if before else ()), *choices)
        found[one.fact] = fact.completed(FactAnswer(tuple(dict.fromkeys(merged)), agreed))
    if standing(kept, "under-18") is not CircumstanceAnswer.NO:
        age = AgeBand.UNDER_18
    else:
        # Women were asked from 50 on: which of the bands it is, only a new answer says.
        age = AgeBand.FROM_18 if standing(kept, "over-65") is CircumstanceAnswer.NO else AgeBand.FROM_70
    return PersonFacts(age, found)

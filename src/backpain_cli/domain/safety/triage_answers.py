"""The answers to the questions before a session, and what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from backpain_cli.domain.records.triage_records import NOTHING_KEPT, TriageState
from backpain_cli.domain.safety.circumstances import SparedPart
from backpain_cli.domain.safety.fact_table import AskedFact, FactTable
from backpain_cli.domain.safety.interview import GONE, NO, SHORT_FACTS, UNSURE, YES
from backpain_cli.domain.safety.known_person import facts_of
from backpain_cli.domain.safety.person_facts import AgeBand, FactAnswer, PersonFacts
from backpain_cli.domain.safety.sign_table import (
    GRAVITY,
    HelpWord,
    LinePage,
    TriageLine,
    TriageTable,
    words_before,
)
from backpain_cli.domain.safety.triage import Assessment, TriageFinding, assess, lines_asked
from backpain_cli.domain.safety.triage_schedule import DueTriage
from backpain_cli.domain.terms import Outcome

_IN_SESSION = "something that spoke against a session"
"""What was reported where the sign is not known any more."""
STRONG, LIMB, WORSE, SIDE = "P1", "P2", "P3", "P4"
"""Keys of the questions about the pain today."""
_DOCTOR = {Outcome.DOCTOR_TODAY, Outcome.DOCTOR_WITHIN_DAYS}


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageAnswers:
    """What was answered so far. A page is named by its key."""

    table: TriageTable
    fact_table: FactTable
    due: DueTriage
    kept: TriageState = NOTHING_KEPT
    """What was kept before, without facts that have ended."""
    in_session: Mapping[str, str] = field(default_factory=dict)
    """What was reported with the key h, by the key of the sign; it has no line of its own."""
    asks_side: bool = False
    """Whether the sorer side is asked."""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By key of the page, those too from which the person went back."""
    settled: tuple[str, ...] = ()
    """The keys of the pages that are answered, in order."""

    def values_of(self, key: str) -> tuple[str, ...]:
        """Return the values of the page of that key; empty where it is not answered."""
        return self.answers[key] if key in self.settled else ()

    def value_of(self, key: str) -> str:
        """Return the one value of the page of that key; empty where it is not answered, or by none."""
        return next(iter(self.values_of(key)), "")

    @property
    def day_opens(self) -> frozenset[str]:
        """What the ticks of the day's page open."""
        ticked = [line for line in self.table.day if line.key in self.values_of("day")]
        chosen = [one for line in ticked for one in line.choices if one.value == self.value_of(f"day:{line.key}")]
        return frozenset[str]().union(*(one.opens for one in ticked), *(one.opens for one in chosen))

    @property
    def is_other(self) -> bool:
        """Whether another person answers: nothing that is kept is about this person."""
        return "all" in self.day_opens

    @property
    def is_short(self) -> bool:
        """Whether screen A and a few lines for all facts are enough: until one is ticked, or facts are new."""
        return self.due.short and not self.values_of(SHORT_FACTS) and not self.day_opens & {"facts", "all"}

    @property
    def is_full(self) -> bool:
        """Whether all lines are asked."""
        return self.is_other or (self.due.screens and not self.due.known and not self.is_short)

    @property
    def asks_facts(self) -> bool:
        """Whether all facts are asked."""
        return (self.due.facts and not self.is_short) or bool(self.day_opens & {"facts", "all"})

    @property
    def asks_short_facts(self) -> bool:
        """Whether a few lines are asked for all facts, of which a tick opens all questions."""
        return self.due.short and self.due.facts and not self.day_opens & {"facts", "all"}

    @property
    def asks_pattern(self) -> bool:
        """Whether it is asked where the pain runs and what makes it worse."""
        return (self.due.pattern and not self.is_short) or bool(self.day_opens & {LIMB, "all"})

    @property
    def asks_today(self) -> bool:
        """Whether it is asked how the pain is today."""
        return self.due.session and not self.is_short

    @property
    def is_dulled(self) -> bool:
        """Whether something dulls pain today."""
        lines = {line.key for line in self.table.day if not line.opens and not line.choices}
        return bool(lines & {*self.values_of("day"), *self.values_of("dulled")})

    @property
    def score(self) -> int | None:
        """The pain now, from 0 to 10; None as long as it was not answered."""
        answered = self.value_of(f"pain:{STRONG}")
        return int(answered) if answered else None

    @property
    def facts(self) -> PersonFacts:
        """What is known about the person by now."""
        kept = None if self.is_other else self.kept.person
        age = self.value_of("age") or (kept.age if kept is not None else "")
        answers: dict[str, FactAnswer] | None = None
        if self.asks_facts and "facts-1" in self.settled:
            answers = {}
            ticked = {*self.values_of("facts-1"), *self.values_of("facts-2")}
            for fact in (one for one in self.fact_table.facts if one.key in ticked):
                answered = self._follow_ups_of(fact)
                if fact.next_follow_up(answered) is None:
                    answers[fact.key] = fact.answer(answered)
        elif not self.asks_facts and kept is not None:
            answers = dict(facts_of(kept).answers or {})
            if self.value_of("pregnancy") == NO:
                del answers["pregnant"]
        return PersonFacts(age=AgeBand(age) if age else None, answers=answers)

    def _follow_ups_of(self, fact: AskedFact) -> dict[str, tuple[str, ...]]:
        """Return the answers to the follow-ups of a fact, by their key."""
        keys = {one.key: f"fact:{fact.key}:{one.key}" for one in fact.follow_ups}
        return {key: self.answers[page] for key, page in keys.items() if page in self.settled}

    @property
    def ticks(self) -> tuple[str, ...]:
        """Rungs that were chosen, as `assess` takes them."""
        found: list[str] = []
        for key in self.settled:
            line = self.table.line_by_key.get(key)
            values = self.answers[key]
            if line is None:
                ticked = (self.table.line_by_key.get(value) for value in values if key[:2] in {"A-", "B-"})
                found += [one.key for one in ticked if one is not None and not one.has_ladder and not one.counted]
            elif line.counted:
                found.append(f"{key}={len(values)}")
            else:
                found += [f"{key}.u" if value == UNSURE else value for value in values]
        return tuple(found)

    @property
    def released(self) -> frozenset[str]:
        """The keys of the rungs that a clinician released, and that have not changed since."""
        if self.is_other:
            return frozenset()
        given = {key.partition(":")[2] for key in self.settled if key[:8] == "release:" and self.value_of(key) == YES}
        lasting = {one.key for one in self.kept.releases if self.value_of(f"changed:{one.key}") not in {YES, GONE}}
        return frozenset(given | lasting)

    @property
    def is_declined(self) -> bool:
        """Whether the person would rather have no session now."""
        return self.value_of("again") == NO

    @property
    def repeats_stop(self) -> bool:
        """Whether it ends with the stop of last time, which is still so or not yet released."""
        return self.value_of("stop") == "still" or (
            self.value_of("stop") == "seen"
            and any(self.value_of(f"release:{one.key}") == NO for one in self.stop_findings)
        )

    @property
    def assessment(self) -> Assessment:
        """What the answers mean by now, with what goes on from last time."""
        if self.repeats_stop:
            return _assessment_of(self.stop_findings)
        found = assess(self.table, before=self.due.before, facts=self.facts, ticks=(*self._lasting, *self.ticks))
        return _assessment_of([self._followed(one) for one in found.findings])

    @property
    def _lasting(self) -> tuple[str, ...]:
        """The rungs that hold from last time: watched or released, not gone, and their line not answered again."""
        if self.is_other:
            return ()
        watched = {one.key for one in self.kept.watched if self.value_of(f"watch:{one.key}") != GONE}
        lines = {key: self.line_of(key) for key in sorted(watched | self.released)}
        return tuple(key for key, line in lines.items() if line and not self.values_of(line))

    def reported(self, key: str) -> str:
        """Return what was reported with that rung, in a few words."""
        return assess(self.table, before=self.due.before, facts=self.facts, ticks=(key,)).findings[0].reported

    def line_of(self, rung: str) -> str:
        """Return the key of the line whose ladder has that rung; empty where none has."""
        return next((line.key for line in self.table.lines if any(one.key == rung for one in line.rungs)), "")

    def _followed(self, found: TriageFinding) -> TriageFinding:
        """Return a finding after a clinician's release, or after the answer how it is."""
        if found.outcome in _DOCTOR and found.may_be_released and found.key in self.released:
            spares = self.table.rung_by_key[found.key].spares or (SparedPart.WHERE_IT_HURTS,)
            return found._replace(outcome=Outcome.GENTLY, spares=spares, asked_again_days=7)
        rung = self.table.rung_by_key.get(found.key)
        answer = self.value_of(f"watch:{found.key}")
        if rung is None or answer not in {"same", "worse"} or self.values_of(self.line_of(found.key)):
            return found
        if answer == "same":
            again = next(one.same for one in self.kept.watched if one.key == found.key) + 1
            return _graver(found, rung.if_same)._replace(visit=found.visit or again > 1)
        return _graver(found, found.outcome if rung.if_worse_opens else rung.if_worse)

    @property
    def stop_findings(self) -> list[TriageFinding]:
        """Return the findings of the last record, which spoke against a session, with the outcome they had."""
        stop = self.due.stop
        if stop is None:
            return []
        known = [one.key for one in stop.found if one.key in self.table.rung_by_key]
        found = assess(self.table, before=self.due.before, facts=self.facts, ticks=known).findings
        outcomes = {one.key: one.outcome for one in stop.found}
        graver = [_graver(one, outcomes.get(one.key, one.outcome)) for one in found]
        grave = [one for one in graver if not one.outcome.lets_go_on]
        if any(one.outcome is stop.outcome for one in grave):
            return grave
        help_word = HelpWord.CALL if stop.outcome is Outcome.EMERGENCY else None
        key = next((one.key for one in stop.found if one.key in self.in_session), "")
        reported = self.in_session.get(key, _IN_SESSION)
        return [*grave, TriageFinding(key, stop.outcome, "", reported, help_word, False, False, 0, (), "")]

    def asked_lines(self, pages: Sequence[LinePage]) -> list[TriageLine]:
        """Return the lines of these pages that are asked now."""
        due, facts, opened = self.due, self.facts, self.day_opens
        asked: list[TriageLine] = []
        for page in pages:
            lines = lines_asked(self.table, due.before, facts, page)
            known = {_words(one, due.known) for one in lines_asked(self.table, due.known, facts, page)}
            for line in lines:
                is_new = due.screens and (
                    page is LinePage.A if self.is_short else _words(line, due.before) not in known
                )
                of_facts = page is LinePage.C and self.asks_facts
                if self.is_full or is_new or of_facts or opened & {line.key, page}:
                    asked.append(line)
        return asked


def _words(line: TriageLine, before: frozenset[str]) -> tuple[str, ...]:
    """Return a line with its rungs as they are read before a routine for these regions."""
    return tuple(words_before(text, before) for text in (line.key, line.text, *(rung.text for rung in line.rungs)))


def _graver(found: TriageFinding, outcome: Outcome) -> TriageFinding:
    return found._replace(outcome=min(found.outcome, outcome, key=GRAVITY.index))


def _assessment_of(findings: Sequence[TriageFinding]) -> Assessment:
    """Return what findings mean together."""
    outcome = min((one.outcome for one in findings), key=GRAVITY.index, default=Outcome.GO_ON)
    because = tuple("+".join(filter(None, (one.key, one.raised_by))) for one in findings if one.outcome is outcome)
    visit = outcome.lets_go_on and any(one.visit for one in findings)
    return Assessment(outcome, visit, tuple(findings), because)

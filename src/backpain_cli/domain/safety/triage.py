"""What the ticked signs of a person mean before a routine."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.safety.circumstances import SparedPart
from backpain_cli.domain.safety.person_facts import AgeBand, PersonFacts
from backpain_cli.domain.safety.plan_rules import moves_the_head
from backpain_cli.domain.safety.sign_table import (
    GRAVITY,
    HelpWord,
    LinePage,
    RaiseRule,
    SheetRow,
    TriageLine,
    TriageRung,
    TriageTable,
)
from backpain_cli.domain.terms import Outcome, Region

AGE = "age"
"""What raised a rung, and the key of the finding that somebody is too young for this guide."""
_HELP_ORDER = tuple(HelpWord)


class TriageFinding(NamedTuple):
    """A rung that was chosen, and what it means for this person before this routine."""

    key: str
    """Of the rung."""
    outcome: Outcome
    raised_by: str
    """The fact, `age` or the other rung that made it graver; empty where none did."""
    reported: str
    """What goes behind "You told us:", without a full stop; empty where it simply lets go on."""
    help: HelpWord | None
    """In an emergency."""
    may_be_released: bool
    """Whether the question about a clinician's release may be asked."""
    visit: bool
    asked_again_days: int
    """0 where it does not let go on gently."""
    spares: tuple[SparedPart, ...]
    advice: str
    """A sentence of its own; empty for none."""


class Assessment(NamedTuple):
    """What all of it means together."""

    outcome: Outcome
    """The gravest of the findings."""
    visit: bool
    """Whether a visit is advised as well; only where it lets go on."""
    findings: tuple[TriageFinding, ...]
    """In the order of the table."""
    because: tuple[str, ...]
    """The findings with that outcome, with what raised them: `A5.2+cancer`."""

    @property
    def help(self) -> HelpWord | None:
        """What an emergency page says in its middle: of several words the most careful one."""
        return next((word for word in _HELP_ORDER if any(one.help is word for one in self.findings)), None)


def assess(table: TriageTable, *, before: frozenset[str], facts: PersonFacts, ticks: Sequence[str]) -> Assessment:
    """Return what `ticks` mean.

    Args:
        table: all signs.
        before: the regions that the routine is for, as `regions_before` gives them.
        facts: of the person. As long as they were not asked they raise nothing: assess once more afterwards.
        ticks: rungs, as `A5.2`; a line without a ladder, as `B4`; a counted line with its number, as `B5=6`; `A5.u`
            where the person was not sure at all, which is the first rung.

    Raises:
        ValueError: a tick is none of these.
    """
    chosen: dict[str, str] = {}
    for tick in ticks:
        rung = rung_of(table, tick)
        if rung is None:
            raise ValueError(f"expected a rung of the table of signs, found {tick!r}")
        chosen[rung.key] = tick if "=" in tick else rung.key
    findings = [
        _finding(table, rung, before, facts, chosen) for key, rung in table.rung_by_key.items() if key in chosen
    ]
    if facts.age is AgeBand.UNDER_18:
        findings.insert(0, _TOO_YOUNG)
    outcome = next((one for one in GRAVITY if any(found.outcome is one for found in findings)), Outcome.GO_ON)
    because = [
        "+".join(filter(None, (chosen.get(one.key, one.key), one.raised_by)))
        for one in findings
        if one.outcome is outcome
    ]
    visit = outcome.lets_go_on and any(one.visit for one in findings)
    return Assessment(outcome, visit, tuple(findings), tuple(because))


def rung_of(table: TriageTable, tick: str) -> TriageRung | None:
    """Return the rung that `tick` names, as in `assess`; None where there is none."""
    key, _, number = tick.partition("=")
    if number:
        line = table.line_by_key.get(key)
        if line is None or not line.counted or number not in map(str, range(len(line.counted) + 1)):
            return None
        return next(rung for rung in line.rungs if int(number) >= rung.counted_from)
    key, _, last = tick.rpartition(".")
    line = table.line_by_key.get(key)
    if line is not None and not line.counted and last == ("u" if line.has_ladder else "1"):
        return line.rungs[0]
    return table.rung_by_key.get(tick)


def lines_asked(
    table: TriageTable, before: frozenset[str], facts: PersonFacts, page: LinePage
) -> tuple[TriageLine, ...]:
    """Return the lines of `page` that are asked of this person before a routine for the regions `before`."""
    return tuple(
        line
        for line in table.lines
        if line.page is page and (not line.regions or line.regions & before) and _is_asked(line, facts)
    )


def asks_all_before(table: TriageTable, asked: frozenset[str], wanted: frozenset[str]) -> bool:
    """Return whether what is asked before a routine for the regions `asked` is also all for one for those `wanted`.

    A sign must not be graver before the wanted one either.
    """
    of_some = [line.regions for line in table.lines]
    of_some += [rule.regions for rung in table.rung_by_key.values() for rule in rung.raises]
    return all(not regions.isdisjoint(asked) for regions in of_some if not regions.isdisjoint(wanted))


def regions_before(routine: Routine) -> frozenset[str]:
    """Return what `routine` is for, as signs understand it.

    That is its region, and the neck too where a step works on a neck muscle or moves the head. A planned one is for the
    regions of all its areas, and what is not ours for those of all its steps.
    """
    if not routine.is_ours:
        return routine.regions | _neck(routine.steps)
    if routine.origin is RoutineOrigin.PLANNED:
        return frozenset(str(region) for area in routine.areas for region in area.regions) | _neck(routine.steps)
    return frozenset({str(routine.region)}) | _neck(routine.steps)


def sheet_rows(
    table: TriageTable, before: frozenset[str], facts: PersonFacts | None = None
) -> tuple[tuple[SheetRow, Outcome], ...]:
    """Return the signs of a sheet for the regions `before`, the gravest first, each with its outcome there.

    Args:
        table: all signs.
        before: as in `assess`.
        facts: of the person whose sheet it is; None for anybody's, where nothing is raised by a fact or an age.
    """
    rows: list[tuple[SheetRow, Outcome]] = []
    for row in table.rows:
        if row.regions and not row.regions & before:
            continue
        outcomes = [row.outcome]
        if (rung := table.rung_by_key.get(row.rung)) is not None:
            outcomes += [
                rule.outcome
                for rule in rung.raises
                if not rule.row
                and (facts is not None or not (rule.facts or rule.from_age))
                and _holds(rule, before, facts or PersonFacts(), ()) is not None
            ]
        rows.append((row, min(outcomes, key=GRAVITY.index)))
    return tuple(sorted(rows, key=lambda one: GRAVITY.index(one[1])))


def _neck(steps: Iterable[Step]) -> frozenset[str]:
    for step in steps:
        if moves_the_head(step) or (step.muscle is not None and Region.CERVICAL in step.muscle.regions):
            return frozenset({str(Region.CERVICAL)})
    return frozenset()


def _is_asked(line: TriageLine, facts: PersonFacts) -> bool:
    if not line.facts and not line.from_age:
        return True
    return _fact_of(line.facts, facts) is not None or (bool(line.from_age) and _is_from(line.from_age, facts))


def _is_from(years: int, facts: PersonFacts) -> bool:
    """Return whether the person is that old; an age that is not known counts as old enough."""
    return facts.age is None or facts.age.lowest >= years


def _fact_of(wanted: Iterable[str], facts: PersonFacts) -> str | None:
    """Return the first of `wanted` that is true of the person; a follow-up without an answer counts as the gravest."""
    tokens = facts.tokens()
    for fact in wanted:
        key = fact.partition("=")[0]
        if fact in tokens or (key in tokens and not any(token.startswith(f"{key}=") for token in tokens)):
            return key
    return None


def _holds(rule: RaiseRule, before: frozenset[str], facts: PersonFacts, chosen: Collection[str]) -> str | None:
    """Return what makes `rule` hold, as `raised_by` names it; None where it does not hold."""
    if rule.regions and not rule.regions & before:
        return None
    fact = _fact_of(rule.facts, facts) if rule.facts else ""
    age = (AGE if _is_from(rule.from_age, facts) else None) if rule.from_age else ""
    other = next((rung for rung in rule.rungs if rung in chosen), None) if rule.rungs else ""
    if fact is None or age is None or other is None:
        return None
    return fact or other or age


def _finding(
    table: TriageTable, rung: TriageRung, before: frozenset[str], facts: PersonFacts, chosen: Collection[str]
) -> TriageFinding:
    raised, raised_by = RaiseRule(rung.outcome, visit=rung.visit), ""
    for rule in rung.raises:
        graver = GRAVITY.index(rule.outcome) < GRAVITY.index(raised.outcome)
        if graver and (by := _holds(rule, before, facts, chosen)) is not None:
            raised, raised_by = rule, by
    outcome, row = raised.outcome, table.row_by_rung.get(raised.row or rung.row or rung.key)
    is_gentle, needs_help = outcome is Outcome.GENTLY, not outcome.lets_go_on
    named = raised.reported or row.reported if row is not None and needs_help else ""
    return TriageFinding(
        key=rung.key,
        outcome=outcome,
        raised_by=raised_by,
        reported=rung.reported if is_gentle else named,
        help=raised.help or (row.help if row else None) if outcome is Outcome.EMERGENCY else None,
        may_be_released=needs_help and outcome is not Outcome.EMERGENCY and row is not None and row.release,
        visit=raised.visit and outcome.lets_go_on,
        asked_again_days=rung.asked_again_days if is_gentle else 0,
        spares=rung.spares if is_gentle else (),
        advice=rung.advice if _is_from(rung.advice_from_age, facts) else "",
    )


_TOO_YOUNG = TriageFinding(AGE, Outcome.DOCTOR_WITHIN_DAYS, "", "that you are under 18", None, False, False, 0, (), "")

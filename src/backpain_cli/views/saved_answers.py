"""What is saved of the questions and of the person."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.records.sessions import ScreeningRecord
from backpain_cli.domain.records.triage_records import KeptFact, TriageRecord, TriageState
from backpain_cli.domain.safety.fact_table import AskedFact, FactTable
from backpain_cli.domain.safety.interview import AGE_TEXTS
from backpain_cli.domain.safety.person_facts import AgeBand
from backpain_cli.domain.safety.sign_table import TriageTable
from backpain_cli.domain.terms import Outcome
from backpain_cli.views.widgets import Column, Room, bullets, card, chip, gap, responsive_table, title
from backpain_cli.wording.phrases import outcome_sentence

_MAX_RECORDS = 10
_CHIPS = {
    Outcome.EMERGENCY: "tile.stop",
    Outcome.DOCTOR_TODAY: "tile.change",
    Outcome.SEE_A_DOCTOR_FIRST: "tile.change",
    Outcome.DOCTOR_WITHIN_DAYS: "tile.change",
    Outcome.GENTLY: "tile.ready",
    Outcome.GO_ON_AND_BOOK_A_VISIT: "tile.ready",
    Outcome.GO_ON: "tile.rest",
}
_LIMBS = {"no": "no", "arm": "one arm", "leg": "one leg", "both": "both arms or both legs"}


class SavedAnswers(NamedTuple):
    """What is saved."""

    state: TriageState
    first_edition: Sequence[ScreeningRecord] = ()
    """The screens of the first edition, newest first."""
    excluded: Sequence[str] = ()
    """Names of the muscles that signs exclude from being pressed."""


def saved_answers_page(
    saved: SavedAnswers, table: TriageTable, facts: FactTable, now: datetime, room: Room
) -> RenderableType:
    """Return what is saved: outcomes and findings with their dates, releases, facts, and what signs exclude."""
    parts: list[RenderableType] = [*gap(room), title(room, "Questions before a session"), _records(saved, now, room)]
    going_on = [*_going_on(saved.state, table, now)]
    if going_on:
        columns = [Column("you told us"), Column("so"), Column("asked last", keeps_together=True)]
        parts += [*gap(room), title(room, "Asked again"), responsive_table(room, columns, going_on)]
    parts += [*gap(room), title(room, "About you"), _about(saved.state, facts, now, room)]
    if saved.excluded:
        why = "A sharp, electric or tingling sign was reported twice. `backpain screen --edit` asks whether it is over."
        body = Group(bullets(room, saved.excluded), Text(why))
        parts += [*gap(room), card(room, "Not pressed", body, style="caution")]
    return Group(*parts)


def _records(saved: SavedAnswers, now: datetime, room: Room) -> RenderableType:
    columns = [Column("when", keeps_together=True), Column("questions", since=80), Column("about", since=60),
               Column("outcome"), Column("found", since=100)]  # fmt: skip
    records: list[TriageRecord | ScreeningRecord] = [*saved.state.records, *saved.first_edition]
    records.sort(key=lambda record: record.when, reverse=True)
    rows = []
    for record in records[:_MAX_RECORDS]:
        text = outcome_sentence(record.outcome).rstrip(".")
        found = [one.key for one in record.found] if isinstance(record, TriageRecord) else []
        rows.append(
            (
                f"{record.when.astimezone(now.tzinfo):%Y-%m-%d %H:%M}",
                str(record.kind),
                ", ".join(sorted(record.regions)),
                chip(room, text, _CHIPS[record.outcome]) if room.columns >= 60 else text,
                ", ".join(found),
            )
        )
    return responsive_table(room, columns, rows) if rows else Text("None is kept.")


def _going_on(state: TriageState, table: TriageTable, now: datetime) -> Iterator[tuple[str, str, str]]:
    for sign in state.watched:
        if (rung := table.rung_by_key.get(sign.key)) is not None:
            yield rung.reported, "you go on gently", _day(sign.asked, now)
    for release in state.releases:
        if (row := table.row_by_rung.get(release.key)) is not None:
            yield row.line, "released by a clinician", _day(release.confirmed, now)


def _about(state: TriageState, facts: FactTable, now: datetime, room: Room) -> RenderableType:
    person, pain = state.person, state.pain
    if person is None:
        return Text("Not asked yet. `backpain screen --edit` asks.")
    rows = []
    if person.age and person.age_answered is not None:
        rows.append(("age", AGE_TEXTS[AgeBand(person.age)], _day(person.age_answered, now)))
    for fact in facts.facts:
        if fact.key in person.facts:
            kept = person.facts[fact.key]
            rows.append((fact.line, _answer(fact, kept), _day(kept.answered, now)))
    if pain is not None:
        rows.append(("pain or tingling down a limb", _LIMBS[pain.limb], _day(pain.answered, now)))
        rows.append(("worse with", pain.worse, _day(pain.answered, now)))
    rest = "To every other question: no." if person.facts else "To every question about you: no."
    columns = [Column("what"), Column("your answer"), Column("asked", since=60, keeps_together=True)]
    return Group(responsive_table(room, columns, rows), Text(f"{rest} `backpain screen --edit` asks again."))


def _answer(fact: AskedFact, kept: KeptFact) -> str:
    texts = [choice.text for one in fact.follow_ups for choice in one.choices if choice.key in kept.choices]
    return "; ".join([*texts, "agreed with a clinician"] if kept.agreed else texts) or "yes"


def _day(moment: datetime, now: datetime) -> str:
    return f"{moment.astimezone(now.tzinfo):%Y-%m-%d}"

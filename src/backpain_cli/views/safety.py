"""What comes before a session: the questions, their outcome, the stop rules, and what was changed for the person."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, assert_never

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backpain_cli.domain.checklist import routine_places, tools_needed
from backpain_cli.domain.records.sessions import ScreeningRecord
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.domain.safety.adaptation import StepChange
from backpain_cli.domain.safety.circumstances import CircumstanceAnswer, Circumstances, may_concern, standing
from backpain_cli.domain.safety.in_session import InSessionTexts
from backpain_cli.domain.safety.screening import Question, Screening
from backpain_cli.domain.safety.signs import SafetyTexts, SignRung, SignTable
from backpain_cli.domain.terms import Outcome
from backpain_cli.views.big_digits import cells_of
from backpain_cli.views.widgets import Cell, Column, Room, bullets, card, chip, gap, responsive_table, title
from backpain_cli.wording.phrases import outcome_sentence, urgency_phrase
from backpain_cli.wording.sheet_text import adaptation_phrase, origin_text, ready_texts

LIMITS = "These questions can miss things. If something worries you, ask a doctor."
_MAX_SCREENS = 10
_BIG_SINCE, _TILE_SINCE, _LARGE_SINCE = 56, 80, 112
"""Columns from which the words of an emergency are drawn, those for a doctor too, and the first twice as large."""
_CHIPS = {
    Outcome.EMERGENCY: "tile.stop",
    Outcome.DOCTOR_TODAY: "tile.change",
    Outcome.SEE_A_DOCTOR_FIRST: "tile.change",
    Outcome.DOCTOR_WITHIN_DAYS: "tile.change",
    Outcome.GENTLY: "tile.ready",
    Outcome.GO_ON_AND_BOOK_A_VISIT: "tile.ready",
    Outcome.GO_ON: "tile.rest",
}
_EMERGENCY_LINE = "Call your emergency number"


class Section(NamedTuple):
    """A heading with what belongs below it, which may go on over several pages."""

    heading: str
    items: tuple[Cell, ...]
    style: str = "edge"


def section_cards(sections: Iterable[Section], room: Room) -> RenderableType:
    """Return each section as a card; one without items is left out."""
    return Group(
        *(
            card(room, heading, bullets(room, items, mark="▸" if style == "stop" else "-", style=style), style=style)
            for heading, items, style in sections
            if items
        )
    )


def welcome_page(plan: Plan, room: Room, *, speed: int, replaces: bool) -> RenderableType:
    """Return the title, the time and whose routine it is."""
    routine = plan.routine
    parts = [*gap(room), title(room, routine.title, f"{routine.minutes} minutes, {plan.steps} steps")]
    if routine.origin is not RoutineOrigin.SHIPPED:
        parts.append(Text(origin_text(routine, replaces=replaces), "caution"))
    if speed > 1:
        parts.append(Text(f"A rehearsal, {speed} times as fast: look, don't press.", "caution"))
    return Group(*parts, Text("Serious causes are rare, and they come first."))


def question_card(question: Question, room: Room) -> RenderableType:
    """Return one question with what it asks for, and how far along it is."""
    part = f"{question.part} of {question.parts}"
    if not room.is_screen:
        return Group(Text(f"{part}. {question.ask}"), bullets(room, question.lines))
    lines = [bullets(room, question.lines, mark="▢", style="caution")] if question.lines else []
    return card(room, part, Group(Text(question.ask, "strong"), *lines))


def question_list(questions: SignTable, regions: frozenset[str], room: Room) -> RenderableType:
    """Return every question of the full screen for `regions`, for where they cannot be answered one by one."""
    parts: list[RenderableType] = [
        Text("These questions come before a session, and are answered one by one in a terminal.")
    ]
    for group in questions.groups:
        if not group.regions or group.regions & regions:
            asked = [flag.ask for flag in group.questions if not flag.regions or flag.regions & regions]
            parts += [*gap(room), Text(group.ask, "strong"), bullets(room, asked)]
    return Group(*parts)


def emergency_panel(
    safety: SafetyTexts, room: Room, *, call: str = "", ending: str = "No session is started."
) -> RenderableType:
    """Return what to do now; no question follows.

    Args:
        safety: has the sentences.
        room: what the page is made for.
        call: which number to call, if that is known; it comes first.
        ending: what becomes of the session.
    """
    help_now = outcome_sentence(Outcome.EMERGENCY).rstrip(".").upper()
    actions = [text for text in safety.emergency_action if not (call and text.startswith(_EMERGENCY_LINE))]
    actions = [*([call] if call else []), *actions]
    if not room.is_screen:
        return Group(Text(help_now), bullets(room, actions), Text(ending))
    steps = Table.grid(padding=(0, 2, 0, 0))
    for number, action in enumerate(actions[bool(call) :], start=1):
        steps.add_row(chip(room, str(number), "tile.stop"), Text(action, "strong"))
    line = _call_line(help_now, call, room)
    first = [line, Text()] if line.plain else []
    return Group(Text(), *_band(help_now, room), Text(), *first, steps, Text(), Text(ending, "strong"))


def _band(words: str, room: Room) -> list[Text]:
    """Return `words` on a red band as wide as the screen, in letters that are as large as there is room for."""
    scale = 0 if room.ascii else 2 if room.columns >= _LARGE_SINCE else int(room.columns >= _BIG_SINCE)
    rows = cells_of(words, scale, scale) if scale else (words,)
    return [Text(f"  {row}".ljust(room.columns), "tile.stop") for row in ("", *rows, "")]


def _call_line(words: str, call: str, room: Room) -> Text:
    """Return the call with its number on a tile; after the words of the band if those are drawn."""
    text = Text(call if room.ascii or room.columns < _BIG_SINCE else f"{words}. {call}".rstrip(), "strong")
    text.highlight_regex(r"\d{2,}", "tile.stop")
    return text


def call_again(call: str) -> Text:
    """Return the call once more, for below a page that is longer than the screen."""
    return Text(f"{outcome_sentence(Outcome.EMERGENCY).upper()} {call}", "stop")


def outcome_panel(screening: Screening, safety: SafetyTexts, call: str, room: Room) -> RenderableType:
    """Return what the screen says, and what to do; never what a person has, and never that a person is fine.

    Args:
        screening: one that is over.
        safety: the sentences for every emergency and before every visit.
        call: which number to call.
        room: what the page is made for.

    Raises:
        ValueError: it is not over.
    """
    flags = [finding.flag for finding in screening.findings]
    reasons = dict.fromkeys(flag.reason for flag in flags)
    match screening.outcome:
        case Outcome.EMERGENCY:
            urgent = [flag for flag in flags if flag.outcome is Outcome.EMERGENCY]
            why = [Text(flag.reason) for flag in urgent]
            return Group(emergency_panel(safety, room, call=call), *gap(room), *why, _say(urgent, room, "Say this"))
        case Outcome.SEE_A_DOCTOR_FIRST | Outcome.DOCTOR_TODAY | Outcome.DOCTOR_WITHIN_DAYS:
            return _doctor(screening, safety, room)
        case Outcome.GO_ON_AND_BOOK_A_VISIT | Outcome.GENTLY:
            said = chip(room, outcome_sentence(screening.outcome), "tile.ready")
            return Group(*gap(room), said, bullets(room, reasons), _say(flags, room), Text(LIMITS, "quiet"))
        case Outcome.GO_ON:
            said = Text(outcome_sentence(screening.outcome), "strong")
            return Group(*gap(room), said, bullets(room, reasons), Text(LIMITS, "quiet"))
        case None:
            raise ValueError("a screen that is not over has no outcome")
        case _ as unreachable:
            assert_never(unreachable)


def _doctor(screening: Screening, safety: SafetyTexts, room: Room) -> RenderableType:
    flags = [finding.flag for finding in screening.findings if finding.flag.outcome is Outcome.SEE_A_DOCTOR_FIRST]
    words = outcome_sentence(Outcome.SEE_A_DOCTOR_FIRST).rstrip(".").upper()
    speak = f"Speak to a doctor or your health line {urgency_phrase(screening.soon)}."
    is_drawn = room.is_screen and not room.ascii and room.columns >= _TILE_SINCE
    tile = [Text(f"  {row}  ", "tile.change") for row in cells_of(words, 1, 1, above=1)] if is_drawn else []
    return Group(
        *gap(room),
        *(tile or [chip(room, words, "tile.change")]),
        *gap(room),
        Text(f"{words}. {speak}" if tile else speak, "strong"),
        card(room, "Why", bullets(room, dict.fromkeys(flag.reason for flag in flags))),
        _say(flags, room),
        Text(safety.doctor_action[-1]),
        Text("No session is started.", "strong"),
        *gap(room),
    )


def _say(flags: Iterable[SignRung], room: Room, label: str = "Tell them") -> RenderableType:
    """Return what to say at the visit or on the telephone; nothing where there is nothing to say."""
    said = "; ".join(dict.fromkeys(flag.doctor_summary for flag in flags if flag.doctor_summary))
    if not said or not room.is_screen:
        return Text(f"{label}: {said}.") if said else Group()
    return card(room, label, Text(f"{said}."))


def refusal_card(why: str, room: Room) -> RenderableType:
    """Return why a session is refused now."""
    return Group(*gap(room), card(room, "No session now.", Text(why), style="caution"), *gap(room))


def stop_section(texts: InSessionTexts) -> Section:
    """Return the stop rules."""
    rules = (*(rule.text for rule in texts.stop_rules), texts.press_h)
    return Section("Stop rules. They hold all the time", rules, "stop")


def change_section(changes: Iterable[StepChange]) -> Section:
    """Return what was changed for the person: each reason with the steps that it touches."""
    by_reason: dict[str, list[StepChange]] = {}
    for change in changes:
        by_reason.setdefault(change.why, []).append(change)
    items: list[Cell] = []
    for why, touched in by_reason.items():
        steps = (f"\nstep {one.step_number}, {one.title}: {adaptation_phrase(one.action)}" for one in touched)
        items.append(Text.assemble(why, ("".join(steps), "quiet")))
    if items:
        items.append(Text("`backpain screen --edit` asks about you again.", "quiet"))
    return Section("Changed for you; the time stays the same", tuple(items), "caution")


def ready_sections(plan: Plan, answers: Mapping[str, str], advice: Iterable[str] = ()) -> list[Section]:
    """Return what to know before one begins, and what to have ready.

    Args:
        plan: its cautions are shown if they may concern a person with these answers.
        answers: about the circumstances.
        advice: for a person who is new to it.
    """
    cautions = [one.text for one in plan.routine.cautions if may_concern(one.concerns, answers)]
    pressure = "Pressure is given on a scale of 0, nothing, to 10, the worst. You can always breathe slowly."
    return [
        Section("Before you begin", (*cautions, *advice, pressure)),
        Section("Have ready", ready_texts(tools_needed(plan.routine), routine_places(plan.routine))),
    ]


class SavedAnswers(NamedTuple):
    """What is saved of the screens and of the person."""

    screens: Sequence[ScreeningRecord]
    """Newest first."""
    answers: Mapping[str, str]
    excluded: Sequence[str] = ()
    """Names of the muscles that signs exclude from being pressed."""


def saved_answers_page(saved: SavedAnswers, circumstances: Circumstances, now: datetime, room: Room) -> RenderableType:
    """Return what is saved: the last screens, every circumstance with its answer, and what signs exclude."""
    parts: list[RenderableType] = [*gap(room), title(room, "Screens")]
    columns = [
        Column("when", keeps_together=True),
        Column("questions", since=80),
        Column("about", since=60),
        Column("outcome"),
    ]
    rows = [
        (
            f"{record.when.astimezone(now.tzinfo):%Y-%m-%d %H:%M}",
            str(record.kind),
            ", ".join(sorted(record.regions)),
            chip(room, str(record.outcome), _CHIPS[record.outcome]) if room.columns >= 60 else str(record.outcome),
        )
        for record in saved.screens[:_MAX_SCREENS]
    ]
    parts.append(responsive_table(room, columns, rows) if rows else Text("None is kept."))
    parts += [*gap(room), circumstances_table(saved.answers, circumstances, room)]
    if saved.excluded:
        why = "A sharp, electric or tingling sign was reported twice. `backpain screen --edit` asks whether it is over."
        body = Group(bullets(room, saved.excluded), Text(why))
        parts += [*gap(room), card(room, "Not pressed", body, style="caution")]
    return Group(*parts)


def circumstances_table(answers: Mapping[str, str], circumstances: Circumstances, room: Room) -> RenderableType:
    """Return every circumstance that is not denied, with its answer."""
    if not answers:
        return Group(title(room, "About you"), Text("Not asked yet. `backpain screen --edit` asks."))
    found = [(one.name, standing(answers, one.key)) for one in circumstances.all]
    rows = [(name, Text(str(answer), "caution")) for name, answer in found if answer is not CircumstanceAnswer.NO]
    table = [responsive_table(room, [Column("what"), Column("your answer")], rows)] if rows else []
    rest = "To everything else" if rows else "To every question"
    return Group(title(room, "About you"), *table, Text(f"{rest}: no. `backpain screen --edit` asks again."))

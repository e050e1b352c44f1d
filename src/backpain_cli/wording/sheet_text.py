"""The printed sheet in words: its headings, whom it is for, what was changed, the boxes to tick."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from backpain_cli.domain.checklist import Checklist, ChecklistBox
from backpain_cli.domain.safety.adaptation import StepChange
from backpain_cli.domain.terms import Place
from backpain_cli.domain.typed_input import clock_text, duration_text
from backpain_cli.wording.phrases import CHIEF_SIGNS, SAME_SIDE, SHORTER_HOLDS, place_phrase, side_phrase
from backpain_cli.wording.plan_text import adaptation_phrase


class SheetHeadings(NamedTuple):
    """Headings and fixed sentences of the treatment checklist."""

    anybody: str = "For anybody."
    one_person: str = "For one person."
    for_anybody: str = (
        "For anybody: not adapted to one person. `backpain screen --edit` asks about you; "
        "then the sheet is made for you."
    )
    adapted: str = "For one person: adapted to their answers. The time stays the same."
    unchanged: str = "For one person: their answers ask for no change."
    do_not_begin: str = "Do not begin"
    chief_signs: str = f"with {CHIEF_SIGNS}."
    """A reminder above the steps, never in the place of the list."""
    all_signs: str = "All signs"
    emergency: str = "Do not begin, and call your emergency number, if any of these is present"
    what_then: str = "If so"
    doctor_today: str = "See a doctor today, at night and at weekends too, before you begin, if any of these is present"
    doctor_within_days: str = "See a doctor in the next days, before you begin, if any of these is present"
    have_ready: str = "Have ready"
    before: str = "Before you begin"
    stop_rules: str = "Stop rules"
    steps: str = "Steps"
    never: str = "Never"
    afterwards: str = "Afterwards"
    why: str = "Why in this order"
    sources: str = "Sources"
    read_first: str = "Read this before the first time, and again whenever something is new or different."
    only_if: str = "Only when nothing that is to be read first speaks against it."
    read_page_first: str = "read page {} first"
    in_full: str = "Each step in full"
    dose: str = "Step and dose"
    details: str = "How it is done"
    changes: str = "Changed for this person"
    chart: str = "Where the points are"
    log: str = "Dates and scores"
    name: str = "Name"
    date: str = "Date"
    score_before: str = "Pain before"
    score_after: str = "Pain after"
    scores: str = "Pain from 0 (none) to 10 (worst), before and after each session"
    no_diagnosis: str = "Published maps and common practice; not a diagnosis."


SHEET_HEADINGS = SheetHeadings()


def audience_label(sheet: Checklist) -> str:
    """Return whom a sheet is for in a few words, for paper: how to have another one made is of no use there."""
    return SHEET_HEADINGS.one_person if sheet.is_personal else SHEET_HEADINGS.anybody


def audience_text(sheet: Checklist) -> str:
    """Return whether a sheet is for anybody or adapted to a person."""
    if not sheet.is_personal:
        return SHEET_HEADINGS.for_anybody
    return SHEET_HEADINGS.adapted if sheet.changes else SHEET_HEADINGS.unchanged


def adaptation_texts(changes: Iterable[StepChange]) -> list[str]:
    """Return one line for each kind of change: `Slow movement instead: 3. Gluteus medius; 5. Gluteus maximus`.

    Never the reason: others may read a sheet on a wall.
    """
    steps: dict[str, list[str]] = {}
    for change in changes:
        phrase = adaptation_phrase(change.action)
        steps.setdefault(phrase[:1].upper() + phrase[1:], []).append(f"{change.step_number}. {change.title}")
    return [f"{phrase}: {'; '.join(titles)}" for phrase, titles in steps.items()]


def box_text(turn: ChecklistBox, pressure: str = "", *, brief: bool = False) -> str:
    """Return the text beside a box to tick, without its start: `your easier side, 1 minute, pressure 3 to 5 of 10`.

    Args:
        brief: whether there is little room: `60 s`, not `1 minute`.
    """
    parts = (side_phrase(turn.side), f"{turn.seconds} s" if brief else duration_text(turn.seconds), pressure)
    return ", ".join(part for part in parts if part)


def timed_box_text(turn: ChecklistBox, pressure: str = "", *, brief: bool = False) -> str:
    """Return `box_text` with the start before it: `4:15 your easier side, 1 minute, pressure 3 to 5 of 10`."""
    return f"{clock_text(turn.start)} {box_text(turn, pressure, brief=brief)}"


def step_notes(sheet: Checklist) -> tuple[str, ...]:
    """Return what is said once above the steps, where any of them presses: about sides, and about seconds."""
    return (SAME_SIDE, SHORTER_HOLDS) if any(entry.step.point is not None for entry in sheet.steps) else ()


def ready_texts(tools: Mapping[str, tuple[str, ...]], places: Iterable[Place]) -> tuple[str, ...]:
    """Return what to have ready: each tool with what may replace it, and the places, in their order."""
    texts = [f"{tool} (or {', or '.join(instead)})" if instead else tool for tool, instead in tools.items()]
    return (*texts, f"places: {', then '.join(map(place_phrase, places))}")

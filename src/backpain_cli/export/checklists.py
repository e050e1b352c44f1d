"""The checklist as Markdown, and as a page for a browser that fetches nothing and can be printed."""

import re
from collections.abc import Iterable

from backpain_cli.domain.checklist import Checklist, ChecklistStep
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.export.formats import SheetArt, SheetPicture, render_template
from backpain_cli.wording.dose_text import minutes_phrase
from backpain_cli.wording.phrases import place_phrase, pressure_phrase, step_texts
from backpain_cli.wording.sheet_text import SHEET_HEADINGS as HEADINGS
from backpain_cli.wording.sheet_text import (
    adaptation_texts,
    audience_label,
    audience_text,
    box_text,
    ready_texts,
    step_notes,
    timed_box_text,
)

SESSIONS = 7
"""For how many sessions there is room on a sheet: a week."""
_PATTERN_NAMES = re.compile(r'(id="|url\(#)hatch-')


def checklist_html(checklist: Checklist, art: SheetArt) -> bytes:
    """Return `checklist` as an HTML document."""
    return render_template(
        "checklist.html",
        sheet=checklist,
        art=art,
        headings=HEADINGS,
        audience=(audience_label(checklist), audience_text(checklist)),
        changes=adaptation_texts(checklist.changes),
        ready=ready_texts(checklist.tools, checklist.places),
        steps=[
            (
                entry,
                dict(step_texts(entry.step)),
                [timed_box_text(turn, pressure_phrase(entry.step)) for turn in entry.turns],
            )
            for entry in checklist.steps
        ],
        notes=step_notes(checklist),
        place_phrase=place_phrase,
        with_own_patterns=_with_own_patterns,
        sessions=SESSIONS,
    )


def _with_own_patterns(picture: SheetPicture, name: str) -> str:
    """Return a picture whose patterns have names of their own: on one page no two may share one."""
    return _PATTERN_NAMES.sub(rf"\1hatch-{name}-", picture.svg)


# Signs that mean something to Markdown or to the HTML that may be made of it.
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|~!{}"})
BLANK_LINE = r"\_" * 24
"""A line to write on; the signs themselves, not emphasis."""
_IN_THE_TEXT = {"Where", "How"}
"""Labels of what is in the paragraph of a step already."""
_LABELS = {"Feel": "You should feel"}
"""Of a sheet that is read as a text, where they differ."""


def checklist_markdown(checklist: Checklist) -> bytes:
    """Return `checklist` as a Markdown document, with boxes that can be ticked on paper or on a screen."""
    lines = [f"# {markdown_text(checklist.title)}: {minutes_phrase(checklist.minutes * 60)}", ""]
    lines += [markdown_text(checklist.whose), ""] if checklist.whose else []
    lines += [markdown_text(audience_text(checklist)), ""]
    changes = [f"- {markdown_text(change)}" for change in adaptation_texts(checklist.changes)]
    lines += [*changes, ""] if changes else []
    lines += _log()
    lines += _section(HEADINGS.emergency, checklist.emergency)
    if checklist.emergency_action:
        lines += [f"**{HEADINGS.what_then}:** {markdown_text(' '.join(checklist.emergency_action))}", ""]
    lines += _section(HEADINGS.doctor_today, checklist.doctor_today)
    lines += _section(HEADINGS.doctor_within_days, checklist.doctor_within_days)
    lines += _section(HEADINGS.have_ready, ready_texts(checklist.tools, checklist.places), box="[ ] ")
    lines += _section(HEADINGS.before, (*checklist.cautions, *checklist.before))
    lines += [f"## {HEADINGS.steps}", ""]
    lines += [" ".join(step_notes(checklist)), ""] if step_notes(checklist) else []
    for step in checklist.steps:
        lines += _step(step)
    lines += _section(HEADINGS.stop_rules, checklist.stop_rules)
    lines += _section(HEADINGS.never, checklist.do_nots)
    lines += _section(HEADINGS.afterwards, checklist.after)
    if checklist.why:
        lines += [f"## {HEADINGS.why}", "", markdown_text(checklist.why), ""]
    lines += [f"{HEADINGS.sources}: {', '.join(checklist.sources)}. {HEADINGS.no_diagnosis}", ""]
    return "\n".join(lines).encode()


def markdown_text(text: str) -> str:
    """Return `text` on one line, so that nothing in it is taken as Markdown or as HTML."""
    return " ".join(text.split()).translate(_SPECIAL)


def _log() -> list[str]:
    """Return room for a name, and a table for dates and scores."""
    heads = (HEADINGS.date, HEADINGS.score_before, HEADINGS.score_after)
    empty = f"|{'|'.join(' ' * (len(head) + 2) for head in heads)}|"
    table = [f"| {' | '.join(heads)} |", f"|{'|'.join('-' * (len(head) + 2) for head in heads)}|"]
    return [f"{HEADINGS.name}: {BLANK_LINE}", "", f"{HEADINGS.scores}:", "", *table, *[empty] * SESSIONS, ""]


def _section(title: str, items: Iterable[str], *, box: str = "") -> list[str]:
    listed = [f"- {box}{markdown_text(item)}" for item in items]
    return [f"## {title}", "", *listed, ""] if listed else []


def _step(entry: ChecklistStep) -> list[str]:
    step = entry.step
    first = clock_text(entry.turns[0].start if entry.turns else 0)
    lines = [f"### {entry.number}. {markdown_text(step.title)} (from {first}, {place_phrase(step.place)})", ""]
    lines += [markdown_text(" ".join(part for part in (step.do, step.where, step.how) if part)), ""]
    lines += [*(f"- [ ] {box_text(turn, pressure_phrase(step))}" for turn in entry.turns), ""]
    below = [(_LABELS.get(label, label), text) for label, text in step_texts(step) if label not in _IN_THE_TEXT]
    return [*lines, *(f"{label}: {markdown_text(text)}  " for label, text in below), ""]

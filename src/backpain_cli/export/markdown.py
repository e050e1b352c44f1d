"""The checklist as Markdown, with boxes that can be ticked on paper or on a screen."""

from collections.abc import Iterable

from backpain_cli.domain.checklist import Checklist, ChecklistStep
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.wording.phrases import place_phrase, pressure_phrase, step_texts
from backpain_cli.wording.sheet_text import SHEET_HEADINGS as HEADINGS
from backpain_cli.wording.sheet_text import adaptation_texts, audience_text, box_text, ready_texts

# Signs that mean something to Markdown or to the HTML that may be made of it.
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|~!{}"})


BLANK_LINE = r"\_" * 24
"""A line to write on; the signs themselves, not emphasis."""
MARKDOWN_SESSIONS = 7
"""For how many sessions there is room: a week."""


def checklist_markdown(checklist: Checklist) -> str:
    """Return `checklist` as a Markdown document that ends with a line break."""
    lines = [f"# {_safe(checklist.title)}: {checklist.minutes} minutes", ""]
    lines += [_safe(checklist.whose), ""] if checklist.whose else []
    lines += [_safe(audience_text(checklist)), ""]
    changes = [f"- {_safe(change)}" for change in adaptation_texts(checklist.changes)]
    lines += [*changes, ""] if changes else []
    lines += _log()
    lines += _section(HEADINGS.emergency, checklist.emergency)
    if checklist.emergency_action:
        lines += [f"**{HEADINGS.what_then}:** {_safe(' '.join(checklist.emergency_action))}", ""]
    lines += _section(HEADINGS.see_a_doctor, checklist.see_a_doctor_first)
    lines += _section(HEADINGS.have_ready, ready_texts(checklist.tools, checklist.places), box="[ ] ")
    lines += _section(HEADINGS.before, (*checklist.cautions, *checklist.before))
    lines += [f"## {HEADINGS.steps}", ""]
    for step in checklist.steps:
        lines += _step(step)
    lines += _section(HEADINGS.stop_rules, checklist.stop_rules)
    lines += _section(HEADINGS.never, checklist.do_nots)
    lines += _section(HEADINGS.afterwards, checklist.after)
    if checklist.why:
        lines += [f"## {HEADINGS.why}", "", _safe(checklist.why), ""]
    lines += [f"{HEADINGS.sources}: {', '.join(checklist.sources)}. {HEADINGS.no_diagnosis}", ""]
    return "\n".join(lines)


def _safe(text: str) -> str:
    return text.translate(_SPECIAL)


def _log() -> list[str]:
    """Return room for a name, and a table for dates and scores."""
    heads = (HEADINGS.date, HEADINGS.score_before, HEADINGS.score_after)
    empty = f"|{'|'.join(' ' * (len(head) + 2) for head in heads)}|"
    table = [f"| {' | '.join(heads)} |", f"|{'|'.join('-' * (len(head) + 2) for head in heads)}|"]
    return [f"{HEADINGS.name}: {BLANK_LINE}", "", f"{HEADINGS.scores}:", "", *table, *[empty] * MARKDOWN_SESSIONS, ""]


def _section(title: str, items: Iterable[str], *, box: str = "") -> list[str]:
    listed = [f"- {box}{_safe(item)}" for item in items]
    return [f"## {title}", "", *listed, ""] if listed else []


def _step(entry: ChecklistStep) -> list[str]:
    step = entry.step
    first = entry.turns[0].start if entry.turns else 0
    lines = [f"### {entry.number}. {_safe(step.title)} (from {clock_text(first)}, {place_phrase(step.place)})", ""]
    lines += [_safe(" ".join(part for part in (step.do, step.where, step.how) if part)), ""]
    lines += [*(f"- [ ] {box_text(turn, pressure_phrase(step))}" for turn in entry.turns), ""]
    below = [(_LABELS.get(label, label), text) for label, text in step_texts(entry.step) if label not in _IN_THE_TEXT]
    return [*lines, *(f"{label}: {_safe(text)}  " for label, text in below), ""]


_IN_THE_TEXT = {"Where", "How"}
"""Labels of what stands in the paragraph of a step already."""
_LABELS = {"Feel": "You should feel"}
"""Of a sheet that is read as a text, where they differ."""

"""The checklist as Markdown, with boxes that can be ticked on paper or on a screen."""

from collections.abc import Iterable

from backpain_cli.domain.checklist import Checklist, ChecklistStep
from backpain_cli.domain.durations import as_clock, in_words

# Signs that mean something to Markdown or to the HTML that may be made of it.
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|~!{}"})


def checklist_as_markdown(checklist: Checklist) -> str:
    """Return `checklist` as a Markdown document that ends with a line break."""
    lines = [f"# {_safe(checklist.title)}: {checklist.minutes} minutes", ""]
    lines += [_safe(checklist.whose), ""] if checklist.whose else []
    lines += _section("Do not begin, and call your emergency number, if any of these is present", checklist.emergency)
    lines += _section("See a doctor before you begin if any of these is present", checklist.see_a_doctor_first)
    lines += _section("Have ready", checklist.have_ready, box="[ ] ")
    lines += _section("Before you begin", (*checklist.cautions, *checklist.before))
    lines += ["## Steps", ""]
    for step in checklist.steps:
        lines += _step(step)
    lines += _section("Stop rules", checklist.stop_rules)
    lines += _section("Never", checklist.do_nots)
    lines += _section("Afterwards", checklist.after)
    if checklist.why:
        lines += ["## Why in this order", "", _safe(checklist.why), ""]
    lines += [f"Sources: {', '.join(checklist.sources)}. Published maps and common practice; not a diagnosis.", ""]
    return "\n".join(lines)


def _safe(text: str) -> str:
    return text.translate(_SPECIAL)


def _section(title: str, items: Iterable[str], *, box: str = "") -> list[str]:
    listed = [f"- {box}{_safe(item)}" for item in items]
    return [f"## {title}", "", *listed, ""] if listed else []


def _step(entry: ChecklistStep) -> list[str]:
    step = entry.step
    first = entry.turns[0].start if entry.turns else 0
    lines = [f"### {entry.number}. {_safe(step.title)} (from {as_clock(first)}, {step.place.phrase})", ""]
    lines += [_safe(" ".join(part for part in (step.do, step.where, step.how) if part)), ""]
    for turn in entry.turns:
        side = f"{turn.side}, " if turn.side else ""
        pressure = f", {step.pressure_phrase}" if step.pressure else ""
        lines.append(f"- [ ] {side}{in_words(turn.seconds)}{pressure}")
    lines.append("")
    for label, text in (
        ("With", step.tool_phrase),
        ("You should feel", step.feel),
        ("Take care", step.avoid),
        ("Stop", step.stop),
        ("Instead", step.neutral),
    ):
        if text:
            lines.append(f"{label}: {_safe(text)}  ")
    return [*lines, ""]

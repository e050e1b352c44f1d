"""What stands before every session: what is needed, the signs that forbid it, and the rules for stopping."""

from collections.abc import Iterable, Sequence

from backpain_cli.domain.checklist import have_ready
from backpain_cli.domain.plan import Plan
from backpain_cli.domain.safety import SafetyTexts, Sign
from backpain_cli.terminal.sheets import origin_rows
from backpain_cli.terminal.spans import Row, Span, item, paragraph, row


def welcome_rows(plan: Plan, width: int, *, speed: int, replaces: bool) -> list[Row]:
    """Return the title, the time and whose routine it is."""
    rows: list[Row] = [
        (),
        (Span(plan.routine.title, "title"), Span(f"  {plan.routine.minutes} minutes, {plan.steps} steps", "quiet")),
        *origin_rows(plan, width, replaces=replaces),
    ]
    if speed > 1:
        rows += paragraph(f"A rehearsal, {speed} times as fast: look, don't press.", width, style="notice")
    return [*rows, *paragraph("Serious causes are rare, and they come first.", width), ()]


def pages_of(signs: Sequence[Sign], *, width: int, lines: int) -> list[list[Row]]:
    """Return `signs` as pages that fit a screen of that many lines together with their question."""
    pages: list[list[Row]] = [[]]
    for sign in signs:
        when = f" ({sign.when})" if sign.when else ""
        block = item(sign.text + when, width)
        if pages[-1] and len(pages[-1]) + len(block) > max(4, lines - 6):
            pages.append([])
        pages[-1] += block
    return [page for page in pages if page]


def emergency_rows(
    safety: SafetyTexts, width: int, *, call: str = "", ending: str = "No session is started."
) -> list[Row]:
    """Return what to do now. There is no way on from here.

    Args:
        safety: the sentences that are said.
        width: of the page.
        call: which number to call, where that is known; it is said first.
        ending: what becomes of the session.
    """
    # Three lines in one style stand out from everything else on the terminal.
    badge = [row(line.ljust(width), "badge.danger") for line in ("", "  GET HELP NOW", "")]
    rows: list[Row] = [(), *badge, ()]
    for text in ([call] if call else []) + [text for text in safety.emergency_action if not (call and _calls(text))]:
        rows += item(text, width, style="strong")
    return [*rows, (), *paragraph(ending, width)]


def _calls(text: str) -> bool:
    return text.startswith("Call your emergency number")


def doctor_rows(safety: SafetyTexts, width: int) -> list[Row]:
    """Return what to do when a doctor should look first."""
    rows: list[Row] = [(), row(" SEE A DOCTOR FIRST ", "badge.change"), ()]
    for text in safety.doctor_action:
        rows += item(text, width)
    return [*rows, (), *paragraph("No session is started.", width)]


def stop_rows(plan: Plan, safety: SafetyTexts, width: int) -> list[Row]:
    """Return the stop rules."""
    regions = plan.routine.regions
    rules = [rule.text for rule in safety.stop_rules if rule.concerns(regions)]
    return _block("Stop rules. They hold all the time", rules, width, style="caution")


def ready_rows(plan: Plan, width: int, advice: Iterable[str] = ()) -> list[Row]:
    """Return the cautions of the routine, the `advice` for who is new to it, and what to have ready."""
    rows = _block("Before you begin", (*plan.routine.cautions, *advice), width)
    rows += _block("Have ready", have_ready(plan), width)
    pressure = "Pressure is told on a scale of 0, nothing, to 10, the worst. You can always breathe slowly."
    return [*rows, *paragraph(pressure, width), ()]


def _block(title: str, items: Iterable[str], width: int, *, style: str = "strong") -> list[Row]:
    listed = [line for text in items for line in item(text, width)]
    return [row(title, style), *listed, ()] if listed else []

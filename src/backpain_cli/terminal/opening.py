"""What stands before every session: what is needed, the signs that forbid it, and the rules for stopping."""

from collections.abc import Iterable, Mapping, Sequence

from backpain_cli.domain.checklist import routine_places, tools_needed
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.safety.circumstances import may_concern
from backpain_cli.domain.safety.signs import SafetyTexts
from backpain_cli.domain.terms import Outcome
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.sheets import origin_rows
from backpain_cli.terminal.spans import Row, Span, item, paragraph, row
from backpain_cli.wording.phrases import outcome_sentence
from backpain_cli.wording.sheet_text import ready_texts


def welcome_rows(plan: Plan, width: int, *, speed: int, replaces: bool) -> list[Row]:
    """Return the title, the time and whose routine it is."""
    rows: list[Row] = [
        (),
        (Span(plan.routine.title, "title"), Span(f"  {plan.routine.minutes} minutes, {plan.steps} steps", "quiet")),
        *origin_rows(plan, width, replaces=replaces),
    ]
    if speed > 1:
        rows += paragraph(f"A rehearsal, {speed} times as fast: look, don't press.", width, style="notice")
    return [*rows, *paragraph("Serious causes are rare, and they come first.", width)]


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
    help_now = outcome_sentence(Outcome.EMERGENCY).rstrip(".").upper()
    badge = [row(line.ljust(width), "badge.danger") for line in ("", f"  {help_now}", "")]
    rows: list[Row] = [(), *badge, ()]
    for text in ([call] if call else []) + [text for text in safety.emergency_action if not (call and _calls(text))]:
        rows += item(text, width, style="strong")
    return [*rows, (), *paragraph(ending, width)]


def call_again(rows: Sequence[Row], call: str, paper: Paper) -> list[Row]:
    """Return the call once more where `rows` are too many for the screen, so that it is still in view below them."""
    if len(rows) < paper.lines:
        return []
    return [*paragraph(f"{outcome_sentence(Outcome.EMERGENCY).upper()} {call}", paper.width, style="strong"), ()]


def _calls(text: str) -> bool:
    return text.startswith("Call your emergency number")


def stop_blocks(plan: Plan, safety: SafetyTexts, width: int) -> list[list[Row]]:
    """Return the stop rules, one a block."""
    regions = plan.routine.regions
    rules = [rule.text for rule in safety.stop_rules if rule.concerns(regions)]
    return _blocks("Stop rules. They hold all the time", rules, width, style="caution")


def ready_blocks(plan: Plan, answers: Mapping[str, str], width: int, advice: Iterable[str] = ()) -> list[list[Row]]:
    """Return what to know before one begins, and what to have ready.

    Args:
        plan: of which the cautions are told that may concern a person with these answers.
        answers: about the circumstances.
        width: of the page.
        advice: for who is new to it.
    """
    cautions = [one.text for one in plan.routine.cautions if may_concern(one.concerns, answers)]
    pressure = "Pressure is given on a scale of 0, nothing, to 10, the worst. You can always breathe slowly."
    return [
        *_blocks("Before you begin", [*cautions, *advice], width),
        *_blocks("Have ready", ready_texts(tools_needed(plan.routine), routine_places(plan.routine)), width),
        [*paragraph(pressure, width), ()],
    ]


def _blocks(title: str, items: Iterable[str], width: int, *, style: str = "strong") -> list[list[Row]]:
    blocks = [item(text, width) for text in items]
    if blocks:
        blocks[0][:0] = paragraph(title, width, style=style)
        blocks[-1].append(())
    return blocks

"""What was changed in a routine for the person, and why no session follows where none does."""

from collections.abc import Iterable

from backpain_cli.domain.safety.adaptation import StepChange
from backpain_cli.terminal.spans import Row, item, paragraph, row
from backpain_cli.wording.sheet_text import adaptation_phrase


def change_rows(changes: Iterable[StepChange], width: int) -> list[Row]:
    """Return what was changed for the person and why: one reason, and below it the steps that it touches."""
    return [row for block in change_blocks(changes, width) for row in block]


def change_blocks(changes: Iterable[StepChange], width: int) -> list[list[Row]]:
    """Return the same reason by reason, for pages."""
    by_reason: dict[str, list[StepChange]] = {}
    for change in changes:
        by_reason.setdefault(change.why, []).append(change)
    if not by_reason:
        return []
    blocks: list[list[Row]] = []
    for why, touched in by_reason.items():
        blocks.append(item(why, width))
        for one in touched:
            told = f"step {one.step_number}, {one.title}: {adaptation_phrase(one.action)}"
            blocks[-1] += paragraph(told, width, indent=2, style="quiet")
    blocks[0][:0] = paragraph("Changed for you; the time stays the same", width, style="strong")
    blocks[-1] += [*paragraph("`backpain screen --edit` asks about you again.", width, style="quiet"), ()]
    return blocks


def refused_rows(why: str, width: int) -> list[Row]:
    """Return why there is no session now."""
    return [(), row("No session now.", "strong"), *paragraph(why, width), ()]

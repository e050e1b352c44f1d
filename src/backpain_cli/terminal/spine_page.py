"""The spine from the skull to the tailbone, with the muscles that attach at each level."""

from collections.abc import Sequence

from backpain_cli.domain.anatomy.atlas import Atlas, has_disc_above, muscles_by_attachment
from backpain_cli.terminal.spans import Row, Span, labelled, paragraph, row


def spine_rows(anatomy: Atlas, levels: Sequence[str], width: int) -> list[Row]:
    """Return the levels with their discs and the muscles that attach to them, below the curve they belong to."""
    rows: list[Row] = [row("The spine, from the skull down", "title"), *paragraph(anatomy.discs.text, width), ()]
    for curve in anatomy.curves:
        shown = [level for level in curve.levels if level in levels]
        if not shown:
            continue
        rows += [(Span(curve.region, "strong"), Span(f"  {curve.shape}", "quiet"))]
        for level in shown:
            if has_disc_above(level):
                rows.append((Span("     ----- disc", "quiet"),))
            names = ", ".join(muscle.english.lower() for muscle in anatomy.attached_to(level))
            rows += labelled(f"  {level}", names or "no muscle of this list attaches here", width, column=7)
        rows.append(())
    return [*rows, *paragraph("One level by kind of attachment: backpain spine L4", width, style="quiet")]


def level_rows(anatomy: Atlas, level: str, width: int) -> list[Row]:
    """Return one level with the muscles that attach there, by kind."""
    curve = next(curve for curve in anatomy.curves if level in curve.levels)
    above = "a disc lies above it" if has_disc_above(level) else "no disc lies above it"
    rows: list[Row] = [(Span(level, "title"), Span(f"  {curve.region}, {curve.shape}", "quiet"))]
    rows += [*paragraph(f"{above.capitalize()}.", width), ()]
    by_kind = muscles_by_attachment(anatomy, level)
    for kind, muscles in by_kind.items():
        rows += [row(str(kind).replace("-", " "), "strong")]
        for muscle in muscles:
            rows += labelled(f"  {muscle.english}", muscle.action.text, width, column=36)
    if not by_kind:
        rows += paragraph("No muscle of this list attaches here.", width)
    return rows

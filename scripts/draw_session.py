"""Draws docs/session.svg: a moment of the lower-back session, composed by the program itself.

python scripts/draw_session.py
"""

from html import escape
from pathlib import Path

from rich.style import Style

from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.terms import Side, ThemeName
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.library.shipped import load_atlas
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.terminal.screen import compose
from backpain_cli.terminal.spans import Row
from backpain_cli.terminal.theme import STYLES

COLUMNS, LINES = 80, 24
NO_BREAK = "\u00a0"  # ordinary spaces in a row would be drawn as one
CELL, LINE = 8.4, 18.0
EDGE = 14.0
PAPER, INK, QUIET = "#14181d", "#e6e6e0", "#8b929a"
COLORS = {
    "black": "#14181d",
    "red": "#e06c6c",
    "green": "#7fc98b",
    "yellow": "#e3c26f",
    "blue": "#3d6fb5",
    "magenta": "#c792c9",
    "cyan": "#74c5c5",
    "white": "#d7d7d2",
    "bright_red": "#f08080",
    "bright_green": "#9be0a6",
    "bright_yellow": "#f2d580",
    "bright_blue": "#9cc2ee",
    "bright_magenta": "#dcaede",
    "bright_cyan": "#92dcdc",
    "bright_white": "#ffffff",
}
PICTURE = Path(__file__).resolve().parents[1] / "docs" / "session.svg"


def moment() -> list[Row]:
    """Return the rows of the screen thirteen seconds into the first hold."""
    plan = lay_out(find_routine("lower-back", load_atlas()), sorer=Side.RIGHT)
    hold = next(segment for segment in plan.segments if segment.phase == "hold" and segment.step.is_hold)
    return compose(Session(plan=plan, position=(hold.start + 13) * NS_PER_S), COLUMNS, LINES)


def colors_of(style: str) -> tuple[str, str, bool]:
    """Return the colour of the letters, that behind them (or an empty text), and whether they are bold."""
    drawn = Style.parse(STYLES[ThemeName.DARK].get(style, style) or "none")
    ink = COLORS.get(drawn.color.name if drawn.color else "", QUIET if drawn.dim else INK)
    paper = COLORS.get(drawn.bgcolor.name if drawn.bgcolor else "", "")
    if drawn.reverse:
        ink, paper = PAPER, INK
    return ink, paper, bool(drawn.bold)


def drawn(rows: list[Row]) -> str:
    """Return `rows` as an SVG picture."""
    width, height = COLUMNS * CELL + 2 * EDGE, LINES * LINE + 2 * EDGE
    shapes = [f'<rect width="{width:.0f}" height="{height:.0f}" rx="8" fill="{PAPER}"/>']
    for number, row in enumerate(rows):
        column = 0
        top = EDGE + number * LINE
        for span in row:
            ink, paper, bold = colors_of(span.style)
            left, wide = EDGE + column * CELL, len(span.text) * CELL
            if paper:
                shapes.append(f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{LINE}" fill="{paper}"/>')
            shapes += drawn_span(span.text, left, top, ink, bold=bold)
            column += len(span.text)
    title = "A hold of the lower-back session: which muscle, which side, how hard, how long, what comes next"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img">\n'
        f"<title>{title}</title>\n"
        '<g font-family="ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="13.5">\n'
        + "\n".join(shapes)
        + "\n</g>\n</svg>\n"
    )


def drawn_span(text: str, left: float, top: float, ink: str, *, bold: bool) -> list[str]:
    """Return the shapes of one span; blocks and lines become shapes, so that no font has to have them."""
    shapes: list[str] = []
    for start, end, kind in pieces(text):
        x, wide = left + start * CELL, (end - start) * CELL
        if kind == "█":
            shapes.append(f'<rect x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{LINE + 0.3}" fill="{ink}"/>')
        elif kind in "━─":
            thick = 3 if kind == "━" else 1
            y = top + (LINE - thick) / 2
            shapes.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{thick}" fill="{ink}"/>')
        elif words := text[start:end].strip():
            weight = ' font-weight="bold"' if bold else ""
            x += (len(text[start:end]) - len(text[start:end].lstrip())) * CELL
            shapes.append(
                f'<text x="{x:.1f}" y="{top + 13.5:.1f}" textLength="{len(words) * CELL:.1f}" fill="{ink}"{weight}>'
                f"{escape(words).replace(' ', NO_BREAK)}</text>"
            )
    return shapes


def pieces(text: str) -> list[tuple[int, int, str]]:
    """Return runs of one sign or of words, as start, end and the sign (a letter stands for words)."""
    found: list[tuple[int, int, str]] = []
    for index, sign in enumerate(text):
        kind = sign if sign in "█━─" else "a"
        if found and found[-1][2] == kind:
            found[-1] = (found[-1][0], index + 1, kind)
        else:
            found.append((index, index + 1, kind))
    return found


if __name__ == "__main__":
    PICTURE.write_text(drawn(moment()), encoding="utf-8")

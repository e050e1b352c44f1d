"""Draws docs/session.svg: a moment of the lower-back session, as the program itself shows it.

python scripts/draw_session.py
"""

import re
from io import StringIO
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.segment import Segment, Segments
from rich.terminal_theme import DIMMED_MONOKAI

from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.terms import Side, ThemeName
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.library.shipped import load_atlas, load_picture_data
from backpain_cli.library.shipped_safety import load_in_session_texts
from backpain_cli.pictures.palette import DARK_COLORS
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.pictures.scene import Scene
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.terminal.painter import RegionPainter
from backpain_cli.views.charts import PictureView
from backpain_cli.views.session_pictures import StepPictures
from backpain_cli.views.session_screen import SessionScreen
from backpain_cli.views.theme import rich_theme
from backpain_cli.views.widgets import Room

COLUMNS, LINES = 110, 34
PICTURE = Path(__file__).resolve().parents[1] / "docs" / "session.svg"
TITLE = "A hold of the lower-back session: which muscle, which side, how hard, how long, what stops, what comes next"


def moment() -> Session:
    """Return the session 13 seconds into the first hold."""
    plan = lay_out(find_routine("lower-back", load_atlas()), sorer=Side.RIGHT)
    hold = next(segment for segment in plan.segments if segment.phase == "hold" and segment.step.is_hold)
    return Session(plan=plan, position_ns=(hold.start + 13) * NS_PER_S)


def view(scene: Scene, columns: int, lines: int) -> PictureView:
    """Return a picture in cells."""
    return PictureView(scene, columns, lines, PictureMode.HALF_BLOCKS_TRUECOLOR, DARK_COLORS)


def drawn(session: Session) -> str:
    """Return the screen as an SVG picture."""
    console = Console(
        file=StringIO(), width=COLUMNS, record=True, force_terminal=True, color_system="truecolor", _environ={}
    )
    console.push_theme(rich_theme(ThemeName.DARK), inherit=False)
    painter = RegionPainter(console, lambda _: True)
    rows = [[(" ", None)] * COLUMNS for _ in range(LINES)]
    pictures = StepPictures(load_picture_data, session.plan.routine.key)
    for region in SessionScreen(Room(COLUMNS, LINES), load_in_session_texts(), pictures, view).regions(session):
        for y, cells in enumerate(painter.render(region), start=region.y):
            rows[y][region.x : region.x + region.width] = cells
    for row in rows:
        runs = groupby(row, key=lambda cell: cell[1])
        segments = [Segment("".join(sign for sign, _ in run), style) for style, run in runs]
        console.print(Segments([*segments, Segment.line()]), end="", crop=False, soft_wrap=True)
    svg = console.export_svg(title="backpain routine lower-back", theme=DIMMED_MONOKAI)
    # A picture that fetches a font shows nothing of it where there is no network.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("<style>", f"<title>{TITLE}</title>\n    <style>", 1)


if __name__ == "__main__":
    PICTURE.write_text(drawn(moment()), encoding="utf-8")

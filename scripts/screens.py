"""Draws pages of the program as a terminal shows them: an SVG each, and one HTML page to look at them one by one.

python scripts/screens.py FOLDER [--theme light] [--columns 80]   all pages
python scripts/screens.py --docs                                  the pictures of README and docs/
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from html import escape
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Group
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, DIMMED_MONOKAI, TerminalTheme

from backpain_cli.cli.app import run
from backpain_cli.cli.context import AppContext
from backpain_cli.cli.home import home_areas, home_scene
from backpain_cli.pictures.palette import DARK_COLORS
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.terminal.console import PageConsole
from backpain_cli.views.charts import PictureView
from backpain_cli.views.home import HomeState, home_page, picture_place
from backpain_cli.wording.phrases import DO_NOT_BEGIN

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = (
    "routines", "areas", "muscles", "muscles lower-back", "muscles neck shoulder-blade",
    "muscle gluteus-medius", "muscle gluteus-medius --sources", "overlap erector-spinae levator-scapulae", "spine",
    "spine L4", "strain", "strain driving", "why", "why trigger-points", "why lower-back/3",
    "routine lower-back --preview", "checklist lower-back", "checklist lower-back --full", "screen --show", "history",
    "progress", "voice", "muscles nowhere",
)  # fmt: skip
LOG = ("log lower-back=5", "log lower-back=4 neck=2")
"""So that history and progress have something to show."""


@contextmanager
def recorded(columns: int, theme: str) -> Iterator[list[PageConsole]]:
    """Yield the consoles that are made meanwhile; each records what is printed in colours of that theme."""
    consoles: list[PageConsole] = []
    first = PageConsole.__init__

    def record(console: PageConsole, *options: Any) -> None:
        first(console, *options)
        console.record = True
        consoles.append(console)

    with TemporaryDirectory() as home, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        os.environ.update(
            BACKPAIN_HOME=home, BACKPAIN_THEME=theme, COLUMNS=str(columns), FORCE_COLOR="1", TERM="xterm-256color",
            COLORTERM="truecolor",
        )  # fmt: skip
        PageConsole.__init__ = record
        try:
            for command in LOG:
                run(command.split())
            consoles.clear()
            yield consoles
        finally:
            PageConsole.__init__ = first


def drawn(command: str, consoles: list[PageConsole], theme: TerminalTheme) -> str:
    """Return what a command prints as an SVG picture."""
    consoles.clear()
    run(command.split())
    shown = next((console for console in consoles if console._record_buffer), None)
    return "" if shown is None else _svg(shown, f"backpain {command}", theme)


def home(columns: int, lines: int, theme: TerminalTheme) -> str:
    """Return home as an SVG picture."""
    console = PageConsole()
    console.record = True
    room = console.room._replace(columns=columns, lines=lines)
    with AppContext() as context:
        areas = home_areas(context)
        chosen = [area.key for area in areas].index("lower-back")
        scene = home_scene(context, "lower-back", front=False)
    place = picture_place(room)
    body = place and PictureView(scene, place.columns, place.lines, PictureMode.HALF_BLOCKS_TRUECOLOR, DARK_COLORS)
    console.print(Group(home_page(HomeState(areas, DO_NOT_BEGIN, chosen), room, body)))
    return _svg(console, "backpain", theme)


def _svg(console: PageConsole, title: str, theme: TerminalTheme) -> str:
    # A picture that fetches a font shows nothing of it where there is no network.
    svg = console.export_svg(title=title, theme=theme, unique_id=re.sub(r"\W", "-", title))
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def main() -> None:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--docs", action="store_true")
    parser.add_argument("--theme", choices=["dark", "light"], default="dark")
    parser.add_argument("--columns", type=int, default=100)
    asked = parser.parse_args()
    theme = DIMMED_MONOKAI if asked.theme == "dark" else DEFAULT_TERMINAL_THEME
    with recorded(asked.columns, asked.theme) as consoles:
        if asked.docs:
            (DOCS / "home.svg").write_text(home(100, 30, theme), encoding="utf-8")
            (DOCS / "muscles.svg").write_text(drawn("muscles lower-back", consoles, theme), encoding="utf-8")
        if asked.folder is None:
            return
        asked.folder.mkdir(parents=True, exist_ok=True)
        pictures = {"home": home(asked.columns, 30, theme)} | {page: drawn(page, consoles, theme) for page in PAGES}
    parts = []
    for name, svg in pictures.items():
        file = asked.folder / (re.sub(r"\W+", "-", name).strip("-") + ".svg")
        file.write_text(svg, encoding="utf-8")
        parts.append(f'<h2>{escape(name)}</h2><img src="{file.name}" alt="{escape(name)}">')
    (asked.folder / "index.html").write_text("<!doctype html><title>Pages</title>" + "".join(parts), encoding="utf-8")
    sys.stdout.write(f"{len(pictures)} pages in {asked.folder}\n")


if __name__ == "__main__":
    main()

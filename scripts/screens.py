"""Draws pages of the program as a terminal shows them: an SVG each, and one HTML page to look at them one by one.

python scripts/screens.py FOLDER [--theme light] [--columns 80 --lines 24]   all pages
python scripts/screens.py --docs                                             the pictures of README and docs/
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime
from html import escape
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import ConsoleDimensions, Group, RenderableType
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, DIMMED_MONOKAI, TerminalTheme

from backpain_cli.cli.app import run
from backpain_cli.cli.context import AppContext
from backpain_cli.cli.home import home_areas, home_scene
from backpain_cli.domain.safety import interview
from backpain_cli.domain.safety.interview import CheckPage
from backpain_cli.domain.safety.person_facts import AgeBand, PersonFacts
from backpain_cli.domain.safety.sign_table import LinePage
from backpain_cli.domain.safety.signs import numbers_to_call
from backpain_cli.domain.safety.triage import assess
from backpain_cli.library.shipped_facts import load_fact_table
from backpain_cli.library.shipped_safety import load_emergency_numbers, load_triage_table
from backpain_cli.pictures.palette import DARK_COLORS
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.terminal.console import PageConsole
from backpain_cli.views.charts import PictureView
from backpain_cli.views.check_pages import check_page, help_page, page_parts
from backpain_cli.views.home import HomeState, home_page, picture_place
from backpain_cli.views.outcome_pages import outcome_page
from backpain_cli.views.ready_card import ReadyCard, ready_page, ready_parts
from backpain_cli.wording.outcome_text import outcome_text
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


def question_pages() -> Iterator[tuple[str, CheckPage, frozenset[str]]]:
    """Yield pages of each kind of question, each with its name and what is ticked on it."""
    table, facts, before = load_triage_table(), load_fact_table(), frozenset({"cervical", "lumbar"})
    screen_a = [line for line in table.lines if line.page is LinePage.A]
    pages = [
        interview.age_page(),
        *interview.line_pages(screen_a, before, "A"),
        interview.ladder_page(table.line_by_key["A5"], before),
        interview.fact_page(1, facts.heading, facts.facts[: interview.MAX_LINES], frozenset(), facts.note),
        interview.day_page(table.day, frozenset()),
        *map(interview.pain_page, table.pain),
    ]
    for number, page in enumerate(pages, start=1):
        yield page.key, page._replace(part=number, parts=len(pages)), frozenset({"A5"} if page.key == "A-1" else ())


def cards(columns: int, lines: int, theme: TerminalTheme) -> dict[str, str]:
    """Return the way into a session as SVG pictures: questions, what they lead to, and the card before it begins."""
    room = PageConsole().room._replace(columns=columns, lines=lines)
    shown: dict[str, RenderableType] = {}
    for name, page, ticked in question_pages():
        for part in page_parts(page, room):
            shown[f"questions {name} {part.number}"] = check_page(page, ticked, room, part)
        shown[f"questions {name} keys"] = help_page(page, room)
    table, person = load_triage_table(), PersonFacts(AgeBand.FROM_18, {})
    numbers = numbers_to_call(load_emergency_numbers(), "GB")
    for tick in ("A1.1", "A6.1", "A7.3", "B2.1", "A5.4", "B4"):
        found = assess(table, before=frozenset({"lumbar"}), facts=person, ticks=[tick])
        text = outcome_text(found, numbers, datetime.now().astimezone().date())
        shown[f"after {tick}"] = outcome_page(found.outcome, text, room)
    card = ReadyCard(
        "Lower back, 15 minutes", have_ready=("a tennis ball in a sock", "places: at the wall, then on the floor"),
        today=text.sentences, stop=("Sharp, spreading, numb, dizzy, breathless: stop.",), gentle=True,
    )  # fmt: skip
    for number in range(len(ready_parts(card, room))):
        shown[f"ready {number + 1}"] = ready_page(card, number, room)
    pictures = {}
    for name, page_shown in shown.items():
        console = PageConsole()
        console.record, console.size = True, ConsoleDimensions(columns, lines)
        console.print(page_shown)
        pictures[name] = _svg(console, name, theme)
    return pictures


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
    parser.add_argument("--lines", type=int, default=30, help="of the cards before a session")
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
        pictures |= cards(asked.columns, asked.lines, theme)
    parts = []
    for name, svg in pictures.items():
        file = asked.folder / (re.sub(r"\W+", "-", name).strip("-") + ".svg")
        file.write_text(svg, encoding="utf-8")
        parts.append(f'<h2>{escape(name)}</h2><img src="{file.name}" alt="{escape(name)}">')
    (asked.folder / "index.html").write_text("<!doctype html><title>Pages</title>" + "".join(parts), encoding="utf-8")
    sys.stdout.write(f"{len(pictures)} pages in {asked.folder}\n")


if __name__ == "__main__":
    main()

"""Home: where it hurts, and what can be done about it."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from backpain_cli.domain.records.sessions import SessionRecord
from backpain_cli.domain.routine.routine import RoutineSummary
from backpain_cli.views.widgets import Room, card, key_caps
from backpain_cli.wording.dose_text import minutes_phrase
from backpain_cli.wording.phrases import counted

MIN_COLUMNS, MIN_LINES = 60, 20
MAX_WEEKS_IN_A_ROW = 52
"""More of them are not counted: reading a long history would take a while."""
PICTURE_COLUMNS = 72
"""The width of the page from which the body is shown."""
_HEADER_LINES, _FRAME_LINES = 2, 6
"""The header with its blank line; that, the keys and all blank lines."""


class HomeArea(NamedTuple):
    """A pain area as home shows it."""

    key: str
    name: str
    muscles: tuple[str, ...]
    """Those published as felt there, the likeliest first."""
    routine: RoutineSummary | None = None
    """The longer routine for it."""
    short_routine: RoutineSummary | None = None


class HomeFound(NamedTuple):
    """What typed words were understood as."""

    areas: tuple[str, ...] = ()
    """Keys of the areas that are listed instead of all."""
    arguments: tuple[str, ...] = ()
    """The command that Enter runs, where what was found is not an area."""
    says: str = ""
    """What that command shows."""
    warning: str = ""
    """What to do first, where the words are a sign."""


class HomeState(NamedTuple):
    """What home shows; a key gives the next one."""

    areas: Sequence[HomeArea]
    warning: str
    chosen: int = 0
    front: bool = False
    practised: str = ""
    """Weeks in a row and the last session, in a few words."""
    interrupted: str = ""
    """The routine and the time of a session that was interrupted; empty if there is none."""
    all_keys: bool = False
    typed: str | None = None
    """The words of a search; None where there is none."""
    found: HomeFound = HomeFound()
    every: Sequence[HomeArea] = ()
    """All areas, during a search."""

    def searching(self, typed: str, found: HomeFound) -> "HomeState":
        """Return home during a search for `typed`, which lists what was found, or all where nothing was."""
        every = self.every or self.areas
        hits = [area for key in found.areas for area in every if area.key == key]
        areas, chosen = (hits, 0) if hits else (every, every.index(self.area))
        return self._replace(areas=areas, chosen=chosen, typed=typed, found=found, every=every)

    def searched(self) -> "HomeState":
        """Return home after a search, with all areas; the chosen one stays chosen."""
        return self._replace(
            areas=self.every, chosen=self.every.index(self.area), typed=None, found=HomeFound(), every=()
        )

    @property
    def area(self) -> HomeArea:
        """The chosen area."""
        return self.areas[self.chosen]


class PicturePlace(NamedTuple):
    """Where the body is on the screen, in cells."""

    x: int
    y: int
    columns: int
    lines: int


def home_page(state: HomeState, room: Room, picture: RenderableType | None = None) -> RenderableType:
    """Return home for a screen; `picture` is the body with the chosen area, for `picture_place`."""
    margin = _margin(room)
    columns = room.columns - 2 * margin
    header = Table.grid(expand=True)
    header.add_column(no_wrap=True)
    header.add_column(justify="right", no_wrap=True, style="quiet")
    header.add_row(Text.assemble(("backpain", "title"), ("  where does it hurt?", "quiet")), Text(state.practised))
    label = " First " if state.found.warning else " Don't begin "
    warning = Text.assemble((label, "tile.stop"), " ", state.found.warning or state.warning)
    right_columns = columns - columns // 3 - 2 if picture is not None else columns
    below = len(_offers(state)) + 2 + -(-warning.cell_len // (right_columns - 12))
    areas = _areas(state, room, max(3, room.lines - _FRAME_LINES - below))
    right = Group(areas, Text(), _card(state, room), Text(), warning)
    body: RenderableType = right
    if picture is not None:
        grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
        grid.add_column(width=columns // 3, vertical="top")
        grid.add_column(ratio=1)
        grid.add_row(picture, right)
        body = grid
    return Padding(Group(header, _search_line(state, columns), body, Text(), _keys(state, room)), (0, margin))


def _search_line(state: HomeState, columns: int) -> Text:
    """Return what is typed and what it leads to; an empty line where nothing is searched."""
    if state.typed is None:
        return Text()
    found = state.found
    says = found.says or ("" if found.areas or not state.typed else "not understood yet")
    line = Text.assemble(
        (" / ", "tile.key"), " ", (state.typed, "strong"), "_", (f"   {says}" if says else "", "quiet")
    )
    line.truncate(columns, overflow="ellipsis")
    return line


def picture_place(room: Room) -> PicturePlace | None:
    """Return where the body may be, below the header and beside the areas; None on a narrow page."""
    if room.columns < PICTURE_COLUMNS:
        return None
    margin = _margin(room)
    return PicturePlace(margin, _HEADER_LINES, (room.columns - 2 * margin) // 3 - 2, room.lines - _HEADER_LINES - 3)


def _margin(room: Room) -> int:
    return 3 if room.columns >= 100 else 1


def _areas(state: HomeState, room: Room, lines: int) -> RenderableType:
    """Return the areas around the chosen one, as many as `lines` hold."""
    size = min(len(state.areas), lines)
    first = min(max(0, state.chosen - size // 2), len(state.areas) - size)
    grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
    grid.add_column(width=1, style="caution")
    grid.add_column(no_wrap=True)
    if room.columns >= PICTURE_COLUMNS:
        grid.add_column(ratio=1, no_wrap=True, overflow="ellipsis", style="quiet")
    for number, area in enumerate(state.areas[first : first + size], start=first):
        is_chosen = number == state.chosen
        name = Text.assemble((f" {area.name} ", "tile.key" if is_chosen else ""))
        row: list[str | Text] = [room.sign("▸") if is_chosen else "", name, ", ".join(area.muscles)]
        grid.add_row(*row[: len(grid.columns)])
    return grid


def _offers(state: HomeState) -> list[tuple[str, str, str]]:
    """Return what can be done about the chosen area: a key, what it does, and more about it."""
    area = state.area
    offers: list[tuple[str, str, str]] = []
    if state.interrupted:
        offers.append(("Enter", "go on", state.interrupted))
    elif area.routine is not None:
        offers.append(("Enter", minutes_phrase(area.routine.minutes * 60), area.routine.title))
    if area.short_routine is not None:
        offers.append(("5", minutes_phrase(area.short_routine.minutes * 60), area.short_routine.title))
    # Where there is nothing else to begin, Enter begins that too.
    offers.append(("a" if offers else "Enter", "a plan", "made for here"))
    offers.append(("m", "muscles", f"{len(area.muscles)} published as felt here"))
    offers.append(("c", "sheet" if area.routine else "chart", "for the wall" if area.routine else "on the body"))
    return offers


def _card(state: HomeState, room: Room) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(2):
        grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, overflow="ellipsis")
    for key, what, more in _offers(state):
        grid.add_row(Text.assemble((f" {key} ", "tile.key")), Text(what, "strong"), Text(more, "quiet"))
    return card(room, state.area.name, grid)


def _keys(state: HomeState, room: Room) -> RenderableType:
    if state.typed is not None:
        takes = "look it up" if state.found.arguments else "take it"
        return key_caps([("Enter", takes), ("up down" if room.ascii else "↑ ↓", "place"), ("Esc", "end the search")])
    keys = [("up down" if room.ascii else "↑ ↓", "place"), ("/", "search"), ("?", "all keys"), ("q", "leave")]
    if room.columns >= PICTURE_COLUMNS:
        keys.insert(1, ("left right" if room.ascii else "← →", "front, back"))
    if state.all_keys:
        keys += [("p", "progress"), ("r", "all routines"), ("s", "the safety questions"), ("h", "help")]
    return key_caps(keys)


def practised_text(weeks: int, last: SessionRecord, room: Room) -> str:
    """Return the weeks in a row, and the day, title and scores of the last session."""
    count = f"more than {MAX_WEEKS_IN_A_ROW} weeks" if weeks > MAX_WEEKS_IN_A_ROW else counted(weeks, "week")
    parts = [f"{count} in a row"] if weeks > 1 else []
    scores = ""
    if last.before and last.after and last.before[0].area == last.after[0].area:
        scores = room.sign(f" {last.before[0].score} → {last.after[0].score}")
    parts.append(f"last: {last.started.astimezone():%a %-d %b}, {last.title.lower()}{scores}")
    return "   ".join(parts)

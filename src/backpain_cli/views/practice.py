"""Small drawings of what was recorded: days of practice, bars, sparks, a change of pain."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from rich.console import RenderableType
from rich.constrain import Constrain
from rich.table import Table
from rich.text import Text

from backpain_cli.domain.records.pain_progress import week_start
from backpain_cli.domain.records.sessions import StepEffect
from backpain_cli.domain.terms import WORST_PAIN
from backpain_cli.views.widgets import Room, card
from backpain_cli.wording.report_text import day_text

WEEKDAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
GRID_WEEKS, GRID_COLUMNS = 8, 26
EFFECT_SIGNS = {StepEffect.HELPED: "+", StepEffect.SAME: "=", StepEffect.WORSE: "-", StepEffect.NOT_ANSWERED: ""}


def day_grid(days: Mapping[date, int], today: date, room: Room) -> RenderableType:
    """Return the days of the last weeks as a grid, a column for each week: a square for a session, else a number."""
    mondays = [week_start(today) - timedelta(weeks=ago) for ago in range(GRID_WEEKS - 1, -1, -1)]
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(style="quiet", no_wrap=True)
    for number, name in enumerate(WEEKDAY_NAMES):
        line = Text()
        for monday in mondays:
            day = monday + timedelta(days=number)
            count = days.get(day, 0)
            sign = room.sign("·") if not count else str(min(count, 9)) if count > 1 else "x" if room.ascii else "■"
            line.append(f"{' ' if day > today else sign} ", "good" if count else "quiet")
        grid.add_row("" if number % 2 else name, line)
    grid.add_row("", Text(_months(mondays), "quiet"))
    return Constrain(card(room, "eight weeks", grid), GRID_COLUMNS)


def _months(mondays: Sequence[date]) -> str:
    """Return the names of the months below the weeks in which they begin; the first one only where it has room."""
    line = ""
    for number, monday in enumerate(mondays):
        is_new = monday.month != mondays[number - 1].month if number else mondays[1].month == monday.month
        if is_new and len(line) <= 2 * number:
            line = line.ljust(2 * number) + f"{day_text(monday).split()[1]} "
    return line.rstrip()


def pain_change(before: int | None, after: int | None, room: Room) -> Text:
    """Return `4 → 2  ▼ 2`; in words where nothing is drawn."""
    if before is None or after is None:
        score, when = (after, " after") if before is None else (before, "" if not room.is_screen else " before")
        return Text.assemble((str(score), "strong"), when)
    if not room.is_screen:
        return Text(f"{before}, then {after}")
    change = Text.assemble((room.sign(f"{before} → {after}"), "strong"), " ")
    if after == before:
        return change.append("=")
    style = "good" if before - after >= 2 else "caution" if after > before else "quiet"
    return change.append(room.sign(f"{'▼' if after < before else '▲'} {abs(after - before)}"), style)


def sparks(scores: Sequence[int], room: Room) -> str:
    """Return scores as small bars, from the oldest to the newest; as numbers where there are no bars."""
    if room.ascii or not room.is_screen:
        return " ".join(map(str, scores))
    return "".join("▁▂▃▄▅▆▇█"[round(score * 7 / WORST_PAIN)] for score in scores)


def bar(value: float, highest: float, columns: int, room: Room) -> str:
    """Return a bar for `value`, as many as `columns` wide for `highest`; what is more than nothing has one cell."""
    cells = round(value / highest * columns) if highest else 0
    return ("#" if room.ascii else "█") * (max(1, cells) if value else 0)

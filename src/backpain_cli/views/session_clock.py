"""What moves on the screen of a session: the digits, the bar of the segment, the bar of all steps. And their words."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, assert_never

from rich.text import Text

from backpain_cli.domain.routine.counting import count_at
from backpain_cli.domain.routine.plan import Phase, Plan, Segment
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.terms import Side
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.views.big_digits import BigCount, pixels_wide, rows_of
from backpain_cli.views.widgets import MAX_TABLE_COLUMNS, Room
from backpain_cli.views.wrapping import fitted
from backpain_cli.wording.dose_text import beat_phrase
from backpain_cli.wording.phrases import phase_label, side_phrase

CLOCK_FROM_S = 100
"""So long segments are shown as minutes and seconds."""
LADDER = (
    (14, 11), (13, 10), (12, 9), (11, 8), (10, 8), (9, 7), (8, 6), (7, 5), (6, 4), (5, 4), (5, 3), (4, 3), (3, 2),
    (2, 2),
)  # fmt: skip
"""Sizes of digits: cells that a pixel is wide, and half rows that it is high."""
_NARROWEST_NAME = 5
_METER_CELLS = 10


def verb_in(segment: Segment) -> str:
    """Return what is to be done in a segment, in one word."""
    match segment.phase:
        case Phase.READY:
            return "Ready"
        case Phase.FIND:
            return "Find"
        case Phase.HOLD:
            return "Stretch" if segment.step.traits.stretches else phase_label(segment)
        case Phase.WORK | Phase.PAUSE | Phase.REST:
            return phase_label(segment)
        case Phase.CHANGE:
            return "Change"
        case _ as unreachable:
            assert_never(unreachable)


def verb_at(segment: Segment, second: int) -> str:
    """Return what is to be done at that second of the plan: in counted work and breathing, the part that runs."""
    beat = segment.beat_at(second)
    return verb_in(segment) if beat is None else beat_phrase(segment, beat)


def verbs_of(segment: Segment) -> frozenset[str]:
    """Return every verb that is shown in a segment."""
    return frozenset(beat_phrase(segment, beat) for beat in segment.beats) or frozenset({verb_in(segment)})


def style_of(segment: Segment) -> str:
    """Return the last part of the styles in which a segment is shown: `hold` of `bar.hold`, `tile.hold`."""
    match segment.phase:
        case Phase.HOLD | Phase.WORK:
            return segment.step.traits.style
        case Phase.PAUSE | Phase.REST:
            return "rest"
        case Phase.READY | Phase.FIND | Phase.CHANGE:
            return segment.phase.value
        case _ as unreachable:
            assert_never(unreachable)


def side_sign(side: Side, words: str, room: Room) -> str:
    """Return the words of a side with an arrow that points to it: `◀ YOUR LEFT`; empty for none."""
    left, right = ("<", ">") if room.ascii else ("◀", "▶")
    return {Side.LEFT: f"{left} {words}", Side.RIGHT: f"{words} {right}"}.get(side, words)


def side_chip(side: Side, room: Room) -> str:
    """Return a side in full: `◀ YOUR LEFT`."""
    return side_sign(side, side_phrase(side).upper(), room)


def side_tile(side: Side) -> str:
    """Return a side in one word, to be drawn large: `◀ LEFT`."""
    match side:
        case Side.LEFT:
            return "◀ LEFT"
        case Side.RIGHT:
            return "RIGHT ▶"
        case Side.EASIER:
            return "EASIER SIDE"
        case Side.SORER:
            return "SORER SIDE"
        case Side.NONE:
            return ""
        case _ as unreachable:
            assert_never(unreachable)


def digits_text(seconds: int, segment: Segment) -> str:
    """Return the seconds that are left as they are drawn: as many signs all through a segment."""
    return clock_text(seconds) if segment.seconds >= CLOCK_FROM_S else f"{seconds:02d}"


def widest_digits(plan: Plan, step_number: int) -> str:
    """Return digits as wide as the widest of a step, so that they keep their size all through it."""
    seconds = [
        segment.seconds
        for segment in plan.segments
        if segment.step_number == step_number and count_at(plan, segment.start) is None
    ]
    longest = max(seconds, default=0)
    return clock_text(longest).translate(_ZEROS) if longest >= CLOCK_FROM_S else "00"


_ZEROS = str.maketrans("123456789", "0" * 9)


def widest_count(plan: Plan, step_number: int) -> int:
    """Return the highest number to which is counted in a step; 0 where nothing is."""
    counts = (count_at(plan, one.start) for one in plan.segments if one.step_number == step_number)
    return max((count.of for count in counts if count is not None), default=0)


def digits_wide(plan: Plan, step_number: int, across: int) -> int:
    """Return the cells that digits of a step take, so many a pixel; a count has what it counts to beside it."""
    highest = widest_count(plan, step_number)
    count = BigCount(highest, highest, across, 1).columns if highest else 0
    return max(count, pixels_wide(widest_digits(plan, step_number)) * across)


def sizes_within(wide: Callable[[int], int], columns: int, lines: int, room: Room) -> Iterator[tuple[int, int]]:
    """Yield the sizes of digits that fit so many columns and lines, the largest first.

    Args:
        wide: returns the cells that they take, so many a pixel.
        columns: that they may take.
        lines: the same.
        room: of the screen.
    """
    for across, half_rows in LADDER:
        if wide(across) <= columns and rows_of(half_rows, ascii_only=room.ascii) <= lines:
            yield across, half_rows


def clock_wide(across: int) -> int:
    """Return the cells that minutes and seconds take, so many a pixel."""
    return pixels_wide("0:00") * across


class Bar(NamedTuple):
    """A bar of `width` cells, the first `filled` of them done."""

    width: int
    filled: int
    style: str

    def text(self, room: Room) -> Text:
        """Return it drawn."""
        full, rest = ("#", "-") if room.ascii else ("█", "▁")
        return Text.assemble((full * self.filled, self.style), (rest * (self.width - self.filled), "bar.off"))


class StepCells(NamedTuple):
    """Where the steps of a plan lie on a bar."""

    starts: tuple[int, ...]
    widths: tuple[int, ...]
    gap: int


@lru_cache(maxsize=8)
def step_cells(seconds: tuple[int, ...], width: int) -> StepCells:
    """Return cells for steps of so many seconds: in proportion, at least one each, a cell between two, all of `width`.

    Where there are more steps than that, nothing lies between them, and some have no cell.
    """
    count = len(seconds)
    gap = 1 if 2 * count - 1 <= width else 0
    least = 1 if gap or count <= width else 0
    to_share = width - gap * (count - 1) - least * count
    total, passed, starts, widths, start = sum(seconds), 0, [], [], 0
    for each in seconds:
        before = to_share * passed // total
        passed += each
        wide = least + to_share * passed // total - before
        starts.append(start)
        widths.append(wide)
        start += wide + gap
    return StepCells(tuple(starts), tuple(widths), gap)


@lru_cache(maxsize=8)
def _seconds_of_steps(plan_segments: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    seconds: dict[int, int] = {}
    for number, length in plan_segments:
        seconds[number] = seconds.get(number, 0) + length
    return tuple(seconds.values())


def steps_of(plan: Plan) -> tuple[Step, ...]:
    """Return the steps of `plan`, as they are done."""
    return tuple({segment.step_number: segment.step for segment in plan.segments}.values())


class StepBar:
    """Steps in one bar: widths by time, colours by kind, height by what is done, now and to come."""

    def __init__(self, steps: Sequence[Step], seconds: tuple[int, ...], width: int, room: Room) -> None:
        """Lay the bar out for steps that last so many seconds."""
        self._steps, self._seconds = steps, seconds
        self._cells = step_cells(seconds, width)
        self._width = width
        self._room = room

    def cells_done(self, number: int, spent_s: int) -> int:
        """Return how many cells of step `number` are done after so many seconds of the plan."""
        spent_s -= sum(self._seconds[: number - 1])
        return self._cells.widths[number - 1] * spent_s // self._seconds[number - 1]

    def text(self, number: int, done: int) -> Text:
        """Return the bar in step `number`, of which so many cells are done."""
        full, now, later = ("#", "+", "-") if self._room.ascii else ("█", "▄", "▁")
        bar = Text()
        for index, (step, wide) in enumerate(zip(self._steps, self._cells.widths, strict=True), start=1):
            style = f"bar.{step.traits.style}"
            filled = wide if index < number else done if index == number else 0
            bar.append(full * filled, style)
            bar.append((now if index == number else later) * (wide - filled), style)
            bar.append(" " * self._cells.gap if index < len(self._steps) else "")
        return bar

    def names(self, number: int) -> Text:
        """Return the names of the steps, each above its part of the bar; the present one is whole."""
        here = self._room.sign("▼")
        row = Text()
        for index, step in enumerate(self._steps, start=1):
            start, wide = self._cells.starts[index - 1], self._cells.widths[index - 1]
            if row.cell_len > start or (wide < _NARROWEST_NAME and index != number):
                continue
            room = self._width - start if index == number else wide
            style = f"kind.{step.traits.style}" if index == number else "quiet"
            name = here + step.title if index == number else step.title
            row.append(" " * (start - row.cell_len))
            row.append(fitted(name, room, ascii_only=self._room.ascii), style)
            if index == number:
                row.stylize("strong", start)
        return row


def bar_of_plan(plan: Plan, width: int, room: Room) -> StepBar:
    """Return the bar of all steps of `plan`."""
    seconds = _seconds_of_steps(tuple((one.step_number, one.seconds) for one in plan.segments))
    return StepBar(steps_of(plan), seconds, width, room)


def sum_bar(steps: Sequence[Step], wanted_s: int, room: Room) -> Text:
    """Return steps with their names as a bar, and below it where their time ends, which they miss or pass over."""
    width = min(room.columns, MAX_TABLE_COLUMNS)
    seconds = tuple(step.seconds for step in steps)
    longest = max(sum(seconds), wanted_s)
    bar = StepBar(steps, seconds, max(1, width * sum(seconds) // longest), room)
    end = f"{clock_text(wanted_s)} {room.sign('▲')}".rjust(width * wanted_s // longest)
    return Text("\n").join([bar.names(0), bar.text(len(steps) + 1, 0), Text(end, "stop")])


def meter(step: Step, room: Room, *, halved: bool) -> Text:
    """Return the pressure to aim for, of 10, as cells and words."""
    if step.pressure is None:
        return Text()
    low, high = step.pressure
    words = f"{low}–{high} of 10" if low != high else f"{low} of 10"
    full, rest = ("#", "-") if room.ascii else ("█", "▂")
    return Text.assemble(
        ("pressure  ", "label"), (rest * (low - 1), "edge"), (full * (high - low + 1), "caution"),
        (rest * (_METER_CELLS - high), "edge"), "  ", (room.sign(words), "strong"),
        (", half as hard" if halved else "", "caution"),
    )  # fmt: skip


def next_steps(plan: Plan, number: int, room: Room, count: int = 4) -> Sequence[Text]:
    """Return the steps after `number`, each with the time at which it begins."""
    rows = []
    for later, step in list(enumerate(steps_of(plan), start=1))[number : number + count]:
        sides = ", two sides" if step.turns > 1 else ""
        rows.append(
            Text.assemble(
                (f"{clock_text(plan.start_of_step(later)):>5}  ", "quiet"), (step.title, f"kind.{step.traits.style}"),
                (sides, f"kind.{step.traits.style}"),
            )
        )  # fmt: skip
    return rows

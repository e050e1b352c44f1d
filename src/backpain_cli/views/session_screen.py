"""The session screen as named regions, by its size. What stays the same from one second to the next is built once."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rich.console import RenderableType
from rich.text import Text

from backpain_cli.domain.routine.plan import Phase, Segment
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.pictures.render.cells import fitted_size
from backpain_cli.session.session import Notice, Session, SessionStatus
from backpain_cli.views import session_text as words
from backpain_cli.views.big_digits import TILE_LINES, Tile
from backpain_cli.views.session_clock import (
    StepBar,
    clock_view,
    digits_text,
    kind_of,
    next_steps,
    segment_bar,
    side_chip,
    side_sign,
    side_tile,
    verb_of,
)
from backpain_cli.views.session_layout import EXTRA_LARGE, GAP, Frame, frame_for_notice, frame_of, size_class, step_rows
from backpain_cli.views.session_pictures import Draw, StepPictures
from backpain_cli.views.text_block import height_of, text_block
from backpain_cli.views.widgets import Room, key_caps
from backpain_cli.views.wrapping import fitted, wrapped
from backpain_cli.wording.phrases import place_phrase, side_phrase, step_heading

_STACKED_FROM_LINES = 44


class ScreenRegion(NamedTuple):
    """A rectangle of the screen, and what is shown in it."""

    x: int
    y: int
    width: int
    height: int
    renderable: RenderableType
    key: Hashable
    """What it is drawn from: two regions of the same key and size look the same."""
    is_picture: bool = False
    """Whether drawing it takes so long that the texts must not wait for it."""


def text_region(x: int, y: int, width: int, height: int, text: Text) -> ScreenRegion:
    """Return a region with `text`, whose lines are not wrapped."""
    text.no_wrap = True
    return ScreenRegion(x, y, width, height, text, (text.plain, tuple(text.spans), text.style))


def header_region(session: Session, room: Room, left: int, width: int) -> ScreenRegion:
    """Return the top line: the routine, the step and where it is done, and the time that is left."""
    segment, plan = session.segment, session.plan
    time_left = Text.assemble((clock_text(session.seconds_left), "strong"), (" to go", "quiet"))
    space = max(0, width - time_left.cell_len - 2)
    count = f"{segment.step_number} of {plan.steps}"
    heading, place = step_heading(segment.step), place_phrase(segment.step.place)
    dot = room.sign(" · ")
    choices = [
        (f"{plan.routine.title}   ", f"step {count}{dot}{heading}{dot}{place}"),
        (f"{plan.routine.title}   ", f"step {count}{dot}{heading}"),
        (f"{plan.routine.title}   ", f"step {count}{dot}{segment.step.title}"),
        ("", f"step {count}{dot}{segment.step.title}"),
        ("", f"{count}{dot}{segment.step.title}"),
    ]
    title, step = next((pair for pair in choices if len("".join(pair)) <= space), choices[-1])
    line = Text.assemble((title, "title"), (fitted(step, space - len(title), ascii_only=room.ascii), "quiet"))
    line.append(" " * max(0, width - time_left.cell_len - line.cell_len)).append_text(time_left)
    return text_region(left, 0, width, 1, line)


def tile_regions(session: Session, room: Room, frame: Frame) -> list[ScreenRegion]:
    """Return what is done and on which side, each on a ground of its own."""
    verb, side, style = verb_of(session).upper(), session.segment.side, f"tile.{kind_of(session)}"
    if frame.tiles:
        tiles = [Tile(verb, style), *([Tile(side_tile(side), "tile.side")] if side_tile(side) else [])]
        regions, x = [], frame.left
        for tile in tiles:
            regions.append(ScreenRegion(x, frame.tiles_y, tile.columns, TILE_LINES, tile, tile))
            x += tile.columns + 2
        return regions
    line = Text.assemble((f" {verb} ", style))
    if words_of_side := side_chip(side, room):
        line.append("  ").append(f" {words_of_side} ", "tile.side")
    return [text_region(frame.left, frame.tiles_y, frame.width, 1, line)]


def keys_region(
    session: Session, room: Room, left: int, width: int, caps: list[tuple[str, str]] | None = None
) -> ScreenRegion:
    """Return the last line: the keys, or the question whether to leave."""
    if session.notice is Notice.QUIT_AGAIN:
        text = words.notice_text(session)
        asked = f" {text} " if len(text) + 2 <= width else " q again leaves "
        return text_region(left, room.lines - 1, width, 1, Text(fitted(asked, width), "tile.stop"))
    paused = session.status is SessionStatus.PAUSED
    return text_region(left, room.lines - 1, width, 1, key_caps(caps or words.shown_keys(room.columns, paused=paused)))


class SessionScreen:
    """The screen of a session, for a size."""

    def __init__(self, room: Room, pictures: StepPictures | None = None, draw: Draw | None = None) -> None:
        """Compose for `room`.

        Args:
            room: columns and lines, and whether there are signs beyond ASCII.
            pictures: of the steps; None shows none.
            draw: makes a renderable of a picture.
        """
        self._room = room
        self._size = size_class(room.columns, room.lines)
        self._pictures = pictures if draw is not None else None
        self._draw = draw
        self._static: list[ScreenRegion] = []
        self._built_from: tuple[object, ...] = ()
        self._frame: Frame | None = None
        self._steps: StepBar | None = None

    def regions(self, session: Session) -> Sequence[ScreenRegion]:
        """Return the screen as it is now; pictures are among the regions, and are drawn when they are rendered."""
        if self._size is None:
            return few_lines(session, self._room)
        drawn_from = (
            session.plan, session.segment, session.status, session.notice, session.absence_ns, session.help_shown
        )  # fmt: skip
        if drawn_from != self._built_from:
            self._built_from = drawn_from
            frame = frame_of(session, self._room, self._size, has_pictures=self._pictures is not None)
            self._frame = frame_for_notice(frame, words.notice_rows(session))
            self._steps = StepBar(session.plan, self._frame.width, self._room)
            self._static = self._build(session, self._frame, self._steps)
        assert self._frame is not None and self._steps is not None  # noqa: S101 - for the type checker
        return [*self._static, *self._moving(session, self._frame, self._steps)]

    def next_pictures(self, session: Session) -> Sequence[ScreenRegion]:
        """Return the pictures of the segment that comes next, so that they can be drawn before it begins."""
        if self._size is None or self._frame is None or self._pictures is None:
            return []
        following = session.plan.segments[session.segment_index + 1 :][:1]
        return [region for segment in following for region in self._pictures_of(segment, self._frame)]

    def _moving(self, session: Session, frame: Frame, steps: StepBar) -> list[ScreenRegion]:
        room, number = self._room, session.segment.step_number
        digits = clock_view(session, frame.digits, room)
        bar = segment_bar(session, frame.bar_width).text(room)
        row = steps.text(number, steps.cells_done(session))
        if session.help_shown and frame.column == frame.width and not self._fit_below(session, frame):
            brief = next((text for text in words.KEYS_IN_BRIEF if len(text) <= frame.width), words.KEYS_IN_BRIEF[-1])
            row = Text(fitted(brief, frame.width), "strong")
        regions = [
            header_region(session, room, frame.left, frame.width),
            text_region(frame.left, frame.steps_y, frame.width, 1, row),
        ]
        if frame.is_compact:
            seconds = digits_text(session.seconds_left_in_segment, session.segment)
            x = frame.left + frame.width - len(seconds)
            return [*regions, text_region(x, frame.tiles_y, len(seconds), 1, Text(seconds, "strong"))]
        return [
            *regions,
            ScreenRegion(frame.left, frame.digits_y, digits.columns, digits.lines, digits, digits),
            text_region(frame.left, frame.bar_y, frame.bar_width, 1, bar),
        ]

    def _build(self, session: Session, frame: Frame, steps: StepBar) -> list[ScreenRegion]:
        room = self._room
        below = session.help_shown and self._fit_below(session, frame)
        lines = frame.text_lines - (len(words.KEYS_LISTED) + 1 if below else 0)
        text = text_block(_rows(session, room), frame.text_width, lines, room)
        regions = [
            *tile_regions(session, room, frame),
            text_region(frame.text_x, frame.text_y, frame.text_width, lines, text),
            keys_region(session, room, frame.left, frame.width),
        ]
        if frame.bottom < frame.steps_y:
            names = steps.names(session.segment.step_number)
            regions.append(text_region(frame.left, frame.bottom, frame.width, 1, names))
        if below:
            height = len(words.KEYS_LISTED)
            y = frame.text_y + frame.text_lines - height
            regions.append(text_region(frame.text_x, y, frame.text_width, height, _list_of_keys()))
        if frame.column == frame.width:
            return regions
        if session.help_shown and not below:
            return [
                *regions,
                text_region(frame.right_x, frame.right_y, frame.right_width, frame.right_lines, _list_of_keys()),
            ]
        return regions + self._pictures_of(session.segment, frame) + self._following(session, frame)

    def _fit_below(self, session: Session, frame: Frame) -> bool:
        """Return whether the list of keys has room below the texts of the step."""
        used = height_of(_rows(session, self._room), frame.text_width)
        return used + 1 + len(words.KEYS_LISTED) <= frame.text_lines

    def _following(self, session: Session, frame: Frame) -> list[ScreenRegion]:
        """Return the steps that come next: below the map on the largest screens, else where a picture is missing."""
        pictures = self._pictures_of(session.segment, frame)
        if self._size is not EXTRA_LARGE and pictures:
            return []
        width = frame.right_width * 2 // 5 if pictures else frame.right_width
        x = frame.right_x + frame.right_width - width
        y = max((one.y + one.height + 1 for one in pictures[1:]), default=frame.right_y)
        regions = []
        if pictures[1:] and session.segment.phase is not Phase.FIND:
            # While it is looked for, the place is among the texts.
            where = wrapped(self._room.sign(f"● {session.segment.step.where}"), width)
            regions = [text_region(x, y, width, len(where), Text("\n".join(where), "quiet"))]
            y += len(where) + 1
        following = next_steps(session.plan, session.segment.step_number, self._room)
        height = min(len(following), frame.bottom - 1 - y)
        if height < 1:
            return regions
        return [*regions, text_region(x, y, width, height, Text("\n").join(following))]

    def _pictures_of(self, segment: Segment, frame: Frame) -> list[ScreenRegion]:
        if self._pictures is None or frame.column == frame.width:
            return []
        x, y, width, height = frame.right_x, frame.right_y, frame.right_width, frame.right_lines
        scenes = self._pictures.of_segment(segment)
        if self._size is EXTRA_LARGE:
            second = width * 2 // 5
            boxes = [(x, y, width - second - GAP, height), (x + width - second, y, second, height // 2)]
        elif self._room.lines >= _STACKED_FROM_LINES and len(scenes) > 1:
            half = height // 2
            boxes = [(x, y, width, half), (x, y + half + 1, width, height - half - 1)]
        else:
            number = len(scenes) - 1 if segment.phase is Phase.FIND else 0
            return [self._picture(segment, number, x, y, width, height)] if scenes else []
        return [
            self._picture(segment, number, *box) for number, (_, box) in enumerate(zip(scenes, boxes, strict=False))
        ]

    def _picture(self, segment: Segment, number: int, x: int, y: int, width: int, height: int) -> ScreenRegion:
        """Return the picture of that number within a rectangle, in the middle of its width."""
        assert self._pictures is not None and self._draw is not None  # noqa: S101 - for the type checker
        scene = self._pictures.of_segment(segment)[number]
        columns, lines = fitted_size(scene, width, height)
        key = ("picture", number, segment.step_number, segment.step.kind, segment.side)
        picture = self._draw(scene, columns, lines)
        return ScreenRegion(x + (width - columns) // 2, y, columns, lines, picture, key, is_picture=True)


def _list_of_keys() -> Text:
    wide = max(len(key) for key, _ in words.KEYS_LISTED)
    return Text("\n").join(
        key_caps([(key, does)])[: len(key) + 2] + Text(f"{' ' * (wide - len(key))} {does}")
        for key, does in words.KEYS_LISTED
    )


def _rows(session: Session, room: Room) -> list[words.TextRow]:
    halved = words.is_pressure_halved(session)
    return [*words.notice_rows(session), *step_rows(session.plan, session.segment, room, halved=halved)]


def few_lines(session: Session, room: Room) -> list[ScreenRegion]:
    """Return a screen too small for anything else: one line of what matters, and texts of the step below it."""
    regions = [text_region(0, 0, room.columns, 1, one_line(session, room))]
    if room.lines > 1:
        text = text_block(_rows(session, room), room.columns, room.lines - 1, room)
        regions.append(text_region(0, 1, room.columns, room.lines - 1, text))
    return regions


def one_line(session: Session, room: Room) -> Text:
    """Return what matters in one line: verb, side, seconds and the key that stops; the rest as far as there is room."""
    segment, columns = session.segment, room.columns
    if session.notice is Notice.QUIT_AGAIN or (room.lines == 1 and words.notice_text(session)):
        return Text(fitted(words.notice_text(session), columns, ascii_only=room.ascii), "caution")
    verb, side = verb_of(session).upper(), segment.side
    seconds = digits_text(session.seconds_left_in_segment, segment)
    sides = [side_sign(side, text, room) for text in (side_phrase(side), side_phrase(side).removeprefix("your "))]
    style = f"tile.{kind_of(session)}"
    bar = segment_bar(session, 10).text(room)
    quiet = [Text(f"  {segment.step.title}"), Text(f"  {segment.step_number}/{session.plan.steps}", "quiet")]
    extra = [bar, *quiet, Text(f"  {clock_text(session.seconds_left)}", "quiet")]
    for words_of_side in sides:
        line = Text.assemble((f" {verb} ", style))
        if words_of_side:
            line.append(" ").append(f" {words_of_side} ", "tile.side")
        line.append(" ").append(seconds, "strong").append(" ")
        if line.cell_len + 3 > columns:
            continue
        key = Text.assemble((" h ", "tile.key"), (" hurts", "key.label"))
        key = key if line.cell_len + key.cell_len <= columns else key[:3]
        for part in extra:
            if line.cell_len + part.cell_len + 1 + key.cell_len <= columns:
                line.append_text(part)
        return line.append_text(Text(" ") if line.cell_len + key.cell_len < columns else Text()).append_text(key)
    arrows = {"left": "<L ", "right": "R> "}
    return Text(fitted(f"{verb} {arrows.get(side.value, '')}{seconds} h", columns, ascii_only=True), "strong")

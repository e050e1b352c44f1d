"""The session screen as named regions, by its size. What stays the same from one second to the next is built once."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from backpain_cli.domain.routine.plan import Phase, Segment
from backpain_cli.domain.safety.in_session import InSessionTexts
from backpain_cli.domain.terms import Side
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.pictures.render.cells import fitted_size
from backpain_cli.pictures.scene import Scene
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import Notice, SessionStatus
from backpain_cli.views import session_text as words
from backpain_cli.views.breath_screen import breath_screen, is_breathing
from backpain_cli.views.screen_regions import (
    ScreenRegion,
    bar_row,
    clock_view,
    count_of,
    has_no_row_for_stop,
    header_region,
    keys_region,
    kind_of,
    pips,
    segment_bar,
    side_of,
    stop_region,
    text_region,
    tile_regions,
    verb_of,
)
from backpain_cli.views.session_clock import (
    StepBar,
    bar_of_plan,
    digits_text,
    next_steps,
    side_sign,
)
from backpain_cli.views.session_layout import EXTRA_LARGE, GAP, Frame, frame_for_notice, frame_of, size_class, step_rows
from backpain_cli.views.session_pictures import Draw, StepPictures
from backpain_cli.views.text_block import height_of, text_block
from backpain_cli.views.widgets import Room, key_caps
from backpain_cli.views.wrapping import fitted, wrapped
from backpain_cli.wording.phrases import side_phrase

_STACKED_FROM_LINES = 44


class _Built(NamedTuple):
    """What stays the same until something else than the seconds changes."""

    drawn_from: tuple[object, ...]
    frame: Frame
    steps: StepBar
    regions: Sequence[ScreenRegion]


class SessionScreen:
    """The screen of a session, for a size."""

    def __init__(
        self, room: Room, texts: InSessionTexts, pictures: StepPictures | None = None, draw: Draw | None = None
    ) -> None:
        """Compose for `room`.

        Args:
            room: columns and lines, and whether there are signs beyond ASCII.
            texts: the stop rules.
            pictures: of the steps; None shows none.
            draw: makes a renderable of a picture.
        """
        self._room = room
        self._texts = texts
        self._size = size_class(room.columns, room.lines)
        self._pictures = None if pictures is None or draw is None else (pictures, draw)
        self._built: _Built | None = None

    def regions(self, session: Session) -> Sequence[ScreenRegion]:
        """Return the screen as it is now; pictures are among the regions, and are drawn when they are rendered."""
        if self._size is None:
            return few_lines(session, self._room, self._texts)
        if is_breathing(session):
            return breath_screen(session, self._room, self._size, self._texts)
        drawn_from = (
            session.plan, session.segment, session.status, session.notice, session.absence_ns, session.help_shown,
            session.standing_ns // NS_PER_S if session.status is SessionStatus.PAUSED else 0,
            session.help_until is None, side_of(session),
        )  # fmt: skip
        built = self._built
        if built is None or built.drawn_from != drawn_from:
            frame = frame_of(session, self._room, self._size, has_pictures=self._pictures is not None)
            frame = frame_for_notice(frame, _rows(session, self._room, self._texts))
            steps = bar_of_plan(session.plan, frame.width, self._room)
            built = self._built = _Built(drawn_from, frame, steps, self._build(session, frame, steps))
        return [*built.regions, *self._moving(session, built.frame, built.steps)]

    def next_pictures(self, session: Session) -> Sequence[ScreenRegion]:
        """Return the pictures of the segment that comes next, so that they can be drawn before it begins."""
        if self._built is None:
            return []
        frame = self._built.frame
        following = session.plan.segments[session.segment_index + 1 :][:1]
        return [
            region
            for segment in following
            for region in self._pictures_of(segment, segment.side_at(segment.start), frame)
        ]

    def _moving(self, session: Session, frame: Frame, steps: StepBar) -> list[ScreenRegion]:
        room, number = self._room, session.segment.step_number
        beside = frame.column if frame.text_x == frame.left else frame.bar_width
        digits = clock_view(session, frame.digits, room, width=beside)
        bar = bar_row(session, frame.bar_width, room, most=beside)
        row = steps.text(number, steps.cells_done(number, session.position_ns // NS_PER_S))
        if session.help_shown and frame.column == frame.width and not self._fit_below(session, frame):
            brief = next((text for text in words.KEYS_IN_BRIEF if len(text) <= frame.width), words.KEYS_IN_BRIEF[-1])
            row = Text(fitted(brief, frame.width), "strong")
        regions = [
            header_region(session, room, frame.left, frame.width),
            *(tile_regions(session, room, frame) if session.segment.beats else ()),
            text_region(frame.left, frame.steps_y, frame.width, 1, row),
        ]
        if frame.is_compact:
            seconds = digits_text(session.seconds_left_in_segment, session.segment)
            x = frame.left + frame.width - len(seconds)
            return [*regions, text_region(x, frame.tiles_y, len(seconds), 1, Text(seconds, "strong"))]
        count = count_of(session)
        if count is not None and frame.pips_y:
            style = "edge" if session.status is SessionStatus.PAUSED else f"kind.{kind_of(session)}"
            signs = Text(pips(count, frame.column, room), style)
            regions.append(text_region(frame.left, frame.pips_y, frame.column, 1, signs))
        return [
            *regions,
            ScreenRegion(frame.left, frame.digits_y, digits.columns, digits.lines, digits, digits),
            text_region(frame.left, frame.bar_y, bar.cell_len, 1, bar),
        ]

    def _build(self, session: Session, frame: Frame, steps: StepBar) -> list[ScreenRegion]:
        room = self._room
        below = session.help_shown and self._fit_below(session, frame)
        lines = frame.text_lines - (len(words.KEYS_LISTED) + 1 if below else 0)
        text = text_block(_rows(session, room, self._texts), frame.text_width, lines, room)
        regions = [
            *(() if session.segment.beats else tile_regions(session, room, frame)),
            text_region(frame.text_x, frame.text_y, frame.text_width, lines, text),
            keys_region(session, room, frame.left, frame.width),
            *stop_region(room, self._texts, frame.left, frame.width),
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
        return regions + self._pictures_of(session.segment, side_of(session), frame) + self._following(session, frame)

    def _fit_below(self, session: Session, frame: Frame) -> bool:
        """Return whether the list of keys has room below the texts of the step."""
        used = height_of(_rows(session, self._room, self._texts), frame.text_width)
        return used + 1 + len(words.KEYS_LISTED) <= frame.text_lines

    def _following(self, session: Session, frame: Frame) -> list[ScreenRegion]:
        """Return the steps that come next: below the map on the largest screens, else where a picture is missing."""
        pictures = self._pictures_of(session.segment, side_of(session), frame)
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

    def _pictures_of(self, segment: Segment, side: Side, frame: Frame) -> list[ScreenRegion]:
        if self._pictures is None or frame.column == frame.width:
            return []
        x, y, width, height = frame.right_x, frame.right_y, frame.right_width, frame.right_lines
        pictures, draw = self._pictures
        scenes = pictures.of_segment(segment, side)
        if self._size is EXTRA_LARGE:
            second = width * 2 // 5
            boxes = [(x, y, width - second - GAP, height), (x + width - second, y, second, height // 2)]
        elif self._room.lines >= _STACKED_FROM_LINES and len(scenes) > 1:
            half = height // 2
            boxes = [(x, y, width, half), (x, y + half + 1, width, height - half - 1)]
        else:
            number = len(scenes) - 1 if segment.phase is Phase.FIND else 0
            return [_picture(scenes[number], draw, segment, side, number, (x, y, width, height))] if scenes else []
        pairs = zip(scenes, boxes, strict=False)
        return [_picture(scene, draw, segment, side, number, box) for number, (scene, box) in enumerate(pairs)]


def _picture(
    scene: Scene, draw: Draw, segment: Segment, side: Side, number: int, box: tuple[int, int, int, int]
) -> ScreenRegion:
    """Return the picture of that number within a rectangle, in the middle of its width."""
    x, y, width, height = box
    columns, lines = fitted_size(scene, width, height)
    key = ("picture", number, segment.step_number, segment.step.kind, segment.step.level, side)
    return ScreenRegion(
        x + (width - columns) // 2, y, columns, lines, draw(scene, columns, lines), key, is_picture=True
    )


def _list_of_keys() -> Text:
    wide = max(len(key) for key, _ in words.KEYS_LISTED)
    return Text("\n").join(
        key_caps([(key, does)])[: len(key) + 2] + Text(f"{' ' * (wide - len(key))} {does}")
        for key, does in words.KEYS_LISTED
    )


def _rows(session: Session, room: Room, texts: InSessionTexts) -> list[words.TextRow]:
    notices = words.notice_rows(session, texts)
    if has_no_row_for_stop(room) and any(row.style == "stop" for row in notices):
        # Whoever asks for the stop rules on so small a screen wants nothing else there; the key h is in its last row.
        return [notices[0]._replace(text=texts.rules), *notices[1:]]
    paused = session.status is SessionStatus.PAUSED
    steps = step_rows(session.plan, session.segment, room, halved=session.was_too_strong, at_leisure=paused)
    if has_no_row_for_stop(room) and not any(row.label == "stop" for row in steps):
        steps.insert(1, words.TextRow("stop", texts.in_short, rank=0))
    return [*notices, *steps]


def few_lines(session: Session, room: Room, texts: InSessionTexts) -> list[ScreenRegion]:
    """Return a screen too small for anything else: one line of what matters, and texts of the step below it."""
    regions = [text_region(0, 0, room.columns, 1, one_line(session, room))]
    if room.lines > 1:
        text = text_block(_rows(session, room, texts), room.columns, room.lines - 1, room)
        regions.append(text_region(0, 1, room.columns, room.lines - 1, text))
    return regions


def one_line(session: Session, room: Room) -> Text:
    """Return what matters in one line: verb, side, seconds and the key that stops; the rest as far as there is room."""
    segment, columns = session.segment, room.columns
    if session.notice is Notice.QUIT_AGAIN or (room.lines == 1 and words.notice_text(session)):
        return Text(fitted(words.notice_text(session), columns, ascii_only=room.ascii), "caution")
    verb, side = verb_of(session).upper(), side_of(session)
    count = count_of(session)
    seconds = digits_text(session.seconds_left_in_segment, segment)
    seconds = seconds if count is None else f"{count.number}/{count.of}"
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

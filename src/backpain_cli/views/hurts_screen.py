"""The question what hurts, on a screen of its own: nothing else matters until it is answered."""

from typing import NamedTuple

from rich.text import Text

from backpain_cli.domain.typed_input import clock_text
from backpain_cli.session.session import Notice, Session
from backpain_cli.views import session_text as words
from backpain_cli.views.big_digits import BigText, Tile, pixels_wide
from backpain_cli.views.screen_regions import ScreenRegion, keys_region, text_region
from backpain_cli.views.widgets import Room
from backpain_cli.views.wrapping import fitted, wrapped


class Complaint(NamedTuple):
    """An answer, as it is seen from two metres."""

    word: str
    follows: str
    tile: str
    style: str


_CHOICES = (
    Complaint("TOO STRONG", "half as hard, in the same place", "tile.paused", "caution"),
    Complaint("SHARP", "this step ends, on both sides", "tile.stop", "stop"),
    Complaint("ALARM", "everything stops, and you see what to do now", "tile.stop", "stop"),
)
_TITLE = " IT HURTS: LET GO "
_IN_SHORT = "1 too strong 2 sharp 3 dizzy 0 no"
_LINES_A_CHOICE = 7
"""From so many lines for each answer they are drawn large."""
_LINES_FOR_DOUBLE = 9
_WIDEST = max(pixels_wide(choice.word) for choice in _CHOICES)


def hurts_screen(session: Session, room: Room) -> list[ScreenRegion]:
    """Return the question with its answers: large where there is room, in full words, else in a word each."""
    each = (room.lines - 3) // len(_CHOICES)
    if room.columns >= 72 and each >= _LINES_A_CHOICE and not room.ascii:
        return _large(session, room, each)
    return _small(session, room)


def _large(session: Session, room: Room, each: int) -> list[ScreenRegion]:
    left = 3 if room.columns >= 96 else 1
    width = room.columns - 2 * left
    title = Text.assemble((_TITLE, "tile.stop"), ("  The clock is stopped. One key:", "strong"))
    time_left = Text.assemble((clock_text(session.seconds_left), "strong"), (" to go", "quiet"))
    title.append(" " * max(1, width - title.cell_len - time_left.cell_len)).append_text(time_left)
    regions = [text_region(left, 0, width, 1, title)]
    half_rows = next(
        size for size in range(each, 1, -1) if size == 2 or _fits(Tile("1", "", size + 1, size), width, each)
    )
    for number, (choice, (key, signs)) in enumerate(zip(_CHOICES, words.COMPLAINT_TEXTS, strict=False)):
        y = 2 + number * each
        tile = Tile(key, choice.tile, half_rows + 1, half_rows)
        x, space = left + tile.columns + 3, width - tile.columns - 3
        is_double = each >= _LINES_FOR_DOUBLE and space >= 2 * _WIDEST
        word = BigText(choice.word, 1 + is_double, 1 + is_double, choice.style)
        # What is drawn is not written once more.
        lines = [Text(line, "strong") for line in wrapped(signs, space) if signs.upper() != choice.word]
        lines.append(Text(fitted(f"then: {choice.follows}", space), "quiet"))
        text_y = y + word.lines + (each > len(lines) + word.lines + 1)
        regions += [
            ScreenRegion(left, y, tile.columns, tile.lines, tile, tile),
            ScreenRegion(x, y, word.columns, word.lines, word, word),
            text_region(x, text_y, space, len(lines), Text("\n").join(lines)),
        ]
    key, text = words.COMPLAINT_TEXTS[-1]
    return [*regions, keys_region(session, room, left, width, [(key, text), ("q q", "leave")])]


def _fits(tile: Tile, width: int, each: int) -> bool:
    """Return whether `tile` leaves room beside it for the widest word, and below it for a blank line."""
    return tile.lines < each and tile.columns + 3 + _WIDEST <= width


def _small(session: Session, room: Room) -> list[ScreenRegion]:
    margin = 1 if room.columns > len(_IN_SHORT) else 0
    width, lines = room.columns - 2 * margin, room.lines
    rows: list[list[Text]] = [
        _answer(key, what, width, tile)
        for (key, what), tile in zip(words.COMPLAINT_TEXTS, (*(one.tile for one in _CHOICES), "tile.key"), strict=True)
    ]
    if session.notice is Notice.QUIT_AGAIN:
        rows.append([Text(line, "stop") for line in wrapped(words.notice_text(session), width)])
    used = sum(map(len, rows))
    if used + 1 > lines:
        return _shortest(room)
    gaps = used + len(rows) + 1 <= lines
    found = [Text(fitted(_TITLE, width), "tile.stop")]
    for row in rows:
        found += [*([Text()] if gaps else []), *row]
    return [text_region(margin, 0, width, lines, Text("\n").join(found))]


def _answer(key: str, what: str, width: int, tile: str) -> list[Text]:
    first, *rest = wrapped(what, width - 4)
    return [
        Text.assemble((f" {key} ", tile), " ", (first, "strong")),
        *(Text(f"    {line}", "strong") for line in rest),
    ]


def _shortest(room: Room) -> list[ScreenRegion]:
    """Return the answers in a word each, one a row where there are rows enough."""
    if room.lines > len(words.COMPLAINT_TEXTS):
        texts = [_TITLE, *(f"{key} {what}" for key, what in words.COMPLAINT_TEXTS)]
    else:
        texts = [_TITLE, _IN_SHORT] if room.lines > 1 else [_IN_SHORT]
    styles = ["tile.stop" if text == _TITLE else "strong" for text in texts]
    rows = [
        Text(fitted(text, room.columns, ascii_only=room.ascii), style)
        for text, style in zip(texts, styles, strict=True)
    ]
    return [text_region(0, 0, room.columns, len(rows), Text("\n").join(rows))]

"""What to do after the questions: as large as there is room for, and in sentences elsewhere."""

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.terms import Outcome
from backpain_cli.views.big_digits import cells_of, pixels_wide
from backpain_cli.views.card_screen import capped_rows
from backpain_cli.views.widgets import Room, card, chip, prose
from backpain_cli.wording.outcome_text import OutcomeText

_TILE_EDGES = 4
_BAND_SINCE, _LARGE_SINCE, _TILE_SINCE = 56, 112, 72
"""Columns from which the words of an emergency are drawn, and twice as large; and from which other words are."""


def outcome_page(outcome: Outcome, text: OutcomeText, room: Room) -> RenderableType:
    """Return what to do; an emergency first of all as a red band, with the number to call on a tile.

    Args:
        outcome: of the questions.
        text: what it says.
        room: what the page is made for.
    """
    if not room.is_screen:
        return Group(*(Text(part) for part in (text.heading, text.reported, *text.sentences) if part))
    if outcome is Outcome.EMERGENCY:
        return _emergency(text, room)
    if outcome.lets_go_on:
        return _going_on(outcome, text, room)
    tile = _drawn_words(text.heading.rstrip("."), room)
    first = (
        [Text(), *tile, Text(), Text(text.heading, "strong")]
        if tile
        else [Text(), chip(room, text.heading, "tile.change")]
    )
    reported = [Text(), card(room, "You told us", Text(_capital(text.reported.partition(": ")[2])), style="caution")]
    return Group(
        *first,
        *(reported if text.reported else []),
        Text(),
        *(part for sentence in text.sentences for part in (prose(room, _with_number(sentence)), Text())),
    )


def help_band(words: str, room: Room) -> list[Text]:
    """Return `words` on a red band as wide as the screen, in letters that are as large as there is room for."""
    scale = 0 if room.ascii else 2 if room.columns >= _LARGE_SINCE else int(room.columns >= _BAND_SINCE)
    rows = cells_of(words, scale, scale) if scale else (words,)
    return [Text(f"  {row}".ljust(room.columns), "tile.stop") for row in ("", *rows, "")]


def _emergency(text: OutcomeText, room: Room) -> RenderableType:
    words = text.heading.rstrip(".")
    call, *actions = text.sentences
    is_drawn = room.columns >= _BAND_SINCE and not room.ascii
    steps = [row for number, action in enumerate(actions, start=1) for row in
             capped_rows(str(number), action, room.columns, style="strong", cap="tile.stop")]  # fmt: skip
    return Group(
        Text(),
        *help_band(words, room),
        Text(),
        *([prose(room, text.reported), Text()] if text.reported else []),
        # What is drawn is written too, for whoever copies it or has it read.
        prose(room, _with_number(f"{text.heading} {call}" if is_drawn else call, "strong")),
        Text(),
        *steps,
        Text(),
    )


def _going_on(outcome: Outcome, text: OutcomeText, room: Room) -> RenderableType:
    rest = [part for part in (text.reported, *text.sentences) if part]
    head = chip(room, text.heading, "tile.move" if outcome is Outcome.GENTLY else "tile.ready")
    return Group(Text(), head, *([Text(), *(prose(room, sentence) for sentence in rest)] if rest else []), Text())


def _drawn_words(words: str, room: Room) -> list[Text]:
    """Return `words` drawn on amber, in one line or two; nothing where they would not fit, or there are no drawings."""
    if room.ascii or room.columns < _TILE_SINCE or not words.isupper():
        return []
    doctor, _, when = words.partition(" IN ")
    lines = [words] if pixels_wide(words) + _TILE_EDGES <= room.columns else [doctor, f"IN {when}"]
    width = max(map(pixels_wide, lines)) + _TILE_EDGES
    return [Text(f"  {row}".ljust(width), "tile.change") for line in lines for row in cells_of(line, 1, 1, above=1)]


def _with_number(sentence: str, style: str = "") -> Text:
    text = Text(sentence, style)
    text.highlight_regex(r"\d{2,}", "tile.stop")
    return text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

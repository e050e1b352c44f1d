"""The pages of the key h, each on a screen of its own: nothing else matters until it is answered."""

from rich.text import Text

from backpain_cli.domain.safety.in_session import HurtsAnswer, HurtsPage, HurtsPageTexts, InSessionTexts
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.session.hurts import after_too_strong, seconds_to_wait
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import Notice
from backpain_cli.views import session_text as words
from backpain_cli.views.big_digits import BigText, Tile, pixels_wide
from backpain_cli.views.screen_regions import ScreenRegion, keys_region, text_region, time_to_go
from backpain_cli.views.session_clock import clock_wide, sizes_within
from backpain_cli.views.widgets import Room
from backpain_cli.views.wrapping import fitted, wrapped
from backpain_cli.wording.hurts_text import TOO_STRONG_FOLLOWS

_TITLE = " IT HURTS "
_LARGE_SINCE = 72
_LINES_FOR_DOUBLE = 9
"""From so many lines for each answer its word is drawn twice as large."""
_WORD_LINES = 3
_TILES = {"stop": "tile.stop", "caution": "tile.paused", "": "tile.key"}


def hurts_screen(session: Session, room: Room, texts: InSessionTexts) -> list[ScreenRegion]:
    """Return the page that is asked: large where there is room, in full words, else in a word each.

    Raises:
        ValueError: nothing is asked.
    """
    if session.question is None:
        raise ValueError("nothing is asked")
    page = _with_what_follows(texts.by_page[session.question.page], session)
    if room.columns >= _LARGE_SINCE and not room.ascii and (large := _large(session, room, page)):
        return large
    return _small(session, room, page)


def _with_what_follows(page: HurtsPageTexts, session: Session) -> HurtsPageTexts:
    """Return the page with what too strong leads to in the present step."""
    follows = TOO_STRONG_FOLLOWS.get(after_too_strong(session).value)
    if page.page is not HurtsPage.CHOICE or follows is None:
        return page
    too_strong, *others = page.answers
    return page._replace(answers=(too_strong._replace(follows=follows), *others))


def _large(session: Session, room: Room, page: HurtsPageTexts) -> list[ScreenRegion]:
    """Return the page with its answers on tiles; nothing where they would not fit."""
    left = 3 if room.columns >= 96 else 1
    width = room.columns - 2 * left
    drawn = [answer for answer in page.answers if answer.word]
    wait, lines = seconds_to_wait(session), room.lines - 3
    for_digits = lines - 2 if wait else 0
    each = lines // max(1, len(drawn))
    widest = max((pixels_wide(answer.word) for answer in drawn), default=0)
    half_rows = next((size for size in range(each, 0, -1) if _fits(size, widest, width, each)), 0)
    tile_width = Tile("1", "", half_rows + 1, half_rows).columns + 3
    needed = [_WORD_LINES + len(wrapped(answer.text, width - tile_width)) for answer in drawn]
    size = next(sizes_within(clock_wide, width, for_digits - 1, room), None) if wait else (1, 1)
    if size is None or (drawn and (not half_rows or each < max(needed))):
        return []
    title = Text.assemble((_TITLE, "tile.stop"), (f"  {page.heading}", "strong"))
    time_left = time_to_go(session, width)
    title.append(" " * max(1, width - title.cell_len - time_left.cell_len)).append_text(time_left)
    regions = [text_region(left, 0, width, 1, title)]
    if wait:
        digits = BigText(clock_text(wait), *size)
        regions.append(ScreenRegion(left, 2, digits.columns, digits.lines, digits, digits))
    for number, answer in enumerate(drawn):
        y = 2 + number * each
        chosen = answer is _chosen(session, page)
        tile = Tile(answer.key, _TILES[answer.style], half_rows + 1, half_rows)
        space = width - tile_width
        regions.append(ScreenRegion(left, y, tile.columns, tile.lines, tile, tile))
        regions += _beside(answer, left + tile_width, y, space, each, is_chosen=chosen)
    caps = [] if page.page == Notice.HURTS.value else [("h", "it hurts")]
    for answer in page.answers:
        text = f"▸ {answer.text}" if answer is _chosen(session, page) else answer.text
        if answer.style and not answer.word:
            line = Text.assemble((f" {answer.key} ", _TILES[answer.style]), " ", (text, "strong"))
            regions.append(text_region(left, room.lines - 3, width, 1, line))
        elif not answer.word:
            caps.append((answer.key, text))
    return [*regions, keys_region(session, room, left, width, [*caps, ("q q", "leave")])]


def _fits(half_rows: int, widest: int, width: int, each: int) -> bool:
    """Return whether a tile of that size leaves room beside it for the widest word, and below it for a blank line."""
    tile = Tile("1", "", half_rows + 1, half_rows)
    return tile.lines < each and tile.columns + 3 + widest <= width


def _beside(answer: HurtsAnswer, x: int, y: int, space: int, each: int, *, is_chosen: bool) -> list[ScreenRegion]:
    """Return what lies beside the tile of an answer: its word drawn large, its text, and what it leads to."""
    is_double = each >= _LINES_FOR_DOUBLE and space >= 2 * pixels_wide(answer.word)
    word = BigText(answer.word, 1 + is_double, 1 + is_double, answer.style)
    style = "reverse" if is_chosen else "strong"
    # What is drawn is not written once more.
    said = [] if answer.text.upper() == answer.word else wrapped(answer.text, space - 2 * is_chosen)
    lines = [Text(line, style) for line in said]
    if is_chosen:
        lines[:1] = [Text(f"▸ {lines[0]}" if lines else "▸", style)]
    if answer.follows and each > word.lines + len(lines):
        lines.append(Text(fitted(f"then: {answer.follows}", space), "quiet"))
    text_y = y + word.lines + (each > len(lines) + word.lines + 1)
    found = [ScreenRegion(x, y, word.columns, word.lines, word, word)]
    return [*found, text_region(x, text_y, space, len(lines), Text("\n").join(lines))] if lines else found


def _chosen(session: Session, page: HurtsPageTexts) -> HurtsAnswer | None:
    """Return the answer that the arrows point to."""
    number = None if session.question is None else session.question.chosen
    return None if number is None else page.answers[number]


def _small(session: Session, room: Room, page: HurtsPageTexts) -> list[ScreenRegion]:
    margin = 1 if room.columns > 36 else 0
    width, wait = room.columns - 2 * margin, seconds_to_wait(session)
    first, *rest = wrapped(page.heading, max(1, width - len(_TITLE) - 1))
    heading = [Text.assemble((_TITLE, "tile.stop"), (f" {first}", "strong")), *(Text(line, "strong") for line in rest)]
    chosen = _chosen(session, page)
    rows = [heading, *(_answer(one, width, room, is_chosen=one is chosen) for one in page.answers)]
    high = room.lines - sum(map(len, rows)) - 3
    size = next(sizes_within(clock_wide, width, high, room), None) if wait else None
    digits = BigText(clock_text(wait), *size, ascii_only=room.ascii) if size else None
    if digits:
        rows.insert(1, [Text()] * (digits.lines + 1))
    elif wait:
        heading.append(Text(clock_text(wait), "strong"))
    keys = "q q leave" if page.page == Notice.HURTS.value else "h it hurts  q q leave"
    if session.notice is Notice.QUIT_AGAIN:
        keys = words.notice_text(session)
    notice = [Text(line, "stop" if session.notice is Notice.QUIT_AGAIN else "quiet") for line in wrapped(keys, width)]
    used = sum(map(len, rows))
    if used + (len(notice) if session.notice is Notice.QUIT_AGAIN else 0) > room.lines:
        return _shortest(session, room, page)
    if used + len(notice) <= room.lines:
        rows.append(notice)
    gaps = sum(map(len, rows)) + len(rows) <= room.lines
    found = [line for row in rows for line in [*row, *([Text()] if gaps else [])]]
    regions = [text_region(margin, 0, width, room.lines, Text("\n").join(found))]
    if digits:
        regions.append(ScreenRegion(margin, len(heading) + 1, digits.columns, digits.lines, digits, digits))
    return regions


def _answer(answer: HurtsAnswer, width: int, room: Room, *, is_chosen: bool) -> list[Text]:
    style = "reverse" if is_chosen else "strong"
    first, *rest = wrapped(f"{room.sign('▸ ')}{answer.text}" if is_chosen else answer.text, width - 4)
    return [
        Text.assemble((f" {answer.key} ", _TILES[answer.style]), " ", (first, style)),
        *(Text(f"    {line}", style) for line in rest),
    ]


def _shortest(session: Session, room: Room, page: HurtsPageTexts) -> list[ScreenRegion]:
    """Return the answers in a word each, one a row where there are rows enough."""
    wait = seconds_to_wait(session)
    chosen = _chosen(session, page)
    answers = [(f"{one.key} {one.brief}", "reverse" if one is chosen else "strong") for one in page.answers]
    clock = [(clock_text(wait), "strong")] if wait else []
    if session.notice is Notice.QUIT_AGAIN:
        rows = [(line, "stop") for line in wrapped(words.notice_text(session), room.columns)]
    elif room.lines > len(answers) + len(clock):
        rows = [(page.heading, "tile.stop"), *clock, *answers]
    else:
        said = [text for text, _ in [*clock, *answers]]
        in_one = next((one for one in (f"{page.heading} {' '.join(said)}",) if len(one) <= room.columns), "")
        rows = [(line, "strong") for line in wrapped(in_one or " ".join(said), room.columns)]
        if not in_one and len(rows) < room.lines:
            rows.insert(0, (page.heading, "tile.stop"))
    shown = [Text(fitted(text, room.columns, ascii_only=room.ascii), style) for text, style in rows[: room.lines]]
    return [text_region(0, 0, room.columns, len(shown), Text("\n").join(shown))]

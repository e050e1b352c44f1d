"""Durations, scores, days and times as typed."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from backpain_cli.domain.terms import WORST_PAIN
from backpain_cli.domain.text import escape_for_terminal

LONGEST_DURATION_S = 7_200
"""No step and no routine lasts longer than two hours."""
LONGEST_DURATION_TEXT = 40
"""A length of time needs no more letters than this."""
_FORMS = "write it like `45s`, `1m30s`, `1:30`, `2m`, `45` or `10 x 5s`"
# Patterns are texts, compiled at their first use: few commands use one of them, and compiling all takes 2 ms.
_COUNTED = r"(?a)([0-9]{1,4})\s*[x×]\s*(.+)"
_CLOCK = r"(?a)([0-9]{1,3}):([0-5][0-9])"

_MINUTES = r"(?a)([0-9]{1,4})\.([0-9]{1,4})\s*(?:m|min|mins|minute|minutes)"

_UNITS = r"(?a)(?:([0-9]{1,4})\s*(?:m|min|mins|minute|minutes))?\s*(?:([0-9]{1,5})\s*(?:s|sec|secs|second|seconds)?)?"


def parse_duration(text: str) -> int:
    """Return the seconds that `text` means: `45`, `45s`, `1:30`, `1m30s`, `2 min`, `10 x 5s`.

    Raises:
        ValueError: it is not a length of time, not positive, or longer than two hours.
    """
    written = text.strip()[:LONGEST_DURATION_TEXT]
    if match := re.fullmatch(_COUNTED, written):
        return _within_limits(int(match[1]) * _single(match[2]))
    return _within_limits(_single(written))


def _single(written: str) -> int:
    if match := re.fullmatch(_CLOCK, written):
        seconds = int(match[1]) * 60 + int(match[2])
    elif match := re.fullmatch(_MINUTES, written):
        parts, rest = divmod(60 * int(match[2]), int(f"1{'0' * len(match[2])}"))
        if rest:
            raise ValueError("is not a whole second; write it as `1:20`")
        seconds = int(match[1]) * 60 + parts
    elif (match := re.fullmatch(_UNITS, written)) and (match[1] or match[2]):
        seconds = int(match[1] or 0) * 60 + int(match[2] or 0)
    else:
        raise ValueError(f"is not a length of time from 1 to {LONGEST_DURATION_S} seconds; {_FORMS}")
    return seconds


def _within_limits(seconds: int) -> int:
    if not 1 <= seconds <= LONGEST_DURATION_S:
        raise ValueError(f"is {seconds} seconds; a length of time is 1 to {LONGEST_DURATION_S} whole seconds")
    return seconds


def clock_text(seconds: int) -> str:
    """Return seconds as minutes and seconds: 90 -> `1:30`."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def duration_text(seconds: int) -> str:
    """Return seconds in words: 90 -> `1 minute 30 seconds`."""
    minutes, rest = divmod(seconds, 60)
    parts = []
    if minutes:
        parts.append(f"{minutes} minute" + ("s" if minutes != 1 else ""))
    if rest or not minutes:
        parts.append(f"{rest} second" + ("s" if rest != 1 else ""))
    return " ".join(parts)


_SIDES = {"left": "left", "l": "left", "right": "right", "r": "right", "both": "both"}
_EQUALS = r"\s*=\s*"
_TYPED_SCORE = r"(?a)([0-9]{1,2})(?:/10)?,?"
_SCORE = r"(?a)[0-9]{1,2}"
_DAY = r"(?a)[0-9]{4}-[0-9]{2}-[0-9]{2}"
_AGO = r"(?a)(?:([0-9]{1,4})\s*|last )(d|days?|w|weeks?|m|months?)(?: ago)?"
_DAYS_AGO = {"d": 1, "w": 7, "m": 30}
_TYPED_CLOCK = r"(?a)([01]?[0-9]|2[0-3])[:.]([0-5][0-9])"
_CLOCK_12 = r"(?a)(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))?\s*([ap])\.?m\.?"


class TypedScore(NamedTuple):
    """A score as it was typed; the area is not looked up yet."""

    area: str
    side: str
    """`left`, `right`, `both` or empty."""
    score: int


def area_scores_in(words: Iterable[str]) -> list[str]:
    """Return each place with its score as `PLACE=SCORE`, of words such as `left shoulder=4 neck 3`.

    What has no score is returned as it is, as is everything where a word is empty.
    """
    words = list(words)
    if not all(word.strip() for word in words):
        return words
    text = re.sub(_EQUALS, "=", " ".join(words))
    found: list[str] = []
    place: list[str] = []
    for word in text.split():
        if place and (match := re.fullmatch(_TYPED_SCORE, word)):
            found.append(f"{' '.join(place)}={match[1]}")
        elif "=" in word:
            found.append(" ".join([*place, word]))
        else:
            place += [] if not place and word == "and" else [word]
            continue
        place = []
    return [*found, " ".join(place)] if place else found


def parse_area_score(text: str) -> TypedScore:
    """Return what `AREA=SCORE` or `AREA:SIDE=SCORE` means.

    Raises:
        ValueError: it is not written like that; the message is a sentence.
    """
    shown = escape_for_terminal(text, most=60)
    place, equals, number = text.rpartition("=")
    if not equals or not place.strip():
        raise ValueError(f"`{shown}` is not AREA=SCORE, as lower-back=4 or neck:left=4.")
    if not re.fullmatch(_SCORE, number.strip()) or int(number) > WORST_PAIN:
        raise ValueError(f"`{shown}`: a score is a whole number from 0 (no pain) to {WORST_PAIN} (the worst).")
    area, colon, side = place.partition(":")
    if colon and side.strip().casefold() not in _SIDES:
        raise ValueError(f"`{shown}`: the side is left, right or both, as neck:left=4.")
    return TypedScore(area.strip(), _SIDES[side.strip().casefold()] if colon else "", int(number))


def parse_day(text: str, today: date) -> date:
    """Return the day that `2026-11-03`, `yesterday`, `monday`, `last week`, `10d` or `3w` (ago) means.

    A day of the week is the last one that there was, or today; `last week` is seven days ago.

    Raises:
        ValueError: it is none; the message is a sentence.
    """
    written = text.strip().casefold()
    if written in {"today", "yesterday"}:
        return today - timedelta(days=written == "yesterday")
    if (weekday := _weekday(written.removeprefix("last "))) is not None:
        ago = (today.weekday() - weekday) % 7
        return today - timedelta(days=ago or 7 * written.startswith("last "))
    with suppress(ValueError, OverflowError):  # a day that no calendar has is refused like any other
        day = None
        if match := re.fullmatch(_AGO, written):
            day = today - timedelta(days=int(match[1] or 1) * _DAYS_AGO[match[2][0]])
        elif re.fullmatch(_DAY, written):
            day = date.fromisoformat(written)
        if day is not None:
            return day
    raise ValueError(
        f"`{escape_for_terminal(text, most=60)}` is not a day: write 2026-11-03, yesterday, monday, 10d or 3w (ago)."
    )


def day_start(day: date) -> datetime:
    """Return midnight at the beginning of `day` on this computer's clock, with its zone."""
    midnight = datetime.combine(day, time())
    try:
        return midnight.astimezone()
    except (ValueError, OverflowError, OSError):
        # The clocks of computers know no zone for days that are very far away.
        return midnight.replace(tzinfo=UTC)


def day_end(day: date) -> datetime:
    """Return midnight at the end of `day` on this computer's clock, with its zone."""
    return day_start(day + timedelta(days=1)) if day < date.max else datetime.max.replace(tzinfo=UTC)


def parse_clock_time(text: str) -> time:
    """Return the time of day that `20:30`, `20.30`, `8:30pm` or `8 pm` means.

    Raises:
        ValueError: it is none; the message is a sentence.
    """
    if match := re.fullmatch(_TYPED_CLOCK, text.strip()):
        return time(int(match[1]), int(match[2]))
    if match := re.fullmatch(_CLOCK_12, text.strip().casefold()):
        return time(int(match[1]) % 12 + 12 * (match[3] == "p"), int(match[2] or 0))
    shown = escape_for_terminal(text, most=60)
    raise ValueError(f"`{shown}` is not a time of day: write it like 7:15, 20:30 or 8:30pm.")


def parse_past_moment(text: str, now: datetime) -> datetime:
    """Return the moment that `21:30`, `yesterday`, `yesterday 21:30` or `2026-11-28T21:30` means, with its zone.

    A time of day alone is the last one that there was; a day alone is that day at the present time.

    Raises:
        ValueError: it is none, or is in the future; the message is a sentence.
    """
    shown = escape_for_terminal(text, most=60)
    try:
        moment = _typed_moment(text.strip(), now)
    except (ValueError, OverflowError):
        forms = "write 21:30, yesterday, `yesterday 21:30` or 2026-11-28T21:30"
        raise ValueError(f"`{shown}` is not a moment: {forms}.") from None
    if moment > now:
        raise ValueError(f"`{shown}` is in the future.")
    return moment


def _typed_moment(text: str, now: datetime) -> datetime:
    with suppress(ValueError):
        clock = parse_clock_time(text)
        today = datetime.combine(now.date(), clock).astimezone()
        return today if today <= now else datetime.combine(now.date() - timedelta(days=1), clock).astimezone()
    if re.match(_DAY, text) and not re.fullmatch(_DAY, text):
        return datetime.fromisoformat(text).astimezone()
    with suppress(ValueError):
        return datetime.combine(parse_day(text, now.date()), now.time()).astimezone()
    day, _, clock_text = text.rpartition(" ")
    return datetime.combine(parse_day(day, now.date()), parse_clock_time(clock_text)).astimezone()


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days of the week as they are typed, from Monday."""
_DAYS_IN_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def parse_weekdays(text: str) -> tuple[str, ...]:
    """Return the days that `mon,wed,fri`, `mon-fri`, `MWF`, `daily`, `weekdays` or `weekends` means, from Monday.

    Raises:
        ValueError: one of them is not a day of the week; the message is a sentence.
    """
    words = re.sub(r"\s*(?:-|\u2013|\bto\b)\s*", "-", text.casefold()).replace(",", " ").replace(" and ", " ").split()
    named = {"daily": WEEKDAYS, "weekdays": WEEKDAYS[:5], "weekends": WEEKDAYS[5:], "weekend": WEEKDAYS[5:]}
    found: set[str] = set()
    for word in ["daily"] if words == ["every", "day"] else words:
        found |= set(named.get(word) or _days_of(word) or _days_by_letters(word))
        if not named.get(word) and not _days_of(word) and not _days_by_letters(word):
            shown = escape_for_terminal(word, most=60)
            raise ValueError(f"`{shown}` is not a day of the week: write mon,wed,fri, mon-fri, weekends or daily.")
    if not words:
        raise ValueError("On which days? Write them like mon,wed,fri, or daily.")
    return tuple(day for day in WEEKDAYS if day in found)


def _weekday(word: str) -> int | None:
    """Return the number of a day from Monday, or None: three letters or more, also in the plural."""
    whole = word.removesuffix("s") if word.endswith("days") else word
    return next((number for number, day in enumerate(_DAYS_IN_FULL) if len(whole) > 2 and day.startswith(whole)), None)


def _days_of(word: str) -> tuple[str, ...]:
    """Return the days of a name, or of a range such as `fri-mon`; none where it is neither."""
    first, dash, last = word.partition("-")
    begin, end = _weekday(first), _weekday(last if dash else first)
    if begin is None or end is None:
        return ()
    return tuple(WEEKDAYS[number % 7] for number in range(begin, (end if end >= begin else end + 7) + 1))


def _days_by_letters(word: str) -> tuple[str, ...]:
    """Return the days of `MWF` or `TTh`; none where a letter could be two days."""
    letters = re.fullmatch(r"(?:m|tu|th|t(?=th)|w|f|sa|su)+", word)
    parts = re.findall(r"tu|th|sa|su|[mtwf]", word) if letters and len(word) > 1 else []
    by_letters = {"m": "mon", "t": "tue", "tu": "tue", "w": "wed", "th": "thu", "f": "fri", "sa": "sat", "su": "sun"}
    return tuple(by_letters[part] for part in parts)

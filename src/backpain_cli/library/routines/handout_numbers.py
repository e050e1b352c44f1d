"""Numbers and lengths of time in a hand-out, written in one form: `half a minute` -> `30s`, `8 to 10` -> `8-10`."""

import re
from collections.abc import Callable

_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60,
}  # fmt: skip
NO_AMOUNT = "#"
"""The sign before a number that counts something else: `week 2`, `figure 4`."""
_UNIT = r"(?=[\s-]*(?:times?|reps?|repetitions?|sets?|rounds?|seconds?|secs?|minutes?|mins?|x)\b)"
_MINUTE = r"min(?:ute)?s?\b\.?"
_NO_DAY = r"(?!\s+(?:(?:an?|per|each|every|in the)\s+(?:day|week|hour|morning|evening|night)|daily|weekly|hourly)\b)"
_PLAIN = (
    (r"[×✕✖](?=\s*\d)|(?<=\d)\s*[×✕✖*](?=\s|$)|(?<=\d)\s*\*\s*(?=\d)|^[×✕✖]", "x"),
    (r"[–—−‐‑]", "-"),
    (r"[’‘`´]", "'"),
    (r"[“”„]|''", '"'),
    (r"(?<=\d)'(?!\d)", " min"),
    (r"½", " 1/2"),
    (r"¼", " 1/4"),
    (r"¾", " 3/4"),
    (rf"(\d)\s*(?:and a half|1/2)\s*{_MINUTE}", r"\1.5 min"),
    (rf"\b(?:half a|1/2(?: a)?)\s*{_MINUTE}", "30s"),
    (rf"\b1/4(?: of a)?\s*{_MINUTE}", "15s"),
    (rf"\b3/4(?: of a)?\s*{_MINUTE}", "45s"),
    (r"\b(?:a|one) min(?:ute)? and a half\b", "90s"),
    (rf"\b(?:a|one) {_MINUTE}", "60s"),
    (rf"\bone\b{_UNIT}", "1"),
    (rf"\bonce\b{_NO_DAY}(?=\s*(?:on |each|every|per|$|[.,]))", "1 times"),
    (rf"\btwice\b{_NO_DAY}", "2 times"),
    (r"\bthrice\b", "3 times"),
    (r"\ba couple of\b", "2"),
    (
        r"\b(sets?|reps?|repetitions?|rounds?)\s*[:=]\s*(\d+(?:\s*(?:-|to)\s*\d+)?)(?![-\d]|\s*(?:x\b|to\b|sec|s\b))",
        r"\2 \1",
    ),
    (r"(?<!\d )(?<!\d)\b(sets?|reps?|repetitions?|rounds?) (\d+(?:\s*(?:-|to)\s*\d+)?)(?=\s*(?:$|[,;|)]))", r"\2 \1"),
    (r"\bl(?:eft)?:?\s*(\d+)[\s,/&+]*r(?:ight)?:?\s*\1\b", r"\1 each side"),
    (r"\b((?:days?|weeks?|phases?|stages?|parts?|figure|exercise|page|step)[ -])(?=\d)", rf"\1{NO_AMOUNT}"),
    (r"\b(hold|rest|time)(?: time)?\s*[:=]\s*(?=\d)", r"\1 "),
)
_SECONDS = r'\s*-?\s*(?:s|secs?|seconds?|")(?=x\s*\d|[^\w"]|$)\.?'
_MINUTES = r"(?:(?<!\d{2})\s*-?\s*m|\s*-?\s*(?:mins?|minutes?))\b\.?"
"""A bare `m` behind two digits is metres."""
_RANGE = r"\d+(?:-\d+)?"


def with_plain_numbers(text: str) -> str:
    """Return `text` with numbers as digits, and each length of time as seconds: `20s`, `20-30s`."""
    for pattern, plain in _PLAIN:
        text = re.sub(pattern, plain, text, flags=re.IGNORECASE)
    words = "|".join(sorted(_NUMBERS, key=len, reverse=True))
    number = rf"(?<!figure )(?<!figure-)(?<!all )\b({words})\b(?!-point)"
    text = re.sub(number, lambda match: str(_NUMBERS[match[1].lower()]), text, flags=re.IGNORECASE)
    text = re.sub(
        rf"(?<!figure {NO_AMOUNT})\b(\d+)(?:{_SECONDS})?\s*(?:to|or|-)\s*(\d+)(?=\D|$)(?!-\d)",
        r"\1-\2",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\b(\d):(\d\d)\b(?!-)", lambda match: f"{60 * int(match[1]) + int(match[2])}s", text)
    text = _timed(rf"(\d+)-(\d+){_MINUTES}", text, lambda match: f"{60 * int(match[1])}-{60 * int(match[2])}s")
    text = _timed(rf"(\d+)(?:\.5)?{_MINUTES}(?:\s*(?:and )?(\d+){_SECONDS}|\s*(30|15|45)(?=$|[\s,.]))?", text, _seconds)
    text = _timed(rf"({_RANGE}){_SECONDS}", text, lambda match: f"{match[1]}s")
    both = rf"\b({_RANGE}s?) (?:on (?:the )?)?left[,/&+]*\s*(?:and |then )?\1 (?:on (?:the )?)?right\b"
    text = re.sub(both, r"\1 each side", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=\ds)x(?=\s*\d)", " x ", text)
    text = re.sub(rf"\b({_RANGE})(?:\s*-?\s*counts?\b|-second\b)", r"\1s", text, flags=re.IGNORECASE)
    count = r"(?:to )?(?:(?:an? )?(?:slow )?count of|count(?:ing)? (?:slowly )?to)"
    text = re.sub(rf"\b{count} ({_RANGE})(?![\d-]|s\b)", r"\1s", text, flags=re.IGNORECASE)
    # `hold 5 x 10`: nothing but seconds are held.
    held = rf"\b(hold(?:ing)?(?: (?:it|each))?(?: for)?) ({_RANGE})(?![\d-]|\s*(?:s|x\s*\d+s|breaths?|reps?|times)\b)"
    return re.sub(held, r"\1 \2s", text, flags=re.IGNORECASE)


def _timed(pattern: str, text: str, seconds: Callable[[re.Match[str]], str]) -> str:
    return re.sub(rf"(?<!\d:)(?<![\d.-]){pattern}", seconds, text, flags=re.IGNORECASE)


def _seconds(match: re.Match[str]) -> str:
    half = 30 if ".5" in match[0] else 0
    return f"{60 * int(match[1]) + half + int(match[2] or match[3] or 0)}s"

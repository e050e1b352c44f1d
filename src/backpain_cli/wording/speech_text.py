"""Text as it is spoken: how long it takes to say, numbers in words, no brackets."""

import re

from backpain_cli.domain.terms import WORST_PAIN

WORDS_PER_S = 2.5
"""150 words a minute: an unhurried reading voice, and slower than most speech programs start with."""

# fmt: off
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
# fmt: on
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LARGEST_IN_WORDS = 99
_BRACKETS = re.compile(r"\s*[(\[{]\s*([^()\[\]{}]*?)\s*[)\]}]")
_SINGLE_BRACKET = re.compile(r"[()\[\]{}]")
_DOUBLE_PUNCTUATION = re.compile(r"\s*,\s*(?=[,.;:!?])|(?<=[.;:!?]),")
_NUMBER = re.compile(r"(?<![\w.,:/+-])([0-9]{1,2})(?![\w/+-]|[.,:][0-9])(\s*(?:cm|kg)\b)?", re.ASCII)
_UNITS = {"": "", "cm": " centimetres", "kg": " kilos"}
_RANGE = re.compile(r"(?<=\d)\s?–\s?(?=\d)", re.ASCII)
_SHORTHAND = re.compile(
    r"(?<![\w.,:/+-])(?:(?P<minutes>\d{1,2}):(?P<rest>[0-5]\d)|(?P<top>\d{1,2})/(?P<bottom>\d{1,2})"
    r"|(?P<number>\d{1,3})\s?(?P<unit>s|sec|min|x))(?![\w/:])",
    re.ASCII,
)
_FRACTIONS = {(1, 2): "half", (1, 3): "a third", (2, 3): "two thirds", (1, 4): "a quarter", (3, 4): "three quarters"}
_TIMES = {1: "once", 2: "twice"}
_SENTENCE_END = re.compile(r"(?<=[.!?…。])\s+")


def number_words(number: int) -> str:
    """Return a number from 0 to 99 in words, `sixty-five`; a larger one in digits, which speech programs read well.

    Raises:
        ValueError: it is negative.
    """
    if number < 0:
        raise ValueError(f"a number to be spoken is 0 or more, not {number}")
    if number > _LARGEST_IN_WORDS:
        return str(number)
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")


def seconds_words(seconds: int) -> str:
    """Return a length of time in words: `sixty seconds`, `ninety seconds`, `two minutes`."""
    if seconds <= _LARGEST_IN_WORDS:
        return _counted(seconds, "second")
    minutes, rest = divmod(seconds, 60)
    return _counted(minutes, "minute") + (f" {_counted(rest, 'second')}" if rest else "")


def _counted(number: int, word: str) -> str:
    return f"{number_words(number)} {word}" + ("" if number == 1 else "s")


def speakable_text(text: str) -> str:
    """Return a written `text` for the voice: the content of brackets between commas, shorthand and numbers in words."""
    text = _RANGE.sub(" to ", without_brackets(text))
    return _NUMBER.sub(_spoken_number, _SHORTHAND.sub(_spoken_shorthand, text))


def without_brackets(text: str) -> str:
    """Return `text` with the content of brackets between commas: a listener cannot hear where a bracket ends."""
    opened = _SINGLE_BRACKET.sub(" ", _BRACKETS.sub(r", \1,", text))
    return " ".join(_DOUBLE_PUNCTUATION.sub("", opened).strip().rstrip(",").lstrip(", ").split())


def _spoken_number(match: re.Match[str]) -> str:
    return number_words(int(match[1])) + _UNITS[(match[2] or "").strip()]


def _spoken_shorthand(match: re.Match[str]) -> str:
    """Return `5s`, `3x`, `1:30`, `1/2` and `90/90` as they are read out."""
    if match["minutes"]:
        rest = int(match["rest"])
        return _counted(int(match["minutes"]), "minute") + (f" {number_words(rest)}" if rest else "")
    if match["top"]:
        top, bottom = int(match["top"]), int(match["bottom"])
        between = " of " if bottom == WORST_PAIN else " "
        return _FRACTIONS.get((top, bottom), f"{number_words(top)}{between}{number_words(bottom)}")
    number = int(match["number"])
    if match["unit"] == "x":
        return _TIMES.get(number, f"{number_words(number)} times")
    return _counted(number, "minute" if match["unit"] == "min" else "second")


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`, each with a capital and an end, so that none runs into the next."""
    return [_sentence(part) for part in _SENTENCE_END.split(text.strip()) if part]


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?…。" else ".")


def word_count(text: str) -> int:
    """Return how many words a voice says for `text`; the parts of a word with a hyphen count one by one."""
    return len(text.replace("-", " ").split())


def seconds_to_say(text: str) -> float:
    """Return how many seconds it takes to say `text`, at 150 words a minute."""
    return word_count(text) / WORDS_PER_S


def words_in_time(seconds: int) -> int:
    """Return how many words can be spoken in so many seconds, at 150 words a minute."""
    return int(seconds * WORDS_PER_S)

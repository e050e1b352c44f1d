"""The values that a field may have, as JSON Schema.

YAML reads `20` as a number and `20s` as a text, and the reader takes both, so that most values are one of two types.
"""

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from backpain_cli.domain.anatomy.moves import PaceWord
from backpain_cli.domain.routine.doses import MOST_REPS
from backpain_cli.domain.typed_input import LONGEST_DURATION_S
from backpain_cli.library.routines import format as table
from backpain_cli.library.routines.format import FieldSpec, ValueKind
from backpain_cli.library.yaml.fields import LONGEST_FIELD_TEXT, LONGEST_WORD, MOST_ITEMS

JsonSchema = dict[str, Any]
_SCALARS = ["string", "number", "boolean"]
_S = r"\s*(?:s|secs?|seconds?)?"
_M = r"\s*(?:m|mins?|minutes?)"
_DURATION = (
    rf"(?!0+{_S}$)(?:[0-9]{{1,3}}:[0-5][0-9]|[0-9]{{1,4}}\.[0-9]{{1,4}}{_M}|(?:[0-9]{{1,4}}{_M})?\s*[0-9]{{1,5}}{_S}"
    rf"|[0-9]{{1,4}}{_M}|[0-9]{{1,4}}\s*[x×]\s*[0-9]{{1,4}}{_S})"
)


def any_of(*schemas: JsonSchema) -> JsonSchema:
    """Return what one of `schemas` permits."""
    return {"anyOf": list(schemas)}


def names_of(names: Iterable[str]) -> JsonSchema:
    """Return a choice of `names`; of a mapping, each with what it is, which editors show beside it."""
    said = {"enumDescriptions": list(names.values())} if isinstance(names, Mapping) else {}
    return {"enum": list(names)} | said


def pattern_of(pattern: str) -> JsonSchema:
    """Return texts that have `pattern`."""
    return {"type": "string", "pattern": pattern}


def number_of(least: int, most: int) -> JsonSchema:
    """Return whole numbers from `least` to `most`, also in quotes."""
    return any_of({"type": "integer", "minimum": least, "maximum": most}, pattern_of(f"^{_numbers(least, most)}$"))


def text_of(most: int = LONGEST_FIELD_TEXT) -> JsonSchema:
    """Return texts of at most that many letters, with no word that is too long for a line."""
    too_long = {"type": "string", "pattern": rf"\S{{{LONGEST_WORD + 1}}}"}
    return {"type": _SCALARS, "maxLength": most, "pattern": r"\S", "not": too_long}


MAIN_TEXT = text_of() | {"not": {"type": "string", "pattern": rf"\S{{{LONGEST_WORD + 1}}}|^[a-z]+(?:-[a-z]+)+$"}}
"""What is done, in own words; what looks like a name of ours is one, or a slip."""


def _numbers(least: int, most: int) -> str:
    return f"(?:{'|'.join(map(str, range(least, most + 1)))})"


def _pattern(pattern: str) -> JsonSchema:
    return pattern_of(rf"^\s*{pattern}\s*$")


def _duration(least: int, most: int) -> JsonSchema:
    number = {"type": "integer", "minimum": least, "maximum": most}
    if (least, most) == (1, LONGEST_DURATION_S):
        return any_of(number, _pattern(_DURATION))
    clocks = "|".join(f"{seconds // 60}:{seconds % 60:02d}" for seconds in range(least, most + 1))
    return any_of(number, _pattern(rf"(?:{_numbers(least, most)}{_S}|{clocks})"))


def _between(field: FieldSpec, least: int, most: int) -> tuple[int, int]:
    return (field.least or least, field.most or most)


def value_schema(field: FieldSpec, *, most: int = 0, version: int = table.NEWEST_FORMAT) -> JsonSchema:
    """Return the values that `field` may have.

    Args:
        field: a row of the table.
        most: seconds, where there are fewer than the table permits; 0 where there are not.
        version: of the format.
    """
    match field.value:
        case ValueKind.TEXT:
            return text_of(field.most or LONGEST_FIELD_TEXT)
        case ValueKind.TEXTS:
            return any_of(text_of(), {"type": "array", "items": text_of(), "minItems": 1, "maxItems": MOST_ITEMS})
        case ValueKind.DURATION:
            return _duration(*_between(field, 1, most or LONGEST_DURATION_S))
        case ValueKind.DURATION_OR_REST:
            rest = {"type": "string", "pattern": rf"^{table.REST_OF_THE_TIME}$"}
            return any_of(_duration(1, most or LONGEST_DURATION_S), rest)
        case ValueKind.DURATION_RANGE:
            ranges = [] if version == table.OLDEST_FORMAT else [_pattern(_ranges(1, most, _S))]
            counted = _pattern(rf"[0-9]{{1,2}}\s*[x×]\s*[0-9]{{1,2}}{_S}")
            return any_of(_duration(1, most), counted, *ranges)
        case ValueKind.NUMBER:
            return number_of(field.least, field.most)
        case ValueKind.MINUTES:
            return _minutes()
        case ValueKind.REPS:
            return any_of(number_of(1, MOST_REPS), _pattern(_ranges(1, MOST_REPS)))
        case ValueKind.PACE:
            part = rf"{_numbers(*table.PACE_S)}(?:\s*(?:s|seconds?))?\s+(?:{'|'.join(PaceWord)})"
            return _pattern(rf"{part}(?:\s*,\s*{part}){{0,{table.MOST_PACE_PARTS - 1}}}")
        case ValueKind.SERIES:
            times, seconds = _numbers(1, table.MOST_HOLDS), _numbers(*table.SERIES_HOLD_S)
            return _pattern(rf"{times}\s*[x×]\s*{seconds}\s*(?:s|seconds?)?")
        case ValueKind.BREATHS:
            return any_of(_pattern(_breath()), text_of() | {"not": pattern_of(r"^\s*[0-9]")})
        case ValueKind.BREATH_PARTS:
            return _breath_parts()
        case ValueKind.PRESSURE:
            return any_of(number_of(1, 10), _pattern(_ranges(1, 10, same=True)))
        case ValueKind.LEVEL:
            return {"enum": [*table.LEVEL_NUMBERS, *map(str, table.LEVEL_NUMBERS), table.OWN_LEVEL]}
        case ValueKind.WORD:
            return names_of(field.words)
        case ValueKind.YES_NO:
            return {"enum": [True, False, "true", "false", "yes", "no"]}
        case ValueKind.ADDRESS:
            return {"type": "string", "pattern": r"^https://\S*$", "maxLength": field.most}
        case ValueKind.MUSCLES | ValueKind.STEPS | ValueKind.CAUTIONS | ValueKind.DEFAULTS:
            raise ValueError(f"`{field.name}` is made of other fields")
        case _ as unreachable:
            assert_never(unreachable)


def _ranges(least: int, most: int, unit: str = "", *, same: bool = False) -> str:
    """Return a pattern for `8-12`: from a number to a higher one, or to the same."""
    pairs = (rf"{low}{unit}\s*-\s*{_numbers(low + (not same), most)}" for low in range(least, most + same))
    return f"(?:{'|'.join(pairs)}){unit}"


def _minutes() -> JsonSchema:
    most = table.LONGEST_MINUTES
    # Not `multipleOf`, which is not exact for fractions; and editors would list all that is in an `enum` of its own.
    steps = {"enum": [twentieths / 20 for twentieths in range(20, 20 * most + 1)]}
    number = {"type": "number", "minimum": 1, "maximum": most, "not": {"not": steps}}
    whole = _numbers(1, most - 1)
    return any_of(number, _pattern(rf"(?:{whole}(?:\.[05]0*|:[0-5][0-9])?|{most}(?:\.0+|:00)?)"))


def _breath() -> str:
    inhale, hold, exhale = (_numbers(*limits) for limits in (table.INHALE_S, table.BREATH_HOLD_S, table.EXHALE_S))
    return f"{inhale}(?:-{hold})?-{exhale}"


def _breath_parts() -> JsonSchema:
    limits = {
        "in": (table.INHALE_S, "Seconds of breathing in."),
        "hold": (table.BREATH_HOLD_S, "Seconds between in and out."),
        "out": (table.EXHALE_S, "Seconds of breathing out."),
    }
    parts = {
        name: {"title": name, "description": says} | any_of(number_of(*limit), pattern_of(f"^{_numbers(*limit)}s$"))
        for name, (limit, says) in limits.items()
    }
    return {"type": "object", "properties": parts, "required": ["in", "out"], "additionalProperties": False}

"""Records to plain values and back: equal again, and everything that is wrong is found, each in its place."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum, StrEnum
from functools import cache
from types import NoneType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from backpain_cli.codec import Codec, DecodeError, as_list, decode, encode
from backpain_cli.domain.anatomy.evidence import Activity, Claim, Source
from backpain_cli.domain.anatomy.records import (
    Muscle,
    PainArea,
    Stretch,
    Technique,
    TriggerPoint,
)
from backpain_cli.domain.records.sessions import PainEntry, PersonalData, SessionRecord
from backpain_cli.domain.safety.fact_table import AskedFact
from backpain_cli.domain.safety.sign_table import TriageLine
from backpain_cli.domain.safety.signs import EmergencyNumber, SafetyTexts
from backpain_cli.domain.settings import Settings
from backpain_cli.domain.terms import SafetyClass

RECORDS = [
    Activity,
    AskedFact,
    Claim,
    EmergencyNumber,
    PersonalData,
    Muscle,
    PainArea,
    PainEntry,
    SafetyTexts,
    TriageLine,
    SessionRecord,
    Settings,
    Source,
    Stretch,
    Technique,
]
MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-3, minutes=-30))]))
JSON = st.none() | st.booleans() | st.dictionaries(st.text(max_size=3), st.lists(st.integers()), max_size=2)
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    int: st.integers(0, 10),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    date: st.dates(),
    datetime: MOMENTS,
    Any: JSON,
}
# What the rules of the records allow; what is left that they refuse is drawn again.
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "pressure": st.tuples(st.integers(0, 2), st.integers(2, 4)),
    "hold": st.integers(1, 30),
    "cap": st.integers(30, 60),
    "rate": st.sampled_from([0, 80, 450]),
}


@cache
def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for values of a type that a field of a record may have."""
    kind = getattr(kind, "__supertype__", kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in SIMPLE:
        return SIMPLE[kind]
    if kind is TriggerPoint:
        pressed = records_of(
            kind, safety_class=st.sampled_from([SafetyClass.A, SafetyClass.B]), technique=values_of(Technique)
        )
        return pressed | records_of(
            kind, safety_class=st.sampled_from([SafetyClass.C, SafetyClass.D]), technique=st.none()
        )
    if origin is tuple and arguments[-1] is not ...:
        return st.tuples(*map(values_of, arguments))
    if origin is tuple:
        return st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    if origin is frozenset:
        return st.frozensets(values_of(arguments[0]), max_size=3)
    if origin is not None and issubclass(origin, Mapping):
        return st.dictionaries(values_of(arguments[0]), values_of(arguments[1]), max_size=2)
    if NoneType in arguments:
        return st.none() | values_of(arguments[0])
    return st.sampled_from(list(kind)) if issubclass(kind, Enum) else records_of(kind)


def records_of(kind: Any, **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy for records, whose fields are `parts` or anything that their types and rules allow."""
    hints = get_type_hints(kind)
    strategies = {
        name: FIELDS[name] if name in FIELDS else values_of(hint) for name, hint in hints.items() if name not in parts
    }

    def build(**values: Any) -> Any:
        try:
            return kind(**values)
        except ValueError:
            reject()

    return st.builds(build, **strategies, **parts)


@pytest.mark.parametrize("kind", RECORDS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_written_is_read_back_equal(kind: Any, data: st.DataObject) -> None:
    record = data.draw(values_of(kind))
    through_json = json.loads(json.dumps(encode(record)))
    assert decode(kind, through_json) == record
    assert Codec().canonical(decode(kind, through_json)) == Codec().canonical(record)


@pytest.mark.parametrize("kind", RECORDS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_each_field_that_is_missing_or_of_a_wrong_type_is_one_problem_in_its_place(
    kind: Any, data: st.DataObject
) -> None:
    values = encode(data.draw(values_of(kind)))
    assert list(values) == [one.name for one in fields(kind)] if is_dataclass(kind) else list(kind._fields)
    for name, hint in get_type_hints(kind).items():
        without = {key: value for key, value in values.items() if key != name}
        if name in fields_with_default(kind):
            assert getattr(decode(kind, without), name) == fields_with_default(kind)[name]
        else:
            assert problems_of(kind, without) == [f"{name}: is missing"]
        if Any not in get_args(hint):
            (problem,) = problems_of(kind, values | {name: 0.5})
            assert problem.startswith(f"{name}: must be ")
            assert problem.endswith(("not a number", "not 0.5"))
    first = next(iter(values))
    (problem,) = problems_of(kind, values | {f"{first}x": ""})
    assert problem.startswith(f"{first}x: is not a field of {kind.__name__} (did you mean {first}")


def fields_with_default(kind: Any) -> dict[str, Any]:
    if is_dataclass(kind):
        return {one.name: one.default for one in fields(kind) if one.default is not MISSING}
    defaults: dict[str, Any] = kind._field_defaults
    return defaults


def problems_of(kind: Any, values: object, codec: Codec | None = None) -> list[str]:
    """Return what is said to be wrong with `values`."""
    with pytest.raises(DecodeError) as refused:
        (codec or Codec()).decode(kind, values)
    assert str(refused.value) == "\n".join(map(str, refused.value.problems))
    return [str(problem) for problem in refused.value.problems]


class Color(StrEnum):
    RED = "red"
    DARK_BLUE = "dark blue"


class Inner(NamedTuple):
    number: int
    color: Color = Color.RED


@dataclass(frozen=True, kw_only=True)
class Outer:
    name: str
    inner: tuple[Inner, ...] = ()
    pair: tuple[int, int] = (0, 0)
    mixed: tuple[int, str] | None = None
    on: date | None = None
    at: datetime | None = None
    ratio: float = 0.0
    yes: bool = False
    colors: frozenset[Color] = frozenset()
    counts: Mapping[int, Color] | None = None

    def __post_init__(self) -> None:
        """Refuse one name."""
        if self.name == "nobody":
            raise ValueError("must have a name")


def test_all_problems_are_found_with_their_paths() -> None:
    values = {
        "inner": [{"number": "7"}, {"color": "green", "numbre": 1}, 3],
        "pair": [1, 2, 3],
        "on": "9 March",
        "at": "2026-03-09T07:30:00",
        "yes": 1,
        "colors": ["red", "blue"],
        "counts": {"two": "red"},
        "nmae": "x",
    }
    assert sorted(problems_of(Outer, values)) == [
        "at: must be a moment with its zone like 2026-03-09T07:30:00+01:00, not '2026-03-09T07:30:00'",
        "colors[1]: must be one of red, dark blue, not 'blue'",
        "counts.two: must be an integer, not text",
        "inner[0].number: must be an integer, not text",
        "inner[1].color: must be one of red, dark blue, not 'green'",
        "inner[1].number: is missing",
        "inner[1].numbre: is not a field of Inner (did you mean number?)",
        "inner[2]: must be a mapping, not an integer",
        "name: is missing",
        "nmae: is not a field of Outer (did you mean name?)",
        "on: must be a day like 2026-03-09, not '9 March'",
        "pair: must be a list of 2, not of 3",
        "yes: must be true or false, not an integer",
    ]


def test_what_a_record_itself_refuses_is_a_problem_at_its_place() -> None:
    class Group(NamedTuple):
        outer: tuple[Outer, ...]

    # A class inside a function is not found by its name, so its annotations are given as types.
    assert problems_of(Group, {"outer": [{"name": "x"}, {"name": "nobody"}]}) == ["outer[1]: must have a name"]


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        (int, True, "must be an integer, not true or false"),
        (int, 1.0, "must be an integer, not a number"),
        (int, "7", "must be an integer, not text"),
        (int, 10**18, "must be an integer of at most 18 digits"),
        (float, float("nan"), "must be a finite number"),
        (float, 10**400, "must be an integer of at most 18 digits"),
        (bool, "true", "must be true or false, not text"),
        (str, None, "must be text, not null"),
        (Color, True, "must be one of red, dark blue, not true or false"),
        (Color, ["red"], "must be one of red, dark blue, not a list"),
        (Color, "\x1b[31m", "must be one of red, dark blue, not '\\\\x1b[31m'"),
        (Inner, [7], "must be a mapping, not a list"),
        (tuple[int, ...], {"0": 1}, "must be a list, not a mapping"),
    ],
)
def test_nothing_is_converted_from_json(kind: Any, value: object, problem: str) -> None:
    assert problems_of(kind, value) == [problem]


def test_text_becomes_numbers_and_truth_values_only_where_everything_is_text() -> None:
    codec = Codec(from_text=True)
    values = {"name": "7", "inner": [{"number": "-7"}], "pair": "4-6", "yes": "true"}
    assert codec.decode(Outer, values) == Outer(name="7", inner=(Inner(-7),), pair=(4, 6), yes=True)
    assert codec.decode(tuple[int, int], "5") == (5, 5)
    wrong = {
        "name": "x",
        "inner": [{"number": "7 s"}, {"number": "\u0667"}],
        "pair": "4-",
        "yes": "True",
    }
    assert problems_of(Outer, wrong, codec) == [
        "inner[0].number: must be an integer, not text",
        "inner[1].number: must be an integer, not text",
        "pair[1]: must be an integer, not text",
        "yes: must be true or false, not text",
    ]


def test_a_special_type_is_read_and_written_in_its_own_form_everywhere() -> None:
    def inner_of(text: str) -> Inner:
        number, _, color = text.partition(" ")
        return decode(Inner, {"number": int(number), "color": color})

    codec = Codec({Inner: (inner_of, lambda inner: f"{inner.number} {inner.color}")})
    record = Outer(name="x", inner=(Inner(1), Inner(2, Color.DARK_BLUE)))
    values = codec.encode(record)
    assert values["inner"] == ["1 red", "2 dark blue"]
    assert codec.decode(Outer, values) == record
    assert problems_of(Outer, {"name": "x", "inner": ["1 red", "2 green", "x"]}, codec) == [
        "inner[1].color: must be one of red, dark blue, not 'green'",
        "inner[2]: invalid literal for int() with base 10: 'x'",
    ]


def test_equal_values_give_equal_bytes() -> None:
    codec = Codec()
    one = {"b": frozenset({Color.RED, Color.DARK_BLUE}), "a": Inner(1), "ü": datetime(2026, 3, 9, 7, 30, tzinfo=UTC)}
    other = dict(reversed(one.items()))
    assert codec.canonical(one) == codec.canonical(other)
    assert codec.canonical(one).decode() == (
        '{"a":{"color":"red","number":1},"b":["dark blue","red"],"ü":"2026-03-09T07:30:00+00:00"}'
    )


def test_keys_of_mappings_are_text_and_come_back_as_what_they_were() -> None:
    record = Outer(name="x", counts={3: Color.RED})
    assert encode(record)["counts"] == {"3": "red"}
    assert decode(Outer, encode(record)) == record


def test_collections_of_records_are_read_and_written() -> None:
    assert decode(tuple[Inner, ...], encode([Inner(1), Inner(2)])) == (Inner(1), Inner(2))
    assert decode(dict[str, Inner], encode({"x": Inner(1)})) == {"x": Inner(1)}


def test_a_type_that_no_field_may_have_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="complex"):
        decode(complex, 1)
    with pytest.raises(TypeError, match=r"int \| str"):
        decode(int | str, 1)  # type: ignore[arg-type]


class Placed(NamedTuple):
    name: str
    number: int


def test_a_record_as_a_list_is_short_and_read_as_strictly() -> None:
    codec = Codec({Placed: as_list(Placed)})
    assert codec.encode([Placed("a", 1)]) == [["a", 1]]
    assert codec.decode(tuple[Placed, ...], [["a", 1], ["b", 2]]) == (Placed("a", 1), Placed("b", 2))
    with pytest.raises(DecodeError, match=r"\[0\]\.number: must be an integer, not text"):
        codec.decode(tuple[Placed, ...], [["a", "1"]])
    with pytest.raises(DecodeError, match=r"\[0\]: must be a list of 2, not of 1"):
        codec.decode(tuple[Placed, ...], [["a"]])

"""The schema for editors says of a file what the reader says, as far as one place of it shows that."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import Severity
from backpain_cli.library.routines.json_schema import routine_schema
from backpain_cli.library.shipped import load_atlas
from tests.files import problems_of
from tests.library.routines.generated_files import generated


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = routine_schema(load_atlas())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def _different(numbers: range, validator: Draft202012Validator, atlas: Atlas) -> tuple[list[str], int]:
    """Return the files of which reader and schema say something else, and how many of the files are right."""
    found, right = [], 0
    for number in numbers:
        routine = generated(number, atlas)
        errors = [one for one in problems_of(json.dumps(routine), atlas) if one.severity is Severity.ERROR]
        right += not errors
        if validator.is_valid(routine) is bool(errors):
            said = [one.sentence for one in errors] or [one.message for one in validator.iter_errors(routine)]
            found.append(f"{number}: {said} {json.dumps(routine)}")
    return found, right


def test_reader_and_schema_say_the_same_of_two_hundred_files(validator: Draft202012Validator, anatomy: Atlas) -> None:
    different, right = _different(range(200), validator, anatomy)
    assert different == []
    assert right == 100


def _properties(schema: Any) -> Iterator[tuple[str, Any]]:
    """Yield what is under `properties` where a field is made known, at any depth; not where it is only compared."""
    if isinstance(schema, dict):
        if schema.get("additionalProperties") is False or "$schema" in schema:
            yield from schema["properties"].items()
        for inner in schema.values():
            yield from _properties(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _properties(inner)


def test_an_editor_has_something_to_say_of_each_field_and_each_name_of_ours(anatomy: Atlas) -> None:
    schema = routine_schema(anatomy)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    fields = list(_properties(schema))
    assert len(fields) > 150
    assert {name for name, one in fields if not one.get("title") or not one.get("description")} == set()
    for name in ("area", "muscle", "pressed", "stretch-name", "exercise", "levelled"):
        names = schema["$defs"][name]
        assert len(names["enum"]) == len(names["enumDescriptions"])
        assert all(names["enumDescriptions"])


def test_an_editor_offers_no_longer_list_than_that_of_our_sources(anatomy: Atlas) -> None:
    def offered(schema: Any) -> Iterator[int]:
        if isinstance(schema, dict):
            yield len(schema.get("enum", ()))
            for key, inner in schema.items():
                if key != "not":
                    yield from offered(inner)
        elif isinstance(schema, list):
            for inner in schema:
                yield from offered(inner)

    assert max(offered(routine_schema(anatomy))) == len(anatomy.sources)


@pytest.mark.slow
def test_reader_and_schema_say_the_same_of_two_thousand_files(validator: Draft202012Validator, anatomy: Atlas) -> None:
    different, right = _different(range(2000), validator, anatomy)
    assert different == []
    assert right == 1000

"""The schema for editors says of a file what the reader says, as far as one place of it shows that."""

import json

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


@pytest.mark.slow
def test_reader_and_schema_say_the_same_of_two_thousand_files(validator: Draft202012Validator, anatomy: Atlas) -> None:
    different, right = _different(range(2000), validator, anatomy)
    assert different == []
    assert right == 1000

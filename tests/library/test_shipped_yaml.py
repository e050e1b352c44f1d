"""All shipped YAML is read as it was meant: by either parser alike, and with no text cut at a comma."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from backpain_cli.domain.errors import InvalidFileError
from backpain_cli.domain.safety.sign_table import TriageTable
from backpain_cli.library.shipped import SAFETY, shipped_codec
from backpain_cli.library.shipped_safety import load_triage_table
from backpain_cli.library.yaml import source as yaml_source
from backpain_cli.library.yaml.source import plain_yaml
from backpain_cli.paths import PACKAGE, packaged_data

FILES = sorted([*PACKAGE.rglob("*.yaml"), *packaged_data("routines").glob("*.yaml")])
WORD = re.compile(r"[\w./-]+")
"""A key or a number: nothing in it can be taken for the end of a text."""


def read(path: Path) -> object:
    return plain_yaml(path.read_text(encoding="utf-8"), path.name)


def unquoted(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield each scalar without quotes of a file: its place, its text, and whether it is inside brackets."""
    in_brackets: list[bool | None] = []
    for event in yaml.parse(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.CollectionStartEvent):
            in_brackets.append(event.flow_style)
        elif isinstance(event, yaml.CollectionEndEvent):
            in_brackets.pop()
        elif isinstance(event, yaml.ScalarEvent) and not event.style:
            line = event.start_mark.line + 1 if event.start_mark else 0
            yield f"{path.name}:{line}", event.value, bool(in_brackets[-1])


def test_the_shipped_files_are_found() -> None:
    folders = {"data", "anatomy", "muscles", "moves", "pictures", "safety", "routines"}
    assert {path.parent.name for path in FILES} == folders


def test_both_parsers_read_the_same_from_all_shipped_files(monkeypatch: pytest.MonkeyPatch) -> None:
    c_loader = getattr(yaml, "CSafeLoader", None)
    if c_loader is None:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(yaml_source, "_LOADER", c_loader)
    with_libyaml = {path: read(path) for path in FILES}
    monkeypatch.setattr(yaml_source, "_LOADER", yaml.SafeLoader)
    assert [path.name for path in FILES if read(path) != with_libyaml[path]] == []


def test_no_key_and_no_value_of_the_shipped_files_is_null() -> None:
    nulls = {"", "~", "null", "Null", "NULL"}
    assert [place for path in FILES for place, text, _ in unquoted(path) if text in nulls] == []


def test_texts_in_brackets_are_quoted() -> None:
    assert [
        f"{place}: {text}"
        for path in FILES
        for place, text, in_brackets in unquoted(path)
        if in_brackets and not WORD.fullmatch(text)
    ] == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- key: x\n- {key: relative, ask: Does a parent, sister or child have it}\n", 2),
        ("a: 1\nask:\nb: 2\n", 2),
        ("- one\n-\n- two\n", 2),
        ("{a: , b: x}\n", 1),
    ],
)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_a_null_is_refused_on_its_line(loader: str, text: str, line: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_source, "_LOADER", getattr(yaml, loader, yaml.SafeLoader))
    with pytest.raises(InvalidFileError) as refused:
        plain_yaml(text, "ours.yaml")
    (problem,) = refused.value.problems
    # The parsers place nothing at all one column apart.
    assert problem.line == line
    assert problem.message == "expected a text, found nothing"


@pytest.mark.parametrize("empty", ["''", '""', "|\n", ">-\n"])
def test_a_text_that_is_empty_on_purpose_is_read(empty: str) -> None:
    assert plain_yaml(f"note: {empty}\n", "ours.yaml") == {"note": ""}


def test_the_line_about_relatives_is_whole() -> None:
    counted = load_triage_table().line_by_key["B5"].counted
    assert len(counted) == 9
    assert any("parent, brother, sister or child" in line for line in counted), counted


@pytest.mark.parametrize("where", ["lines", "rungs", "rows", "day", "pain", "top"])
def test_an_unknown_field_of_the_table_of_signs_is_refused(where: str) -> None:
    document = plain_yaml((SAFETY / "signs.yaml").read_text(encoding="utf-8"), "signs.yaml")
    entry = {
        "top": document,
        "lines": document["lines"][0],
        "rungs": document["lines"][0]["rungs"][0],
        "rows": document["rows"][0],
        "day": document["day"][0],
        "pain": document["pain"][0],
    }[where]
    shipped_codec({}).decode(TriageTable, document)
    entry["brother"] = ""
    with pytest.raises(ValueError, match="brother"):
        shipped_codec({}).decode(TriageTable, document)

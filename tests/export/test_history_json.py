"""What is written of a history can be read again, and nothing that is wrong gets in."""

import csv
import io
import json
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given

from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.records.sessions import (
    NO_PERSONAL_DATA,
    PersonalData,
    ScreeningKind,
    ScreeningRecord,
)
from backpain_cli.domain.terms import Outcome
from backpain_cli.domain.text import is_forbidden
from backpain_cli.export.history_csv import HEADER, history_csv
from backpain_cli.export.history_fhir import history_fhir
from backpain_cli.export.history_import import import_personal_data
from backpain_cli.export.history_json import export_personal_data
from tests.cases import all_cases
from tests.drawn_histories import everything, texts
from tests.records import MONDAY, noted, session, sign


@given(everything())
def test_what_is_exported_is_read_again_as_it_was(kept: PersonalData) -> None:
    written = "".join(export_personal_data(kept))
    assert import_personal_data(written, "mine.json") == kept


def test_nothing_is_exported_and_read_again() -> None:
    assert import_personal_data("".join(export_personal_data(NO_PERSONAL_DATA)), "mine.json") == NO_PERSONAL_DATA


EXAMPLE = NO_PERSONAL_DATA._replace(
    sessions=(session(0, signs=(sign(),), note="=1+1"), session(1, ["neck:left=5"], [])),
    pain_entries=(noted(5, "neck:left=3", note="slept badly"),),
    screens=(ScreeningRecord(MONDAY, ScreeningKind.FULL, frozenset({"lumbar"}), Outcome.GO_ON),),
    circumstances={"blood-thinners": "no"},
    circumstances_answered_at=MONDAY,
    readmitted_muscles={"piriformis": MONDAY},
)


def test_sessions_of_one_plan_share_it() -> None:
    form = json.loads("".join(export_personal_data(EXAMPLE)))
    assert len(form["plans"]) == 1
    assert {one["plan"] for one in form["sessions"]} == set(form["plans"])


def test_an_import_holds_what_is_in_the_file_and_never_its_text() -> None:
    form = json.loads("".join(export_personal_data(NO_PERSONAL_DATA._replace(sessions=(session(0),)))))
    (one,) = form["sessions"]
    one["steps"] *= 13
    head, tail = json.dumps(form | {"sessions": ["@"]}).split('"@"')
    entries = [json.dumps(one | {"number": number, "identifier": str(uuid4())}) for number in range(1, 201)]
    size = sum(map(len, entries))
    pieces = [head, *(part for entry in entries for part in (entry, ", "))][:-1]
    tracemalloc.start()
    try:
        kept = import_personal_data([*pieces, tail], "mine.json")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(kept.sessions) == 200
    assert peak < size / 2


def refusal(text: str) -> str:
    """Return why an export is refused."""
    with pytest.raises(BackpainError) as caught:
        import_personal_data(text, "mine.json")
    assert caught.value.exit_code == ExitCode.DATA
    assert "othing was imported" in caught.value.message
    assert "\x1b" not in caught.value.message
    return caught.value.message


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    """Return the example's export after `change`."""
    form = json.loads("".join(export_personal_data(EXAMPLE)))
    change(form)
    return json.dumps(form)


def put(*path: str | int, value: Any) -> Callable[[dict[str, Any]], None]:
    """Return a change that puts a value at a place."""

    def change(form: dict[str, Any]) -> None:
        place: Any = form
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = value

    return change


@all_cases(
    ("path", "value", "told"),
    [
        (
            ("sessions", 0, "before", 0, "score"),
            11,
            "sessions[0].before[0].score: must be an integer from 0 to 10, not 11",
        ),
        (
            ("sessions", 0, "before", 0, "score"),
            -1,
            "sessions[0].before[0].score: must be an integer from 0 to 10, not -1",
        ),
        (("sessions", 0, "before", 0, "score"), 5.0, "must be an integer from 0 to 10, not 5.0"),
        (("sessions", 0, "before", 0, "score"), True, "must be an integer from 0 to 10, not true"),
        (("sessions", 0, "before", 0, "score"), "5", "must be an integer from 0 to 10, not '5'"),
        (("pain", 0, "scores", 0, "score"), 11, "pain[0].scores[0].score: must be an integer from 0 to 10"),
        (
            ("pain", 0, "scores", 0, "area"),
            "\x1b[31m",
            "must be a key of small letters, digits and hyphens, not '\\\\x1b[31m'",
        ),
        (("pain", 0, "when"), "2026-08-08T20:15:00", "pain[0].when: must be a moment with its zone"),
        (("pain", 0, "when"), "9999-12-31T23:59:59-14:00", "pain[0].when: must be a moment of the years 1000 to 9998"),
        (("sessions", 0, "ended"), "0999-12-31T23:59:59+00:00", "sessions[0].ended: must be a moment of the years"),
        (("pain", 0, "when"), "yesterday", "must be a moment with its zone like 2026"),
        (("pain", 0, "identifier"), "1", "must be a UUID in small letters, not '1'"),
        (("pain", 0, "note"), "\ud83d", "half a letter"),
        (("pain", 0, "note"), "x" * 100_001, "must be text of at most 100,000 letters"),
        (("pain", 0, "mood"), "good", "pain[0].mood: is not a field of PainEntry"),
        (("sessions", 0, "ending"), "bored", "must be one of finished, left, broken off, stopped, not 'bored'"),
        (("sessions", 0, "practised"), -1, "sessions[0].practised: must be an integer from 0 to 1000000000, not -1"),
        (("sessions", 0, "practised"), 10**30, "must be an integer from 0 to 1000000000"),
        (("sessions", 0, "gentle"), 1, "must be true or false, not an integer"),
        (("sessions", 0, "plan"), "none", "sessions[0].plan: must be the name of a plan that is in the file"),
        (("sessions", 0, "steps"), {}, "sessions[0].steps: must be a list, not a mapping"),
        # The steps of both sessions are equal but for this, and 0 equals false.
        (("sessions", 1, "steps", 0, "repeats"), False, "sessions[1].steps[0].repeats: must be an integer from 0"),
        (("sessions", 1, "steps", 0, "title"), ["x"], "sessions[1].steps[0].title: must be text, not a list"),
        (("sessions", 1, "steps", 0, "mood"), "good", "sessions[1].steps[0].mood: is not a field of StepRecord"),
        (("sessions", 1, "steps", 0), 5, "sessions[1].steps[0]: must be a mapping, not an integer"),
        (("sessions", 0), 5, "sessions[0]: must be a mapping, not an integer"),
        (("plans",), [], "plans: must be a mapping, not a list"),
        (("version",), 0, "version: must be 1"),
        (("version",), "1", "version: must be an integer"),
        (("circumstances", "x"), [], "circumstances.x: must be text, not a list"),
        (("kind",), "history", "was not written by `backpain export`"),
        (("taken_back", "piriformis"), 5, "taken_back.piriformis: must be a moment with its zone"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(path: tuple[str | int, ...], value: Any, told: str) -> None:
    assert told in refusal(changed(put(*path, value=value)))


def test_everything_that_is_wrong_is_reported_at_once() -> None:
    def change(form: dict[str, Any]) -> None:
        form["sessions"][0]["practised"] = -1
        del form["sessions"][1]["note"]
        form["pain"][0]["scores"][0]["score"] = 12

    message = refusal(changed(change))
    for told in ("sessions[0].practised: must be", "sessions[1].note: is missing", "pain[0].scores[0].score: must be"):
        assert told in message


def test_a_newer_version_is_told_as_such() -> None:
    assert "newer version of backpain" in refusal(changed(put("version", value=2)))


def test_an_entry_that_comes_twice_is_refused() -> None:
    assert "sessions[2]: has the identifier" in refusal(
        changed(lambda form: form["sessions"].append(form["sessions"][0]))
    )
    assert "pain[1]: has the identifier" in refusal(changed(lambda form: form["pain"].append(form["pain"][0])))


def test_a_part_that_is_missing_is_named() -> None:
    assert "pain: is missing" in refusal(changed(lambda form: form.pop("pain")))
    assert refusal(changed(lambda form: form.pop("plans"))).count("plan") == 1


FHIR = "".join(history_fhir(EXAMPLE.sessions, EXAMPLE.pain_entries, {}, MONDAY))
"""What `export --fhir` writes."""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "nul",
        "[" * 100_000,
        '{"version": NaN}',
        '{"a": 1, "a": 2}',
        '{"version": ' + "1" * 5000 + "}",
    ],
)
def test_what_is_no_export_is_refused(text: str) -> None:
    refusal(text)


@pytest.mark.parametrize("text", ["[]", "null", "{}", '{"version": 1, "sessions": [], "pain": []}', FHIR])
def test_another_json_is_told_to_be_no_export(text: str) -> None:
    assert refusal(text) == "mine.json: was not written by `backpain export`; nothing was imported"


def test_half_a_file_is_refused_with_line_and_column() -> None:
    written = "".join(export_personal_data(EXAMPLE))
    half = written[: len(written) // 2]
    assert refusal(half).startswith(f"mine.json:{half.count(chr(10)) + 1}:")


def test_a_csv_has_a_line_for_each_score_and_nothing_that_a_spreadsheet_would_run() -> None:
    entries = [noted(3, "neck:left=2", "head=1", note="@SUM(A1)")]
    text = history_csv(EXAMPLE.sessions, entries)
    assert text.startswith("\ufeffkind,")
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert tuple(lines[0]) == HEADER
    # What spreadsheets know as a time, and the zone apart.
    assert (lines[0]["when"], lines[0]["zone"]) == (f"{EXAMPLE.sessions[0].started:%Y-%m-%d %H:%M:%S}", "+00:00")
    assert [(one["kind"], one["area"], one["side"], one["before"], one["after"], one["noted"]) for one in lines] == [
        ("session", "lower-back", "", "6", "4", ""),
        ("session", "neck", "left", "5", "", ""),
        ("pain", "neck", "left", "", "", "2"),
        ("pain", "head", "", "", "", "1"),
    ]
    assert [one["note"] for one in lines] == ["'=1+1", "", "'@SUM(A1)", "'@SUM(A1)"]


@given(texts())
def test_no_note_begins_like_a_formula_in_a_csv(note: str) -> None:
    [_, line] = list(csv.reader(io.StringIO(history_csv([session(0, note=note)], []), newline="")))
    written = line[HEADER.index("note")]
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert not any(map(is_forbidden, written))


def test_a_control_character_of_a_note_is_visible_in_a_csv() -> None:
    entry = noted(3, "neck=2", note=" \x1b[31mred\x00\n=1+1 \u202e")
    [_, line] = list(csv.reader(io.StringIO(history_csv([], [entry]), newline="")))
    assert line[HEADER.index("note")] == r"\x1b[31mred\x00 =1+1 \u202e"


def test_a_session_without_scores_has_a_line_in_the_csv() -> None:
    [_, line] = list(csv.reader(io.StringIO(history_csv([session(0, [], [])], []), newline="")))
    assert line[0] == "session"


PATIENT = '{"resourceType":"Patient","id":"patient"}'


def test_scores_are_observations_that_a_library_for_fhir_accepts() -> None:
    zone = timezone(timedelta(hours=5, minutes=30))
    now = datetime(2026, 11, 26, 9, 30, tzinfo=zone)
    bundle = Bundle.model_validate_json("".join(history_fhir(*EXAMPLE[:2], {"neck": "Neck"}, now)))
    entries: list[Any] = bundle.entry or []
    found = [entry.resource for entry in entries]
    assert [one.valueQuantity.value for one in found] == [6, 4, 5, 3]
    assert {one.code.coding[0].code for one in found} == {"72514-3"}
    assert {one.status for one in found} == {"final"}
    assert [one.bodySite.text for one in found] == ["lower-back", "lower-back", "Neck, left", "Neck, left"]
    assert all(one.effectiveDateTime.utcoffset() is not None for one in found)
    # One person, and nothing about who it is.
    assert {one.subject.reference for one in found} == {"#patient"}
    assert {one.contained[0].model_dump_json(exclude_none=True) for one in found} == {PATIENT}
    assert all(one.performer is None for one in found)
    assert len({entry.fullUrl for entry in entries}) == 4


def test_the_same_score_has_the_same_name_in_each_export() -> None:
    moments = (MONDAY, MONDAY + timedelta(days=1))
    first, second = (json.loads("".join(history_fhir(EXAMPLE.sessions, [], {}, now))) for now in moments)
    assert first["entry"] == second["entry"]


def test_a_zone_that_is_off_by_seconds_is_written_as_fhir_can() -> None:
    odd = timezone(timedelta(minutes=19, seconds=32))
    entry = noted(0, "neck=1")._replace(when=datetime(1930, 1, 1, tzinfo=odd))
    written = "".join(history_fhir([], [entry], {}, datetime.now(UTC)))
    Bundle.model_validate_json(written)
    assert json.loads(written)["entry"][0]["resource"]["effectiveDateTime"] == "1929-12-31T23:40:28+00:00"


def test_an_empty_history_is_a_bundle_too() -> None:
    written = "".join(history_fhir([], [], {}, MONDAY))
    Bundle.model_validate_json(written)
    assert "entry" not in written

"""The shipped messages: twelve, each with known sources, in words that are easy to read, and each of them can come."""

import re
import shutil
from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import InvalidFileError
from backpain_cli.domain.records.messages import ShownWhen
from backpain_cli.library.shipped import MESSAGES, compile_values, message_records
from backpain_cli.library.shipped_messages import load_education
from tests.reading_grade import reading_grade

EDUCATION = load_education()
PROMISE = re.compile(r"\b(cures?|heals?|fix(es)?|guarantee|diagnos\w*|harmless|you are (fine|safe))\b", re.IGNORECASE)


def test_there_are_twelve_and_each_can_come() -> None:
    assert [message.key for message in EDUCATION.messages] == [f"E{number}" for number in range(1, 13)]
    for message in EDUCATION.messages:
        triggers = message.shown._replace(pain_began_within_weeks=0, again_after_days=0)
        assert triggers != ShownWhen(), message.key
    numbers = [message.shown.after_sessions for message in EDUCATION.messages if message.shown.after_sessions]
    assert sorted(numbers) == [1, 2, 3, 4, 5, 7, 9, 11, 12]


def test_every_source_is_known(anatomy: Atlas) -> None:
    cited = {key for one in EDUCATION.messages for key in one.sources} | set(EDUCATION.flare_up.sources)
    assert cited <= set(anatomy.sources)
    assert all(one.sources for one in EDUCATION.messages)


def test_answers_and_the_plan_name_messages_that_exist() -> None:
    keys = {message.key for message in EDUCATION.messages}
    assert {line.message for line in EDUCATION.how_you_are.lines} | {EDUCATION.flare_up.after} <= keys
    assert [line.key for line in EDUCATION.how_you_are.lines if line.has_helpline] == ["low"]


def test_the_words_are_easy_and_promise_nothing() -> None:
    texts = [message.text for message in EDUCATION.messages]
    lines = [line.text for line in EDUCATION.how_you_are.lines]
    assert reading_grade(texts) <= 7
    assert reading_grade(lines) <= 5
    assert reading_grade([step.format(signs="", routine="") for step in EDUCATION.flare_up.steps]) <= 7
    assert [text for text in (*texts, *lines, *EDUCATION.flare_up.steps) if PROMISE.search(text)] == []


def test_the_compiled_form_says_the_same_as_the_file(tmp_path: Path) -> None:
    shutil.copy(MESSAGES / "messages.yaml", tmp_path)
    before = load_education(tmp_path)
    compile_values(tmp_path, message_records)
    assert load_education(tmp_path) == before == EDUCATION


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("after_sessions: 1}", "after_sesions: 1}", "did you mean after_sessions"),
        ("grade: practice only", "grade: certain", "grade"),
        ("again_after_days: 30", "again_after_days: often", "an integer"),
    ],
)
def test_a_wrong_value_is_reported_with_its_line(right: str, wrong: str, said: str, tmp_path: Path) -> None:
    text = (MESSAGES / "messages.yaml").read_text(encoding="utf-8")
    (tmp_path / "messages.yaml").write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(InvalidFileError, match=rf"messages\.yaml:\d+:\d+: .*{said}"):
        load_education(tmp_path)

"""A muscle that two signs keep out of later sessions, until the person takes it back."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.cli.commands import screen as screening
from backpain_cli.cli.context import AppContext
from backpain_cli.domain.errors import ExitCode
from backpain_cli.history.store import open_history
from backpain_cli.terminal.single_key import PromptEnd
from tests.flow import Attempt, Person, start
from tests.person import known
from tests.program import run_program
from tests.records import session_at, sign

LEFT_OUT = "step 4, Gluteus medius: slow movement instead"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The data folder of somebody who reported a sign at the gluteus medius in two sessions."""
    known(tmp_path)
    with open_history(tmp_path) as store:
        for days in (3, 4):
            store.save_session(session_at(datetime.now(UTC) - timedelta(days=days), signs=(sign(),)))
    return tmp_path


def preview() -> str:
    return " ".join(run_program("routine", "lower-back", "--preview").out.split())


def editing() -> int:
    """Do what `backpain screen --edit` does."""
    with AppContext() as context:
        return screening.edit_answers(context)


def edit(home: Path, answer: Any) -> Attempt:
    """Answer the first question of `backpain screen --edit` so, and deny the others."""
    return start(home, editing, Person({0: answer}, {}))


def test_it_is_left_out_of_the_plan_with_the_reason(home: Path) -> None:
    assert LEFT_OUT in preview()
    assert "You reported a sharp, electric or tingling sign here twice." in preview()


def test_it_is_shown_with_the_way_to_take_it_back(home: Path) -> None:
    text = run_program("screen", "--show").out
    assert "Not pressed" in text
    assert "Gluteus medius" in text
    shown = json.loads(run_program("screen", "--show", "--json").out)
    assert shown["kept_out"] == shown["kept-out"] == ["Gluteus medius"]


def test_who_takes_it_back_has_it_in_the_plan_again(home: Path) -> None:
    done = edit(home, ("yes",))
    assert done.code == ExitCode.OK
    assert "Gluteus medius is pressed again in later sessions." in done.said
    assert LEFT_OUT not in preview()
    assert "Not pressed" not in run_program("screen", "--show").out


def test_only_a_yes_takes_it_back(home: Path) -> None:
    assert "Gluteus medius stays left out." in edit(home, ("no",)).said
    assert LEFT_OUT in preview()


@pytest.mark.parametrize("how", PromptEnd)
def test_who_leaves_takes_nothing_back(how: PromptEnd, home: Path) -> None:
    done = edit(home, how)
    assert done.code == ExitCode.USAGE
    assert "The other answers stay as they were." in done.said
    assert LEFT_OUT in preview()


def test_it_can_be_taken_back_without_answering_the_rest(home: Path) -> None:
    done = start(home, editing, Person({0: ("yes",), 1: PromptEnd.LEFT}, {}))
    assert done.code == ExitCode.USAGE
    assert LEFT_OUT not in preview()


def test_two_signs_after_it_was_taken_back_keep_it_out_again(home: Path) -> None:
    edit(home, ("yes",))
    with open_history(home) as store:
        for hours in (1, 2):
            store.save_session(session_at(datetime.now(UTC) + timedelta(hours=hours), signs=(sign(),)))
    assert LEFT_OUT in preview()


def test_nobody_is_asked_where_nothing_is_left_out(tmp_path: Path) -> None:
    done = start(known(tmp_path), editing, Person({}, {}))
    assert not [page for page in done.pages if page.startswith("take-back")]

"""Easier forms are kept with a way back; what is offered is chosen with a key, or not at all."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from backpain_cli.cli.context import AppContext, adapted_routine
from backpain_cli.cli.options import SessionOptions
from backpain_cli.cli.session import own_moves
from backpain_cli.cli.session.own_moves import keep_easier_moves, offer_moves
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.care_records import MoveChange, MoveSetting
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.sessions import PainEntry, StepEffect
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.history.store import open_history
from backpain_cli.session.events import NS_PER_S, SessionCommand
from backpain_cli.session.session import Session
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.single_key import ENTER
from tests.counted import FILE, hard_plan
from tests.files import read
from tests.person import known
from tests.records import scores, session_at, sign, step

BRIDGE = step(number=2, kind=StepKind.STRENGTHEN, title="Bridge", entry="bridge", level=1, repetitions=8, muscle="")


class Keys:
    """A keyboard on which one key is pressed at each question."""

    def __init__(self, *keys: str) -> None:
        self.keys = list(keys)
        self.asked: list[str] = []

    def __call__(self, console: PageConsole) -> "Keys":
        return self

    def __enter__(self) -> "Keys":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def press(self, prompt: str, choices: dict[str, str]) -> str:
        self.asked.append(prompt)
        return choices[self.keys.pop(0)]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BACKPAIN_HOME", str(tmp_path))
    known(tmp_path)
    return tmp_path


def changes(home: Path) -> tuple[MoveChange, ...]:
    with open_history(home) as store:
        return store.care().changes


def concluded(session: Session, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_moves, "SingleKeyPrompt", keys)
    with AppContext(SessionOptions()) as context:
        assert keep_easier_moves(session, context, context.console, asks=True)


def offered(keys: Keys, monkeypatch: pytest.MonkeyPatch, *, asks: bool = True, **changes: Any) -> str:
    """Do the counted plan now, and return what is said besides the questions."""
    monkeypatch.setattr(own_moves, "SingleKeyPrompt", keys)
    pain = scores("lower-back=3")
    record = session_at(datetime.now(UTC), **({"before": pain, "after": pain, "steps": (BRIDGE,)} | changes))
    file = StringIO()
    with AppContext(SessionOptions()) as context:
        context.profile.keep_session(record)
        console = PageConsole(file)
        text = FILE.read_text(encoding="utf-8").replace("reps: 8,", "reps: 8-12,", 1)
        routine, _ = read(text, context.atlas)
        offer_moves(routine, record, context, console, asks=asks, has_changed=False)
    return " ".join(file.getvalue().split())


def eased() -> Session:
    return Session(plan=hard_plan(), position_ns=50 * NS_PER_S).after(SessionCommand.EASIER)


def test_an_easier_form_is_kept_and_u_takes_it_back(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    enter, undo = Keys(ENTER), Keys("u")
    concluded(eased(), enter, monkeypatch)
    assert enter.asked == ["Kept for the next time: Bridge, level 2. Enter goes on, u takes it back:"]
    assert [one.setting for one in changes(home)] == [MoveSetting(2, 8)]
    concluded(eased(), undo, monkeypatch)
    assert [one.setting for one in changes(home)] == [MoveSetting(2, 8)]


def three_good_sessions(home: Path) -> None:
    """Keep three sessions with the bridge in which all went well, the last of them two days ago."""
    now = datetime.now(UTC)
    with open_history(home) as store:
        for days in (6, 4, 2):
            pain = scores("lower-back=3")
            store.save_session(session_at(now - timedelta(days=days), before=pain, after=pain, steps=(BRIDGE,)))
        store.save_pain(PainEntry(str(uuid4()), now - timedelta(days=1), scores("lower-back=2"), ""))


def test_one_more_is_offered_after_good_sessions_and_is_kept_only_with_a_key(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_good_sessions(home)
    takes = Keys("1", ENTER)
    offered(takes, monkeypatch)
    assert takes.asked == [
        "Bridge goes well. Next time 9 or 10 instead of 8? 1: 9 times, 2: 10 times; Enter leaves it as it is:",
        "Kept for the next time. Enter goes on, u takes it back:",
    ]
    assert [one.setting for one in changes(home)] == [MoveSetting(1, 9)]


def test_who_leaves_it_as_it_is_is_not_asked_again_the_next_time(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three_good_sessions(home)
    leaves, again = Keys(ENTER), Keys()
    offered(leaves, monkeypatch)
    assert len(leaves.asked) == 1
    assert [one.setting for one in changes(home)] == [MoveSetting(1, 8)]
    offered(again, monkeypatch)
    assert again.asked == []


def test_u_takes_back_what_was_just_agreed_to(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three_good_sessions(home)
    keys = Keys("2", "u")
    offered(keys, monkeypatch)
    assert len(keys.asked) == 2
    assert changes(home) == ()


@pytest.mark.parametrize(
    "now",
    [
        {"after": scores("lower-back=5")},
        {"after": ()},
        {"practised": 40},
        {"asks": False},
    ],
)
def test_no_more_is_offered_where_pain_rose_or_where_nobody_is_there(
    now: dict[str, Any], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_good_sessions(home)
    keys = Keys()
    assert offered(keys, monkeypatch, **now) == ""
    assert keys.asked == []


def test_half_is_offered_after_this_one_hurt(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three_good_sessions(home)
    keys = Keys("1", ENTER)
    offered(keys, monkeypatch, steps=(BRIDGE._replace(effect=StepEffect.WORSE),))
    assert keys.asked[0] == "Bridge was too much. Next time 4 instead of 8? 1: yes; Enter leaves it as it is:"
    assert [one.setting for one in changes(home)] == [MoveSetting(1, 4)]


def test_what_is_left_out_is_said_also_where_nobody_answers(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signs = (sign(complaint=ComplaintKind.WARNING, step_number=2, muscle="", side=""),)
    said = offered(Keys(), monkeypatch, asks=False, signs=signs)
    assert said.startswith("Bridge is left out from now on: it sent pain further, or something was new.")
    assert said.endswith("`backpain moves bridge --level 1` takes it back in.")
    assert changes(home) == ()


def test_what_was_agreed_to_is_in_the_next_plan(home: Path, anatomy: Atlas) -> None:
    text = (FILE.parent / "example.yaml").read_text(encoding="utf-8")
    routine, _ = read(text.replace("for: 45s", "for: 20s"), anatomy)
    agreed = MoveChange(datetime.now(UTC), "bridge", MoveSetting(2, 9))
    with open_history(home) as store:
        store.change_care(lambda care: care._replace(changes=(agreed,)))
    with AppContext(SessionOptions()) as context:
        adapted = adapted_routine(routine, context).routine
    bridge = next(one for one in adapted.steps if one.title == "Bridge")
    assert (bridge.level, bridge.hold) == (2, 9 * 6)
    assert adapted.seconds == routine.seconds

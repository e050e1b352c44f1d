"""Sessions without a keyboard, through pipes, and with the stream of events: what goes where, and what never starts."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from backpain_cli.domain.records.sessions import SessionEnding
from tests.hurried import HURRIED, hurried
from tests.person import known
from tests.whole import a_session, answer, json_lines, kept, unasked

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(os.name != "posix", reason="a guided session needs a POSIX terminal"),
]


def test_without_a_valid_screen_the_questions_are_printed_and_nothing_starts(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = unasked(home)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("?") > 8
    assert "A session needs a keyboard" in done.err
    assert not home.exists()


def test_answers_through_a_pipe_are_no_answers(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = unasked(home, typed=b"n\n" * 100)
    assert (done.code, done.out) == (2, "")
    assert "A session needs a keyboard" in done.err
    assert not home.exists()


def test_with_a_valid_screen_it_runs_in_plain_lines_and_is_kept(tmp_path: Path) -> None:
    done = unasked(known(tmp_path))
    assert done.code == 0, done
    assert "\x1b" not in done.out + done.err
    assert "Half time." in done.out
    assert "Stop" in done.err
    assert "Saved as session 4." in done.out
    assert kept(tmp_path)[0].ending is SessionEnding.FINISHED


def test_a_session_whose_reader_goes_away_is_kept_up_to_the_cue_that_nobody_read(tmp_path: Path) -> None:
    lines = unasked(known(tmp_path / "whole"), "--plain").out.splitlines()
    hold = next(number for number, line in enumerate(lines) if re.match(r"\d+:\d\d Hold", line))
    told_later = {
        int(one[1]) * 60 + int(one[2]) for line in lines[hold + 1 :] if (one := re.match(r"(\d+):(\d\d) ", line))
    }
    home = known(tmp_path / "home")
    environment = {**os.environ, **hurried(30), "BACKPAIN_HOME": str(home)}
    command = [*HURRIED, "routine", "first-twinge", "--plain"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
    ) as process:
        assert process.stdout is not None
        assert lines[hold] in (line.rstrip() for line in process.stdout)
        process.stdout.close()
        process.wait(60)
    (session, *_) = kept(home)
    assert session.ending is SessionEnding.BROKEN_OFF
    # The next line, or one behind it where the machine is too busy to close the pipe at once.
    assert session.practised in told_later


def test_keys_come_through_a_pipe(tmp_path: Path) -> None:
    done = unasked(known(tmp_path), "--plain", typed=b"nqq", speed=1)
    assert done.code == 0, done
    assert "Step 2 of" in done.out
    assert "You left the session." in done.out
    assert kept(tmp_path)[0].ending is SessionEnding.LEFT


def test_a_second_session_of_the_day_needs_somebody_to_ask(tmp_path: Path) -> None:
    assert unasked(known(tmp_path)).code == 0
    done = unasked(tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "You have had a session today." in " ".join(done.err.split())


def test_the_events_go_to_the_file_and_the_questions_to_the_terminal(tmp_path: Path) -> None:
    stream = tmp_path / "events"
    home = known(tmp_path / "home")
    with a_session(home, "--events", output=stream) as terminal:
        terminal.begin()
        answer(terminal, "Enter skips it:", b"3\n")
        assert terminal.finish() == 0
    events = json_lines(stream.read_text())
    assert len(events) > 30
    assert all("event" in event for event in events)
    assert b"Saved as session 4." in terminal.written
    assert b'{"' not in terminal.written
    assert [score.score for score in kept(home)[0].after] == [3]


def test_the_events_of_an_unasked_session_are_all_that_goes_to_standard_output(tmp_path: Path) -> None:
    done = unasked(known(tmp_path), "--events")
    assert done.code == 0, done
    assert len(json_lines(done.out)) > 30
    assert "Half time." in done.err
    assert "Saved as session 4." in done.err

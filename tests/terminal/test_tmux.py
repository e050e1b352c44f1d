"""What tmux answers, and what it leads to; the program that answers is the tests' own."""

import os
import time
from pathlib import Path

import pytest

from backpain_cli.terminal.tmux import TmuxClient, TmuxView, tmux_view

pytestmark = pytest.mark.skipif(os.name != "posix", reason="tmux is for POSIX")

KITTY = "@3 41 xterm-kitty bpaste,title kitty(0.41.1)"
OLD_KITTY = "@3 42 xterm-kitty bpaste,title kitty(0.26.5)"
GHOSTTY = "@3 43 xterm-ghostty RGB ghostty 1.1.3"
UNNAMED_KITTY = "@3 44 xterm-kitty  "
HIDDEN_KITTY = "@3 45 xterm-256color 256 kitty(0.40.0)"
XTERM = "@3 46 xterm-256color sixel,title XTerm(379)"
ELSEWHERE = "@4 47 xterm-256color title XTerm(379)"


def environment_with(folder: Path, answer: str) -> dict[str, str]:
    """Return an environment within a tmux that runs `answer`, lines of shell, and notes its arguments."""
    program = folder / "tmux"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{folder}/asked"\n{answer}\n')
    program.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}", "TMUX": "/run/tmux,1,0", "TMUX_PANE": "%7"}


def view_of(folder: Path, *lines: str) -> TmuxView:
    """Return what is known of a tmux that answers these lines."""
    return tmux_view(environment_with(folder, f"cat <<'END'\n{chr(10).join(lines)}\nEND"))


@pytest.mark.parametrize(
    ("option", "clients", "expected"),
    [
        ("on", [KITTY], True),
        ("all", [KITTY], True),
        ("1", [KITTY], True),
        ("off", [KITTY], False),
        ("0", [KITTY], False),
        ("", [KITTY], False),
        ("on", [GHOSTTY], True),
        ("on", [UNNAMED_KITTY], True),
        ("on", [HIDDEN_KITTY], True),
        ("on", [OLD_KITTY], False),
        ("on", [XTERM], False),
        ("on", [KITTY, GHOSTTY], True),
        ("on", [KITTY, XTERM], False),
        ("on", [KITTY, ELSEWHERE], True),
        ("on", [ELSEWHERE], False),
        ("on", [], False),
    ],
)
def test_pictures_are_text_where_all_who_look_can_draw_them_and_tmux_passes_them_on(
    tmp_path: Path, option: str, clients: list[str], expected: bool
) -> None:
    assert view_of(tmp_path, f"{option} @3", *clients).draws_placeholders is expected


@pytest.mark.parametrize(
    ("clients", "expected"), [([XTERM], True), ([XTERM, KITTY], False), ([KITTY], False), ([], False)]
)
def test_a_sixel_is_for_those_of_whom_tmux_knows_that_they_draw_it(
    tmp_path: Path, clients: list[str], expected: bool
) -> None:
    assert view_of(tmp_path, "off @3", *clients).draws_sixel is expected


def test_it_is_asked_once_about_our_own_pane(tmp_path: Path) -> None:
    view = view_of(tmp_path, "on @3", GHOSTTY, ELSEWHERE, KITTY)
    assert view == TmuxView(
        passes=True,
        clients=(
            TmuxClient("41", "xterm-kitty", "bpaste,title", "kitty(0.41.1)"),
            TmuxClient("43", "xterm-ghostty", "RGB", "ghostty 1.1.3"),
        ),
    )
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[: asked.index(";")] == ["display-message", "-p", "-t", "%7", "#{allow-passthrough} #{window_id}"]
    assert asked[asked.index(";") + 1 : -1] == ["list-clients", "-F"]


@pytest.mark.parametrize("answer", ["exit 1", "echo error; exit 1", "printf '\\377\\n@3\\n'", "echo; echo; echo"])
def test_what_is_no_answer_is_nobody_who_looks(tmp_path: Path, answer: str) -> None:
    view = tmux_view(environment_with(tmp_path, answer))
    assert not view.draws_placeholders
    assert not view.draws_sixel


def test_without_a_tmux_to_ask_nobody_looks(tmp_path: Path) -> None:
    assert tmux_view({"PATH": str(tmp_path), "TMUX": "x"}) == TmuxView()


@pytest.mark.terminal
def test_a_tmux_that_hangs_is_not_waited_for(tmp_path: Path) -> None:
    begun = time.monotonic()
    assert tmux_view(environment_with(tmp_path, "exec sleep 30")) == TmuxView()
    assert time.monotonic() - begun < 20

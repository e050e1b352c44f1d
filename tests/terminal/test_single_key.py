"""An answer by one key, where the keyboard is no terminal: typed lines, and never an answer out of nothing."""

import io
import os

import pytest

from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.single_key import PromptEnd, SingleKeyPrompt

CHOICES = {"y": "yes", "n": "no", "u": "unsure", "?": "unsure"}


def typed(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str | PromptEnd, str]:
    """Return what comes of typing `text` without a terminal, and what was said meanwhile."""
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    said = io.StringIO()
    with SingleKeyPrompt(PageConsole(said)) as keyboard:
        return keyboard.press("y or n:", CHOICES), said.getvalue()


@pytest.mark.parametrize(
    ("line", "answer"),
    [("y", "yes"), ("Y", "yes"), (" n ", "no"), ("?", "unsure"), ("u", "unsure"), ("yes", "yes"), ("unsure", "unsure")],
)
def test_a_typed_letter_or_its_word_is_an_answer(line: str, answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed(f"{line}\n", monkeypatch)[0] == answer


@pytest.mark.parametrize("line", ["q", "quit", "Q"])
def test_the_quit_key_leaves(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed(f"{line}\n", monkeypatch)[0] is PromptEnd.LEFT


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", "maybe\nnope\n0\n\x1b\n", "ny\n"])
def test_the_end_of_the_input_is_no_answer_whatever_came_before(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer, said = typed(text, monkeypatch)

    assert answer is PromptEnd.ENDED
    assert said.count("Please press one of y, n, u") == text.count("\n")


def test_a_closed_input_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(writing)
    with os.fdopen(reading) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        with SingleKeyPrompt(PageConsole(io.StringIO())) as keyboard:
            assert keyboard.press("y or n:", CHOICES) is PromptEnd.ENDED

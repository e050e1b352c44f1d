"""Pages where nothing is drawn: in lines, typed with Enter."""

import io

import pytest

from backpain_cli.domain.safety.interview import UNSURE, CheckPage, PageAnswer
from backpain_cli.terminal.card_states import ReadyChoice
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.page_keys import PageKeyboard
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.views.ready_card import ReadyCard
from tests.question_pages import AGE, LADDER, LIMB, SCORE, TICKS


def typed(text: str, page: CheckPage, monkeypatch: pytest.MonkeyPatch) -> tuple[PageAnswer | PromptEnd, str]:
    """Return what comes of typing `text` where there is no terminal, and what was said meanwhile."""
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    said = io.StringIO()
    with PageKeyboard(PageConsole(said, {"COLUMNS": "500"})) as keyboard:
        return keyboard.ask(page), said.getvalue()


@pytest.mark.parametrize(
    ("page", "text", "answer"),
    [
        (TICKS, "0\n", PageAnswer()),
        (TICKS, "3\n8\ng\n", PageAnswer(("A3", "A8"))),
        (TICKS, "\n\n3\n\n0\ng\n", PageAnswer(("A3",))),
        (TICKS, "38\n0\n", PageAnswer()),
        (TICKS, "b\n", PageAnswer(back=True)),
        (LADDER, "u\n", PageAnswer((UNSURE,))),
        (LIMB, " 2 \n", PageAnswer(("leg",))),
        (SCORE, "10\n", PageAnswer(("10",))),
        (SCORE, "X\n", PageAnswer(("10",))),
        (SCORE, "11\n12\n4\n", PageAnswer(("4",))),
        (TICKS, "quit\n", PromptEnd.LEFT),
        (TICKS, "", PromptEnd.ENDED),
        (TICKS, "3\n\n", PromptEnd.ENDED),
        (AGE, "\n\n0\n", PromptEnd.ENDED),
        (AGE, "２\n²\n", PromptEnd.ENDED),
    ],
    ids=repr,
)
def test_in_lines_a_digit_and_enter_is_an_answer_and_enter_alone_never(
    page: CheckPage, text: str, answer: PageAnswer | PromptEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert typed(text, page, monkeypatch)[0] == answer


def test_in_lines_what_is_ticked_and_refused_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said = typed("3\n0\n5\n3\n5\ng\n?\n\n0\n", TICKS, monkeypatch)[1].splitlines()
    found = [line.rpartition("Your answer: ")[2] for line in said if "Your answer: " in line]
    assert found[:6] == [
        "Ticked: 3.",
        "Something is ticked. Untick it, or go on with it: → or g.",
        "Ticked: 3, 5.",
        "Ticked: 5.",
        "Nothing is ticked.",
        "Nothing is ticked here. None of these? Press 0.",
    ]
    assert "0: None of these; not while one of them is ticked." in said
    assert said[-1].endswith("q to leave.") or said[-1].startswith("Your answer")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("g\n", False),
        ("f\ng\n", True),
        ("\n \n0\nf\nf\ng\n", False),
        ("?\n\ng\n", False),
        ("q\n", PromptEnd.LEFT),
        ("\n\n", PromptEnd.ENDED),
    ],
    ids=repr,
)
def test_in_lines_a_letter_and_enter_begins_and_enter_alone_never(
    text: str, begins: bool | PromptEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    card = ReadyCard("Neck, 15 minutes", stop=("Stop.",), all_stop_rules=("All of them.",), gentle=False)
    said = io.StringIO()
    with PageKeyboard(PageConsole(said, {"COLUMNS": "200"})) as keyboard:
        assert keyboard.begin(card) == (ReadyChoice(begins) if isinstance(begins, bool) else begins)
    assert ("All of them." in said.getvalue()) is text.startswith("?")

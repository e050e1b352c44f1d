"""Pages of questions and their keys: in cards on a terminal, in typed lines elsewhere.

Digits tick, `0` is none of these, `→` or `g` goes on with what is ticked. What may not be meant is no answer: Enter,
Esc, Space, what is pasted, held down or typed ahead, several keys at once, the end of the input.
"""

import contextlib
import sys
from contextlib import ExitStack
from typing import NamedTuple, Self

from backpain_cli.domain.safety.interview import UNSURE, CheckPage, PageAnswer, PageKind
from backpain_cli.domain.terms import OutputMode
from backpain_cli.terminal.card_terminal import END_KEY, NO_KEY, SAME_KEY, SEVERAL_KEYS, CardTerminal, draws_cards
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.single_key import PromptEnd, read_line
from backpain_cli.views.card_screen import BACK_ARROW, GO_ON_ARROW
from backpain_cli.views.check_pages import SCORE_KEYS, PagePart, check_page, help_page, known_keys, page_parts
from backpain_cli.views.page_words import key_sentences
from backpain_cli.views.widgets import Room

# Where there is no POSIX terminal, answers are typed lines.
with contextlib.suppress(ImportError):
    import termios

_GO_ON = frozenset({GO_ON_ARROW, "g"})
_TYPED = {"quit": "q", "b": BACK_ARROW, "10": "x"}
"""What means a key on a typed line, besides the key itself."""

_REFUSED = {
    SEVERAL_KEYS: "Several keys at once are no answer. One, please.",
    SAME_KEY: "The same key again? Let go of it for a second first.",
}
_NONE_WHILE_TICKED = f"Something is ticked. Untick it, or go on with it: {GO_ON_ARROW} or g."
_NOTHING_TICKED = "Nothing is ticked here. None of these? Press 0."
_NO_GOING_ON = "Press the number that fits, or 0 for none of these."
_NO_WAY_BACK = "This is the first page. q leaves."


class CardState(NamedTuple):
    """A page as it is shown; a key gives the next one, or the answer."""

    page: CheckPage
    parts: tuple[PagePart, ...]
    ticked: frozenset[str]
    number: int = 0
    """The part that is shown, from 0."""
    said: str = ""
    helps: bool = False
    """Whether its keys are explained instead."""

    @property
    def part(self) -> PagePart:
        """What is shown of the page."""
        return self.parts[self.number]

    def fitted_to(self, room: Room) -> "CardState":
        """Return it for a room of another size, from the first line on that is shown; without parts if none fits."""
        parts, shown = page_parts(self.page, room), self.part.lines[:1]
        number = next((number for number, part in enumerate(parts) if self.number and shown[0] in part.lines), 0)
        return self._replace(parts=parts, number=number)


CardResult = CardState | PageAnswer | PromptEnd


def card_after(state: CardState, key: str, room: Room, *, is_held: bool = False) -> CardResult:
    """Return what a key leads to: the card that is shown next, the answer to the page, or its end.

    Args:
        state: what is shown.
        key: a sign, `GO_ON_ARROW`, `BACK_ARROW`, or one of the names above.
        room: what it is shown in.
        is_held: whether the key is held down: it leaves a line ticked.
    """
    page = state.page
    if key in {"q", END_KEY}:
        return PromptEnd.LEFT if key == "q" else PromptEnd.ENDED
    if key in _REFUSED:
        return state._replace(said=_REFUSED[key])
    if state.helps or key == "?":
        # Any key leaves the help, and answers nothing: what it would answer is not in view.
        return state._replace(helps=not state.helps, said="")
    state = state._replace(said="")
    if key == BACK_ARROW and state.number:
        return state._replace(number=state.number - 1)
    if key == BACK_ARROW:
        return PageAnswer(back=True) if page.may_go_back else state._replace(said=_NO_WAY_BACK)
    if page.kind is PageKind.SCORE and key in SCORE_KEYS:
        return PageAnswer((str(SCORE_KEYS.index(key)),))
    if page.lines and not state.part.lines and key in _GO_ON:
        return _next_part(state)
    if page.kind is PageKind.TICKS and state.part.lines:
        return _after_tick_key(state, key, room, is_held=is_held)
    return _after_choice_key(state, key, room)


def _after_tick_key(state: CardState, key: str, room: Room, *, is_held: bool) -> CardResult:
    values = {line.key: line.value for line in state.part.lines}
    is_ticked = not state.ticked.isdisjoint(values.values())
    if key in values:
        value = frozenset({values[key]})
        return state._replace(ticked=state.ticked | value if is_held else state.ticked ^ value)
    if key == "0":
        return state._replace(said=_NONE_WHILE_TICKED) if is_ticked else _next_part(state)
    if key in _GO_ON:
        return _next_part(state) if is_ticked else state._replace(said=_NOTHING_TICKED)
    return _unknown(state, room)


def _after_choice_key(state: CardState, key: str, room: Room) -> CardResult:
    page, is_last = state.page, state.part.is_last
    value = next((line.value for line in state.part.lines if line.key == key), None)
    if value is not None:
        return PageAnswer((value,))
    if key == "u" and page.may_be_unsure and state.part.lines:
        return PageAnswer((UNSURE,))
    if page.kind is PageKind.LADDER and state.part.lines:
        if key == "0" and not is_last:
            return _next_part(state)
        if key in _GO_ON:
            return state._replace(said=_NO_GOING_ON)
    if page.kind is PageKind.CHOICE and key in _GO_ON and not is_last:
        return _next_part(state)
    if key == "0" and page.may_be_none and is_last and state.part.lines:
        return PageAnswer()
    return _unknown(state, room)


def _next_part(state: CardState) -> CardResult:
    """Return the next part of the page; after the last one the ticked lines, in their order."""
    if not state.part.is_last:
        return state._replace(number=state.number + 1)
    return PageAnswer(tuple(line.value for line in state.page.lines if line.value in state.ticked))


def _unknown(state: CardState, room: Room) -> CardState:
    return state._replace(said=known_keys(state.page, state.part, room))


class PageKeyboard:
    """Asks pages of questions, from `with` to its end: in cards on a terminal, else in lines.

    Nothing may be printed in between: cards have a screen of their own. What was there before comes back at the end.
    """

    def __init__(self, console: PageConsole) -> None:
        """Ask on `console`, and read standard input."""
        self._console = console
        self._opened = ExitStack()
        self._terminal: CardTerminal | None = None
        self._turned_by = NO_KEY

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def ask(self, page: CheckPage) -> PageAnswer | PromptEnd:
        """Ask until a key is an answer to `page`. A signal ends the process, once the terminal is given back."""
        state = CardState(page, (PagePart(page.lines),), page.ticked)
        if (terminal := self._open()) is not None:
            result = self._ask_in_cards(state, terminal)
            if not isinstance(result, CardState):
                return result
            # A terminal this small scrolls lines instead.
            self._close()
            self._console, state = PageConsole(), result
        return self._ask_in_lines(state)

    def _open(self) -> CardTerminal | None:
        if self._terminal is None and draws_cards(self._console):
            self._terminal = self._opened.enter_context(CardTerminal())
        return self._terminal

    def _close(self) -> None:
        self._opened.close()
        self._terminal = None

    def _ask_in_cards(self, state: CardState, terminal: CardTerminal) -> CardResult:
        """Return the answer, or the state to go on with in lines."""
        is_new = True
        while True:
            room = terminal.room()
            fitted = state.fitted_to(room)
            if not fitted.parts:
                return state
            state = fitted
            page, part = state.page, state.part
            card = help_page(page, room) if state.helps else check_page(page, state.ticked, room, part, said=state.said)
            terminal.show(card, state, room)
            if is_new:
                terminal.page_turned(self._turned_by)
            key = terminal.key()
            is_new = False
            if key == NO_KEY:
                continue
            result = card_after(state, key, room, is_held=terminal.is_held)
            if not isinstance(result, CardState):
                self._turned_by = key
                return result
            if is_new := (result.number, result.helps) != (state.number, state.helps):
                self._turned_by = key
            state = result

    def _ask_in_lines(self, state: CardState) -> PageAnswer | PromptEnd:
        console = self._console
        room = console.room._replace(mode=OutputMode.SENTENCES)
        state = state._replace(parts=(PagePart(state.page.lines),), number=0)
        console.say("")
        console.page(check_page(state.page, state.ticked, room))
        while True:
            drop_typed_ahead()
            line = read_line("Your answer:", console)
            if line is None:
                return PromptEnd.ENDED
            result = card_after(state, _TYPED.get(line, line), room)
            if not isinstance(result, CardState):
                return result
            state = result
            for sentence in _said_in_lines(state):
                console.say(sentence)
            state = state._replace(helps=False)


def _said_in_lines(state: CardState) -> list[str]:
    """Return what is said after a line that was no answer to the whole page."""
    if state.helps:
        return key_sentences(state.page)
    if state.said:
        return [state.said]
    keys = [line.key for line in state.page.lines if line.value in state.ticked]
    return [f"Ticked: {', '.join(keys)}." if keys else "Nothing is ticked."]


def drop_typed_ahead() -> None:
    """Throw away what was typed before a question was shown."""
    if "termios" in sys.modules and sys.stdin.isatty():
        # A terminal that is gone fails where the answer is read.
        with contextlib.suppress(termios.error):
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)

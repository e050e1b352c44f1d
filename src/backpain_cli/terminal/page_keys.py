"""Pages of questions and their keys: in cards on a terminal, in typed lines elsewhere.

Digits tick, `0` is none of these, `→` or `g` goes on with what is ticked. What may not be meant does not count: Enter,
Esc, Space, what is pasted, held down or typed ahead, several keys at once, the end of the input.
"""

import contextlib
import sys
from contextlib import ExitStack
from typing import Self

from backpain_cli.domain.safety.interview import CheckPage, PageAnswer
from backpain_cli.domain.terms import OutputMode
from backpain_cli.terminal.card_states import CardResult, CardState, ReadyChoice, ReadyResult, ReadyState
from backpain_cli.terminal.card_terminal import NO_KEY, CardTerminal, draws_cards
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.single_key import PromptEnd, read_line
from backpain_cli.views.card_screen import BACK_ARROW
from backpain_cli.views.check_pages import PagePart
from backpain_cli.views.page_words import key_sentences
from backpain_cli.views.ready_card import ReadyCard

# Where there is no POSIX terminal, answers are typed lines.
with contextlib.suppress(ImportError):
    import termios

_TYPED = {"quit": "q", "b": BACK_ARROW, "10": "x"}
"""What means a key on a typed line, besides the key itself."""


class PageKeyboard:
    """Asks pages of questions, from `with` to its end: in cards on a terminal, else in lines.

    Nothing may be printed in between: cards have a screen of their own. What was there before comes back at the end.
    """

    def __init__(self, console: PageConsole) -> None:
        """Ask on `console`, and read standard input."""
        self._console = console
        self._opened = ExitStack()
        self._terminal: CardTerminal | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def ask(self, page: CheckPage) -> PageAnswer | PromptEnd:
        """Ask until a key is an answer to `page`. A signal ends the process, once the terminal is given back."""
        state = CardState(page, (PagePart(page.lines),), page.ticked)
        result = self._in_cards(state)
        if isinstance(result, PageAnswer | PromptEnd):
            return result
        return self._ask_in_lines(result if isinstance(result, CardState) else state)

    def begin(self, card: ReadyCard) -> ReadyChoice | PromptEnd:
        """Show what concerns the person until a key begins the session; return with what."""
        result = self._in_cards(ReadyState(card))
        if isinstance(result, ReadyChoice | PromptEnd):
            return result
        return self._begin_in_lines(result if isinstance(result, ReadyState) else ReadyState(card))

    def _open(self) -> CardTerminal | None:
        if self._terminal is None and draws_cards(self._console):
            self._terminal = self._opened.enter_context(CardTerminal())
        return self._terminal

    def _close(self) -> None:
        self._opened.close()
        self._terminal = None

    def _in_cards(self, state: CardState | ReadyState) -> CardResult | ReadyResult:
        """Return what a key leads to, if not to a further card; the state itself on too small a screen."""
        is_new = True
        while (terminal := self._open()) is not None:
            room = terminal.room()
            fitted = state.fitted_to(room)
            if fitted is None:
                # A terminal this small scrolls lines instead.
                self._close()
                self._console = PageConsole()
                return state
            state = fitted
            terminal.show(state.drawn(room), state, room)
            if is_new:
                terminal.page_shown()
            key, is_new = terminal.key(), False
            if key == NO_KEY:
                continue
            result = state.after(key, room, is_held=terminal.is_held)
            if not isinstance(result, CardState | ReadyState) or result.place != state.place:
                terminal.turned_by(key)
                is_new = True
            if not isinstance(result, CardState | ReadyState):
                return result
            state = result
        return state

    def _ask_in_lines(self, state: CardState) -> PageAnswer | PromptEnd:
        console = self._console
        room = console.room._replace(mode=OutputMode.SENTENCES)
        state = state._replace(parts=(PagePart(state.page.lines),), number=0)
        console.say("")
        console.page(state.drawn(room))
        while True:
            line = self._line()
            result = PromptEnd.ENDED if line is None else state.after(_TYPED.get(line, line), room)
            if not isinstance(result, CardState):
                return result
            for sentence in _said_in_lines(result):
                console.say(sentence)
            state = result._replace(helps=False)

    def _begin_in_lines(self, state: ReadyState) -> ReadyChoice | PromptEnd:
        console = self._console
        room = console.room._replace(mode=OutputMode.SENTENCES)
        console.say("")
        while True:
            console.page(state.drawn(room))
            line = self._line()
            result = PromptEnd.ENDED if line is None else state.after(_TYPED.get(line, line), room)
            if not isinstance(result, ReadyState):
                return result
            state = result

    def _line(self) -> str | None:
        drop_typed_ahead()
        return read_line("Your answer:", self._console)


def _said_in_lines(state: CardState) -> list[str]:
    """Return what is said after a line that does not answer the page."""
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

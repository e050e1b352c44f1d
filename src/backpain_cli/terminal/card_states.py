"""What is shown, and what a key leads to: pages of questions, and the card before a session begins."""

from typing import NamedTuple

from rich.console import RenderableType

from backpain_cli.domain.safety.interview import UNSURE, CheckPage, PageAnswer, PageKind
from backpain_cli.terminal.card_terminal import END_KEY, SAME_KEY, SEVERAL_KEYS
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.views.card_screen import BACK_ARROW, GO_ON_ARROW
from backpain_cli.views.check_pages import SCORE_KEYS, PagePart, check_page, help_page, known_keys, page_parts
from backpain_cli.views.ready_card import ReadyCard, ready_page, ready_parts, stop_rules_page
from backpain_cli.views.widgets import Room

_GO_ON = frozenset({GO_ON_ARROW, "g"})
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

    @property
    def place(self) -> tuple[int, bool]:
        """What is another page if it differs."""
        return self.number, self.helps

    def fitted_to(self, room: Room) -> "CardState | None":
        """Return it for a room of another size, from the first line on that is shown; None if nothing fits."""
        parts, shown = page_parts(self.page, room), self.part.lines[:1]
        number = next((number for number, part in enumerate(parts) if self.number and shown[0] in part.lines), 0)
        return self._replace(parts=parts, number=number) if parts else None

    def drawn(self, room: Room) -> RenderableType:
        """Return what is shown."""
        if self.helps:
            return help_page(self.page, room)
        return check_page(self.page, self.ticked, room, self.part, said=self.said)

    def after(self, key: str, room: Room, *, is_held: bool = False) -> "CardResult":
        """Return what a key leads to: the card that is shown next, the answer to the page, or its end.

        Args:
            key: a sign, `GO_ON_ARROW`, `BACK_ARROW`, or one of the names in `card_terminal`.
            room: what the card is shown in.
            is_held: whether the key is held down: it leaves a line ticked.
        """
        if key in {"q", END_KEY}:
            return PromptEnd.LEFT if key == "q" else PromptEnd.ENDED
        if key in _REFUSED:
            return self._replace(said=_REFUSED[key])
        if self.helps or key == "?":
            # Any key leaves the help, and answers nothing: what it would answer is not in view.
            return self._replace(helps=not self.helps, said="")
        return _after_card_key(self._replace(said=""), key, room, is_held=is_held)


CardResult = CardState | PageAnswer | PromptEnd


def _after_card_key(state: CardState, key: str, room: Room, *, is_held: bool) -> CardResult:
    page = state.page
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


class ReadyChoice(NamedTuple):
    """With what a session begins."""

    gentle: bool
    left_out: frozenset[int] = frozenset()
    """The numbers of the optional steps that are left out."""


class ReadyState(NamedTuple):
    """The card before a session as it is shown; a key gives the next one, or begins."""

    card: ReadyCard
    number: int = 0
    """The screen of it, from 0."""
    shows_rules: bool = False
    """Whether all stop rules are shown instead."""

    @property
    def place(self) -> tuple[int, bool]:
        """What is another page if it differs."""
        return self.number, self.shows_rules

    def fitted_to(self, room: Room) -> "ReadyState | None":
        """Return it for a room of another size; None if it is too small."""
        parts = ready_parts(self.card, room)
        return self._replace(number=min(self.number, len(parts) - 1)) if parts else None

    def drawn(self, room: Room) -> RenderableType:
        """Return what is shown."""
        if self.shows_rules:
            return stop_rules_page(self.card.all_stop_rules, room)
        return ready_page(self.card, self.number, room)

    def after(self, key: str, room: Room, *, is_held: bool = False) -> "ReadyResult":
        """Return what a key leads to: what is shown next, with what the session begins, or the end.

        Only the space key begins, and only from the last screen.
        """
        if key in {"q", END_KEY}:
            return PromptEnd.LEFT if key == "q" else PromptEnd.ENDED
        if key in _REFUSED:
            return self
        if self.shows_rules or (key == "?" and self.card.all_stop_rules):
            return self._replace(shows_rules=not self.shows_rules)
        parts = ready_parts(self.card, room) if room.is_screen else ()
        if key in (parts[self.number].keys if parts else self.card.optional_keys):
            return self if is_held else self._replace(card=self.card.with_other(key))
        if not parts or self.number == len(parts) - 1:
            if key == "f" and self.card.gentle is not None and not is_held:
                return self._replace(card=self.card._replace(gentle=not self.card.gentle))
            begins = key == " " or (key == "g" and not room.is_screen)
            choice = ReadyChoice(bool(self.card.gentle), self.card.left_out)
            return choice if begins else self._before(key)
        return self._replace(number=self.number + 1) if key == " " or key in _GO_ON else self._before(key)

    def _before(self, key: str) -> "ReadyState":
        return self._replace(number=max(0, self.number - 1)) if key == BACK_ARROW else self


ReadyResult = ReadyState | PromptEnd | ReadyChoice

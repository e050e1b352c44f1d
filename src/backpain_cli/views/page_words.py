"""The words about a page of questions: its sentences for plain lines, and what its keys do."""

from collections.abc import Sequence, Set
from typing import assert_never

from backpain_cli.domain.safety.interview import CheckPage, PageKind, PageLine
from backpain_cli.views.card_screen import BACK_ARROW, GO_ON_ARROW, KeyCap
from backpain_cli.views.widgets import Room

NO_ANSWERS = (
    "Enter, Esc, Space, a key that is held down, and several keys at once answer nothing. "
    "Your answers stay on this machine."
)


def page_sentences(page: CheckPage, ticked: Set[str]) -> list[str]:
    """Return a page as sentences, with what may be typed in the last one."""
    where = f"{page.part} of {page.parts}. " if page.part else ""
    lines = [f"{line.key}: {line.text}{' (ticked)' if line.value in ticked else ''}" for line in page.lines]
    heading = page.heading if not page.note or page.heading[-1] in ".?!:" else f"{page.heading}."
    return [f"{where}{heading} {page.note}".strip(), *lines, typed_keys(page)]


def key_sentences(page: CheckPage) -> list[str]:
    """Return what each key does, a sentence each, for typed lines."""
    return [*(f"{key}: {does}" for key, does in explained_keys(page, Room(ascii=True))), NO_ANSWERS]


def typed_keys(page: CheckPage) -> str:
    """Return what may be typed on a page in plain lines."""
    numbers = key_range(page.lines, Room(ascii=True)) if page.lines else ""
    match page.kind:
        case PageKind.TICKS:
            keys = [f"{numbers} to tick or untick", "0 for none of these", "g to go on with what is ticked"]
        case PageKind.LADDER:
            keys = [f"{numbers} for the first that fits", "u if you are not sure", "0 for none of these"]
        case PageKind.CHOICE:
            keys = [f"{numbers} for what fits"]
            keys += ["u if you are not sure"] if page.may_be_unsure else []
            keys += ["0 for none of these"] if page.may_be_none else []
        case PageKind.SCORE:
            keys = ["0 to 9, or x for 10"]
        case _ as unreachable:
            assert_never(unreachable)
    keys += ["b to go back"] if page.may_go_back else []
    return f"Type one of these and Enter: {', '.join([*keys, 'q to leave'])}."


def explained_keys(page: CheckPage, room: Room) -> list[KeyCap]:
    """Return the keys of a kind of page, each with a sentence about it."""
    go_on, back = arrow_keys(room)
    numbers = key_range(page.lines, room) if page.lines else f"0{room.sign('–')}9"
    match page.kind:
        case PageKind.TICKS:
            keys = [
                (numbers, "Tick a line, or take its tick back. Not sure? Tick it."),
                ("0", "None of these; not while one of them is ticked."),
                (go_on if room.ascii else f"{go_on} g", "Go on with what is ticked."),
            ]
        case PageKind.LADDER:
            keys = [
                (numbers, "The first line that fits. Between two? Take the upper one."),
                ("u", "Not sure at all: the first line."),
                ("0", "None of these: takes the tick back."),
            ]
        case PageKind.CHOICE:
            keys = [(numbers, "What fits.")]
            keys += [("u", "Not sure.")] if page.may_be_unsure else []
            keys += [("0", "None of these.")] if page.may_be_none else []
        case PageKind.SCORE:
            keys = [(numbers, "How strong it is."), ("x", "10, the worst you can think of.")]
        case _ as unreachable:
            assert_never(unreachable)
    keys += [("b" if not room.is_screen else back, "Back to the page before.")] if page.may_go_back else []
    return [*keys, ("q", "Leave. No session starts.")]


def arrow_keys(room: Room) -> tuple[str, str]:
    """Return the keys that go on and back, as they are shown."""
    return ("g", "left") if room.ascii else (GO_ON_ARROW, BACK_ARROW)


def key_range(lines: Sequence[PageLine], room: Room) -> str:
    """Return the keys of `lines`, as `1–8`."""
    first, last = lines[0].key, lines[-1].key
    return first if first == last else f"{first}{room.sign('–')}{last}"

"""What comes before a look-up: what else to think of first, what these pages can do about a condition, a choice."""

from collections.abc import Sequence

from rich.console import Group, RenderableType

from backpain_cli.views.widgets import Room, bullets, card, gap, prose


def first_page(
    sign: str, sentences: Sequence[str], conditions: Sequence[tuple[str, str]], room: Room
) -> RenderableType:
    """Return what comes first for what was looked up: help that cannot wait, then the conditions that were named.

    Args:
        sign: what to do about a sign that was typed; empty where none was.
        sentences: for the areas, each about when to get help.
        conditions: their names, each with what these pages can and cannot do about it.
        room: what the page is made for.
    """
    parts: list[RenderableType] = [prose(room, sign, "stop")] if sign else []
    parts += [prose(room, sentence, "caution") for sentence in sentences]
    for name, text in conditions:
        parts += [*(gap(room) if parts else []), card(room, name[:1].upper() + name[1:], prose(room, text))]
    return Group(*parts, *gap(room))


def choice_list(names: Sequence[str], room: Room) -> RenderableType:
    """Return several readings of what was typed, each with its number."""
    lines = [f"{number}  {name}" for number, name in enumerate(names, start=1)]
    return Group(prose(room, "That can be:"), bullets(room, [*lines, "0  all of them"], mark=" "))

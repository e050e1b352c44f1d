import pytest
from rich.console import RenderableType
from tests.views.pages import assert_fits_every_screen, rendered

from backpain_cli.cli.app import COMMAND_MODULES
from backpain_cli.views.help import COMMAND_GROUPS, CommandHelp, HelpEntry, command_page, commands_page
from backpain_cli.views.widgets import Room

ENTRIES = [
    HelpEntry(name, f"Do what {name} does, in a sentence that needs more than one line.") for name in COMMAND_MODULES
]
OPTIONS = [HelpEntry("--theme", "Draw in these colours. One of: auto, dark, light, mono, high-contrast.")]


def _all(room: Room) -> RenderableType:
    return commands_page("A guided self-treatment.", [*ENTRIES, HelpEntry("juggle", "Juggle.")], OPTIONS, room)


def test_every_command_is_in_one_group() -> None:
    grouped = [name for names in COMMAND_GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(COMMAND_MODULES)


@pytest.mark.parametrize("columns", [40, 60, 90, 140])
def test_the_page_names_every_command_and_the_signs_come_first(columns: int) -> None:
    lines = rendered(_all, Room(columns))
    text = " ".join("\n".join(lines).split())
    for entry in (*ENTRIES, *OPTIONS, HelpEntry("juggle", "")):
        assert entry.name in text
    assert text.index("get medical help now") < text.index("routine ")
    assert_fits_every_screen(_all)


def test_the_page_of_a_command_shows_how_it_is_used() -> None:
    command = CommandHelp(
        "backpain muscles [OPTIONS] [AREA]...", "List the muscles.", ["backpain muscles lower-back"],
        [HelpEntry("[AREA]...", "Where it hurts.")], OPTIONS,
    )  # fmt: skip
    lines = rendered(lambda room: command_page(command, room), Room(80))
    assert lines[0] == command.usage
    order = [lines.index(title) for title in ("Examples", "Arguments", "Options")]
    assert order == sorted(order)
    assert_fits_every_screen(lambda room: command_page(command, room))

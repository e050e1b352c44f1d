import re

from rich.console import Group
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered, words

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.terms import LEVELS
from backpain_cli.views.vertebrae import level_page, spine_page
from backpain_cli.views.widgets import Room


def test_a_pipe_gets_the_levels_from_the_skull_down_with_their_discs_and_muscles(anatomy: Atlas) -> None:
    lines = rendered(lambda room: spine_page(anatomy, LEVELS, room), PIPE)
    rows = [line for line in lines if re.match(r"([CTLS]\d+|Co) +(yes|no) ", line)]
    assert [row.split()[0] for row in rows] == list(LEVELS)
    assert sum(row.split()[1] == "yes" for row in rows) == 23
    for row in rows:
        assert all(muscle.english.lower() in row for muscle in anatomy.attached_to(row.split()[0]))
    assert "hollow at the back" in "\n".join(lines)


def test_on_a_screen_a_bar_lies_below_each_level_that_a_muscle_attaches_to(anatomy: Atlas) -> None:
    lines = rendered(lambda room: spine_page(anatomy, LEVELS, room), Room(140))
    numbers = next(number for number, line in enumerate(lines) if line.startswith("muscle  "))
    starts = [lines[numbers - 1].index(letter) for letter in "CTLS"]
    columns = [start + 2 * place for start, count in zip(starts, (7, 12, 5, 6), strict=True) for place in range(count)]
    drawn = set()
    for muscle in anatomy.muscles.values():
        for line in lines[numbers:]:
            if re.match(re.escape(muscle.english) + r"(  | \(also)", line):
                drawn_over = zip(LEVELS, (line.ljust(140)[column] for column in columns), strict=True)
                assert tuple(level for level, sign in drawn_over if sign == "━") == tuple(muscle.attaches.levels)
                drawn.add(muscle.key)
    assert drawn == {one.key for one in anatomy.muscles.values() if one.attaches.levels and not one.parts}


def test_the_spine_fits_every_screen_and_is_told_by_shape_without_colour(anatomy: Atlas) -> None:
    assert_fits_every_screen(lambda room: spine_page(anatomy, LEVELS, room))
    assert_fits_every_screen(lambda room: spine_page(anatomy, LEVELS[19:24], room))
    narrow = rendered(lambda room: spine_page(anatomy, LEVELS, room), Room(60, ascii=True))
    assert sum(line.startswith("muscle") for line in narrow) == 4
    assert any("====" in line and "." in line for line in narrow)


def test_one_level_has_its_muscles_with_their_kinds(anatomy: Atlas) -> None:
    for room in (Room(100), Room(60), PIPE, SENTENCES):
        lines = rendered(lambda room: level_page(anatomy, "L4", room), room)
        assert "A disc lies above it." in lines
        assert {"limb", "rib", "Psoas"} <= set(words(lines))
    pipe = rendered(lambda room: level_page(anatomy, "L4", room), PIPE)
    assert any(
        re.match(r"Quadratus lumborum +rib to spine, vertebra to limb bone +Hikes the hip", line) for line in pipe
    )
    assert_fits_every_screen(lambda room: Group(*(level_page(anatomy, level, room) for level in LEVELS[::7])))


def test_the_levels_above_and_below_are_one_command_away(anatomy: Atlas) -> None:
    def last_line(level: str) -> str:
        return rendered(lambda room: level_page(anatomy, level, room), Room(100))[-1]

    last = [last_line(level) for level in ("C1", "L4", "Co")]
    assert ["backpain spine C2" in last[0], "the level above" in last[0]] == [True, False]
    assert "backpain spine L3" in last[1]
    assert "backpain spine L5" in last[1]
    assert ["backpain spine S5" in last[2], "the level below" in last[2]] == [True, False]

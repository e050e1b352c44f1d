"""What is painted is what the regions show, whatever was there before, in few bytes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from backpain_cli.domain.terms import ThemeName
from backpain_cli.terminal.painter import RegionPainter
from backpain_cli.views.big_digits import BigText
from backpain_cli.views.screen_regions import ScreenRegion, text_region
from tests.pseudo_terminal import COLOR_CODE
from tests.views.session_grid import composed, screen_console
from tests.views.window import Window


def painter_of(window: Window, **options: str) -> RegionPainter:
    return RegionPainter(screen_console(**options), window.write)  # type: ignore[arg-type]


WORDS = st.text(st.sampled_from("ab é中 ▄█é"), max_size=14)
STYLES = st.sampled_from(["", "strong", "tile.hold", "bar.move", "stop", "quiet"])
LINES = st.lists(st.tuples(WORDS, STYLES), min_size=1, max_size=4)


def frame(parts: list[tuple[int, int, list[tuple[str, str]]]]) -> list[ScreenRegion]:
    """Return regions that lie one beside the other, each ten cells wide."""
    return [
        text_region(10 * column, y, 10, 5 - y, Text("\n").join(Text(*line) for line in lines))
        for column, (y, _, lines) in enumerate(parts)
    ]


@given(st.lists(st.lists(st.tuples(st.integers(0, 3), st.just(0), LINES), min_size=1, max_size=3), max_size=6))
def test_the_terminal_always_shows_the_regions(frames: list[list[tuple[int, int, list[tuple[str, str]]]]]) -> None:
    window = Window(30, 5)
    painter = painter_of(window)
    for parts in frames:
        regions = frame(parts)
        painter.paint(regions, 30, 5)
        # The second cell of a wide character is empty in both.
        assert [line.replace(" ", "") for line in window.text()] == [
            line.replace(" ", "") for line in composed_wide(regions)
        ]


def composed_wide(regions: list[ScreenRegion]) -> list[str]:
    """Return the lines of regions in which a character may take two cells."""
    rows = [[""] * 3 for _ in range(5)]
    for region in regions:
        console = screen_console()
        lines = console.render_lines(region.renderable, console.options.update(width=10, height=None), pad=True)
        for y, line in enumerate(lines[: region.height], start=region.y):
            rows[y][region.x // 10] = "".join(segment.text for segment in line)
    return ["".join(row) for row in rows]


def test_nothing_is_written_when_nothing_changed() -> None:
    window = Window(30, 5)
    painter = painter_of(window)
    regions = [text_region(2, 1, 10, 1, Text("hold"))]
    painter.paint(regions, 30, 5)
    sent = window.sent
    painter.paint([text_region(2, 1, 10, 1, Text("hold"))], 30, 5)
    assert window.sent == sent


def test_only_the_changed_cells_are_written() -> None:
    window = Window(80, 5)
    painter = painter_of(window)
    painter.paint([text_region(0, 0, 80, 1, Text("minute 1 of 15".ljust(70) + "13:04"))], 80, 5)
    painter.paint([text_region(0, 0, 80, 1, Text("minute 1 of 15".ljust(70) + "13:03"))], 80, 5)
    assert window.writes[-1] == b"\x1b[?2026h\x1b[1;75H3\x1b[?2026l"


def test_each_frame_is_one_write_within_synchronized_output() -> None:
    window = Window(80, 24)
    painter = painter_of(window)
    for before, after in pairwise("987654"):
        digits = [BigText(f"{text}0", 3, 2) for text in (before, after)]
        painter.paint([ScreenRegion(1, 1, one.columns, one.lines, one, one) for one in digits[-1:]], 80, 24)
    assert len(window.writes) == 5
    assert all(data.startswith(b"\x1b[?2026h") and data.endswith(b"\x1b[?2026l") for data in window.writes)


def test_a_region_of_a_known_key_is_not_rendered_again() -> None:
    rendered: list[str] = []

    class Counted:
        def __rich__(self) -> Text:
            rendered.append("again")
            return Text("picture")

    window = Window(30, 5)
    painter = painter_of(window)
    region = ScreenRegion(0, 0, 10, 1, Counted(), "picture 1", is_picture=True)
    assert not painter.is_rendered(region)
    painter.render(region)
    assert painter.is_rendered(region)
    for _ in range(3):
        painter.paint([region._replace(renderable=Counted())], 30, 5)
        painter.forget()
    assert rendered == ["again"]
    assert window.text()[0] == "picture"


def test_what_is_not_used_for_long_is_forgotten_first() -> None:
    painter = painter_of(Window(30, 5))
    kept = text_region(0, 0, 9, 1, Text("kept"))
    for number in range(300):
        painter.render(text_region(0, 0, 9, 1, Text(f"{number}")))
        painter.render(kept)
    assert painter.is_rendered(kept)
    assert not painter.is_rendered(text_region(0, 0, 9, 1, Text("3")))


def test_a_write_that_breaks_off_leads_to_a_full_redraw() -> None:
    window = Window(30, 5)
    painter = painter_of(window)
    first, second = ([text_region(0, 0, 30, 1, Text(text))] for text in ("get ready for it", "hold it now"))
    painter.paint(first, 30, 5)
    window.breaks = True
    painter.paint(second, 30, 5)
    window.breaks = False
    painter.paint(second, 30, 5)
    assert window.text() == composed(second, 30, 5)


def test_another_size_clears_what_was_there() -> None:
    window = Window(30, 5)
    painter = painter_of(window)
    painter.paint([text_region(0, 4, 30, 1, Text("keys"))], 30, 5)
    window.resize(20, 3)
    painter.paint([text_region(0, 2, 20, 1, Text("keys"))], 20, 3)
    assert window.text() == ["", "", "keys"]


def test_regions_beyond_the_screen_are_cut_off() -> None:
    window = Window(10, 2)
    painter_of(window).paint([text_region(5, 1, 30, 4, Text("seconds left\nmore"))], 10, 2)
    assert window.text() == ["", "     secon"]


def test_a_full_last_line_does_not_scroll() -> None:
    window = Window(10, 2)
    painter = painter_of(window)
    for text in ("a" * 10, "b" * 10):
        painter.paint([text_region(0, 0, 10, 1, Text("top")), text_region(0, 1, 10, 1, Text(text))], 10, 2)
    assert window.text() == ["top", "b" * 10]


def test_without_colours_only_weight_and_grounds_are_left() -> None:
    window = Window(30, 2)
    painter = RegionPainter(screen_console(ThemeName.MONO, no_color=True), window.write)
    painter.paint([text_region(0, 0, 30, 1, Text.assemble((" HOLD ", "tile.hold"), ("37", "strong")))], 30, 2)
    written = b"".join(window.writes)
    assert not COLOR_CODE.search(written)
    assert b"\x1b[7m HOLD " in written
    assert b"\x1b[1m37" in written


@pytest.mark.parametrize(("encoding", "text"), [("ascii", "é▄ x"), ("latin-1", "▄中 x")])
def test_what_the_terminal_cannot_write_does_not_move_what_follows(encoding: str, text: str) -> None:
    window = Window(30, 1)
    painter_of(window, encoding=encoding).paint([text_region(0, 0, 30, 1, Text(text))], 30, 1)
    assert window.screen.display[0].rstrip().endswith("? x")
    assert len(window.screen.display[0].rstrip()) == (4 if encoding == "ascii" else 5)

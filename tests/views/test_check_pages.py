"""Pages of questions: whole at every size, and read as sentences where nothing is drawn."""

from collections.abc import Iterator

from rich.cells import cell_len
from tests.cases import all_cases
from tests.question_pages import LADDER, LIMB, PAGES, SCORE, TICKS
from tests.screens import ALL_REGIONS
from tests.views.pages import SENTENCES, rendered, words

from backpain_cli.domain.safety import interview
from backpain_cli.domain.safety.interview import CheckPage, PageKind
from backpain_cli.domain.safety.sign_table import LinePage
from backpain_cli.domain.terms import ThemeName
from backpain_cli.library.shipped_facts import load_fact_table
from backpain_cli.library.shipped_safety import load_triage_table
from backpain_cli.views.check_pages import PagePart, check_page, help_page, known_keys, page_parts
from backpain_cli.views.widgets import Room

SIZES = ((200, 60), (120, 40), (100, 30), (80, 24), (60, 20), (40, 12))


def screens_of(page: CheckPage, room: Room, ticked: frozenset[str] = frozenset(), said: str = "") -> list[list[str]]:
    def shown(part: PagePart) -> list[str]:
        return rendered(lambda room: check_page(page, ticked, room, part, said=said), room)

    return [shown(part) for part in page_parts(page, room)]


@all_cases("size", SIZES)
@all_cases("name", PAGES)
@all_cases("ascii_only", [False, True])
def test_every_page_is_there_whole_with_its_keys(size: tuple[int, int], name: str, ascii_only: bool) -> None:
    page, room = PAGES[name], Room(*size, ascii=ascii_only)
    assert [line for part in page_parts(page, room) for line in part.lines] == list(page.lines)
    shown: list[str] = []
    for lines in screens_of(page, room, ticked=frozenset({page.lines[-1].value} if page.lines else ())):
        assert len(lines) == room.lines
        for line in lines:
            assert cell_len(line) <= room.columns, line
            assert "…" not in line
            assert not ascii_only or line.isascii(), line
        assert "leave" in " ".join(lines[-2:]) and "more" in " ".join(lines[-2:])
        shown += words(lines)
    in_order = iter(shown)
    assert [word for word in f"{page.heading} {page.note}".split() if word.strip("*") not in in_order] == []
    assert [word for line in page.lines for word in line.text.split() if word not in shown] == []


@all_cases("name", PAGES)
def test_at_no_size_is_a_part_larger_than_the_screen(name: str) -> None:
    page = PAGES[name]
    for columns in (1, 20, 25, 55, 56, 260):
        for lines in (1, 8, 21):
            for shown in screens_of(page, Room(columns, lines)):
                assert len(shown) == lines and max(map(cell_len, shown)) <= columns, (columns, lines)
    assert not page_parts(page, Room(19, 90))


@all_cases("name", PAGES)
def test_from_100_columns_and_30_lines_on_no_page_is_split(name: str) -> None:
    if name != "ladder":  # with more words than any real one has in all
        assert [len(page_parts(PAGES[name], Room(*size))) for size in SIZES[:3]] == [1, 1, 1]


def real_pages() -> Iterator[CheckPage]:
    """Yield every page of our own questions, in its longest form."""
    table, facts = load_triage_table(), load_fact_table()
    longest = max((row.line for row in table.rows), key=len)
    screen_a = [line for line in table.lines if line.page is LinePage.A]
    screen_b = [line for line in table.lines if line.page in {LinePage.B, LinePage.C}]
    yield interview.age_page()
    yield from interview.line_pages(screen_a, ALL_REGIONS, "A", "Signs that come and go can be serious.")
    yield from interview.line_pages(screen_b, ALL_REGIONS, "B")
    yield from (interview.ladder_page(line, ALL_REGIONS) for line in table.lines if line.has_ladder or line.counted)
    for start in range(0, len(facts.facts), interview.MAX_LINES):
        asked = facts.facts[start : start + interview.MAX_LINES]
        yield interview.fact_page(1, f"Still right? {facts.heading}", asked, frozenset(), facts.note)
    yield from (interview.follow_up_page(fact, one) for fact in facts.facts for one in fact.follow_ups)
    yield interview.day_page(table.day, frozenset({"pregnant", "sickle-cell"}))
    yield from map(interview.pain_page, table.pain)
    yield interview.stop_page(longest)
    yield from (page("x", longest) for page in (interview.watch_page, interview.release_page, interview.changed_page))


def test_our_own_questions_are_whole_on_every_screen_and_on_one_from_100x30_on() -> None:
    for page in (page._replace(part=11, parts=12) for page in real_pages()):
        assert len(page_parts(page, Room(100, 30))) == 1, page.key
        for size in ((100, 30), (80, 24), (40, 12)):
            shown = words([line for lines in screens_of(page, Room(*size)) for line in lines])
            texts = [page.heading, page.note, *(line.text for line in page.lines)]
            assert [word for text in texts for word in text.split() if word not in shown] == [], (page.key, size)


def test_lines_lie_in_two_columns_from_100_on() -> None:
    wide, narrow = ("\n".join(screens_of(TICKS, Room(columns, 60))[0]) for columns in (100, 99))
    assert any("1  □" in line and "2  □" in line for line in wide.splitlines())
    assert not any("1  □" in line and "2  □" in line for line in narrow.splitlines())


def test_on_the_smallest_screen_no_page_has_two_long_lines() -> None:
    assert max(len(part.lines) for part in page_parts(TICKS, Room(40, 12))) == 1


def test_where_a_line_alone_is_too_long_there_are_no_parts() -> None:
    assert page_parts(LADDER, Room(20, 6)) == ()


def test_how_far_one_is_can_be_seen_within_a_split_page_too() -> None:
    room = Room(80, 24)
    first, second = (lines[0] for lines in screens_of(TICKS, room))
    assert first.endswith("2 of 8, part 1 of 2") and second.endswith("2 of 8, part 2 of 2")
    assert 0 < first.count("━") < second.count("━")
    assert "of 8" not in screens_of(TICKS._replace(part=0), room)[0][0]


def test_a_tick_is_told_by_its_sign_its_colour_and_a_sentence() -> None:
    room = Room(100, 30)
    text = "\n".join(screens_of(TICKS, room, frozenset({"A3"}))[0])
    assert text.count("■") == 1 and text.count("□") == 7 and "1 line ticked: go on with it" in text
    assert "2 lines ticked: go on with them" in "\n".join(screens_of(TICKS, room, frozenset({"A3", "A4"}))[0])
    assert "[x] A300" in "\n".join(screens_of(TICKS, room._replace(ascii=True), frozenset({"A3"}))[0])
    colored = rendered(lambda room: check_page(TICKS, {"A3"}, room), room, colors=True)
    assert "\x1b[1;38;2;255;157;148m■ A300" in "\n".join(colored)
    mono = rendered(lambda room: check_page(TICKS, {"A3"}, room), room, colors=True, theme=ThemeName.MONO)
    assert "\x1b[1;7m■ A300" in "\n".join(mono)


def test_a_tick_on_another_part_is_not_told_as_one_of_this_part() -> None:
    first, second = screens_of(TICKS, Room(80, 24), frozenset({"A3"}))
    assert "1 line ticked" in "\n".join(first) and "ticked" not in "\n".join(second)


@all_cases("size", SIZES)
def test_why_a_key_was_refused_is_always_in_view(size: tuple[int, int]) -> None:
    said = "Something is ticked. Untick it, or go on with it: → or g."
    for lines in screens_of(TICKS, Room(*size), frozenset({"A1"}), said):
        assert said in " ".join(" ".join(lines).split())
        assert len(lines) == size[1]


def test_a_ladder_says_what_to_do_between_two_rungs_and_where_one_is_not_sure() -> None:
    assert "Between two? Take the upper one. Not sure at all? Press u." in "\n".join(
        screens_of(LADDER, Room(120, 40))[0]
    )
    assert "□" not in "\n".join(screens_of(LADDER, Room(120, 40))[0])


def test_the_scores_rise_as_bars_that_no_sign_is_needed_for() -> None:
    text = "\n".join(screens_of(SCORE, Room(100, 30))[0])
    assert "  0     1     2     3     4     5     6     7     8     9     x" in text
    assert "█" in text and "█" not in "\n".join(screens_of(SCORE, Room(100, 30, ascii=True))[0])


def test_read_aloud_a_page_is_its_sentences_with_the_keys_last() -> None:
    assert rendered(lambda room: check_page(LIMB, frozenset(), room), SENTENCES) == [
        "7 of 8. Does it run down an arm or a leg?",
        "0: no",
        "1: one arm",
        "2: one leg",
        "Type one of these and Enter: 0-2 for what fits, u if you are not sure, b to go",
        "back, q to leave.",
    ]
    assert "A3" not in (page := " ".join(rendered(lambda room: check_page(TICKS, {"A1"}, room), SENTENCES)))[:80]
    assert page.count("(ticked)") == 1


@all_cases("size", SIZES)
@all_cases("name", PAGES)
def test_more_explains_every_key_of_the_page(size: tuple[int, int], name: str) -> None:
    page, room = PAGES[name], Room(*size)
    lines = rendered(lambda room: help_page(page, room), room)
    text = " ".join(" ".join(lines).replace("│", " ").split())
    assert len(lines) == room.lines and "back to the page" in text
    assert "Your answers stay on this machine." in text
    assert "Leave. No session starts." in text
    assert ("Not sure? Tick it." in text) is (page.kind is PageKind.TICKS)
    assert ("Not sure at all: the first line." in text) is (page.kind is PageKind.LADDER)


def test_the_keys_there_are_can_be_said() -> None:
    room = Room(100, 30)
    assert known_keys(TICKS, page_parts(TICKS, room)[0], room) == "Keys here: 1–8, 0, →, ←, ?, q."
    assert known_keys(LADDER, page_parts(LADDER, Room(120, 60))[0], room) == "Keys here: 1–5, u, 0, ←, ?, q."

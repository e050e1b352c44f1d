"""The screen as rows for a size, and the painter that puts rows on a terminal."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.steps import StepKind, StepSides
from backpain_cli.session.events import NS_PER_S, Away, Event, SessionCommand, TimePassed
from backpain_cli.session.session import Notice, Session, SessionStatus
from backpain_cli.terminal.countdown import ASCII, UNICODE, Signs
from backpain_cli.terminal.digits import large, small
from backpain_cli.terminal.painter import Aside, Painter
from backpain_cli.terminal.screen import compose
from backpain_cli.terminal.spans import Row, Span, width_of, wrapped
from backpain_cli.terminal.theme import use_theme
from backpain_cli.views import session_text as words
from backpain_cli.wording.phrases import side_phrase
from tests.cases import all_cases
from tests.plans import (
    LONGEST_TEXT,
    fifteen_minutes,
    longest_press,
    lower_back,
    muscle,
    plan,
    press,
    rest,
    routine,
    step,
    stretch,
)

SIZES = [(120, 40), (80, 24), (40, 12), (30, 9), (20, 5), (1, 1), (300, 60)]
every_size = all_cases(("columns", "lines"), SIZES, ids=[f"{c}x{n}" for c, n in SIZES])
three_sizes = all_cases(("columns", "lines"), SIZES[:3], ids=[f"{c}x{n}" for c, n in SIZES[:3]])
whole_screens = all_cases(("columns", "lines"), SIZES[:4], ids=[f"{c}x{n}" for c, n in SIZES[:4]])
both_signs = all_cases("signs", [UNICODE, ASCII], ids=["unicode", "ascii"])

HOLD_LEFT = 35
"""A second into the hold on the left side of what `held` walks through."""


def held(laid_out: Plan | None = None, *events: Event, at: float = HOLD_LEFT) -> Session:
    """Return a session in the hold of a press on the left, 40 s before its end, unless another second is named."""
    session = Session(plan=laid_out or plan(press(sides=StepSides.BOTH), stretch())).after(
        TimePassed(round(at * NS_PER_S))
    )
    for event in events:
        session = session.after(event)
    return session


def text_of(row: Row) -> str:
    return "".join(span.text for span in row)


def texts(rows: Sequence[Row]) -> list[str]:
    return [text_of(row) for row in rows]


def prose(rows: Sequence[Row]) -> str:
    """Return all words on the screen in one line, without what digits and bars are drawn with."""
    drawn_with = set("█▀▄━─#=-")
    return " ".join(word for text in texts(rows) for word in text.split() if word == "-" or set(word) - drawn_with)


def shows_digits(rows: Sequence[Row], number: str, signs: Signs) -> bool:
    """Say whether the digits of `number` stand somewhere on the screen, in one of the sizes they come in.

    Where half blocks cannot be drawn, the small digits are plain letters.
    """
    smaller = small(number) if signs.halves else [number]
    return shows_drawn(rows, large(number, block=signs.block)) or shows_drawn(rows, smaller)


def shows_drawn(rows: Sequence[Row], drawn: Sequence[str]) -> bool:
    shown = [text[1:] for text in texts(rows)]
    for top in range(len(shown) - len(drawn) + 1):
        pairs = zip(drawn, shown[top : top + len(drawn)], strict=True)
        if all(line.startswith(digits.rstrip()) and nothing_follows(line, digits) for digits, line in pairs):
            return True
    return False


def nothing_follows(line: str, digits: str) -> bool:
    """Say whether no further digit follows `digits` in `line`."""
    return not line[len(digits) : len(digits) + 3].strip()


def shows_its_seconds(rows: Sequence[Row], session: Session, signs: Signs) -> bool:
    seconds = str(session.seconds_left_in_segment)
    return any(shows_digits(rows, number, signs) for number in (seconds, seconds.rjust(2, "0")))


def assert_it_fits(rows: Sequence[Row], columns: int, lines: int) -> None:
    assert len(rows) <= lines
    for row in rows:
        assert cell_len(text_of(row)) <= columns, text_of(row)


CJK = press(sides=StepSides.BOTH)
CJK = CJK._replace(
    title="中殿筋をボールでゆっくりとほぐす",
    do="テニスボールを壁とお尻の横のあいだにはさみ、ゆっくりともたれかかる。",
    where="骨盤の縁の下、ズボンの縫い目のところ。",
    how="壁に横向きに立ち、足を一歩離す。",
    feel="鈍い痛みがだんだん和らぐ。",
    avoid="股関節の骨の出っ張りは避ける。",
    muscle=muscle("中殿筋"),
)

PLANS: dict[str, Callable[[], Plan]] = {
    "all kinds": fifteen_minutes,
    "longest texts": lambda: plan(longest_press(), longest_press()),
    "no texts": lambda: plan(step(StepKind.MOVE, title="Move", do="Go", hold=60, cap=60)),
    "wide characters": lambda: lay_out(routine(CJK, stretch(), title="腰のためのいつものゆっくりした体操")),
    "one word of sixty letters": lambda: plan(step(title="w" * 60, do="w" * 60, avoid="w" * 60, pressure=(4, 4))),
    "an hour's rest": lambda: plan(rest(3600)),
    "two hundred steps": lambda: plan(*[rest(18)] * 200),
}
every_plan = all_cases("name", PLANS)


class TestItFits:
    @pytest.mark.parametrize(("columns", "lines"), SIZES)
    @every_plan
    @both_signs
    def test_there_are_never_more_rows_or_cells_than_the_screen_has(
        self, columns: int, lines: int, name: str, signs: Signs
    ) -> None:
        laid_out = PLANS[name]()
        segments = laid_out.segments
        # Of two hundred rests that are all alike, some; the first and the last numbers among them.
        for segment in segments if len(segments) < 100 else (*segments[:5], *segments[5:-5:20], *segments[-5:]):
            for at in {segment.start, segment.start + segment.seconds // 2, segment.end - 1}:
                session = held(laid_out, at=at)
                for events in (
                    [],
                    [SessionCommand.HELP],
                    [SessionCommand.PAUSE],
                    [SessionCommand.QUIT],
                    [Away(3600 * NS_PER_S)],
                ):
                    now = held_after(session, *events)
                    assert_it_fits(compose(now, columns, lines, signs), columns, lines)

    @given(
        name=st.sampled_from(list(PLANS)),
        columns=st.integers(1, 130),
        lines=st.integers(1, 50),
        share=st.floats(0, 0.9999),
        events=st.lists(
            st.sampled_from(
                [
                    SessionCommand.PAUSE,
                    SessionCommand.HELP,
                    SessionCommand.QUIT,
                    SessionCommand.LENGTHEN_HOLD,
                    Away(90_061 * NS_PER_S),
                ]
            ),
            max_size=4,
            unique=True,
        ),
        signs=st.sampled_from([UNICODE, ASCII]),
    )
    def test_it_fits_every_size_at_every_moment(
        self, name: str, columns: int, lines: int, share: float, events: list[Event], signs: Signs
    ) -> None:
        laid_out = PLANS[name]()
        session = held_after(held(laid_out, at=share * laid_out.seconds), *events)
        assert_it_fits(compose(session, columns, lines, signs), columns, lines)

    def test_the_end_can_be_shown_too(self) -> None:
        ended = held(fifteen_minutes(), at=900)
        assert ended.status is SessionStatus.FINISHED
        for columns, lines in SIZES:
            assert_it_fits(compose(ended, columns, lines), columns, lines)

    @pytest.mark.parametrize(("columns", "lines"), [(29, 24), (80, 8), (20, 5)])
    def test_a_very_small_screen_has_one_line(self, columns: int, lines: int) -> None:
        assert len(compose(held(), columns, lines)) == 1

    @whole_screens
    def test_any_other_screen_is_filled_from_top_to_bottom(self, columns: int, lines: int) -> None:
        rows = texts(compose(held(), columns, lines))
        assert len(rows) == lines
        assert rows[0].strip()
        assert "q leave" in rows[-1]

    def test_text_is_never_wider_than_can_be_read(self) -> None:
        for row in compose(held(plan(longest_press())), 300, 60):
            assert cell_len(text_of(row)) <= 101


def held_after(session: Session, *events: Event) -> Session:
    for event in events:
        session = session.after(event)
    return session


def labels_of(rows: Sequence[Row]) -> list[str]:
    """Return the labels of the texts on a screen, in their order."""
    labels = ("Avoid", "Stop", "Where", "How", "Side", "Feel", "Or", "With", "Also")
    return [row[1].text.strip() for row in rows if len(row) > 1 and row[1].text.strip() in labels]


class TestWhatIsThere:
    @three_sizes
    @both_signs
    def test_what_to_do_now_on_which_side_for_how_long_and_what_comes_next(
        self, columns: int, lines: int, signs: Signs
    ) -> None:
        rows = compose(held(), columns, lines, signs)
        read = prose(rows)
        assert " HOLD " in f" {read} "
        assert "YOUR LEFT" in read
        assert "Gluteus medius" in read
        assert "Lean the side of your hip on the ball." in read
        assert shows_digits(rows, "40", signs)
        assert "Next Gluteus medius, your right" in read
        assert "Pressure 4 to 6 of 10" in read
        assert "Keep off the bony knob of the hip." in read
        assert "1 of 3, 4 min left" in read

    @three_sizes
    @both_signs
    @all_cases(
        ("at", "badge"),
        [
            (0, "GET READY YOUR LEFT"),
            (5, "FIND THE PLACE YOUR LEFT"),
            (35, "HOLD YOUR LEFT"),
            (75, "CHANGE TO YOUR RIGHT"),
            (80, "FIND THE PLACE YOUR RIGHT"),
            (95, "HOLD YOUR RIGHT"),
        ],
    )
    def test_the_longest_texts_hide_nothing_of_it(
        self, columns: int, lines: int, signs: Signs, at: int, badge: str
    ) -> None:
        session = held(plan(longest_press(), stretch()), at=at)
        rows = compose(session, columns, lines, signs)
        read = prose(rows)
        assert badge in read
        assert LONGEST_TEXT[:20] in read
        assert "Next " in read
        assert "Pressure 4 to 6 of 10" in read
        assert "Avoid" in read
        assert shows_its_seconds(rows, session, signs)

    @three_sizes
    def test_each_phase_has_its_word(self, columns: int, lines: int) -> None:
        laid_out = plan(press(sides=StepSides.BOTH), rest(30))
        expected = {
            Phase.READY: "GET READY",
            Phase.FIND: "FIND THE PLACE",
            Phase.HOLD: "HOLD",
            Phase.CHANGE: "CHANGE TO",
        }
        for segment in laid_out.segments[:-2]:
            read = prose(compose(held(laid_out, at=segment.start), columns, lines))
            assert f"{expected[segment.phase]} {side_phrase(segment.side).upper()}" in read

    @three_sizes
    @pytest.mark.parametrize(
        ("kind", "word"), [(StepKind.CHECK, "CHECK"), (StepKind.MOVE, "MOVE"), (StepKind.REST, "REST")]
    )
    def test_what_is_no_hold_is_not_called_one(self, columns: int, lines: int, kind: StepKind, word: str) -> None:
        read = prose(compose(held(plan(step(kind, hold=60, cap=60)), at=3), columns, lines))
        assert f" {word} " in read
        assert "HOLD" not in read

    @whole_screens
    def test_the_seconds_are_all_there_at_first_and_nearly_none_at_last(self, columns: int, lines: int) -> None:
        assert shows_digits(compose(held(at=15), columns, lines), "60", UNICODE)
        assert shows_digits(compose(held(at=74.9), columns, lines), "01", UNICODE)

    @three_sizes
    def test_the_digits_are_as_large_as_there_is_room_for(self, columns: int, lines: int) -> None:
        for laid_out in (None, plan(longest_press(), stretch())):
            rows = compose(held(laid_out), columns, lines)
            assert shows_drawn(rows, large("40")) is (lines >= 24)
            assert shows_drawn(rows, small("40")) is (lines < 24)

    @whole_screens
    @both_signs
    @all_cases("whole", [100, 119, 120])
    def test_a_hundred_seconds_and_more_are_a_clock_all_through(
        self, columns: int, lines: int, signs: Signs, whole: int
    ) -> None:
        laid_out = plan(rest(whole))
        for left, clock in ((100, "1:40"), (99, "1:39"), (60, "1:00"), (59, "0:59"), (5, "0:05")):
            assert shows_digits(compose(held(laid_out, at=whole - left), columns, lines, signs), clock, signs)

    @whole_screens
    @both_signs
    def test_less_than_a_hundred_seconds_are_a_number_all_through(self, columns: int, lines: int, signs: Signs) -> None:
        for left, number in ((99, "99"), (60, "60"), (5, "05")):
            rows = compose(held(plan(rest(99)), at=99 - left), columns, lines, signs)
            assert shows_digits(rows, number, signs)

    @pytest.mark.parametrize(("columns", "lines"), [(120, 40), (80, 24), (60, 18), (300, 60)])
    @both_signs
    def test_the_bar_of_the_step_moves_every_ten_seconds_and_its_rest_is_blank(
        self, columns: int, lines: int, signs: Signs
    ) -> None:
        for spent in range(60):
            rows = compose(held(at=15 + spent), columns, lines, signs)
            filled = [text.strip() for text in texts(rows) if text.strip() and not set(text) - {" ", signs.full}]
            assert filled == ([signs.full * (40 * (spent // 10) // 6)] if spent >= 10 else [])

    @both_signs
    def test_on_a_small_screen_the_two_bars_stand_beside_the_digits(self, signs: Signs) -> None:
        for columns in (40, 60, 120):
            rows = texts(compose(held(at=55), columns, 12, replace(signs, halves=True)))
            bars = [row for row in rows if signs.full in row]
            of_the_step, of_the_whole = (row[12:].strip() for row in bars)
            width = min(40, columns - 13)
            assert of_the_step == signs.full * (width * 40 // 60)
            assert of_the_whole == (signs.full * (width * 55 // 240)).ljust(width, signs.rest)

    @pytest.mark.parametrize(
        ("columns", "lines", "left", "right"),
        [
            (120, 40, "Lower back", "step 3 of 13, 14 min left"),
            (80, 24, "Lower back", "step 3 of 13, 14 min left"),
            (80, 16, "Lower back", "step 3 of 13, 14 min left"),
            (80, 15, "Gluteus medius", "3 of 13, 14 min left"),
            (40, 12, "Gluteus medius", "3 of 13, 14 min left"),
            (30, 9, "Glut..", "3 of 13, 14 min left"),
        ],
    )
    def test_on_top_stand_a_title_and_how_far_it_is(self, columns: int, lines: int, left: str, right: str) -> None:
        top = texts(compose(held(lower_back(), at=90), columns, lines))[0]
        assert top.split("  ")[0].strip() == left
        assert top == f" {left}".ljust(min(columns - 2, 100) + 1 - len(right)) + right

    def test_the_texts_stand_in_one_order_all_through_a_step_where_there_is_room(self) -> None:
        for columns, lines in ((120, 40), (80, 24)):
            orders = {tuple(labels_of(compose(held(at=at), columns, lines))) for at in (0, 5, 15, 75, 80, 90)}
            assert orders == {("Avoid", "Stop", "Where", "How", "Feel", "With")}

    @pytest.mark.parametrize(
        ("at", "wanted"),
        [(0, "How: Stand"), (5, "Where: Below"), (15, "Stop: Stop"), (15, "Feel: A"), (75, "How: Stand")],
    )
    def test_where_there_is_none_what_the_phase_needs_most_comes_first(self, at: int, wanted: str) -> None:
        assert wanted in prose(compose(held(at=at), 40, 12))

    @three_sizes
    def test_the_end_comes_next_in_the_last_step(self, columns: int, lines: int) -> None:
        assert "Next the end" in prose(compose(held(plan(rest(60)), at=3), columns, lines))

    @three_sizes
    def test_one_single_pressure_is_written_as_one(self, columns: int, lines: int) -> None:
        even = plan(press(sides=StepSides.BOTH)._replace(pressure=(4, 4)))
        assert "Pressure 4 of 10" in prose(compose(held(even), columns, lines))

    def test_a_large_screen_has_room_for_all_that_is_known(self) -> None:
        read = prose(compose(held(), 120, 40))
        one = press()
        for text in (one.where, one.how, one.feel, one.avoid, one.stop, "tennis ball, or rolled towel"):
            assert text in read

    def test_a_changed_whole_is_told(self) -> None:
        read = prose(compose(held(None, SessionCommand.LENGTHEN_HOLD), 80, 24))
        assert "4:05 in all, 5 s more than planned" in read

    @pytest.mark.parametrize(("columns", "lines"), [(120, 40), (80, 24)])
    def test_all_keys_are_shown_to_who_asks(self, columns: int, lines: int) -> None:
        read = prose(compose(held(None, SessionCommand.HELP), columns, lines))
        for key, meaning in words.KEY_HELP:
            assert f"{key} {meaning}" in read

    def test_one_line_says_what_to_do_for_how_long_and_on_which_side(self) -> None:
        assert texts(compose(held(), 60, 3)) == ["40 Hold your left: Gluteus medius"]

    def test_nothing_that_moves_jumps_from_one_second_to_the_next(self) -> None:
        for before, after in pairwise(range(20, 75)):
            rows = [texts(compose(held(at=at), 80, 24)) for at in (before, after)]
            changed = [number for number, (one, other) in enumerate(zip(*rows, strict=True)) if one != other]
            # The digits, their bar, the bar of the whole with its minutes, and the header with the minutes left.
            assert len(changed) <= 5 + 1 + 1 + 1


NOTICES: dict[str, tuple[float, list[Event], str]] = {
    "at the cap": (35, [SessionCommand.LENGTHEN_HOLD] * 7, "This hold is not made longer than 90 seconds."),
    "at the shortest": (
        35,
        [SessionCommand.SHORTEN_HOLD] * 8,
        "This hold cannot be made shorter now. n goes on to the next step.",
    ),
    "no hold": (5, [SessionCommand.LENGTHEN_HOLD], "Only a hold can be made longer or shorter."),
    "leaving": (35, [SessionCommand.QUIT], "Press q once more to leave. Any other key goes on."),
    "leaving a pause": (
        35,
        [SessionCommand.PAUSE, SessionCommand.QUIT],
        "Press q once more to leave. Any other key goes on.",
    ),
    "away": (35, [Away(3600 * NS_PER_S)], "You were away for 1 h 0 min. That time does not count."),
    "away from a longer hold": (
        35,
        [SessionCommand.LENGTHEN_HOLD, Away(99 * 3600 * NS_PER_S)],
        "You were away for 99 h 0 min. That time does not count.",
    ),
    "at the cap in a pause": (
        35,
        [SessionCommand.PAUSE, *[SessionCommand.LENGTHEN_HOLD] * 7],
        "This hold is not made longer than 90 seconds.",
    ),
}
every_notice = all_cases("name", NOTICES)


def noticed(name: str, laid_out: Plan | None = None) -> tuple[Session, str]:
    """Return a session in which that notice is told, and what is told."""
    at, events, told = NOTICES[name]
    return held(laid_out, *events, at=at), told


class TestNotices:
    @whole_screens
    @both_signs
    @every_notice
    @all_cases("texts_are", ["usual", "longest"])
    def test_each_notice_can_be_read_to_its_end(
        self, columns: int, lines: int, signs: Signs, name: str, texts_are: str
    ) -> None:
        session, told = noticed(name, plan(longest_press(), stretch()) if texts_are == "longest" else None)
        rows = compose(session, columns, lines, signs)
        assert told in prose(rows)
        assert shows_its_seconds(rows, session, signs)
        assert "Next " in prose(rows)
        assert "q leave" in text_of(rows[-1])

    @three_sizes
    @both_signs
    @every_notice
    def test_no_notice_hides_the_pressure_or_the_caution_however_long_the_texts_are(
        self, columns: int, lines: int, signs: Signs, name: str
    ) -> None:
        session, _ = noticed(name, plan(longest_press(), stretch()))
        read = prose(compose(session, columns, lines, signs))
        assert "Pressure 4 to 6 of 10" in read
        assert "Avoid" in read
        assert ("Paused. Space goes on, r does this step again." in read) is (session.status is SessionStatus.PAUSED)

    @given(
        columns=st.integers(40, 130),
        lines=st.integers(12, 50),
        name=st.sampled_from(list(NOTICES)),
        texts_are=st.sampled_from(["usual", "longest"]),
        signs=st.sampled_from([UNICODE, ASCII]),
    )
    def test_so_it_is_on_every_screen_from_forty_columns_and_twelve_lines(
        self, columns: int, lines: int, name: str, texts_are: str, signs: Signs
    ) -> None:
        session, told = noticed(name, plan(longest_press(), stretch()) if texts_are == "longest" else None)
        rows = compose(session, columns, lines, signs)
        read = prose(rows)
        for wanted in (told, "Pressure 4 to 6 of 10", "Avoid", "Next ", "q leave"):
            assert wanted in read
        assert shows_its_seconds(rows, session, signs)

    @whole_screens
    def test_in_a_pause_the_line_of_keys_says_which_one_goes_on(self, columns: int, lines: int) -> None:
        for events in ([SessionCommand.PAUSE], [Away(3600 * NS_PER_S)]):
            assert " space go on " in text_of(compose(held(None, *events), columns, lines)[-1])
        assert text_of(compose(held(), columns, lines)[-1]).startswith(" h ")

    @every_notice
    def test_one_line_tells_a_notice_and_cuts_it_with_dots(self, name: str) -> None:
        session, told = noticed(name)
        assert texts(compose(session, 100, 1)) == [told]
        assert texts(compose(session, 20, 5)) == [f"{told[:18].rstrip()}.."]

    @whole_screens
    @both_signs
    def test_no_half_of_a_note_is_shown(self, columns: int, lines: int, signs: Signs) -> None:
        cut = (
            r"Paused\.(?! Space goes on, r does this step again\.)",
            r"Pressure(?! 4 to 6 of 10)",
            r"in all(?!, [0-9]+ s (more|less) than planned)",
        )
        for name in NOTICES:
            read = prose(compose(noticed(name)[0], columns, lines, signs))
            assert not re.search("|".join(cut), read), read

    @whole_screens
    def test_a_pause_says_that_it_is_one_and_how_to_go_on(self, columns: int, lines: int) -> None:
        read = prose(compose(held(None, SessionCommand.PAUSE), columns, lines))
        assert " PAUSED " in read
        assert "Space goes on" in read

    @three_sizes
    @both_signs
    @all_cases("at", [3, 3000])
    def test_digits_of_a_long_rest_leave_room_for_it(self, columns: int, lines: int, signs: Signs, at: int) -> None:
        session = held(plan(rest(3600)), SessionCommand.PAUSE, at=at)
        read = prose(compose(session, columns, lines, signs))
        assert "PAUSED" in read
        assert "Space goes on" in read
        assert "Next the end" in read

    @whole_screens
    @both_signs
    def test_who_was_away_is_told_for_how_long(self, columns: int, lines: int, signs: Signs) -> None:
        rows = compose(held(None, Away(3600 * NS_PER_S)), columns, lines, signs)
        read = prose(rows)
        assert "PAUSED" in read
        assert "You were away for 1 h 0 min." in read

    @whole_screens
    @both_signs
    @all_cases("before", [[], [SessionCommand.PAUSE]], ids=["running", "paused"])
    def test_who_presses_quit_is_asked_to_press_it_again(
        self, columns: int, lines: int, signs: Signs, before: list[Event]
    ) -> None:
        rows = compose(held(None, *before, SessionCommand.QUIT), columns, lines, signs)
        assert "Press q once more to leave." in prose(rows)

    @pytest.mark.parametrize(("columns", "lines"), [(20, 5), (29, 8), (80, 1)])
    def test_one_line_too_tells_a_pause_and_the_question_about_leaving(self, columns: int, lines: int) -> None:
        assert "Paused" in prose(compose(held(None, SessionCommand.PAUSE), columns, lines))
        assert "Press q" in prose(compose(held(None, SessionCommand.QUIT), columns, lines))

    @three_sizes
    def test_who_reaches_the_cap_is_told_so(self, columns: int, lines: int) -> None:
        session = held(None, *[SessionCommand.LENGTHEN_HOLD] * 7)
        assert session.notice is Notice.AT_CAP
        read = prose(compose(session, columns, lines))
        assert "This hold is not made longer than 90 seconds." in read

    def test_long_absences_are_told_in_hours(self) -> None:
        session = held(None, Away((3 * 24 * 3600 + 60) * NS_PER_S))
        assert "You were away for 72 h 1 min." in prose(compose(session, 80, 24))

    @three_sizes
    def test_the_longest_texts_hide_no_notice(self, columns: int, lines: int) -> None:
        session = held(plan(longest_press(), stretch()), Away(3600 * NS_PER_S))
        assert "You were away for 1 h 0 min." in prose(compose(session, columns, lines))


class TestSigns:
    @every_size
    @all_cases("name", [name for name in PLANS if name != "wide characters"])
    def test_ascii_signs_make_an_ascii_screen_of_ascii_texts(self, columns: int, lines: int, name: str) -> None:
        laid_out = PLANS[name]()
        for segment in laid_out.segments[:12]:
            for events in (
                [],
                [SessionCommand.PAUSE],
                [SessionCommand.HELP],
                [Away(3600 * NS_PER_S)],
                [SessionCommand.LENGTHEN_HOLD],
            ):
                rows = compose(held_after(held(laid_out, at=segment.start), *events), columns, lines, ASCII)
                assert all(text.isascii() and text.isprintable() for text in texts(rows))

    @every_size
    @both_signs
    def test_no_row_holds_a_control_character(self, columns: int, lines: int, signs: Signs) -> None:
        for row in compose(held(), columns, lines, signs):
            assert not [character for character in text_of(row) if unicodedata.category(character) == "Cc"]


class TestWideCharacters:
    @every_size
    def test_wide_characters_do_not_break_the_columns(self, columns: int, lines: int) -> None:
        laid_out = PLANS["wide characters"]()
        for segment in laid_out.segments:
            assert_it_fits(compose(held(laid_out, at=segment.start), columns, lines), columns, lines)

    @three_sizes
    def test_what_stands_on_the_right_ends_in_one_column(self, columns: int, lines: int) -> None:
        header = compose(held(PLANS["wide characters"]()), columns, lines)[0]
        assert cell_len(text_of(header)) == cell_len(text_of(compose(held(), columns, lines)[0]))

    @three_sizes
    def test_nothing_of_the_text_is_lost_at_the_end_of_a_line(self, columns: int, lines: int) -> None:
        read = prose(compose(held(PLANS["wide characters"]()), columns, lines)).replace(" ", "")
        assert CJK.do.replace(" ", "") in read

    @given(st.text(alphabet="ab é肩脚、", max_size=80), st.integers(2, 40))
    def test_wrapped_text_fits_and_is_all_there(self, text: str, width: int) -> None:
        lines = wrapped(text, width)
        assert all(0 < cell_len(line) <= width for line in lines)
        assert "".join(lines).replace(" ", "") == "".join(text.split())

    @given(st.lists(st.text(alphabet="abc", min_size=1, max_size=9), max_size=20), st.integers(9, 40))
    def test_words_that_fit_are_not_broken(self, some_words: list[str], width: int) -> None:
        assert [word for line in wrapped(" ".join(some_words), width) for word in line.split()] == some_words


class TestDigits:
    @pytest.mark.parametrize("draw", [small, large])
    def test_no_two_digits_look_the_same(self, draw: Callable[[str], list[str]]) -> None:
        drawn = {tuple(draw(digit)) for digit in "0123456789:"}
        assert len(drawn) == 11

    @pytest.mark.parametrize("text", ["0", "11", "90", "1:40", "60:00"])
    def test_all_rows_are_equally_wide(self, text: str) -> None:
        for drawn, rows in ((small(text), 3), (large(text), 5)):
            assert len(drawn) == rows
            assert len({len(row) for row in drawn}) == 1

    def test_a_two_looks_like_this(self) -> None:
        assert [row.rstrip() for row in large("2", block="#")] == [
            "######",
            "    ##",
            "######",
            "##",
            "######",
        ]

    @all_cases("digit", "0123456789")
    def test_strokes_are_two_cells_wide(self, digit: str) -> None:
        for row in large(digit):
            assert len(row) == 6
            assert row[::2] == row[1::2]


# The painter

ATTRIBUTES = {
    "": ("default", "default", False, False),
    "hold": ("brightwhite", "default", True, False),
    "paused": ("brightbrown", "default", True, False),
    "badge.find": ("brightwhite", "magenta", True, False),
    "badge.paused": ("black", "brightbrown", False, False),
    "solid": ("default", "default", False, True),
    "side": ("default", "default", True, True),
}
"""Styles as a terminal shows them: foreground, background, bold, reverse. What is yellow here is brown there."""

Cell = tuple[str, tuple[str, str, bool, bool]]


class Glass:
    """A terminal that a painter writes to, whose writing may break off."""

    def __init__(self, columns: int, lines: int, *, encoding: str = "utf-8") -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self.screen)
        self._encoding = encoding
        self.written: list[bytes] = []
        self.breaks_after: int | None = None
        """How many bytes still go out; None for all."""

    def write(self, data: bytes) -> bool:
        self.written.append(data)
        if self.breaks_after is None:
            self._stream.feed(data.decode(self._encoding))
            return True
        sent, self.breaks_after = data[: self.breaks_after], None
        # The cancel character stands for what a real terminal does with a sequence that is begun anew.
        self._stream.feed(sent.decode(self._encoding, "replace") + "\x18")
        return False

    def resize(self, columns: int, lines: int) -> None:
        self.screen.resize(lines, columns)

    def cells(self) -> list[list[Cell]]:
        return [[self._cell(row, column) for column in range(self.screen.columns)] for row in range(self.screen.lines)]

    def texts(self) -> list[str]:
        return ["".join(character for character, _ in row).rstrip() for row in self.cells()]

    def _cell(self, row: int, column: int) -> Cell:
        cell = self.screen.buffer[row][column]
        return as_seen(cell.data, (cell.fg, cell.bg, cell.bold, cell.reverse))


def as_seen(character: str, attributes: tuple[str, str, bool, bool]) -> Cell:
    """Return a cell as the eye sees it: a space has no foreground, a second half nothing of its own."""
    foreground, background, bold, reverse = attributes
    if character == "":
        return "", ATTRIBUTES[""]
    if character == " " and not reverse:
        return " ", ("default", background, False, False)
    return character, (foreground, background, bold, reverse)


def expected_cells(rows: Sequence[Row], columns: int, lines: int) -> list[list[Cell]]:
    grid: list[list[Cell]] = []
    for row in rows:
        cells: list[Cell] = []
        for span in row:
            for character in span.text:
                if unicodedata.combining(character):
                    base, attributes = cells[-1]
                    cells[-1] = (unicodedata.normalize("NFC", base + character), attributes)
                    continue
                cells.append(as_seen(character, ATTRIBUTES[span.style]))
                cells += [("", ATTRIBUTES[""])] * (cell_len(character) - 1)
        grid.append(cells + [(" ", ATTRIBUTES[""])] * (columns - len(cells)))
    return grid + [[(" ", ATTRIBUTES[""])] * columns for _ in range(lines - len(grid))]


def painted_by(glass: Glass, *, colors: bool = True) -> Painter:
    return Painter(glass.write, colors=colors, encoding="utf-8")


def cut(row: Row, columns: int) -> Row:
    """Return as much of `row` as fits, with its accents in two characters.

    At the right edge there is no accent: the test's terminal would break the line for it, which no real one does.
    """
    kept: list[Span] = []
    room = columns
    for span in row:
        text = ""
        for character in span.text:
            width = 1 if character == "é" else cell_len(character)
            if width > room:
                return (*kept, Span(text, span.style))
            room -= width
            accented = "e\u0301" if room else "e"
            text += accented if character == "é" else character
        kept.append(Span(text, span.style))
    return tuple(kept)


SPANS = st.builds(Span, st.text(alphabet="ab  é肩脚", max_size=9), st.sampled_from(list(ATTRIBUTES)))
SHORT_ROWS: st.SearchStrategy[list[Row]] = st.lists(st.lists(SPANS, max_size=4).map(tuple), max_size=4)
"""Few letters, so that two rows often have some of them in one place."""


@st.composite
def frames(draw: st.DrawFn) -> tuple[list[Row], int, int]:
    columns, lines = draw(st.sampled_from([(14, 4), (14, 4), (14, 4), (1, 1), (5, 2), (20, 4)]))
    rows = draw(SHORT_ROWS)
    return [cut(row, columns) for row in rows[:lines]], columns, lines


NEARLY_THE_SAME = st.lists(st.tuples(st.integers(0, 13), st.sampled_from("b肩脚 ")), max_size=3)
"""Which letters of a row are others, and which ones."""


def nearly_the_same(edits: list[tuple[int, str]]) -> Row:
    letters = list("aaaaaaaaaaaaaa")
    for index, letter in edits:
        letters[index] = letter
    return cut((Span("".join(letters)),), 14)


@pytest.fixture(scope="module")
def on_dark() -> Iterator[None]:
    use_theme("dark")
    yield
    use_theme("")


@pytest.mark.usefixtures("on_dark")
class TestPainter:
    @given(st.lists(st.lists(NEARLY_THE_SAME, min_size=2, max_size=2), min_size=2, max_size=6))
    def test_small_changes_in_a_full_row_are_shown_too(self, shown: list[list[list[tuple[int, str]]]]) -> None:
        glass = Glass(14, 2)
        painter = painted_by(glass)
        for edits in shown:
            rows = [nearly_the_same(each) for each in edits]
            painter.paint(rows, 14, 2)
            assert glass.cells() == expected_cells(rows, 14, 2)

    @given(st.lists(frames(), min_size=1, max_size=6))
    def test_the_terminal_always_shows_the_rows(self, shown: list[tuple[list[Row], int, int]]) -> None:
        glass = Glass(14, 4)
        painter = painted_by(glass)
        for rows, columns, lines in shown:
            glass.resize(columns, lines)
            painter.paint(rows, columns, lines)
            assert glass.cells() == expected_cells(rows, columns, lines)

    def test_many_blank_cells_between_others_are_erased_and_what_follows_stands_in_its_place(self) -> None:
        glass = Glass(40, 3)
        painter = painted_by(glass)
        full: list[Row] = [(Span("a" * 40),)] * 3
        gaps: list[Row] = [
            (Span(f"b{' ' * 15}cc{' ' * 12}"), Span("dd", "solid"), Span("e")),
            (Span(" " * 20), Span("f" * 20)),
            (Span("g"), Span(" " * 30, "solid"), Span(" " * 9)),
        ]
        for rows in (full, gaps, full, gaps[::-1]):
            painter.paint(rows, 40, 3)
            assert glass.cells() == expected_cells(rows, 40, 3)

    @given(st.lists(st.tuples(SHORT_ROWS, SHORT_ROWS, st.sampled_from([6, 6, 9])), min_size=1, max_size=6))
    def test_what_stands_beside_the_rows_is_shown_too(self, shown: list[tuple[list[Row], list[Row], int]]) -> None:
        glass = Glass(14, 4)
        painter = painted_by(glass)
        for rows, beside, column in shown:
            told = [cut(row, column if picture else 14) for row, picture in zip_longest(rows, beside, fillvalue=())]
            drawn = [cut(row, 14 - column) for row in beside]
            painter.paint(told, 14, 4, Aside(drawn, column))
            joined = [
                (*row, Span(" " * (column - sum(width_of(span.text) for span in row))), *picture) if picture else row
                for row, picture in zip_longest(told, drawn, fillvalue=())
            ]
            assert glass.cells() == expected_cells(joined, 14, 4)

    @given(st.lists(st.tuples(frames(), st.one_of(st.none(), st.integers(0, 60))), min_size=1, max_size=6), frames())
    def test_a_write_that_breaks_off_leads_to_a_full_redraw(
        self, shown: list[tuple[tuple[list[Row], int, int], int | None]], last: tuple[list[Row], int, int]
    ) -> None:
        glass = Glass(14, 4)
        painter = painted_by(glass)
        for (rows, columns, lines), breaks_after in shown:
            glass.resize(columns, lines)
            glass.breaks_after = breaks_after
            before = len(glass.written)
            painter.paint(rows, columns, lines)
            if len(glass.written) == before:
                glass.breaks_after = None
        rows, columns, lines = last
        glass.resize(columns, lines)
        painter.paint(rows, columns, lines)
        assert glass.cells() == expected_cells(rows, columns, lines)

    def test_a_wide_character_may_be_followed_by_another_change_further_right(self) -> None:
        glass = Glass(14, 1)
        painter = painted_by(glass)
        for rows in ([(Span("肩abcdefgh1"),)], [(Span("脚abcdefgh2"),)]):
            painter.paint(rows, 14, 1)
            assert glass.cells() == expected_cells(rows, 14, 1)

    def test_nothing_is_written_when_nothing_changed(self) -> None:
        glass = Glass(80, 24)
        painter = painted_by(glass)
        for _ in range(3):
            painter.paint(compose(held(), 80, 24), 80, 24)
        assert len(glass.written) == 1

    def test_only_what_changed_is_written(self) -> None:
        glass = Glass(80, 24)
        painter = painted_by(glass)
        painter.paint(compose(held(at=35), 80, 24), 80, 24)
        painter.paint(compose(held(at=36), 80, 24), 80, 24)
        assert 0 < len(glass.written[1]) < 200

    def test_after_forgetting_everything_is_written_again(self) -> None:
        glass = Glass(80, 24)
        painter = painted_by(glass)
        painter.paint(compose(held(), 80, 24), 80, 24)
        glass.screen.reset()
        painter.forget()
        painter.paint(compose(held(), 80, 24), 80, 24)
        assert glass.written[0] == glass.written[1]
        assert "Lean the side of your hip" in "\n".join(glass.texts())

    def test_another_size_clears_what_was_there(self) -> None:
        glass = Glass(80, 24)
        painter = painted_by(glass)
        painter.paint(compose(held(), 80, 24), 80, 24)
        glass.resize(40, 12)
        painter.paint(compose(held(), 40, 12), 40, 12)
        assert glass.texts() == [text.rstrip() for text in texts(compose(held(), 40, 12))]

    @given(st.lists(st.tuples(st.sampled_from(SIZES), st.floats(0, 899), st.sampled_from(list(PLANS))), max_size=4))
    def test_real_screens_are_painted_as_they_were_composed(
        self, moments: list[tuple[tuple[int, int], float, str]]
    ) -> None:
        glass = Glass(80, 24)
        painter = painted_by(glass)
        for (columns, lines), at, name in moments:
            laid_out = PLANS[name]()
            rows = compose(held(laid_out, at=at % laid_out.seconds), columns, lines)
            glass.resize(columns, lines)
            painter.paint(rows, columns, lines)
            shown = [text.rstrip() for text in texts(rows)]
            assert glass.texts() == shown + [""] * (lines - len(shown))

    def test_more_rows_than_lines_and_more_cells_than_columns_are_cut_off(self) -> None:
        glass = Glass(5, 2)
        painted_by(glass).paint([(Span("123456789"),), (Span("abcd肩"),), (Span("never"),)], 5, 2)
        assert glass.texts() == ["12345", "abcd"]

    def test_without_colours_only_weight_and_grounds_are_left(self) -> None:
        glass = Glass(14, 1)
        painted_by(glass, colors=False).paint([(Span("a", "hold"), Span("b", "badge.find"), Span("c", "side"))], 14, 1)
        assert [cell for _, cell in glass.cells()[0][:3]] == [
            ("default", "default", True, False),
            ("default", "default", True, True),
            ("default", "default", True, True),
        ]

    @all_cases("encoding", ["ascii", "iso-8859-1", "cp1252"])
    @all_cases("text", ["肩の筋", "e\u0301e\u0301", "→✓", "🙂"])
    def test_what_the_terminal_cannot_write_does_not_move_what_follows(self, encoding: str, text: str) -> None:
        glass = Glass(20, 2, encoding=encoding)
        painter = Painter(glass.write, colors=False, encoding=encoding)
        row = (Span(text), Span(" end"))
        painter.paint([row], 20, 2)
        assert glass.texts()[0].index("end") == cell_len(text) + 1

    def test_a_full_last_line_does_not_scroll(self) -> None:
        glass = Glass(6, 2)
        painter = painted_by(glass)
        for letter in "xyz":
            painter.paint([(Span(letter * 6),), (Span(letter * 6),)], 6, 2)
            assert glass.texts() == [letter * 6] * 2

"""The session screen at every size: what matters is in view, and nothing is wider or longer than the screen."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.cases import all_cases
from tests.counted import counted_at
from tests.key_h import hurts
from tests.optional import optional_at
from tests.plans import fifteen_minutes, longest_press, muscle, plan, press, rest, routine, small_plan, step, stretch
from tests.screens import IN_SESSION
from tests.views.session_grid import (
    SIZES,
    WITH_TEXTS,
    composed,
    prose,
    regions_of,
    screen_lines,
    shows_drawn,
    shows_seconds,
    shows_tile,
)

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.steps import StepKind, StepSides
from backpain_cli.domain.terms import Place, Side
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.palette import DARK_COLORS
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.session.events import NS_PER_S, Away, Event, SessionCommand, TimePassed
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import Notice, SessionStatus
from backpain_cli.views.big_digits import cells_of
from backpain_cli.views.charts import PictureView
from backpain_cli.views.floor_screen import floor_screen
from backpain_cli.views.screen_regions import verb_of
from backpain_cli.views.session_clock import LADDER, side_tile
from backpain_cli.views.session_layout import size_class
from backpain_cli.views.session_pictures import StepPictures, is_at_start
from backpain_cli.views.session_screen import SessionScreen
from backpain_cli.views.session_text import notice_text
from backpain_cli.views.widgets import Room
from backpain_cli.wording.phrases import side_phrase

CJK = press(sides=StepSides.BOTH)._replace(
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
WITHOUT_ROWS = {Notice.NONE, Notice.HURTS, Notice.QUIT_AGAIN, Notice.NOT_A_KEY}
"""Notices that have a page or a line of their own."""
STATES: tuple[tuple[Event, ...], ...] = (
    (),
    (SessionCommand.HELP,),
    (SessionCommand.UNKNOWN,),
    (SessionCommand.PAUSE,),
    (SessionCommand.QUIT,),
    (SessionCommand.LENGTHEN_HOLD,),
    (SessionCommand.HURTS,),
    hurts(SessionCommand.ONE),
    hurts(SessionCommand.TWO),
    hurts(SessionCommand.TWO, 30, SessionCommand.ONE),
    hurts(SessionCommand.THREE),
    hurts(SessionCommand.THREE, 120, SessionCommand.ONE),
    (SessionCommand.BIG,),
    (SessionCommand.BIG, SessionCommand.HELP),
    (Away(3_723 * NS_PER_S),),
)


def at(laid_out: Plan, second: float, *events: Event) -> Session:
    session = Session(plan=laid_out, position_ns=int(second * NS_PER_S))
    for event in events:
        session = session.after(event)
    return session


def labels_in(lines: list[str]) -> list[str]:
    """Return the labels of the texts, in their order."""
    known = {"how", "where", "feel", "stop", "avoid", "have", "also", "side", "or", "then", "total", "pressure"}
    return [word for line in lines for word in line.split("  ")[0].split()[:1] if word in known] or [
        word for line in lines for word in line.split()[:1] if word in known
    ]


def side_in_view(lines: list[str], side: Side) -> bool:
    text = prose(lines).lower()
    in_short = {Side.LEFT: "◀ left", Side.RIGHT: "right ▶"}.get(side, side_phrase(side))
    return side is Side.NONE or shows_tile(lines, side_tile(side)) or side_phrase(side) in text or in_short in text


class TestEveryStep:
    @pytest.mark.parametrize("size", SIZES, ids=str)
    def test_what_must_never_be_left_out_is_in_view(self, anatomy: Atlas, size: tuple[int, int]) -> None:
        for one in load_shipped_routines(anatomy):
            laid_out = lay_out(one, sorer=Side.RIGHT)
            screen = SessionScreen(Room(*size), IN_SESSION)
            warned: set[int] = set()
            for segment in laid_out.segments:
                session = at(laid_out, segment.start + segment.seconds // 2)
                lines = composed(screen.regions(session), *size)
                text, place, step = prose(lines), (one.key, segment.step_number, segment.phase), segment.step
                # Of counted work, series and breathing the seconds of their parts are shown.
                assert segment.beats or step.series or shows_seconds(lines, session), place
                assert shows_tile(lines, verb_of(session).upper()), place
                assert side_in_view(lines, segment.side), place
                assert " h " in f" {text} ", place
                if segment.phase is Phase.HOLD and step.stop and size[1] > 1:
                    # Where there is room for more than a few lines it is whole, in a pause too.
                    paused = screen.regions(session.after(SessionCommand.PAUSE))
                    for seen in (text, prose(composed(paused, *size))):
                        wanted = step.stop if size[1] >= 12 else step.stop.split()[0]
                        assert f"stop {wanted.split()[0]}" in seen, place
                        assert all(word in seen for word in wanted.split()), place
                caution = f"avoid {step.avoid.split()[0]}" if step.avoid else "stop "
                if caution in text:
                    warned.add(segment.step_number)
                if size[1] >= 20 and step.avoid and segment.phase in {Phase.HOLD, Phase.WORK, Phase.PAUSE}:
                    assert caution in text, place
            if size[1] >= 12:
                # On the smallest screen it is said in one of the phases of a step, where no rule counts all the time.
                cautious = {one.step_number for one in laid_out.segments if one.step.avoid}
                assert warned >= cautious or (one.guidance.rule and size == (40, 12)), one.key

    @pytest.mark.parametrize("size", [one for one in SIZES if one[1] >= 12], ids=str)
    def test_a_rule_is_in_view_all_the_time(self, anatomy: Atlas, size: tuple[int, int]) -> None:
        (ruled,) = (one for one in load_shipped_routines(anatomy) if one.guidance.rule)
        laid_out = lay_out(ruled, sorer=Side.RIGHT)
        for segment in laid_out.segments:
            session = at(laid_out, segment.start + segment.seconds // 2)
            assert "rule Go on only while the leg pain gets less" in prose(_text_columns(session, size)), segment.phase

    def test_a_stop_sign_is_never_called_anything_else(self, anatomy: Atlas) -> None:
        screen, plain = SessionScreen(Room(200, 60), IN_SESSION), Room(200, 60)
        for one in load_shipped_routines(anatomy):
            laid_out = lay_out(one, sorer=Side.RIGHT)
            for number in range(1, laid_out.steps + 1):
                session = at(laid_out, laid_out.end_of_step(number) - 1)
                stop = session.segment.step.stop
                for regions in (screen.regions(session), floor_screen(session, plain, IN_SESSION)):
                    text = prose(composed(regions, 200, 60))
                    found = text.find(stop[:30]) if stop else -1
                    assert found < 0 or text[:found].endswith("stop "), (one.key, number, text)

    @pytest.mark.parametrize("size", SIZES, ids=str)
    def test_the_digits_keep_their_place_all_through_a_step(self, size: tuple[int, int]) -> None:
        laid_out = fifteen_minutes()
        places: dict[int, set[tuple[int, ...]]] = {}
        screen = SessionScreen(Room(*size), IN_SESSION)
        for second in range(0, laid_out.seconds, 5):
            session = at(laid_out, second)
            regions = screen.regions(session)
            places.setdefault(session.segment.step_number, set()).update(
                one[:4] for one in regions if type(one.renderable).__name__ == "BigText"
            )
        if size_class(*size) is not None:
            assert all(len({(x, y, height) for x, y, _, height in found}) == 1 for found in places.values())


class TestStates:
    @pytest.mark.parametrize("size", SIZES, ids=str)
    @all_cases("name", PLANS)
    def test_nothing_is_wider_or_longer_than_the_screen(self, size: tuple[int, int], name: str) -> None:
        laid_out = PLANS[name]()
        segments = laid_out.segments
        for number, keys in enumerate(STATES):
            segment = segments[number % len(segments)]
            session = at(laid_out, segment.start + segment.seconds / 2, *keys)
            for ascii_only in () if session.is_over else (False, True):
                lines = screen_lines(session, *size, ascii_only=ascii_only)
                assert all(cell_len(line) <= size[0] for line in lines)
                assert not ascii_only or name == "wide characters" or "".join(lines).isascii()

    @given(
        st.integers(1, 260), st.integers(1, 90), st.sampled_from(list(PLANS)), st.floats(0, 0.999),
        st.sampled_from(STATES), st.booleans(),
    )  # fmt: skip
    def test_every_size_from_one_cell_on_has_a_screen(
        self, columns: int, lines: int, name: str, share: float, keys: tuple[Event, ...], ascii_only: bool
    ) -> None:
        laid_out = PLANS[name]()
        session = at(laid_out, share * laid_out.seconds, *keys)
        if not session.is_over:
            assert len(screen_lines(session, columns, lines, ascii_only=ascii_only)) == lines

    @pytest.mark.parametrize("size", WITH_TEXTS, ids=str)
    @all_cases("notice", [one for one in Notice if one not in WITHOUT_ROWS], ids=str)
    def test_a_notice_can_be_read_to_its_end(self, size: tuple[int, int], notice: Notice) -> None:
        session = at(small_plan(), 40)._replace(notice=notice, absence_ns=90_061 * NS_PER_S)
        if notice in {Notice.STEP_ENDED, Notice.AWAY}:
            session = session._replace(status=SessionStatus.PAUSED)
        assert notice_text(session) in prose(_text_columns(session, size))

    @pytest.mark.parametrize("size", [*WITH_TEXTS, (80, 1)], ids=str)
    @pytest.mark.parametrize("command", [(), (SessionCommand.BIG,)], ids=["texts", "digits"])
    def test_of_the_first_key_that_is_none_the_top_line_says_that_another_layout_may_be_on(
        self, size: tuple[int, int], command: tuple[SessionCommand, ...]
    ) -> None:
        lines = screen_lines(at(small_plan(), 40, *command, SessionCommand.UNKNOWN), *size)
        assert "layout may be on." in lines[0]
        later = at(small_plan(), 40, *command, SessionCommand.UNKNOWN, TimePassed(9 * NS_PER_S))
        assert "layout" not in prose(screen_lines(later, *size))

    @pytest.mark.parametrize("size", [(30, 5), (80, 1)], ids=str)
    def test_where_there_is_no_room_for_all_of_it_a_notice_begins_the_same(self, size: tuple[int, int]) -> None:
        ended = at(small_plan(), 40)._replace(notice=Notice.STEP_ENDED)
        assert "That step is over, on both sides." in prose(screen_lines(ended, *size))

    @pytest.mark.parametrize("size", SIZES, ids=str)
    def test_the_question_about_leaving_takes_the_line_of_keys(self, size: tuple[int, int]) -> None:
        text = prose(screen_lines(at(small_plan(), 40, SessionCommand.QUIT), *size))
        assert "Press q once more" in text or "q again leaves" in text

    @pytest.mark.parametrize("size", WITH_TEXTS, ids=str)
    def test_a_pause_shows_that_it_is_one_and_how_to_go_on(self, size: tuple[int, int]) -> None:
        lines = screen_lines(at(small_plan(), 40, SessionCommand.PAUSE), *size)
        assert shows_tile(lines, "PAUSED")
        assert "Space goes on" in prose(lines)

    @pytest.mark.parametrize("size", WITH_TEXTS, ids=str)
    @pytest.mark.parametrize("second", [22, 30, 40, 57, 70])
    def test_the_keys_hide_neither_stop_nor_where_nor_how(self, size: tuple[int, int], second: int) -> None:
        before = screen_lines(at(small_plan(), second), *size)
        after = screen_lines(at(small_plan(), second, SessionCommand.UNKNOWN), *size)
        needed = {"stop", "where", "how", "avoid", "pressure"}
        assert [one for one in labels_in(after) if one in needed] == [one for one in labels_in(before) if one in needed]
        assert "n skip" in prose(after) or "skip this step" in prose(after)

    @pytest.mark.parametrize("size", WITH_TEXTS, ids=str)
    @pytest.mark.parametrize("command", [(), (SessionCommand.BIG,)], ids=["texts", "digits"])
    def test_who_asks_sees_all_the_stop_rules_the_keys_and_what_stops_this_hold(
        self, size: tuple[int, int], command: tuple[SessionCommand, ...]
    ) -> None:
        session = at(small_plan(), 40, *command, SessionCommand.HELP)
        asked = screen_lines(session, *size)
        assert IN_SESSION.rules in prose(asked) or IN_SESSION.rules in prose(_text_columns(session, size))
        assert "n skip" in prose(asked) or "skip this step" in prose(asked)
        assert size == (40, 12) or "Stop when it tingles." in prose(asked)

    @pytest.mark.parametrize("size", [*WITH_TEXTS, (30, 5)], ids=str)
    @pytest.mark.parametrize("second", [10, 22, 30, 40, 57, 82])
    @pytest.mark.parametrize("command", [(), (SessionCommand.PAUSE,), (SessionCommand.BIG,)], ids=str)
    def test_what_stops_is_in_view_in_every_phase(
        self, size: tuple[int, int], second: int, command: tuple[SessionCommand, ...]
    ) -> None:
        session = at(small_plan(), second, *command)
        text = prose(screen_lines(session, *size))
        in_short = IN_SESSION.in_short in prose(_text_columns(session, size)) or IN_SESSION.in_short in text
        # On the smallest screens what stops this step has to do.
        assert in_short or (size[0] <= 40 and session.segment.step.stop and "stop Stop when" in text), text


def _text_columns(session: Session, size: tuple[int, int]) -> list[str]:
    """Return the region that holds the texts of the step, without what lies beside it."""
    regions = regions_of(session, *size)
    texts = [one for one in regions if one.height > 3 and type(one.renderable).__name__ == "Text"]
    return composed(texts[:1], *size)


class TestPhases:
    @pytest.mark.parametrize("size", [(120, 40), (100, 30), (80, 24)], ids=str)
    @pytest.mark.parametrize(
        ("second", "labels"),
        [(22, ["then"]), (30, ["then"]), (40, ["pressure", "feel", "stop", "avoid", "then"])],
    )  # fmt: skip
    def test_a_press_has_the_texts_of_its_phase(self, size: tuple[int, int], second: int, labels: list[str]) -> None:
        assert labels_in(_text_columns(at(small_plan(), second), size)) == labels

    @pytest.mark.parametrize("size", [(120, 40), (100, 30)], ids=str)
    @pytest.mark.parametrize(
        ("second", "labels"), [(22, ["how", "have", "avoid", "where"]), (30, ["avoid", "feel", "how"])]
    )
    def test_while_time_stands_still_everything_can_be_read(
        self, size: tuple[int, int], second: int, labels: list[str]
    ) -> None:
        assert labels_in(_text_columns(at(small_plan(), second, SessionCommand.PAUSE), size)) == labels

    def test_a_pause_in_a_hold_says_again_where_and_how(self) -> None:
        labels = labels_in(_text_columns(at(small_plan(), 40, SessionCommand.PAUSE), (200, 60)))
        assert labels[-3:] == ["where", "how", "then"]

    def test_the_side_of_a_change_is_the_one_that_comes(self) -> None:
        lines = screen_lines(at(small_plan(), 82), 120, 40)
        assert shows_tile(lines, "CHANGE")
        assert shows_tile(lines, "RIGHT ▶")
        assert "Change to your right." in prose(lines)

    def test_a_changed_total_is_shown(self) -> None:
        text = prose(screen_lines(at(small_plan(), 40, SessionCommand.LENGTHEN_HOLD), 100, 30))
        assert "2:05 in all, 5 s more than planned" in text

    def test_less_pressure_is_shown_on_the_meter(self) -> None:
        session = at(small_plan(), 40, *hurts(SessionCommand.ONE))
        text = prose(screen_lines(session, 120, 40))
        assert "2–3 of 10, half as hard" in text
        assert "Half as hard from now on" in text

    @pytest.mark.parametrize("size", WITH_TEXTS[:3], ids=str)
    def test_steps_are_named_above_their_bar_where_there_is_room(self, size: tuple[int, int]) -> None:
        lines = screen_lines(at(small_plan(), 40), *size)
        assert "▼Gluteus medius" in lines[-4]
        assert set(lines[-3].strip()) == {"█", "▄", "▁", " "}

    def test_time_that_passes_moves_no_region_but_its_own(self) -> None:
        screen = SessionScreen(Room(120, 40), IN_SESSION)
        for second, later in pairwise(range(36, 54)):
            before, after = (screen.regions(at(small_plan(), each)) for each in (second, later))
            moved = [one for one, other in zip(before, after, strict=True) if one.key != other.key]
            same = [one for one, other in zip(before, after, strict=True) if one.renderable is other.renderable]
            assert len(moved) <= 4
            assert len(same) >= len(before) - 4


class TestPictures:
    def draw(self, columns: int, lines: int, second: int) -> list[str]:
        pictures = StepPictures(load_picture_data, "lower-back")
        laid_out = lay_out(self.routine, sorer=Side.RIGHT)
        start = laid_out.start_of_step(4) + second

        def view(scene: object, wide: int, high: int) -> PictureView:
            return PictureView(scene, wide, high, PictureMode.PATTERNS, DARK_COLORS)  # type: ignore[arg-type]

        session = at(laid_out, start)
        return composed(regions_of(session, columns, lines, pictures=pictures, draw=view), columns, lines)

    @pytest.fixture(autouse=True)
    def _lower_back(self, anatomy: Atlas) -> None:
        self.routine = next(one for one in load_shipped_routines(anatomy) if one.key == "lower-back")

    @pytest.mark.parametrize("size", [(120, 40), (100, 30), (80, 24)], ids=str)
    def test_the_place_is_shown_while_it_is_looked_for_and_the_posture_otherwise(self, size: tuple[int, int]) -> None:
        ready, find, hold = (prose(self.draw(*size, second)) for second in (0, 10, 28))
        assert "your right" in find.replace("YOUR", "")
        assert "your left ▀" in find or "your left" in find
        for text in (ready, hold):
            assert "T12" not in text

    def test_the_largest_screen_shows_both_and_what_comes_next(self) -> None:
        text = prose(self.draw(200, 60, 28))
        assert "T12" in text
        assert "Gluteus medius, your right" in text
        assert "● Just below the back rim" in text

    def test_where_nothing_is_known_of_a_posture_the_next_steps_are_named(self) -> None:
        nothing = StepPictures(lambda: {"postures": {}, "muscles": {}, "body": {}, "areas": {}}, "own")
        nothing._scenes = {
            (one.step_number, one.step.kind, one.step.level, one.side): () for one in small_plan().segments
        }
        regions = regions_of(
            at(small_plan(), 40),
            120,
            40,
            pictures=nothing,
            draw=lambda scene, wide, high: PictureView(scene, wide, high, PictureMode.ASCII, DARK_COLORS),
        )
        assert "Figure four, two sides" in prose(composed(regions, 120, 40))

    @pytest.mark.parametrize("size", [(60, 20), (40, 12)], ids=str)
    def test_a_small_screen_has_none(self, size: tuple[int, int]) -> None:
        text = "\n".join(self.draw(*size, 28))
        laid_out = lay_out(self.routine, sorer=Side.RIGHT)
        assert text == "\n".join(screen_lines(at(laid_out, laid_out.start_of_step(4) + 28), *size))


def test_a_tile_can_be_found() -> None:
    assert shows_drawn(["", "  ▄ ▄", "  █▄█", "  █ █"], ["▄ ▄", "█▄█", "█ █"])
    assert not shows_drawn(["", "  ▄ ▄", "  █▄█", "  █  "], ["▄ ▄", "█▄█", "█ █"])


class TestCountedWork:
    @pytest.mark.parametrize(("columns", "lines"), WITH_TEXTS)
    def test_the_count_the_verb_and_the_turn_are_in_view(self, columns: int, lines: int) -> None:
        session = counted_at("Bird dog", Phase.WORK, 20)
        rows = screen_lines(session, columns, lines)
        assert shows_tile(rows, "OUT")
        assert "YOUR RIGHT ▶" in prose(rows) or shows_tile(rows, "RIGHT ▶")
        number = any(shows_drawn(rows, cells_of("2", *size)) for size in (*LADDER, (1, 2), (1, 1)))
        assert number
        assert "of 3" in prose(rows) or any(
            shows_drawn(rows, cells_of("OF 3", max(1, across // 2), max(1, half // 2))) for across, half in LADDER
        )
        if lines > 12:
            assert "● ◉ ○" in prose(rows)
            assert "3 of 6 s" in prose(rows)

    def test_the_verb_goes_from_part_to_part_of_a_repetition(self) -> None:
        screen = SessionScreen(Room(120, 40), IN_SESSION)
        seen = []
        for second in range(12):
            rows = composed(screen.regions(counted_at("Bridge", Phase.WORK, second)), 120, 40)
            seen += [verb for verb in ("UP", "DOWN") if shows_tile(rows, verb)]
        assert seen == ["UP"] * 3 + ["DOWN"] * 3 + ["UP"] * 3 + ["DOWN"] * 3

    @pytest.mark.parametrize(("columns", "lines"), WITH_TEXTS)
    def test_a_pause_between_two_holds_has_a_face_of_its_own(self, columns: int, lines: int) -> None:
        held = counted_at("Side plank", Phase.HOLD, 3)
        pause = counted_at("Side plank", Phase.PAUSE, 1)
        for session, verb, kind in ((held, "HOLD", "move"), (pause, "LET GO", "rest")):
            regions = regions_of(session, columns, lines)
            assert shows_tile(composed(regions, columns, lines), verb)
            assert any(f"tile.{kind}" in str(one.key) for one in regions)

    def test_the_rounds_are_counted(self) -> None:
        rested = prose(screen_lines(counted_at("Clamshell", Phase.REST, 2), 120, 40))
        assert "Your left is next, round 2 of 2." in rested
        worked = prose(screen_lines(counted_at("Clamshell", Phase.WORK, 2, number=2), 120, 40))
        assert "2 of 2" in worked

    def test_digits_keep_their_size_all_through_a_step(self) -> None:
        for title, phases in (("Bridge", (Phase.READY, Phase.WORK)), ("Side plank", (Phase.HOLD, Phase.PAUSE))):
            heights = {
                max(one.height for one in regions_of(counted_at(title, phase), 120, 40) if "digits" in str(one.key)
                    or "edge" in str(one.key))
                for phase in phases
            }  # fmt: skip
            assert len(heights) == 1

    def test_one_line_has_the_count_in_place_of_seconds(self) -> None:
        (line,) = screen_lines(counted_at("Bridge", Phase.WORK, 13), 80, 1)
        assert line.startswith(" UP  3/8 ")

    def test_a_picture_shows_the_side_whose_turn_it_is_and_the_form_of_the_level(self) -> None:
        pictures = StepPictures(load_picture_data, "every-kind")
        session = counted_at("Bird dog", Phase.WORK)
        left, right = (pictures.of_segment(session.segment, side) for side in (Side.LEFT, Side.RIGHT))
        assert left
        assert left != right
        ready = counted_at("Bird dog", Phase.READY).segment
        assert pictures.of_segment(ready)[0].shapes == left[0].shapes
        easier = session.segment._replace(step=session.segment.step._replace(level=1, place=Place.STANDING))
        assert pictures.of_segment(easier, Side.LEFT) != left

    def test_of_two_frames_each_part_of_a_repetition_shows_where_it_leads_to(self) -> None:
        frames = [is_at_start(counted_at("Bridge", Phase.WORK, second)) for second in range(6)]
        assert frames == [False] * 3 + [True] * 3


@pytest.mark.parametrize("size", SIZES[:5], ids=str)
def test_the_top_line_has_the_total_where_a_key_changed_it(size: tuple[int, int]) -> None:
    session = optional_at(20)
    assert " of 4:30" not in screen_lines(session, *size)[0]
    session = session.after(SessionCommand.SKIP).after(SessionCommand.SKIP)
    assert screen_lines(session, *size)[0].endswith("3:30 to go of 3:50")
    assert "Left out. Settle is now 3:00." in prose(screen_lines(session, *size))

"""What the two stages show of whole sessions: plain lines as a text, and a screen with few bytes."""

import unicodedata

import pyte
import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan, Segment
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.pictures.scene import Dot, Role, Scene, ScenePoint
from backpain_cli.session.events import NS_PER_S, Resized, SessionCommand, SessionEnded
from backpain_cli.session.loop import new_session, run_loop
from backpain_cli.session.session import Session, SessionStatus
from backpain_cli.terminal.countdown import ASCII, UNICODE, Signs
from backpain_cli.terminal.distance import compose_big
from backpain_cli.terminal.painter import Painter
from backpain_cli.terminal.plain_stage import PlainStage
from backpain_cli.terminal.screen import compose
from backpain_cli.terminal.screen_stage import ScreenStage
from backpain_cli.terminal.step_view import StepView
from backpain_cli.views import session_text as words
from backpain_cli.wording.cues import CueKind, cue_sheet
from tests.fakes import Asleep, FakeTime, Happening, Stopped
from tests.plans import fifteen_minutes, longest_press, lower_back, plan, press, small_plan

KEYS = (
    "Keys. h: it hurts: the hold stops, and you say how; space: pause, and go on; n, p or the arrows: skip this step, "
    "or back to the step before; r: this step from its start; + and -: hold 5 seconds longer or shorter; "
    "?: show the keys, or hide them; q twice: leave the session."
)


def lines_of(laid_out: Plan, *script: tuple[float, Happening], from_step: int = 1) -> list[str]:
    """Return what a plain stage writes in a session in which the script happens, without the keys at the top."""
    written: list[str] = []
    time = FakeTime(script)
    run_loop(new_session(laid_out, from_step=from_step), clock=time, inputs=time, stage=PlainStage(written.append))
    assert written[0] == KEYS
    return written[1:]


CHECK = """
0:00 Step 1 of 4, standing at a wall. Check. Bend forward slowly, only as far as is comfortable.
0:10 Half time.
0:11 Next: Gluteus medius, your left.
"""
PRESS = """
0:20 Step 2 of 4, standing at a wall. Gluteus medius, your left. Lean the side of your hip on the ball.
     How: Stand sideways to the wall, feet a step away.
     Where: Below the rim of the pelvis, at the trouser seam.
     With: tennis ball, or rolled towel
     Avoid: Keep off the bony knob of the hip.
     Stop: Stop when it tingles.
     Feel: A dull ache that eases.
0:25 Find the place.
0:35 Hold, 20 seconds. Pressure 4 to 6 of 10.
"""
HALF = """0:45 Half time.
0:46 Next: Figure four, piriformis, your left.
0:50 Ease off in five.
"""
STRETCH = """
0:55 Step 3 of 4, standing at a wall. Figure four, piriformis, your left. Lay the ankle on the other knee.
     How: Lie on your back.
     Side: The buttock of the crossed leg.
     Stop: Stop when the knee hurts.
     Feel: A pull in the buttock.
     If it hurts: Cross the legs only.
1:00 Hold, 20 seconds.
1:10 Half time.
1:15 Ease out in five.
1:20 Change to your right.
1:25 Hold, 20 seconds.
1:35 Half time.
1:38 Next: Rest.
1:40 Ease out in five.
"""
REST = """
1:45 Step 4 of 4, standing at a wall. Rest. Breathe slowly.
"""
END = """2:00 That is the end.
"""


def text_of(*script: tuple[float, Happening]) -> str:
    return "".join(f"{line}\n" for line in lines_of(small_plan(), *script))


class TestPlain:
    def test_a_whole_session_reads_like_this(self) -> None:
        assert text_of() == CHECK + PRESS + HALF + STRETCH + REST + END

    def test_a_pause_and_its_end_are_told(self) -> None:
        told = "Paused. Space goes on, r does this step again.\nGoing on.\n"
        assert (
            text_of((40, SessionCommand.PAUSE), (100, SessionCommand.PAUSE))
            == CHECK + PRESS + told + HALF + STRETCH + REST + END
        )

    @pytest.mark.parametrize("gone", [Asleep(3600), Stopped(3600)], ids=["asleep", "stopped"])
    def test_an_absence_is_told_with_its_length_and_how_to_go_on(self, gone: Happening) -> None:
        told = (
            "You were away for 1 h 0 min. That time does not count.\n"
            "Paused. Space goes on, r does this step again.\n"
            "Going on.\n"
        )
        # It comes after the cue that was waited for, or before it.
        read = text_of((35, gone), (5000, SessionCommand.PAUSE))
        assert read.replace(told, "") == CHECK + PRESS + HALF + STRETCH + REST + END
        assert read.count(told) == 1

    def test_the_question_about_leaving_is_told_once(self) -> None:
        told = "Press q once more to leave. Any other key goes on.\n"
        assert text_of((40, SessionCommand.QUIT)) == CHECK + PRESS + told + HALF + STRETCH + REST + END

    def test_it_is_told_again_when_it_is_asked_again(self) -> None:
        told = "Press q once more to leave. Any other key goes on.\n"
        read = text_of(
            (36, SessionCommand.QUIT), (40, SessionCommand.QUIT), (43, SessionCommand.QUIT), (44, SessionCommand.QUIT)
        )
        assert read == CHECK + PRESS + told * 3

    def test_a_longer_and_a_shorter_hold_are_told_with_what_becomes_of_the_whole(self) -> None:
        read = lines_of(small_plan(), *((36 + number, key) for number, key in enumerate(self.CHANGES)))
        assert [line for line in read if "This hold is now" in line] == [
            "This hold is now 25 seconds. 2:05 in all, 5 s more than planned.",
            "This hold is now 20 seconds. 2:00 in all, as planned.",
            "This hold is now 15 seconds. 1:55 in all, 5 s less than planned.",
        ]

    CHANGES = (SessionCommand.LENGTHEN_HOLD, SessionCommand.SHORTEN_HOLD, SessionCommand.SHORTEN_HOLD)

    def test_the_cap_is_told(self) -> None:
        read = lines_of(plan(press(sides=StepSides.LEFT, hold=60, cap=60)), (20, SessionCommand.LENGTHEN_HOLD))
        assert read.count("This hold is not made longer than 60 seconds.") == 1

    def test_what_cannot_be_made_shorter_is_told(self) -> None:
        read = lines_of(plan(press(sides=StepSides.LEFT, hold=10)), (20, SessionCommand.SHORTEN_HOLD))
        assert read.count("This hold cannot be made shorter now. n goes on to the next step.") == 1

    def test_what_is_no_hold_is_told(self) -> None:
        read = lines_of(small_plan(), (3, SessionCommand.LENGTHEN_HOLD))
        assert read.count("Only a hold can be made longer or shorter.") == 1

    @pytest.mark.parametrize("command", [SessionCommand.HELP, SessionCommand.UNKNOWN])
    def test_the_keys_are_told_to_who_asks(self, command: SessionCommand) -> None:
        told = "".join(f"  {key}: {meaning}\n" for key, meaning in words.KEYS_OF_LINES)
        assert text_of((40, command)) == CHECK + PRESS + told + HALF + STRETCH + REST + END

    def test_who_asks_for_the_keys_once_more_hears_them_once_more(self) -> None:
        told = "".join(f"  {key}: {meaning}\n" for key, meaning in words.KEYS_OF_LINES)
        read = text_of((40, SessionCommand.HELP), (43, SessionCommand.HELP))
        assert read == CHECK + PRESS + told * 2 + HALF + STRETCH + REST + END

    @pytest.mark.parametrize("times", [1, 2, 3, 4])
    def test_each_question_mark_tells_the_keys(self, times: int) -> None:
        read = lines_of(small_plan(), *((36 + number, SessionCommand.HELP) for number in range(times)))
        assert read.count("  r: this step from its start") == times

    def test_a_skipped_step_is_told_no_more_of(self) -> None:
        assert text_of((40, SessionCommand.SKIP)) == CHECK + PRESS + STRETCH + REST + END

    def test_a_step_done_again_is_told_again(self) -> None:
        assert text_of((40, SessionCommand.RESTART)) == CHECK + PRESS + PRESS + HALF + STRETCH + REST + END

    def test_going_back_tells_the_step_before(self) -> None:
        read = text_of((56, SessionCommand.BACK))
        opened = "\n".join(STRETCH.splitlines()[:7]) + "\n"
        assert read == CHECK + PRESS + HALF + opened + PRESS + HALF + STRETCH + REST + END

    def test_it_may_begin_with_a_later_step(self) -> None:
        assert "".join(f"{line}\n" for line in lines_of(small_plan(), from_step=3)) == STRETCH + REST + END

    def test_a_broken_off_session_just_ends(self) -> None:
        assert text_of((40, SessionEnded())) == CHECK + PRESS

    def test_another_size_is_nothing_to_tell(self) -> None:
        assert text_of((40, Resized()), (41, Resized())) == text_of()

    def test_keys_pressed_at_once_are_told_once_each(self) -> None:
        read = text_of(
            (40, SessionCommand.PAUSE), (40, SessionCommand.HELP), (40, SessionCommand.QUIT), (90, SessionCommand.PAUSE)
        )
        lines = read.splitlines()
        for told in ("Paused. Space goes on, r does this step again.", "Going on.", "  r: this step from its start"):
            assert lines.count(told) == 1

    @pytest.mark.parametrize("laid_out", [small_plan(), fifteen_minutes(), plan(longest_press())])
    def test_no_line_is_told_twice(self, laid_out: Plan) -> None:
        timed = [line for line in lines_of(laid_out) if line[:1].isdigit()]
        told = [cue for cue in cue_sheet(laid_out) if cue.kind is not CueKind.COUNT]
        assert len(timed) == len(set(timed)) == len(told)

    def test_the_key_for_large_digits_is_answered_and_is_not_among_the_keys(self) -> None:
        read = lines_of(small_plan(), (3, SessionCommand.BIG))
        assert read.count("There are no large digits in plain lines.") == 1

    def test_there_is_no_box_no_colour_and_no_control_character_in_it(self) -> None:
        script = (
            (3, SessionCommand.HELP),
            (4, SessionCommand.LENGTHEN_HOLD),
            (36, SessionCommand.PAUSE),
            (60, SessionCommand.PAUSE),
            (70, SessionCommand.QUIT),
        )
        for line in [KEYS, *lines_of(small_plan(), *script)]:
            assert line.isascii()
            assert not [character for character in line if unicodedata.category(character) == "Cc"]
            assert line == line.rstrip()


class Window:
    """A terminal that counts what it is sent."""

    def __init__(self, columns: int, lines: int) -> None:
        self.size = (columns, lines)
        self.sent = 0
        self.breaks = False
        """Whether the terminal takes no more than a few bytes."""
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)

    def write(self, data: bytes) -> bool:
        self.sent += len(data)
        self._stream.feed(data[:3] if self.breaks else data)
        return not self.breaks

    @property
    def shown(self) -> str:
        return "\n".join(self.text())

    def text(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]


class Witness(ScreenStage):
    """A screen that asserts after each drawing that the window shows what was composed."""

    def __init__(self, window: Window, signs: Signs) -> None:
        super().__init__(Painter(window.write, colors=True, encoding="utf-8"), lambda: window.size, signs)
        self._window = window
        self.drawn = 0

    def show(self, session: Session) -> None:
        super().show(session)
        if session.is_over:
            return
        self.drawn += 1
        columns, lines = self._window.size
        composes = compose_big if session.floor_view else compose
        rows = composes(session, columns, lines, ASCII if self._signs is ASCII else UNICODE)
        composed = ["".join(span.text for span in row).rstrip() for row in rows]
        assert self._window.text() == composed + [""] * (lines - len(composed))


def bytes_sent(laid_out: Plan, columns: int, lines: int, signs: Signs) -> int:
    """Return how many bytes a terminal is sent in a session from its start to its end."""
    sent = 0

    def write(data: bytes) -> bool:
        nonlocal sent
        sent += len(data)
        return True

    stage = ScreenStage(Painter(write, colors=True, encoding="utf-8"), lambda: (columns, lines), signs)
    time = FakeTime()
    session = run_loop(new_session(laid_out), clock=time, inputs=time, stage=stage)
    assert (session.status, session.practised) == (SessionStatus.FINISHED, 900 * NS_PER_S)
    assert len(time.waits) == 900
    return sent


class TestScreenStage:
    @pytest.mark.parametrize("signs", [UNICODE, ASCII], ids=["unicode", "ascii"])
    @pytest.mark.parametrize(("columns", "lines"), [(80, 24), (40, 12)])
    def test_the_window_shows_each_second_of_a_session(self, columns: int, lines: int, signs: Signs) -> None:
        window = Window(columns, lines)
        stage = Witness(window, signs)
        time = FakeTime(
            [
                (40, SessionCommand.PAUSE),
                (100, SessionCommand.PAUSE),
                (110, SessionCommand.HELP),
                (120, SessionCommand.QUIT),
            ]
        )
        session = run_loop(new_session(small_plan()), clock=time, inputs=time, stage=stage)
        assert session.status is SessionStatus.FINISHED
        assert stage.drawn >= 120

    @pytest.mark.parametrize("signs", [UNICODE, ASCII], ids=["unicode", "ascii"])
    @pytest.mark.parametrize("laid_out", [fifteen_minutes(), lower_back()], ids=["all kinds", "like lower-back"])
    @pytest.mark.parametrize(("columns", "lines"), [(120, 40), (80, 24), (40, 12), (20, 5)])
    def test_fifteen_minutes_send_less_than_sixty_thousand_bytes(
        self, columns: int, lines: int, laid_out: Plan, signs: Signs
    ) -> None:
        # Nothing is saved by not drawing: each second writes a digit at least.
        assert 900 < bytes_sent(laid_out, columns, lines, signs) < 60_000

    @pytest.mark.parametrize(("columns", "lines"), [(120, 40), (80, 24), (40, 12)])
    def test_so_do_all_shipped_routines_of_fifteen_minutes(self, columns: int, lines: int, anatomy: Atlas) -> None:
        plans = [lay_out(routine) for routine in load_shipped_routines(anatomy) if routine.seconds == 900]
        assert plans
        for laid_out in plans:
            assert bytes_sent(laid_out, columns, lines, UNICODE) < 60_000, laid_out.routine.key

    def test_each_key_is_shown_at_once(self) -> None:
        keys = (
            SessionCommand.LENGTHEN_HOLD,
            SessionCommand.HELP,
            SessionCommand.HELP,
            SessionCommand.BIG,
            SessionCommand.BIG,
            SessionCommand.RESTART,
            SessionCommand.SHORTEN_HOLD,
        )
        window = Window(80, 24)
        stage = Witness(window, UNICODE)
        time = FakeTime([(37.3 + 2.9 * number, key) for number, key in enumerate(keys)], late=lambda _: 0.1)
        session = run_loop(new_session(small_plan()), clock=time, inputs=time, stage=stage)
        assert session.status is SessionStatus.FINISHED

    def test_a_frame_that_broke_off_is_made_good_in_the_next_second(self) -> None:
        window = Window(80, 24)
        stage = Witness(window, UNICODE)
        stage.show(Session(plan=small_plan(), position_ns=36 * NS_PER_S))
        window.breaks = True
        with pytest.raises(AssertionError):
            stage.show(Session(plan=small_plan(), position_ns=37 * NS_PER_S))
        window.breaks = False
        stage.show(Session(plan=small_plan(), position_ns=38 * NS_PER_S))

    def test_the_words_of_a_step_come_before_its_pictures(self) -> None:
        window = Window(120, 40)
        drawn: list[int] = []
        seen: list[str] = []

        def pictures(segment: Segment) -> list[Scene]:
            drawn.append(segment.step_number)
            seen.append(window.shown)
            return [Scene(100, 100, (Dot(Role.LIMB, ScenePoint(50, 50), 40),), "", "")]

        painter = Painter(window.write, colors=True, encoding="utf-8")
        stage = ScreenStage(painter, lambda: window.size, UNICODE, StepView(pictures, PictureMode.ASCII))
        stage.show(Session(plan=small_plan()))
        assert drawn == [1]
        assert "Bend forward slowly" in seen[0]
        assert window.shown != seen[0]
        # The pictures of the next step are drawn in the first second in which there is nothing else to do.
        for second in (1, 2, 19):
            stage.show(Session(plan=small_plan(), position_ns=second * NS_PER_S))
            assert drawn == [1, 2]
        stage.show(Session(plan=small_plan(), position_ns=20 * NS_PER_S))
        assert drawn == [1, 2, 3]
        # Whoever jumps to a step whose pictures are not drawn yet reads its words first.
        stage.show(Session(plan=small_plan(), position_ns=110 * NS_PER_S))
        assert drawn == [1, 2, 3, 4]
        assert "Breathe slowly" in seen[-1]

    def test_another_size_is_asked_for_and_all_is_drawn_anew(self) -> None:
        window = Window(80, 24)
        stage = Witness(window, UNICODE)
        session = Session(plan=small_plan())
        stage.show(session)
        window.size = (40, 12)
        window.screen.resize(12, 40)
        stage.redraw()
        stage.show(session)
        assert stage.drawn == 2

    def test_what_scribbled_over_the_screen_is_gone_after_a_redraw(self) -> None:
        window = Window(80, 24)
        stage = Witness(window, UNICODE)
        stage.show(Session(plan=small_plan()))
        window.screen.reset()
        window.screen.draw("another program")
        stage.redraw()
        stage.show(Session(plan=small_plan()))
        assert "another program" not in "\n".join(window.text())

    def test_the_end_draws_nothing(self) -> None:
        window = Window(80, 24)
        stage = ScreenStage(Painter(window.write, colors=True, encoding="utf-8"), lambda: window.size, UNICODE)
        stage.show(Session(plan=small_plan()).after(SessionEnded()))
        assert window.sent == 0

"""What the plain stage writes of whole sessions."""

import unicodedata

import pytest

from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.domain.safety.in_session import HurtsPage
from backpain_cli.session.events import Resized, SessionCommand, SessionEnded
from backpain_cli.session.loop import new_session, run_loop
from backpain_cli.terminal.plain_stage import PlainStage
from backpain_cli.views import session_text as words
from backpain_cli.wording.cue_kinds import CueKind
from backpain_cli.wording.cues import cue_sheet
from tests.fakes import Asleep, FakeTime, Happening, Stopped
from tests.optional import optional_plan
from tests.plans import fifteen_minutes, longest_press, plan, press, small_plan
from tests.screens import IN_SESSION

KEYS = (
    "Keys. h: it hurts: the hold stops, and you say how; space: pause, and go on; n, p or the arrows: skip this step, "
    "or back to the step before; r: this step from its start; + and -: hold 5 seconds longer or shorter, "
    "or one repetition more or less; e: an easier form of this move, kept for the next time; "
    "?: the stop rules and the keys, or hide them; q twice: leave the session."
)


KEY_LINES = "".join(f"  {key}: {meaning}\n" for key, meaning in words.KEYS_OF_LINES)
RULES = f"{IN_SESSION.rules} {IN_SESSION.press_h}\n"


def lines_of(laid_out: Plan, *script: tuple[float, Happening], from_step: int = 1) -> list[str]:
    """Return what a plain stage writes in a session in which the script happens, without the keys at the top."""
    written: list[str] = []
    time = FakeTime(script)
    run_loop(
        new_session(laid_out, from_step=from_step),
        clock=time,
        inputs=time,
        stage=PlainStage(written.append, IN_SESSION),
    )
    assert written[:2] == [KEYS, IN_SESSION.in_short]
    return written[2:]


CHECK = """
0:00 Step 1 of 4, standing at a wall. Check. Bend forward slowly, only as far as is comfortable.
0:07 Next: Gluteus medius, your left.
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
LATER = """0:46 Next: Figure four, piriformis, your left.
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
1:15 Ease out in five.
1:20 Change to your right.
1:25 Hold, 20 seconds.
1:39 Next: Rest.
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
        assert text_of() == CHECK + PRESS + LATER + STRETCH + REST + END

    def test_a_pause_and_its_end_are_told(self) -> None:
        told = "Paused. Space goes on, r does this step again.\nGoing on.\n"
        assert (
            text_of((40, SessionCommand.PAUSE), (100, SessionCommand.PAUSE))
            == CHECK + PRESS + told + LATER + STRETCH + REST + END
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
        assert read.replace(told, "") == CHECK + PRESS + LATER + STRETCH + REST + END
        assert read.count(told) == 1

    def test_the_question_about_leaving_is_told_once(self) -> None:
        told = "Press q once more to leave. Any other key goes on.\n"
        assert text_of((40, SessionCommand.QUIT)) == CHECK + PRESS + told + LATER + STRETCH + REST + END

    def test_it_is_told_again_when_it_is_asked_again(self) -> None:
        told = "Press q once more to leave. Any other key goes on.\n"
        read = text_of(
            (36, SessionCommand.QUIT), (40, SessionCommand.QUIT), (43, SessionCommand.QUIT), (44, SessionCommand.QUIT)
        )
        assert read == CHECK + PRESS + told * 3

    def test_an_optional_step_that_is_left_out_is_told_with_what_becomes_of_the_whole(self) -> None:
        keys = ((24.5, SessionCommand.SKIP), (25, SessionCommand.SKIP), (26, SessionCommand.BACK))
        read = lines_of(optional_plan(), *keys)
        assert [line for line in read if "Left out." in line or " in all" in line] == [
            "Left out. Settle is now 2:33.",
            "Left out. Settle is now 3:00.",
            "3:54 in all, 36 s less than planned.",
            "4:30 in all, as planned.",
        ]
        assert not any("This hold is now" in line for line in read)

    def test_what_is_halved_before_it_begins_is_told_without_the_seconds_to_get_ready(self) -> None:
        keys = ((62, SessionCommand.HURTS), (64, SessionCommand.ONE))
        read = lines_of(optional_plan(), *keys)
        assert "4:06 in all, 24 s less than planned." in read

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
        assert read.count("Only a hold or counted work can be made longer or shorter.") == 1

    def test_the_stop_rules_and_the_keys_are_told_to_who_asks(self) -> None:
        assert text_of((40, SessionCommand.HELP)) == CHECK + PRESS + RULES + KEY_LINES + LATER + STRETCH + REST + END

    def test_another_key_brings_up_the_keys_alone(self) -> None:
        remark = "That is not a key here; another keyboard layout may be on.\n"
        assert (
            text_of((40, SessionCommand.UNKNOWN)) == CHECK + PRESS + remark + KEY_LINES + LATER + STRETCH + REST + END
        )

    def test_keys_that_were_not_asked_for_are_written_once_and_not_when_their_time_is_over(self) -> None:
        read = lines_of(small_plan(), (36, SessionCommand.UNKNOWN), (37, SessionCommand.UNKNOWN))
        assert read.count("  r: this step from its start") == 1

    def test_who_asks_for_the_keys_once_more_hears_them_once_more(self) -> None:
        read = text_of((40, SessionCommand.HELP), (43, SessionCommand.HELP))
        assert read == CHECK + PRESS + (RULES + KEY_LINES) * 2 + LATER + STRETCH + REST + END

    @pytest.mark.parametrize("times", [1, 2, 3, 4])
    def test_each_question_mark_tells_the_keys(self, times: int) -> None:
        read = lines_of(small_plan(), *((36 + number, SessionCommand.HELP) for number in range(times)))
        assert read.count("  r: this step from its start") == times

    def test_each_page_of_the_key_h_is_told_once_as_it_comes_up(self) -> None:
        script = ((40, SessionCommand.HURTS), (43, SessionCommand.TWO), (80, SessionCommand.ONE))
        pages = IN_SESSION.by_page
        read = lines_of(small_plan(), *script)
        told = [pages[page].spoken for page in (HurtsPage.CHOICE, HurtsPage.SETTLING, HurtsPage.SETTLED)]
        assert [line for line in read if line in told] == told
        after = read[read.index(told[-1]) :]
        assert after[1:4] == [
            "h: ask again what it is. q twice: leave.",
            "That step is over, on both sides. Nothing more is pressed in this region today.",
            "Going on.",
        ]
        assert "0: Nothing of these, go on. q twice: leave." in read

    def test_a_skipped_step_is_told_no_more_of(self) -> None:
        assert text_of((40, SessionCommand.SKIP)) == CHECK + PRESS + STRETCH + REST + END

    def test_a_step_done_again_is_told_again(self) -> None:
        assert text_of((40, SessionCommand.RESTART)) == CHECK + PRESS + PRESS + LATER + STRETCH + REST + END

    def test_going_back_tells_the_step_before(self) -> None:
        read = text_of((56, SessionCommand.BACK))
        opened = "\n".join(STRETCH.splitlines()[:7]) + "\n"
        assert read == CHECK + PRESS + LATER + opened + PRESS + LATER + STRETCH + REST + END

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

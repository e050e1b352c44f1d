"""The stream of events of whole sessions, against their plans."""

import json
from typing import Any

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.safety.in_session import HurtsPage
from backpain_cli.domain.terms import Side
from backpain_cli.export.plan_documents import plan_document
from backpain_cli.session.events import SessionCommand, SessionEnded
from backpain_cli.session.loop import new_session, run_loop
from backpain_cli.terminal.event_stage import EventStage
from backpain_cli.wording.cues import cue_sheet
from tests.counted import counted_plan, hard_plan
from tests.fakes import FakeTime, Happening, Stopped
from tests.optional import optional_plan
from tests.plans import small_plan
from tests.screens import IN_SESSION
from tests.sheets import SHIPPED, shipped

Event = dict[str, Any]


def events_of(laid_out: Plan, *script: tuple[float, Happening], speed: int = 1, late: float = 0) -> list[Event]:
    """Return the events of a session in which the script happens."""
    written: list[str] = []
    time = FakeTime(script, late=lambda _: late)
    run_loop(
        new_session(laid_out),
        clock=time,
        inputs=time,
        stage=EventStage(written.append, plan_document, IN_SESSION),
        speed=speed,
    )
    assert all("\n" not in line and line.isascii() for line in written)
    return [json.loads(line) for line in written]


def named(events: list[Event], *names: str) -> list[Event]:
    return [event for event in events if event["event"] in names]


def told(event: Event) -> Event:
    """Return what an event tells beside what every event tells."""
    return {key: value for key, value in event.items() if key not in {"version", "event", "position", "elapsed"}}


@pytest.mark.parametrize("late", [0, 0.3])
@pytest.mark.parametrize("key", SHIPPED)
def test_the_stream_of_a_shipped_routine_is_its_plan(anatomy: Atlas, key: str, late: float) -> None:
    laid_out = lay_out(shipped(key, anatomy), sorer=Side.LEFT)
    events = events_of(laid_out, late=late)
    assert {event["version"] for event in events} == {1}
    begin, *between, end = events
    assert begin["event"] == "begin"
    stop = {"rules": [rule.text for rule in IN_SESSION.stop_rules], "in_short": IN_SESSION.in_short}
    assert told(begin) == {"steps": laid_out.steps, "stop": stop} | {
        name: value for name, value in plan_document(laid_out).items() if name != "version"
    }
    segments = named(between, "segment")
    assert [(one["position"], one["segment"], one["seconds"], one["side"]) for one in segments] == [
        (segment.start, number, segment.seconds, segment.side)
        for number, segment in enumerate(laid_out.segments, start=1)
    ]
    assert [(one["position"], one["kind"].replace("-", " "), one["text"]) for one in named(events, "cue")] == [
        tuple(cue) for cue in cue_sheet(laid_out)
    ]
    assert {event["event"] for event in between} == {"segment", "cue"}
    assert all(event["elapsed"] == 1000 * event["position"] for event in between)
    assert told(end) == {
        "status": "finished",
        "done": list(range(1, laid_out.steps + 1)),
        "skipped": [],
        "practised": laid_out.seconds,
        "paused": 0,
    }


def test_a_segment_comes_before_its_cues() -> None:
    events = [event for event in events_of(small_plan()) if event["position"] == 20]
    assert [event["event"] for event in events] == ["segment", "cue"]


def test_a_pause_and_going_on_are_told_with_the_time_that_went_by() -> None:
    events = events_of(small_plan(), (40, SessionCommand.PAUSE), (100, SessionCommand.PAUSE))
    assert [(one["event"], one["position"], one["elapsed"]) for one in named(events, "pause", "go-on")] == [
        ("pause", 40, 40_000),
        ("go-on", 40, 100_000),
    ]
    eased = next(one for one in named(events, "cue") if one["position"] == 50)
    assert eased["elapsed"] == 110_000
    assert events[-1]["paused"] == 60


def test_keys_that_jump_are_told_with_where_they_lead() -> None:
    script = ((21, SessionCommand.SKIP), (23, SessionCommand.BACK), (25, SessionCommand.RESTART))
    events = events_of(small_plan(), *script)
    jumps = named(events, "skip", "back", "restart")
    assert [(one["event"], one["from"], one["step"]) for one in jumps] == [
        ("skip", 2, 3),
        ("back", 3, 2),
        ("restart", 2, 2),
    ]
    at = events.index(jumps[0])
    assert (events[at + 1]["event"], events[at + 1]["step"]) == ("segment", 3)


def test_the_last_step_skipped_leads_nowhere_and_then_comes_the_end() -> None:
    events = events_of(small_plan(), (110, SessionCommand.SKIP), (111, SessionCommand.ENTER))
    (skip,) = named(events, "skip")
    assert told(skip) == {"from": 4, "step": None}
    assert (events[-1]["event"], events[-1]["skipped"]) == ("end", [4])


def test_a_changed_hold_is_told_with_the_new_times() -> None:
    (adjusted,) = named(events_of(small_plan(), (40, SessionCommand.LENGTHEN_HOLD)), "adjusted")
    assert told(adjusted) == {"seconds": 25, "added": 5, "total": 125}


def test_an_optional_step_that_is_left_out_is_told_with_what_becomes_of_the_rest_and_of_all() -> None:
    """Once as it is skipped, and once as the step is there again."""
    events = events_of(
        optional_plan(), (24.5, SessionCommand.SKIP), (25, SessionCommand.SKIP), (26, SessionCommand.BACK)
    )
    first, second, third = named(events, "left-out")
    assert told(first) == {"steps": [2], "rest": 153, "added": 0, "total": 270}
    assert told(second) == {"steps": [2, 3], "rest": 180, "added": -36, "total": 234}
    assert told(third) == told(first)
    assert named(events, "adjusted") == []
    assert [one["step"] for one in named(events, "skip")] == [3, 4]
    (notice, *_) = named(events, "notice")
    assert told(notice) == {"notice": "left-out", "text": "Left out. Settle is now 2:33."}
    segments = [one["segment"] for one in named(events, "segment")]
    assert segments == [1, 2, 4, 8, 4, 5, 6, 7, 8, 9]
    settle = named(events, "segment")[-1]
    assert (settle["seconds"], settle["position"], events[-1]["position"]) == (153, 117, 270)


def test_an_absence_is_told_once_with_its_length_and_as_a_pause() -> None:
    events = events_of(small_plan(), (40, Stopped(3600)), (5000, SessionCommand.PAUSE))
    assert [told(one) for one in named(events, "away")] == [{"seconds": 3600}]
    assert len(named(events, "pause")) == len(named(events, "go-on")) == 1


def test_a_notice_is_told_with_its_words() -> None:
    (notice,) = named(events_of(small_plan(), (3, SessionCommand.LENGTHEN_HOLD)), "notice")
    assert told(notice) == {"notice": "no-hold", "text": "Only a hold or counted work can be made longer or shorter."}


def test_what_is_reported_after_the_key_h_is_told_and_told_again_when_it_has_not_gone() -> None:
    script = ((40, SessionCommand.HURTS), (43, SessionCommand.TWO), (80, SessionCommand.TWO))
    events = events_of(small_plan(), *script)
    assert [one["notice"] for one in named(events, "notice")] == ["hurts", "settling", "settled"]
    assert named(events, "notice")[0]["text"] == IN_SESSION.by_page[HurtsPage.CHOICE].spoken
    assert [told(one) for one in named(events, "complaint")] == [
        {"complaint": complaint, "step": 2, "side": "left", "muscle": "gluteus-medius"}
        for complaint in ("sharp or spreading", "sharp or spreading, not gone")
    ]
    assert events[-1]["status"] == "stopped"


def test_a_broken_off_session_says_so() -> None:
    assert events_of(small_plan(), (40, SessionEnded()))[-1]["status"] == "broken off"


def test_nothing_is_written_once_something_broke() -> None:
    written: list[str] = []
    stage = EventStage(written.append, plan_document, IN_SESSION)

    def breaking() -> None:
        with stage:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        breaking()
    assert written == []


def test_a_segment_tells_all_that_the_plan_has_of_it() -> None:
    document = plan_document(counted_plan())["segments"]
    for segment in named(events_of(counted_plan()), "segment"):
        wanted = {name: value for name, value in document[segment["segment"] - 1].items() if name != "start"}
        assert told(segment) == {"segment": segment["segment"], **wanted}


def test_an_easier_level_is_told_at_once_and_in_the_segments_from_then_on() -> None:
    events = events_of(hard_plan(), (45, SessionCommand.EASIER), (46, SessionCommand.RESTART))
    (eased,) = named(events, "notice")
    assert (eased["notice"], eased["level"]) == ("easier", 2)
    work = [one["level"] for one in named(events, "segment") if (one["title"], one["phase"]) == ("Bridge", "work")]
    assert work == [3, 2]


def test_what_is_counted_is_in_the_segments_and_each_part_in_its_cue() -> None:
    events = events_of(counted_plan())
    segments = {(one["title"], one["phase"], one["segment"]): one for one in named(events, "segment")}
    work, *_ = (one for (title, phase, _), one in segments.items() if (title, phase) == ("Bridge", "work"))
    assert (work["repetitions"], work["repetition_seconds"]) == (8, 6)
    holds = [one for (title, phase, _), one in segments.items() if (title, phase) == ("Side plank", "hold")]
    assert [(one["number"], one["of"]) for one in holds] == [(1, 2), (2, 2)] * 2
    rounds = [one["round"] for (title, phase, _), one in segments.items() if (title, phase) == ("Clamshell", "work")]
    assert rounds == [1, 1, 2, 2]
    turns = [one for one in named(events, "cue") if one.get("part") == "out" and one["side"] != "none"]
    assert [(one["number"], one["side"]) for one in turns] == [
        (1, "left"), (1, "right"), (2, "left"), (2, "right"), (3, "left"), (3, "right"),
    ]  # fmt: skip

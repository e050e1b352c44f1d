"""Left and right, everywhere: screen, voice, sound file, plain lines, events, pictures and sheets say the same word.

It is always "your left" and "your right", the person's own, for every shipped routine and both forms of sides. Two do
not speak to the person: JSON has the bare word in its own field, and the sheet for a doctor says whose side it is.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from functools import cache
from html import unescape

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.sessions import ReportedSign
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Plan, Segment
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.domain.terms import PaperSize, Side
from backpain_cli.export.calendar import Reminder, reminder_calendar
from backpain_cli.export.checklists import checklist_html, checklist_markdown
from backpain_cli.export.doctor_report import doctor_report
from backpain_cli.export.doctor_report_files import report_html, report_markdown
from backpain_cli.export.formats import SheetArt
from backpain_cli.export.pdf import report_pdf
from backpain_cli.export.plan_documents import plan_document
from backpain_cli.export.session_wav import session_wav, spoken_openings
from backpain_cli.library.routines.reader import parse_routine
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.scene import Label, Scene
from backpain_cli.pictures.step_pictures import step_pictures
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.loop import new_session, run_loop
from backpain_cli.session.session import Session
from backpain_cli.terminal.event_stage import EventStage
from backpain_cli.terminal.plain_stage import PlainStage
from backpain_cli.views.checklist import checklist_page
from backpain_cli.views.plan import plan_page
from backpain_cli.views.session_clock import side_chip
from backpain_cli.views.widgets import Room
from backpain_cli.wording.cue_kinds import CueKind
from backpain_cli.wording.cue_moments import cue_moments
from backpain_cli.wording.cues import cue_sheet
from backpain_cli.wording.phrases import side_phrase
from backpain_cli.wording.report_text import REPORT_HEADINGS
from tests.counted import counted_at
from tests.data.test_format_2 import FORMAT_2
from tests.fakes import FakeTime
from tests.pdf_text import pages_of
from tests.records import MONDAY, scores, session_at
from tests.screens import IN_SESSION
from tests.sheets import EVERY_SHIPPED, Document, sheet_of_plan, shipped
from tests.views.pages import PIPE, rendered
from tests.views.session_grid import screen_lines, shows_tile

BARE = re.compile(r"(?<!your )\b(?:left|right)\b", re.IGNORECASE)
OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
NOT_A_SIDE = (
    "min left",
    "s left",
    "left arrow",
    "right arrow",
    "left in a vein",
    "right to call",
    "right strength",
    "right angles",
)
"""Where the words mean something else."""
OF_THE_HEAD = re.compile(
    r"(?:(?:left|right) side: )?turn\W+(left|right)\W+chin\W+towards\W+the\W+\1\W+armpit", re.IGNORECASE
)
"""Which way to turn the head, away from the side that is stretched."""

Pictures = Callable[[str, int, Side], Sequence[Scene]]
SORER = [None, Side.LEFT, Side.RIGHT]


WRITTEN = ("every-kind", "every-side")
"""Files of format 2, for what is counted and on which sides; the shipped routines have not all of it."""


def _routine(key: str, anatomy: Atlas) -> Routine:
    if key not in WRITTEN:
        return shipped(key, anatomy)
    text = (FORMAT_2 / f"{key}.yaml").read_text(encoding="utf-8")
    return parse_routine(text, source="mine.yaml", anatomy=anatomy, key=key, origin=RoutineOrigin.FILE)[0]


@pytest.fixture(scope="module", params=[(key, sorer) for key in (*EVERY_SHIPPED, *WRITTEN) for sorer in SORER], ids=str)
def plan(request: pytest.FixtureRequest, anatomy: Atlas) -> Plan:
    key, sorer = request.param
    return lay_out(_routine(key, anatomy), sorer=sorer)


@pytest.fixture(scope="module")
def pictures(anatomy: Atlas) -> Pictures:
    """Return what draws a step of a routine for a side, once for all plans."""
    charts = load_picture_data()

    @cache
    def drawn(key: str, step_number: int, side: Side) -> Sequence[Scene]:
        return step_pictures(_routine(key, anatomy).steps[step_number - 1], key, charts, side=side)

    return drawn


def turns(plan: Plan) -> Iterator[Segment]:
    """Yield the segments that are for one side of the body."""
    return (segment for segment in plan.segments if segment.side is not Side.NONE)


def bare_sides(text: str) -> list[str]:
    """Return where `text` says left or right without saying whose."""
    text = OF_THE_HEAD.sub("", " ".join(text.split()))
    for phrase in NOT_A_SIDE:
        text = text.replace(phrase, "")
    return [text[max(0, found.start() - 30) : found.end() + 10] for found in BARE.finditer(text)]


def assert_names_the_side(text: str, segment: Segment) -> None:
    """Assert that `text` names the side of a segment and not the other one, and never a bare left or right."""
    assert side_phrase(segment.side) in text.lower(), text
    if segment.side in OTHER:
        assert side_phrase(OTHER[segment.side]) not in text.lower(), text
    assert not bare_sides(text)


def _now(rows: Sequence[str]) -> str:
    """Return what is on a screen without what comes next, which is the last of the texts and may take several lines."""
    return re.sub(r"(?:^|\s{2,})then\s.*", "", "\n".join(rows), flags=re.MULTILINE | re.DOTALL)


def test_the_screen_and_the_view_from_the_floor_name_the_side_of_each_second(plan: Plan) -> None:
    tiles = {Side.LEFT: "◀ LEFT", Side.RIGHT: "RIGHT ▶"}
    for segment in turns(plan):
        session = Session(plan=plan, position_ns=segment.start * NS_PER_S)
        for columns, lines in ((120, 40), (80, 24), (40, 12)):
            for shown in (session, session._replace(floor_view=True)):
                rows = screen_lines(shown, columns, lines)
                now = _now(rows)
                assert not bare_sides(now)
                if segment.side in OTHER:
                    assert side_phrase(segment.side) in now.lower() or shows_tile(rows, tiles[segment.side])
                    assert side_phrase(OTHER[segment.side]) not in now.lower()
                    assert not shows_tile(rows, tiles[OTHER[segment.side]])
        assert_names_the_side(side_chip(segment.side, Room()), segment)


@pytest.mark.parametrize(("second", "side"), [(1, Side.LEFT), (8, Side.RIGHT), (14, Side.LEFT)])
def test_of_two_sides_in_turn_the_one_whose_turn_it_is_is_named(second: int, side: Side) -> None:
    session = counted_at("Bird dog", Phase.WORK, second)
    tiles = {Side.LEFT: "◀ LEFT", Side.RIGHT: "RIGHT ▶"}
    for columns, lines in ((200, 60), (120, 40), (80, 24), (40, 12), (80, 1)):
        for shown in (session, session._replace(floor_view=True)):
            rows = screen_lines(shown, columns, lines)
            now = _now(rows).lower()
            assert side_phrase(side) in now or shows_tile(rows, tiles[side])
            assert side_phrase(OTHER[side]) not in now
            assert not shows_tile(rows, tiles[OTHER[side]])


def test_the_files_have_every_kind_of_side_in_counted_work_and_in_series(anatomy: Atlas) -> None:
    steps = [step for key in WRITTEN for step in _routine(key, anatomy).steps]
    assert {step.sides for step in steps if step.counted} == set(StepSides)
    assert {step.sides for step in steps if step.series} == {StepSides.BOTH, StepSides.EASIER_FIRST}
    assert any(step.optional and step.turns > 1 for step in steps)
    assert any(step.rounds.times > 1 and step.turns > 1 for step in steps)
    assert any({"left", "right"} <= {part.word for part in step.counted.pace} for step in steps if step.counted)


def test_what_takes_turns_has_a_cue_for_each_turn_with_its_side(plan: Plan) -> None:
    events: list[str] = []
    time = FakeTime()
    run_loop(new_session(plan), clock=time, inputs=time, stage=EventStage(events.append, plan_document, IN_SESSION))
    begun = [event for event in map(json.loads, events) if event["event"] == "cue" and "part" in event]
    for segment in (one for one in plan.segments if one.step.alternates and one.phase.is_work):
        cues = [one for one in begun if segment.start <= one["position"] < segment.end]
        first = segment.beats[0].word
        sides = [one["side"] for one in cues if one["part"] == first]
        assert sides == ["left", "right"] * segment.reps


def test_an_arrow_points_left_for_the_left_and_right_for_the_right(plan: Plan) -> None:
    for segment in turns(plan):
        chip = side_chip(segment.side, Room())
        assert ("◀" in chip, "▶" in chip) == (segment.side is Side.LEFT, segment.side is Side.RIGHT)


def test_the_voice_names_the_side_at_the_start_and_at_each_change_and_no_other(plan: Plan) -> None:
    side = None
    for segment, cues in zip(plan.segments, cue_sheet(plan).by_segment, strict=True):
        now = " ".join(cue.text for cue in cues if cue.kind is not CueKind.NEXT)
        assert not bare_sides(" ".join(cue.text for cue in cues))
        opens = segment.start == plan.start_of_step(segment.step_number)
        if segment.side is not Side.NONE and (opens or segment.side is not side):
            assert_names_the_side(now, segment)
        if segment.side in OTHER:
            assert side_phrase(OTHER[segment.side]) not in now
        side = segment.side


def test_the_sound_file_says_what_the_voice_says_and_no_other_side_before_it(plan: Plan) -> None:
    told: list[str] = []

    def speak(text: str) -> bytes:
        told.append(text)
        return b""

    for _ in session_wav(plan, speak=speak, tones=lambda _: b"", openings=spoken_openings(IN_SESSION)):
        pass
    said = [moment.text for moment in cue_moments(cue_sheet(plan)) if moment.text]
    assert told == [f"{spoken_openings(IN_SESSION)[0]} {said[0]}", *said[1:]]
    assert not bare_sides(" ".join(told))
    assert not re.search(r"left|right", " ".join(spoken_openings(IN_SESSION)))


def test_the_plan_as_json_has_the_side_of_each_turn_in_its_own_field(plan: Plan) -> None:
    form = json.loads(json.dumps(plan_document(plan)))
    assert [one["side"] for one in form["segments"]] == [segment.side.value for segment in plan.segments]
    assert not re.search(r"\b(?:left|right)\b", " ".join(one["title"] for one in form["segments"]), re.IGNORECASE)


def test_the_calendar_names_no_side_that_is_not_yours(plan: Plan) -> None:
    event = reminder_calendar(Reminder(plan, time(20, 30), ("mon",)), MONDAY)
    # Its long lines are folded.
    assert not bare_sides(event.decode().replace("\r\n ", ""))


def test_what_is_announced_as_next_is_the_side_that_comes(plan: Plan) -> None:
    for segment, cues in zip(plan.segments, cue_sheet(plan).by_segment, strict=True):
        for cue in cues:
            if cue.kind is CueKind.NEXT:
                following = plan.segments[plan.index_at(plan.start_of_step(segment.step_number + 1))]
                if following.side is not Side.NONE:
                    assert_names_the_side(cue.text, following)


def test_plain_lines_and_the_events_name_the_same_side_as_the_plan(plan: Plan) -> None:
    lines: list[str] = []
    events: list[str] = []
    for stage in (PlainStage(lines.append, IN_SESSION), EventStage(events.append, plan_document, IN_SESSION)):
        time = FakeTime()
        run_loop(new_session(plan), clock=time, inputs=time, stage=stage)
    assert not bare_sides("\n".join(lines))
    changes = [OF_THE_HEAD.sub("", line.partition(" ")[2]).strip(" .") + "." for line in lines if "Change to" in line]
    assert changes == [f"Change to {side_phrase(one.side)}." for one in plan.segments if one.phase is Phase.CHANGE]
    told = [event for event in map(json.loads, events) if event["event"] == "segment"]
    assert [event["side"] for event in told] == [segment.side for segment in plan.segments]


def test_the_pictures_show_and_name_the_side_of_each_turn(plan: Plan, pictures: Pictures) -> None:
    for segment in (one for one in turns(plan) if one.phase.is_work):
        for scene in pictures(plan.routine.key, segment.step_number, segment.side):
            labels = [shape.text for shape in scene.shapes if isinstance(shape, Label)]
            assert not bare_sides("\n".join([scene.title, scene.caption, *labels]))
            if segment.side in OTHER and "The point is a dot" in scene.caption:
                assert_names_the_side(scene.caption, segment)
            # A chart names both sides where they are, or neither.
            assert (side_phrase(Side.LEFT) in labels) == (side_phrase(Side.RIGHT) in labels)


def test_every_sheet_names_the_sides_as_the_plan_does(plan: Plan) -> None:
    sheet = sheet_of_plan(plan)
    holds = [side_phrase(segment.side) for segment in turns(plan) if segment.phase.is_work]
    page = "\n".join(rendered(lambda room: checklist_page(sheet, room), PIPE))
    markdown = checklist_markdown(sheet).decode()
    assert re.findall(r"- \[ \] (your [a-z]+(?: side)?), ", markdown) == holds
    assert re.findall(r"\[ \]\s+[0-9:]+\s+(your [a-z]+(?: side)?), ", page) == holds
    previews = ["\n".join(rendered(lambda room: plan_page(plan, room), room)) for room in (PIPE, Room(100), Room(40))]
    assert re.findall(r" (?:hold|stretch|strength|move) +(your [a-z]+(?: side)?)  ", previews[0]) == holds
    for text in (page, markdown, *previews):
        assert not bare_sides(text)


def test_the_html_sheet_names_the_sides_as_the_plan_does(plan: Plan) -> None:
    text = re.sub(
        r"<(style|svg)\b.*?</\1>|<[^>]+>",
        " ",
        checklist_html(sheet_of_plan(plan), SheetArt()).decode(),
        flags=re.S,
    )
    holds = [side_phrase(segment.side) for segment in turns(plan) if segment.phase.is_work]
    assert re.findall(r"[0-9]+:[0-9]{2} (your [a-z]+(?: side)?), ", text) == holds
    assert not bare_sides(text)


@pytest.mark.parametrize("key", EVERY_SHIPPED)
def test_the_pdf_names_the_sides_as_the_plan_does(key: str, document: Document, anatomy: Atlas) -> None:
    plan = lay_out(shipped(key, anatomy))
    first, *others = pages_of(document(key, PaperSize.A4))
    holds = [side_phrase(segment.side) for segment in turns(plan) if segment.phase.is_work]
    for text in (first, " ".join(others)):
        assert re.findall(r"[0-9]+:[0-9]{2} (your [a-z]+(?: side)?), ", text) == holds
        assert not bare_sides(text)


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_sheet_for_a_doctor_has_the_side_that_was_reported_and_says_whose_it_is(side: str) -> None:
    other = {"left": "right", "right": "left"}[side]
    hurt = ReportedSign(ComplaintKind.WARNING, step_number=3, muscle="gluteus-medius", side=side, second=200)
    session = session_at(
        MONDAY, sorer_side=side, before=scores(f"buttock:{side}=6"), after=scores(f"buttock:{side}=3"), signs=(hurt,)
    )
    sheet = doctor_report(
        [session],
        [],
        areas={"buttock": "Buttock"},
        muscles={"gluteus-medius": "Gluteus medius"},
        made=date(2026, 8, 4),
    )
    html = unescape(re.sub(r"<(style)\b.*?</\1>|<[^>]+>", " ", report_html(sheet).decode(), flags=re.S))
    for text in (report_markdown(sheet).decode(), html, " ".join(pages_of(report_pdf(sheet)))):
        told = text.replace(REPORT_HEADINGS.whose_side, "")
        assert told != text
        assert f"Buttock, {side} 6" in told
        assert f"Buttock, {side} 3" in told
        assert f"(Gluteus medius, {side})" in told
        assert not re.search(rf"\b{other}\b", told, re.IGNORECASE)

"""The pages of a history, whole, and what they do with strange texts."""

from datetime import date, timedelta
from io import StringIO

import pytest

from backpain_cli.domain.records.pain_progress import area_progress
from backpain_cli.domain.records.practice_progress import practice_summary
from backpain_cli.domain.records.sessions import (
    DeletionCounts,
    PainEntry,
    SessionEnding,
    SessionRecord,
    StepEffect,
    StepOutcome,
)
from backpain_cli.terminal import history_pages as pages
from backpain_cli.terminal.forgetting import gone_rows, would_go_rows
from backpain_cli.terminal.plots import (
    ASCII_PLOT,
    UNICODE_PLOT,
    Marks,
    bar,
    marks_for,
    most_periods,
    plot_rows,
)
from backpain_cli.terminal.spans import width_of
from tests.records import noted, scores, session, sign, step
from tests.terminal.test_screen_golden import assert_golden, prose

TODAY = date(2026, 9, 23)
SESSIONS = [
    session(
        day,
        [f"lower-back={8 - day // 14}", "neck:left=3"],
        [f"lower-back={8 - day // 14 - day % 4}", "neck:left=3"],
        ending=SessionEnding.LEFT if day % 5 == 0 else SessionEnding.FINISHED,
        practised=600 if day % 5 == 0 else 900,
        steps=(
            step(effect=(StepEffect.HELPED, StepEffect.SAME, StepEffect.WORSE, StepEffect.NOT_ANSWERED)[day % 4]),
            step("Piriformis", number=2, outcome=StepOutcome.SKIPPED, seconds=0),
            step("Figure four", number=3, seconds=130, repeats=1),
            step("Settle", number=4, outcome=StepOutcome.NOT_REACHED if day % 5 == 0 else StepOutcome.DONE),
        ),
    )
    for day in range(0, 50, 3)
]
ENTRIES = [noted(20, "lower-back=9", note="after a long drive"), noted(44, "head=2")]
ODD = session(
    60,
    signs=(sign(), sign(muscle="", side="", second=700, step_number=3)),
    note="first line\nsecond line",
    added=15,
    gentle=True,
    pauses=3,
    after=[],
)


def progress_text(width: int, marks: Marks | None) -> str:
    """Return the page of progress."""
    areas = [
        area_progress(SESSIONS, ENTRIES, key, name, most=most_periods(width))
        for key, name in (("lower-back", "Lower back"), ("neck", "Neck"), ("head", "Head and face"))
    ]
    practice = practice_summary(SESSIONS, TODAY, most=8)
    return prose(pages.progress_rows(areas, practice, ["knee"], width, marks))


@pytest.mark.parametrize("width", [80, 40])
def test_a_history_looks_like_this(width: int) -> None:
    listed = prose(pages.list_rows(SESSIONS[:-6:-1], ENTRIES[::-1], width, more=True, everything=True))
    one = prose(pages.one_session_rows(ODD, {"gluteus-medius": "Gluteus medius"}, width))
    assert_golden(f"history-{width}", listed)
    assert_golden(f"history-show-{width}", one)


@pytest.mark.parametrize(
    ("name", "width", "marks"),
    [("80", 80, UNICODE_PLOT), ("40", 40, UNICODE_PLOT), ("ascii", 80, ASCII_PLOT), ("plain", 80, None)],
)
def test_progress_looks_like_this(name: str, width: int, marks: Marks | None) -> None:
    text = progress_text(width, marks)
    assert_golden(f"progress-{name}", text)
    assert max(map(width_of, text.splitlines())) <= width


def test_progress_in_ascii_needs_no_other_letter() -> None:
    assert progress_text(80, ASCII_PLOT).isascii()


def test_progress_in_plain_words_draws_nothing() -> None:
    text = progress_text(80, None)
    assert text.isascii()
    assert "|" not in text
    assert "- week of 3 Aug 2026: before 8, after 6." in text


@pytest.mark.parametrize("width", [20, 24, 30, 40, 59, 60, 80, 100])
def test_no_plot_is_wider_than_the_page(width: int) -> None:
    sessions = [session(day) for day in range(0, 7 * 200, 7)]
    area = area_progress(sessions, [], "lower-back", "Lower back", most=200)
    for row in plot_rows(area.course, width, UNICODE_PLOT):
        assert sum(width_of(span.text) for span in row) <= width


def test_a_plot_has_a_row_for_each_score_and_marks_that_differ_in_shape() -> None:
    area = area_progress(
        [session(0), session(1, ["lower-back=5"], ["lower-back=5"])],
        [noted(3, "lower-back=0")],
        "lower-back",
        "",
        most=9,
    )
    rows = prose(plot_rows(area.course, 80, UNICODE_PLOT)).splitlines()
    plotted = {line[:3].strip(): line[5:] for line in rows if line[4:5] == "│"}
    assert list(plotted) == [str(score) for score in range(10, -1, -1)]
    assert (plotted["6"], plotted["5"], plotted["4"], plotted["0"]) == ("○", "│   ◉", "●", "            +")
    assert len({*UNICODE_PLOT[:4]}) == len({*ASCII_PLOT[:4]}) == 4


@pytest.mark.parametrize(
    ("encoding", "environment", "marks"),
    [
        ("utf-8", {"TERM": "xterm"}, UNICODE_PLOT),
        ("utf-8", {"TERM": "dumb"}, ASCII_PLOT),
        ("ascii", {}, ASCII_PLOT),
        ("cp1252", {}, ASCII_PLOT),
        ("no-such-encoding", {}, ASCII_PLOT),
    ],
)
def test_the_marks_are_those_that_the_output_can_show(encoding: str, environment: dict[str, str], marks: Marks) -> None:
    class Stream(StringIO):
        @property
        def encoding(self) -> str:  # type: ignore[override]
            return encoding

    assert marks_for(Stream(), environment) is marks


def test_a_bar_of_little_is_seen_and_a_bar_of_nothing_is_not() -> None:
    assert bar(1, 10_000, 30, UNICODE_PLOT) == "█"
    assert bar(0, 10_000, 30, UNICODE_PLOT) == ""
    assert bar(10_000, 10_000, 30, ASCII_PLOT) == "#" * 30
    assert bar(0, 0, 30, ASCII_PLOT) == ""


def hostile() -> tuple[SessionRecord, PainEntry]:
    """Return a session and an entry with a code for the terminal in each of their texts."""
    code = "\x1b[31m\u202e[/bold]"
    odd = session(
        0,
        title=code,
        routine=code,
        note=code,
        sorer_side=code,
        before=(),
        after=(),
        steps=(step(code),),
        signs=(sign(muscle=code, side=code),),
    )
    entry = PainEntry("", odd.started, (scores("neck=3")[0]._replace(area=code, side=code),), code)
    return odd, entry


def test_no_text_that_was_kept_reaches_the_terminal_as_a_code() -> None:
    odd, entry = hostile()
    areas = [area_progress([odd], [], "neck", "Neck", most=9)]
    told = "".join(
        prose(rows)
        for rows in (
            pages.list_rows([odd], [entry], 80, more=False, everything=True),
            pages.one_session_rows(odd, {}, 80),
            pages.progress_rows(areas, practice_summary([odd], TODAY, most=3), ["\x1b[31m"], 80, UNICODE_PLOT),
        )
    )
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "\\x1b[31m" in told


def test_an_empty_history_says_what_to_do_and_an_empty_search_does_not() -> None:
    assert "backpain log lower-back=4" in prose(pages.list_rows([], [], 200, more=False, everything=True))
    assert prose(pages.list_rows([], [], 80, more=False, everything=False)) == "No session fits that.\n"
    assert "backpain log" in prose(pages.progress_rows([], practice_summary([], TODAY, most=3), [], 200, UNICODE_PLOT))


def test_what_would_be_deleted_is_told_part_by_part() -> None:
    would_go = DeletionCounts(2, 1, 0, 3, 0, 1, 4)
    told = prose(would_go_rows(would_go, (TODAY - timedelta(days=3), TODAY), 200, whole=True))
    assert "- 2 sessions\n- 1 note of pain without a session\n- 3 answers about your circumstances\n" in told
    assert "- 1 journal of an interrupted session\n- 4 crash logs\n" in told
    assert "20 Sep 2026 to 23 Sep 2026" in told
    assert "asked in full again" in told
    part = would_go._replace(circumstances=0)
    assert "asked in full" not in prose(would_go_rows(part, None, 200, whole=False))
    assert "asked in full" in prose(would_go_rows(would_go, None, 200, whole=False))
    assert prose(gone_rows(would_go, 200)).startswith("Deleted: 2 sessions, 1 note of pain")

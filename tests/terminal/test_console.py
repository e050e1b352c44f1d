"""Plain lines: every shipped routine as a transcript, who gets them, and lists instead of tables."""

import io

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.terms import OutputMode, Side, ThemeName
from backpain_cli.session.loop import new_session, run_loop
from backpain_cli.terminal.console import PageConsole, asks_for_lines, is_plain, output_mode, reduces_motion, theme_for
from backpain_cli.terminal.plain_stage import PlainStage
from backpain_cli.wording.speech_text import without_brackets
from tests.cases import all_cases
from tests.fakes import FakeTime
from tests.golden_files import assert_golden
from tests.screens import IN_SESSION
from tests.sheets import SHIPPED, shipped


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def transcript(key: str, anatomy: Atlas) -> list[str]:
    lines: list[str] = []
    time = FakeTime()
    laid_out = lay_out(shipped(key, anatomy), sorer=Side.RIGHT)
    run_loop(new_session(laid_out), clock=time, inputs=time, stage=PlainStage(lines.append, IN_SESSION))
    return lines


@pytest.mark.parametrize("key", SHIPPED)
def test_a_whole_session_in_plain_lines_reads_like_this(anatomy: Atlas, key: str) -> None:
    assert_golden(f"plain-{key}", "".join(f"{line}\n" for line in transcript(key, anatomy)))


@pytest.mark.parametrize("key", SHIPPED)
def test_every_text_of_every_step_is_told_once_a_step(anatomy: Atlas, key: str) -> None:
    written = "\n".join(transcript(key, anatomy))
    steps = shipped(key, anatomy).steps
    for text in {text for one in steps for text in (one.do, one.how, one.where, one.feel, one.avoid, one.stop) if text}:
        times = sum(text in {one.do, one.how, one.where, one.feel, one.avoid, one.stop} for one in steps)
        assert written.count(without_brackets(text)) >= times
    for one in steps:
        if one.how:
            assert written.count(without_brackets(one.how)) == sum(one.how in other.how for other in steps)


@pytest.mark.parametrize("key", SHIPPED)
def test_no_bracket_is_left_for_an_ear_to_guess_where_it_ends(anatomy: Atlas, key: str) -> None:
    assert not set("()[]{}") & set("".join(transcript(key, anatomy)))


@all_cases(("value", "asked"), [("1", True), ("yes", True), ("", False), ("0", False), ("no", False)])
@all_cases("name", ["BACKPAIN_PLAIN", "ACCESSIBLE"])
def test_the_environment_can_ask_for_lines(name: str, value: str, asked: bool) -> None:
    environment = {name: value, "TERM": "xterm-256color"}
    assert asks_for_lines(environment) is asked
    assert is_plain(Terminal(), environment) is asked
    assert (output_mode(Terminal(), environment) is OutputMode.SENTENCES) is asked


@pytest.mark.parametrize("name", ["REDUCED_MOTION", "NO_MOTION"])
def test_the_environment_can_ask_that_nothing_flashes(name: str) -> None:
    assert reduces_motion({name: "1"})
    assert not reduces_motion({name: "0"})
    assert not reduces_motion({})


@pytest.mark.parametrize("term", ["dumb", "", "unknown"])
def test_a_terminal_that_knows_only_lines_gets_lines_and_lists(term: str) -> None:
    assert is_plain(Terminal(), {"TERM": term})
    assert output_mode(Terminal(), {"TERM": term}) is OutputMode.SENTENCES


def test_a_pipe_gets_lines_and_keeps_its_tables_for_grep() -> None:
    assert is_plain(io.StringIO(), {"TERM": "xterm"})
    assert output_mode(io.StringIO(), {"TERM": "xterm"}) is OutputMode.PIPE
    assert output_mode(io.StringIO(), {"TERM": "dumb"}) is OutputMode.PIPE


@pytest.mark.parametrize(
    ("environment", "terminal", "expected"),
    [
        ({"TERM": "xterm-256color"}, True, OutputMode.SCREEN),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, True, OutputMode.SCREEN),
        ({"TERM": "dumb"}, True, OutputMode.SENTENCES),
        ({"TERM": "xterm", "BACKPAIN_PLAIN": "1"}, True, OutputMode.SENTENCES),
        ({"TERM": "xterm"}, False, OutputMode.PIPE),
        ({"TERM": "xterm", "FORCE_COLOR": "0"}, False, OutputMode.PIPE),
        ({"TERM": "xterm", "FORCE_COLOR": "1"}, False, OutputMode.SCREEN),
        ({"TERM": "xterm", "CLICOLOR_FORCE": "1"}, False, OutputMode.SCREEN),
        ({"TERM": "xterm", "FORCE_COLOR": "1", "NO_COLOR": "1"}, False, OutputMode.PIPE),
        ({"BACKPAIN_PLAIN": "1"}, False, OutputMode.SENTENCES),
    ],
)
def test_a_page_becomes_what_its_stream_can_take(
    environment: dict[str, str], terminal: bool, expected: OutputMode
) -> None:
    stream = Terminal() if terminal else io.StringIO()
    console = PageConsole(stream, environment)
    assert console.room.mode is expected
    console.say("A word", "stop")
    coloured = expected is OutputMode.SCREEN and not environment.get("NO_COLOR")
    assert ("\x1b[" in stream.getvalue()) is (expected is OutputMode.SCREEN)
    assert (console.color_system is not None and not console.no_color) is coloured


def test_colours_that_are_refused_leave_bold_and_reverse() -> None:
    for environment in ({"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "xterm", "FORCE_COLOR": "0"}):
        stream = Terminal()
        PageConsole(stream, environment).say("Stop", "tile.stop")
        assert "\x1b[" in stream.getvalue()
        assert "38;" not in stream.getvalue() and "48;" not in stream.getvalue()


def test_a_pipe_gets_one_long_line_and_a_terminal_breaks_it_between_words() -> None:
    sentence = "A long sentence of many words. " * 20
    pipe, terminal = io.StringIO(), Terminal()
    PageConsole(pipe, {"COLUMNS": "40"}).say(sentence)
    PageConsole(terminal, {"COLUMNS": "40", "TERM": "dumb"}).say(sentence)
    assert pipe.getvalue() == f"{sentence}\n"
    lines = terminal.getvalue().splitlines()
    assert all(len(line) <= 40 for line in lines) and len(lines) > 10
    assert " ".join(lines).split() == sentence.split()


def test_an_encoding_of_few_letters_makes_ascii_pages() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    assert PageConsole(stream, {"TERM": "xterm"}).room.ascii


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm", "BACKPAIN_THEME": "light"}, ThemeName.LIGHT),
        ({"TERM": "xterm", "COLORFGBG": "15;0"}, ThemeName.DARK),
        ({"TERM": "xterm", "COLORFGBG": "0;default;15"}, ThemeName.LIGHT),
        ({"TERM": "xterm", "COLORFGBG": "x"}, ThemeName.AUTO),
        ({"TERM": "xterm", "NO_COLOR": "1", "COLORFGBG": "15;0"}, ThemeName.MONO),
        ({"TERM": "xterm"}, ThemeName.AUTO),
    ],
)
def test_the_theme_is_what_is_asked_for_or_what_the_terminal_says(
    environment: dict[str, str], expected: ThemeName
) -> None:
    assert theme_for(Terminal(), environment) is expected

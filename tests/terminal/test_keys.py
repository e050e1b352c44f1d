"""From the bytes of a keyboard to commands."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backpain_cli.session.events import SessionCommand
from backpain_cli.terminal.keys import KeyReader, SessionKeyReader
from tests.cases import all_cases

MEANINGS = {
    b" ": SessionCommand.PAUSE,
    b"n": SessionCommand.SKIP,
    b"N": SessionCommand.SKIP,
    b"p": SessionCommand.BACK,
    b"P": SessionCommand.BACK,
    b"r": SessionCommand.RESTART,
    b"R": SessionCommand.RESTART,
    b"+": SessionCommand.LENGTHEN_HOLD,
    b"=": SessionCommand.LENGTHEN_HOLD,
    b"-": SessionCommand.SHORTEN_HOLD,
    b"h": SessionCommand.HURTS,
    b"H": SessionCommand.HURTS,
    b"0": SessionCommand.ZERO,
    b"1": SessionCommand.ONE,
    b"2": SessionCommand.TWO,
    b"3": SessionCommand.THREE,
    b"4": SessionCommand.FOUR,
    b"\r": SessionCommand.ENTER,
    b"\n": SessionCommand.ENTER,
    b"e": SessionCommand.EASIER,
    b"E": SessionCommand.EASIER,
    b"b": SessionCommand.BIG,
    b"B": SessionCommand.BIG,
    b"?": SessionCommand.HELP,
    b"q": SessionCommand.QUIT,
    b"Q": SessionCommand.QUIT,
}
RIGHT, LEFT = (b"\x1b[C", b"\x1bOC"), (b"\x1b[D", b"\x1bOD")

SILENT = {
    "home": b"\x1b[H",
    "page up": b"\x1b[5~",
    "delete": b"\x1b[3~",
    "F1": b"\x1bOP",
    "F5": b"\x1b[15~",
    "shift and tab": b"\x1b[Z",
    "control and right": b"\x1b[1;5C",
    "alt and q": b"\x1bq",
    "alt and space": b"\x1b ",
    "focus gained": b"\x1b[I",
    "focus lost": b"\x1b[O",
    "kitty's q": b"\x1b[113;1u",
    "mouse pressed": b"\x1b[<0;33;12M",
    "mouse released": b"\x1b[<0;33;12m",
    "mouse of urxvt": b"\x1b[32;33;12M",
    "paste ends": b"\x1b[201~",
    "what the terminal is": b"\x1b[?62;22c",
    "its background": b"\x1b]11;rgb:1111/bbbb/3333\x1b\\",
    "its background, ended by a bell": b"\x1b]11;rgb:11/bb/33\a",
    "that it shows pictures": b"\x1b_Gi=31;OK\x1b\\",
    "the size of a cell": b"\x1b[6;20;10t",
    "what the terminal is, once more": b"\x1b[>41;354;0c",
    "where the cursor is": b"\x1b[24;80R",
    "which mode is set": b"\x1b[?2026;2$y",
    "how large the window is": b"\x1b[8;24;80t",
    "which colour is behind, ended by a bell": b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
    "which colour is behind, ended by a string terminator": b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
    "what the terminal is called": b"\x1bP>|qnprq(q)\x1b\\",
    "what it can do": b"\x1bP1+r544e=78746572\x1b\\",
    "a picture was taken": b"\x1b_Gi=31;OK\x1b\\",
    "a private message": b"\x1b^nq nq\x1b\\",
    "a start of string": b"\x1bXqqq\x1b\\",
}
silent = all_cases("sequence", SILENT.values(), ids=SILENT)


def typed(data: bytes) -> list[SessionCommand]:
    """Return the commands of `data` and what becomes of its unfinished end."""
    reader = SessionKeyReader()
    return reader.read(data) + reader.give_up()


class TestKeys:
    @all_cases("byte", [bytes([number]) for number in range(256) if number != 0x1B])
    def test_each_byte_means_its_command_or_nothing(self, byte: bytes) -> None:
        reader = SessionKeyReader()
        assert reader.read(byte) == [MEANINGS.get(byte, SessionCommand.UNKNOWN)]
        assert not reader.is_waiting
        assert reader.give_up() == []

    @pytest.mark.parametrize("arrow", RIGHT)
    def test_the_right_arrow_skips_in_both_modes(self, arrow: bytes) -> None:
        assert typed(arrow) == [SessionCommand.RIGHT]

    @pytest.mark.parametrize("arrow", LEFT)
    def test_the_left_arrow_goes_back_in_both_modes(self, arrow: bytes) -> None:
        assert typed(arrow) == [SessionCommand.LEFT]

    def test_several_keys_come_in_their_order(self) -> None:
        assert typed(b"n\x1b[D q\x1bOC?") == [
            SessionCommand.SKIP,
            SessionCommand.LEFT,
            SessionCommand.PAUSE,
            SessionCommand.QUIT,
            SessionCommand.RIGHT,
            SessionCommand.HELP,
        ]

    @pytest.mark.parametrize("key", [b"n", b"p", b"r", b"b", b" ", b"h", b"\x1b[C", b"\x1b[D"])
    def test_a_key_that_is_held_down_counts_once(self, key: bytes) -> None:
        clock = [0.0]
        reader = SessionKeyReader(lambda: clock[0])
        counted = list(reader.read(key))
        # The first repeat comes late, the others thirty times a second.
        for moment in (0.66, *(0.66 + number / 30 for number in range(1, 90))):
            clock[0] = moment
            counted += reader.read(key)
        assert len(counted) == 1
        clock[0] += SessionKeyReader.HELD_S
        assert reader.read(key) == counted

    def test_a_hold_may_be_changed_and_a_session_left_by_quick_presses(self) -> None:
        assert typed(b"++--qq") == [
            *[SessionCommand.LENGTHEN_HOLD] * 2, *[SessionCommand.SHORTEN_HOLD] * 2, *[SessionCommand.QUIT] * 2
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "layout", ["тзкри", "νπρηβ", "מפרינ", "ىحقاﻻ"], ids=["Russian", "Greek", "Hebrew", "Arabic"]
    )
    def test_letters_of_other_layouts_count_by_their_place(self, layout: str) -> None:
        assert typed(layout.encode()) == typed(b"nprhb")
        assert typed(layout.upper().encode()) == typed(b"nprhb")

    @pytest.mark.parametrize(("arrow", "command"), [(b"A", SessionCommand.UP), (b"B", SessionCommand.DOWN)])
    def test_the_arrows_up_and_down_choose_an_answer_in_both_modes(self, arrow: bytes, command: SessionCommand) -> None:
        assert typed(b"\x1b[" + arrow) == typed(b"\x1bO" + arrow) == [command]

    @pytest.mark.parametrize("digit", ["０", "٠", "²", "\u212a"], ids=ascii)
    def test_on_pages_of_questions_no_sign_of_another_script_is_a_key(self, digit: str) -> None:
        keys = KeyReader({b"0": "0", b"2": "2", b"k": "k"}, {}, "unknown")
        assert keys.read(digit.encode()) == ["unknown"]

    @pytest.mark.parametrize("digits", ["01234", "\uff10\uff11\uff12\uff13\uff14", "٠١٢٣٤", "۰۱۲۳۴", "०१२३४", "๐๑๒๓๔"])
    def test_digits_of_every_script_are_digits(self, digits: str) -> None:
        assert typed(digits.encode()) == [SessionCommand(str(digit)) for digit in range(5)]

    @pytest.mark.parametrize("sign", ["²", "①", "½", "四", "Ⅳ"])
    def test_what_only_looks_like_a_digit_answers_nothing(self, sign: str) -> None:
        assert typed(sign.encode()) == [SessionCommand.UNKNOWN]

    def test_nothing_means_nothing(self) -> None:
        assert typed(b"") == []

    def test_a_letter_of_another_alphabet_is_only_unknown(self) -> None:
        assert set(typed("ж肩🙂".encode())) == {SessionCommand.UNKNOWN}


class TestEscape:
    def test_escape_alone_means_nothing_once_it_is_clear_that_nothing_follows(self) -> None:
        reader = SessionKeyReader()
        assert reader.read(b"\x1b") == []
        assert reader.is_waiting
        assert reader.give_up() == [SessionCommand.UNKNOWN]
        assert not reader.is_waiting
        assert reader.give_up() == []

    def test_a_key_after_an_escape_that_was_given_up_is_that_key(self) -> None:
        reader = SessionKeyReader()
        reader.read(b"\x1b")
        reader.give_up()
        assert reader.read(b"q") == [SessionCommand.QUIT]

    def test_keys_before_a_lonely_escape_are_obeyed_at_once(self) -> None:
        assert SessionKeyReader().read(b"n\x1b") == [SessionCommand.SKIP]

    @pytest.mark.parametrize("half", [b"\x1b[", b"\x1b[1;", b"\x1bO", b"\x1b]11;rgb", b"\x1bP>|xte", b"\x1b[<0;3"])
    def test_a_sequence_that_never_ends_is_forgotten_without_a_command(self, half: bytes) -> None:
        reader = SessionKeyReader()
        assert reader.read(half) == []
        assert reader.is_waiting
        assert reader.give_up() == []
        assert reader.read(b"n") == [SessionCommand.SKIP]

    def test_two_escapes_do_not_hide_the_key_after_them(self) -> None:
        assert typed(b"\x1b\x1b[C")[-1:] == [SessionCommand.RIGHT]

    @pytest.mark.parametrize("broken", [b"\x1b[\x1b[C", b"\x1b[1;\x1b[C", b"\x1bO\x1b[C"])
    def test_a_broken_sequence_does_not_hide_the_one_after_it(self, broken: bytes) -> None:
        assert typed(broken)[-1:] == [SessionCommand.RIGHT]


class TestSilence:
    @silent
    def test_what_no_person_typed_means_nothing(self, sequence: bytes) -> None:
        reader = SessionKeyReader()
        assert reader.read(sequence) == []
        assert not reader.is_waiting
        assert reader.give_up() == []

    @silent
    def test_the_keys_around_it_are_obeyed(self, sequence: bytes) -> None:
        assert typed(b"n" + sequence + b"p") == [SessionCommand.SKIP, SessionCommand.BACK]

    @silent
    def test_it_means_nothing_in_two_pieces_either(self, sequence: bytes) -> None:
        for cut in range(1, len(sequence)):
            reader = SessionKeyReader()
            assert reader.read(sequence[:cut]) == []
            assert reader.is_waiting
            assert reader.read(sequence[cut:] + b"n") == [SessionCommand.SKIP]
            assert not reader.is_waiting

    @silent
    def test_it_means_nothing_byte_by_byte_either(self, sequence: bytes) -> None:
        reader = SessionKeyReader()
        assert [command for byte in sequence for command in reader.read(bytes([byte]))] == []
        assert reader.read(b"q") == [SessionCommand.QUIT]

    @all_cases(
        "answer",
        [b"\x1b]11;rgb:1111/bbbb/3333\x1b\\", b"\x1b[?62;4;22c", b"\x1b_Gi=31;OK\x1b\\", b"\x1b[6;20;10t"],
    )
    def test_an_answer_that_comes_late_and_in_pieces_means_nothing_and_hides_no_key_after_it(
        self, answer: bytes
    ) -> None:
        for cut in range(5 if answer[1:2] == b"]" else 4, len(answer)):
            reader = SessionKeyReader()
            assert reader.read(answer[:cut]) + reader.give_up() == []
            assert reader.read(answer[cut:] + b"h") + reader.give_up() == [SessionCommand.HURTS], cut

    def test_an_answer_whose_rest_never_comes_hides_no_key(self) -> None:
        reader = SessionKeyReader()
        assert reader.read(b"\x1b]11;rgb:11") + reader.give_up() == []
        for key in (b"h", b"q", b" ", b"n"):
            assert reader.read(key) + reader.give_up() == [MEANINGS[key]]

    @pytest.mark.parametrize("arrow", [*RIGHT, *LEFT])
    def test_an_arrow_in_pieces_is_that_arrow(self, arrow: bytes) -> None:
        for cut in range(1, len(arrow)):
            reader = SessionKeyReader()
            assert reader.read(arrow[:cut]) + reader.read(arrow[cut:]) == typed(arrow)

    def test_an_old_mouse_report_is_not_taken_for_keys(self) -> None:
        # A button, a column and a row, as three bytes that may well be letters: here column 81, line 81.
        assert typed(b"\x1b[M qq") == []

    def test_an_answer_longer_than_any_buffer_hides_no_key_after_it(self) -> None:
        reader = SessionKeyReader()
        for _ in range(20):
            assert reader.read(b"\x1b]52;c;" + b"q" * 1000 if not reader.is_waiting else b"q" * 1000) == []
        assert reader.read(b"\x07n") == [SessionCommand.SKIP]


class TestPaste:
    def test_sixty_four_kilobytes_at_once_mean_nothing_and_are_read_quickly(self) -> None:
        begun = time.process_time()
        assert typed(b"q" * 65536) == []
        assert time.process_time() - begun < 20

    @all_cases(
        "unit", [b"\x1b", b"\x1b[", b"\x1b]", b"\x1bP", b"\x1b[1;", b"\x1b[ ", b"\x1bO", b"\x00", b"\xff", b"\x1b[200~"]
    )
    def test_sixty_four_kilobytes_of_anything_mean_nothing_and_are_read_quickly(self, unit: bytes) -> None:
        begun = time.process_time()
        assert set(typed(unit * (65536 // len(unit)))) <= {SessionCommand.UNKNOWN}
        assert time.process_time() - begun < 20

    def test_a_flood_leaves_nothing_behind_once_there_is_a_pause(self) -> None:
        reader = SessionKeyReader()
        assert reader.read(b"some pasted text, long enough" * 1000) == []
        assert reader.is_waiting
        assert reader.give_up() == []
        assert not reader.is_waiting
        assert reader.read(b"q") == [SessionCommand.QUIT]

    @pytest.mark.parametrize("rest", [b"q", b"n q", *RIGHT, *LEFT], ids=repr)
    def test_the_rest_of_a_flood_belongs_to_it_until_there_is_a_pause(self, rest: bytes) -> None:
        reader = SessionKeyReader()
        assert reader.read(b"q" * 17) == []
        assert reader.read(rest) == []
        assert reader.is_waiting
        assert reader.give_up() == []
        assert reader.read(rest) == typed(rest) != []

    def test_one_letter_more_than_fingers_press_is_a_flood(self) -> None:
        assert typed(b"+" * 16) == [SessionCommand.LENGTHEN_HOLD] * 16
        assert typed(b"+" * 17) == []

    def test_a_paste_goes_on_over_pieces_until_it_ends(self) -> None:
        reader = SessionKeyReader()
        for piece in (b"\x1b[200~q", b"n", b"\x1b[C", b" " * 40, b"\x1b[201"):
            assert reader.read(piece) == []
            assert reader.is_waiting
        assert reader.read(b"~q") == [SessionCommand.QUIT]
        assert not reader.is_waiting

    def test_a_paste_whose_end_never_comes_is_over_after_a_pause(self) -> None:
        reader = SessionKeyReader()
        assert reader.read(b"\x1b[200~qq") == []
        assert reader.is_waiting
        assert reader.give_up() == []
        assert reader.read(b"q") == [SessionCommand.QUIT]

    def test_what_belongs_together_follows_within_fifty_thousandths_of_a_second(self) -> None:
        assert KeyReader.GAP_S == 0.05

    def test_a_pasted_sentence_means_nothing(self) -> None:
        assert typed(b"quit now, or press on?") == []

    def test_as_many_keys_as_fingers_press_are_all_obeyed(self) -> None:
        assert typed(b"+" * 8) == [SessionCommand.LENGTHEN_HOLD] * 8

    @pytest.mark.parametrize("pasted", [b"qq", b"n", b"q q\n", b"q" * 500, b"q\x1b[Cq"])
    def test_what_a_terminal_says_was_pasted_means_nothing_however_short(self, pasted: bytes) -> None:
        assert typed(b"\x1b[200~" + pasted + b"\x1b[201~") == []
        assert typed(b"n\x1b[200~" + pasted + b"\x1b[201~p") == [SessionCommand.SKIP, SessionCommand.BACK]


WILD = st.lists(
    st.one_of(
        st.binary(max_size=6), st.sampled_from([*SILENT.values(), *RIGHT, *LEFT, b"\x1b", b"\x1b[", b"\x1b]", b"q"])
    ),
    max_size=12,
)


class TestAnything:
    @given(WILD)
    @example([b"\x1b\x1b", b"\x1b[", b"\x1b"])
    @example([b"\x1b]" + b"x" * 5000, b"\x1b", b"\\", b"q"])
    def test_no_bytes_break_it(self, pieces: list[bytes]) -> None:
        reader = SessionKeyReader()
        for piece in pieces:
            assert all(isinstance(command, SessionCommand) for command in reader.read(piece))
        assert set(reader.give_up()) <= {SessionCommand.UNKNOWN}
        assert not reader.is_waiting
        assert reader.read(b"q") == [SessionCommand.QUIT]

    @given(
        st.lists(st.sampled_from([*MEANINGS, *RIGHT, *LEFT, *SILENT.values()]), max_size=10),
        st.lists(st.integers(1, 8), min_size=1),
    )
    def test_it_does_not_matter_where_the_bytes_are_cut(self, keys: list[bytes], lengths: list[int]) -> None:
        data = b"".join(keys)
        reader = SessionKeyReader()
        commands: list[SessionCommand] = []
        at = number = 0
        while at < len(data):
            length = lengths[number % len(lengths)]
            commands += reader.read(data[at : at + length])
            at, number = at + length, number + 1
        assert commands + reader.give_up() == typed(data)

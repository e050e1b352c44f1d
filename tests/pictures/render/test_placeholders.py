"""Pictures of kitty as text: the text says which part of which picture it is, and tmux passes on what is sent."""

import re
from base64 import b64decode
from itertools import islice

import pytest
from rich.cells import cell_len

from backpain_cli.pictures.render.placeholders import (
    DIACRITICS,
    MOST_CELLS,
    PLACEHOLDER,
    color_of,
    picture_numbers,
    placeholder_rows,
    through_tmux,
    upload_through_tmux,
)

LISTED = """
0305 030D 030E 0310 0312 033D 033E 033F 0346 034A 034B 034C 0350 0351 0352 0357 035B 0363 0364 0365 0366 0367 0368 0369
036A 036B 036C 036D 036E 036F 0483 0484 0485 0486 0487 0592 0593 0594 0595 0597 0598 0599 059C 059D 059E 059F 05A0 05A1
05A8 05A9 05AB 05AC 05AF 05C4 0610 0611 0612 0613 0614 0615 0616 0617 0657 0658 0659 065A 065B 065D 065E 06D6 06D7 06D8
06D9 06DA 06DB 06DC 06DF 06E0 06E1 06E2 06E4 06E7 06E8 06EB 06EC 0730 0732 0733 0735 0736 073A 073D 073F 0740 0741 0743
0745 0747 0749 074A 07EB 07EC 07ED 07EE 07EF 07F0 07F1 07F3
"""
"""The beginning of kitty's list of the diacritics that stand for 0, 1, 2 and so on."""
PASSED_ON = rb"\x1bPtmux;(?:[^\x1b]|\x1b\x1b)*\x1b\\"
NUMBER = (3 << 24) | 200


def passed_on(sent: bytes) -> bytes:
    """Return what the terminal around tmux is sent: everything must be wrapped, and nothing in it end the wrapping."""
    pieces = re.findall(PASSED_ON, sent)
    assert b"".join(pieces) == sent
    return b"".join(piece[7:-2].replace(b"\x1b\x1b", b"\x1b") for piece in pieces)


def test_the_diacritics_count_as_those_of_kitty_do() -> None:
    assert [f"{ord(sign):04X}" for sign in DIACRITICS] == LISTED.split()


def test_every_eighth_cell_of_a_picture_says_which_part_it_is_and_the_others_follow() -> None:
    rows = placeholder_rows(NUMBER, 20, 3)
    assert [cell_len(row) for row in rows] == [20, 20, 20]
    for y, row in enumerate(rows):
        cells = row.split(PLACEHOLDER)[1:]
        told = {x: tuple(map(DIACRITICS.index, cell)) for x, cell in enumerate(cells) if cell}
        assert told == {x: (y, x, 3) for x in (0, 8, 16)}
    assert color_of(NUMBER) == 200


def test_numbers_can_all_be_written_as_text_and_come_again_only_after_thousands() -> None:
    numbers = list(islice(picture_numbers(), 25_680))
    assert len(set(numbers)) == 25_680
    assert all(16 <= color_of(number) <= 255 for number in numbers)
    assert {number >> 24 for number in numbers} == set(range(1, MOST_CELLS))
    assert all(number >> 8 & 0xFFFF == 0 for number in numbers)


def test_two_programs_hardly_ever_begin_with_the_same_number() -> None:
    assert len({next(picture_numbers()) for _ in range(50)}) > 40


@pytest.mark.parametrize("length", [0, 3000, 30_000])
def test_a_picture_reaches_the_terminal_around_tmux_in_pieces_and_is_given_its_size(length: int) -> None:
    png = bytes(range(256)) * (length // 256)
    *pieces, placement = re.findall(rb"\x1b_G([^\x1b]*)\x1b\\", passed_on(upload_through_tmux(png, NUMBER, 30, 12)))
    assert placement == b"a=p,U=1,i=%d,c=30,r=12,q=2" % NUMBER
    payloads = [piece.partition(b";")[2] for piece in pieces]
    assert b64decode(b"".join(payloads)) == png
    assert all(len(payload) <= 4096 for payload in payloads)
    assert pieces[0].startswith(b"a=t,f=100,i=%d,q=2," % NUMBER)


def test_each_sequence_is_wrapped_by_itself() -> None:
    sent = through_tmux(b"\x1b_Ga=d,d=I,i=1,q=2\x1b\\\x1b_Ga=d,d=I,i=2,q=2\x1b\\")
    assert sent == (
        b"\x1bPtmux;\x1b\x1b_Ga=d,d=I,i=1,q=2\x1b\x1b\\\x1b\\\x1bPtmux;\x1b\x1b_Ga=d,d=I,i=2,q=2\x1b\x1b\\\x1b\\"
    )

"""The gate for text from outside: what it finds, what it lets through, and that nothing gets past it."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.text import (
    escape_for_terminal,
    first_forbidden_character,
    is_ascii_text,
    is_forbidden,
)
from tests.cases import all_cases

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""With lone surrogates, which Hypothesis leaves out of its own accord."""

PAYLOADS = {
    "I48 colour": "\x1b[31m",
    "I48 clear screen": "\x1b[2J\x1b[H",
    "I48 cursor": "\x1b[5A",
    "I49 window title": "\x1b]0;owned\x07",
    "I50 clipboard": "\x1b]52;c;cm0gLXJm\x07",
    "I51 hidden link": "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "I52 device control": "\x1bP$q m\x1b\\",
    "I52 application command": "\x1b_Gf=100;AAAA\x1b\\",
    "I52 makes the terminal type": "\x1b[6n",
    "I53 eight-bit CSI": "\x9b31m",
    "I53 eight-bit OSC": "\x9d0;owned\x9c",
    "I54 carriage return": "\rscreen passed",
    "I54 backspaces": "\b\b\b\b",
    "I54 delete": "\x7f",
    "I54 shift out": "\x0e",
    "I55 bells": "\x07\x07\x07",
    "I56 override": "\u202edessap",
    "I56 isolate": "\u2066x\u2069",
    "I56 mark": "\u200f",
    "I57 zero-width space": "\u200b",
    "I57 word joiner": "\u2060",
    "I57 tag characters": "\U000e0041\U000e0042",
    "I57 soft hyphens": "\u00ad\u00ad",
    "I57 byte order mark": "\ufeff",
    "I58 lone surrogate": "\ud83d",
    "I58 non-character": "\ufffe",
    "I58 non-character of the last plane": "\U0010ffff",
    "I58 private use": "\ue000",
    "I24 next line": "\x85",
    "I24 line separator": "\u2028",
    "I24 paragraph separator": "\u2029",
    "I19 null": "\x00",
    "I63 combining marks": "o" + "\u0301" * 3_000,
    "I63 enclosing marks": "o" + "\u20dd" * 3_000,
    "I63 variation selectors": "o" + "\ufe0f" * 3_000,
    "I57 a run of joiners": "\u200d" * 3_000,
}

ORDINARY = {
    "ASCII": "".join(map(chr, range(0x20, 0x7F))),
    "accents": "Größe, œuvre, naïve, čeština, ångström",
    "signs": "→ ✓ ½ 90° 10 × 5 s – “quoted” … €",
    "Greek, Cyrillic": "πλάτη, спина",
    "Chinese, Japanese, Korean": "腰背部, 腰の痛み, 허리",
    "Arabic": "آلام الظهر",
    "Hebrew with points": "בְּרֵאשִׁית",
    "Persian with a joiner": "می\u200cخواهم",
    "Devanagari": "कमर दर्द, क्\u200dष",
    "Thai": "ที่นั่ง",
    "Vietnamese, decomposed": unicodedata.normalize("NFD", "Việt Nam ở đây"),
    "an emoji family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "a flag": "\U0001f1e9\U0001f1ea",
    "an emoji with a presentation sign": "\u2764\ufe0f",
    "rich markup": "[bold]x[/bold] [/] [link=file:///etc] [@click=app.quit] [conceal] \\[ :boom: \\",
    "formats": "{0} %s %n ${HOME} `id` $(id)",
    "brackets": "[" * 500,
}


@all_cases("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_what_could_command_a_terminal_or_deceive_a_reader_is_found_where_it_stands(payload: str) -> None:
    found = first_forbidden_character(f"Breathe {payload} out")
    assert found is not None
    assert found.at >= len("Breathe ")
    assert found.name.isprintable()


@all_cases("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_what_is_only_echoed_is_shown_harmless(payload: str) -> None:
    assert first_forbidden_character(escape_for_terminal(f"Breathe {payload} out", most=5_000)) is None


@all_cases("text", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_text_of_any_script_passes_and_is_shown_as_it_was_written(text: str) -> None:
    assert first_forbidden_character(text) is None
    assert escape_for_terminal(text, most=1_000) == text


@pytest.mark.parametrize("category", ["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])
def test_every_character_of_a_forbidden_category_is_found_but_for_the_two_joiners(category: str) -> None:
    passed = {
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) == category and first_forbidden_character(character) is None
    }
    assert passed == ({"\u200c", "\u200d"} if category == "Cf" else set())


@pytest.mark.parametrize("break_", ["\n", "\r", "\t"])
def test_line_breaks_and_tabs_are_forbidden_unless_they_are_allowed(break_: str) -> None:
    assert is_forbidden(break_)
    assert first_forbidden_character(f"a{break_}b") is not None
    assert first_forbidden_character(f"a{break_}b", allowed="\n\r\t") is None


def test_the_first_of_several_is_told_with_its_place() -> None:
    found = first_forbidden_character("Grüße\x1b[1m\u202e")
    assert found is not None
    assert found.at == 5
    assert found.name == "the control character U+001B"


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "the control character U+0000"),
        ("\x9b", "the control character U+009B"),
        ("\u202e", "the writing-direction character U+202E"),
        ("\u2066", "the writing-direction character U+2066"),
        ("\u200b", "the invisible or unassigned character U+200B"),
        ("\ue000", "the invisible or unassigned character U+E000"),
        ("\U000e0041", "the invisible or unassigned character U+E0041"),
    ],
)
def test_a_forbidden_character_is_named_by_kind_and_number(character: str, name: str) -> None:
    found = first_forbidden_character(character)
    assert found is not None
    assert found.name == name


def test_as_many_marks_as_scripts_need_are_kept_and_a_pile_is_not() -> None:
    assert first_forbidden_character("a" + "\u0301" * 4) is None
    found = first_forbidden_character("a" + "\u0301" * 5)
    assert found is not None
    assert found.at == 5
    assert escape_for_terminal("a" + "\u0301" * 9 + "b") == "a" + "\u0301" * 4 + "b"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b", "\\x9b"),
        ("a\nb", "a\\x0ab"),
        ("\u202e", "\\u202e"),
        ("\udc80", "\\udc80"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_a_forbidden_character_is_shown_by_its_number(text: str, escaped: str) -> None:
    assert escape_for_terminal(text) == escaped


def test_what_is_cut_off_is_told_by_dots() -> None:
    assert escape_for_terminal("a" * 200) == "a" * 200
    assert escape_for_terminal("a" * 201) == "a" * 200 + "..."
    assert escape_for_terminal("abcdef", most=3) == "abc..."


@given(ANY_TEXT)
def test_what_is_shown_never_holds_a_forbidden_character(text: str) -> None:
    assert first_forbidden_character(escape_for_terminal(text)) is None
    assert not any(is_forbidden(character) for character in escape_for_terminal(text))


@given(ANY_TEXT)
def test_what_is_shown_twice_is_shown_the_same(text: str) -> None:
    assert escape_for_terminal(escape_for_terminal(text, most=10_000), most=10_000) == escape_for_terminal(
        text, most=10_000
    )


@given(ANY_TEXT)
def test_a_text_passes_the_gate_exactly_if_it_is_shown_unchanged(text: str) -> None:
    assert (first_forbidden_character(text) is None) == (escape_for_terminal(text, most=10_000) == text)


@given(ANY_TEXT, st.integers(min_value=1, max_value=50))
def test_what_is_shown_is_never_much_longer_than_wanted(text: str, most: int) -> None:
    assert len(escape_for_terminal(text, most=most)) <= (most + 3) * len("\\U0010ffff")


@given(ANY_TEXT, st.sampled_from(["", "\n\t", "\n\r\t"]))
def test_a_text_passes_exactly_if_each_of_its_characters_does(text: str, allowed: str) -> None:
    places = [at for at, character in enumerate(text) if is_forbidden(character) and character not in allowed]
    found = first_forbidden_character(text, allowed=allowed)
    if found is None:
        assert not places
    elif found.name != "a pile of combining marks":
        assert found.at == places[0]
    if is_ascii_text(text, allowed=allowed):
        assert found is None
        assert text.isascii()

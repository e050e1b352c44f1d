"""Routine files as they come from the net, from a broken disk, and from people who mean harm.

Each row carries the number of its case in the list of hostile inputs. Whatever the file holds, the answer is a
refusal that says where, what is wrong and what to do, or a routine; never another exception, and never a wait.
Every row is read with libyaml and without it, because some builds of PyYAML lack it (E31).
"""

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import (
    MAX_REPORTED_PROBLEMS,
    ExitCode,
    InvalidFileError,
    Problem,
    UnreadableFileError,
)
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.text import first_forbidden_character
from backpain_cli.library.yaml import source as yaml_source
from backpain_cli.library.yaml.nodes import Node, ScalarNode, SequenceNode
from backpain_cli.paths import packaged_data
from tests.cases import all_cases
from tests.domain.test_text import PAYLOADS
from tests.files import SOURCE, problems_of, read, read_path, routine_of, routine_with
from tests.small_routine import ROUTINE

LONGEST_ANSWER_CPU_S = 20.0
"""Ten times what a person may wait, so that a busy machine fails no test, and what never ends still does."""
MIB = 1024 * 1024
HEAD = ROUTINE.partition("steps:")[0]
STEPS = "steps:" + ROUTINE.partition("steps:")[2]
LOADERS = {"libyaml": getattr(yaml, "CSafeLoader", yaml.SafeLoader), "pure Python": yaml.SafeLoader}


@pytest.fixture(params=LOADERS)
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_source, "_LOADER", LOADERS[request.param])


@contextmanager
def in_time() -> Iterator[None]:
    # Of this process alone: other tests may run beside it.
    begun = time.process_time()
    yield
    assert time.process_time() - begun < LONGEST_ANSWER_CPU_S


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A file that must be refused, and what the refusal must say."""

    file: str | bytes
    says: str
    """Must stand in the message or the hint of one of the problems."""
    at: tuple[int, int] | None = None
    """Line and column of that problem, where they are plain."""


def refusal(path: Path, anatomy: Atlas) -> list[Problem]:
    """Return the problems of a file, and hold what every refusal must be."""
    with in_time(), pytest.raises(InvalidFileError) as refused:
        read_path(path, anatomy, source=SOURCE)
    error = refused.value
    assert error.exit_code is ExitCode.DATA
    assert error.problems
    assert first_forbidden_character(error.message, allowed="\n") is None
    assert len(error.message) < 20_000
    for problem in error.problems[:MAX_REPORTED_PROBLEMS]:
        assert problem.hint or " must be " in problem.message, f"no way out: {problem.message}"
    return error.problems


def written(folder: Path, file: str | bytes) -> Path:
    path = folder / SOURCE
    path.write_bytes(file.encode() if isinstance(file, str) else file)
    return path


def filled(piece: str) -> str:
    """Return just under 1 MiB of `piece`."""
    return piece * ((MIB - 200) // len(piece.encode()))


STRUCTURE = {
    "I01 empty": Refused(file="", says="is empty", at=(1, 1)),
    "I02 only comments": Refused(file="# one\n# two\n", says="is empty"),
    "I02 only blank lines": Refused(file="\n \n\n", says="is empty"),
    "I02 only a document mark": Refused(file="---\n", says="`key: value`"),
    "I03 a text at the root": Refused(file="only words\n", says="`key: value`", at=(1, 1)),
    "I04 a list at the root": Refused(file="- one\n- two\n", says="`key: value`", at=(1, 1)),
    "I05 a tab before a key": Refused(file="steps:\n\t- move: x\n", says="use spaces", at=(2, 1)),
    "I05 a tab after spaces": Refused(file="steps:\n  \t- move: x\n", says="use spaces", at=(2, 3)),
    "I05 a tab before a nested key": Refused(
        file=routine_with("    for: 20s", "\tfor: 20s"), says="use spaces", at=(8, 1)
    ),
    "I06 double quotes left open": Refused(
        file=routine_with("title: Lower back", 'title: "Lower back'), says="never closed", at=(2, 8)
    ),
    "I06 single quotes left open": Refused(
        file=routine_with("title: Lower back", "title: 'Lower back"), says="never closed", at=(2, 8)
    ),
    "I06 a quotation mark in the last line": Refused(file='title: "', says="never closed", at=(1, 8)),
    "I06 a closed quotation with an unknown escape": Refused(
        file=routine_with("title: Lower back", 'title: "50\\q"'), says="escape"
    ),
    "I06 words after the closing quotation mark": Refused(
        file=routine_with("title: Lower back", 'title: "Lower" back'), says="quot"
    ),
    "I07 a bracket left open": Refused(
        file=routine_with("[lower-back]", "[lower-back"), says="never closed", at=(4, 8)
    ),
    "I07 a brace left open": Refused(file=HEAD + "steps: [{move: x\n", says="never closed", at=(6, 9)),
    "I07 a bracket in the last line": Refused(file="areas: [", says="never closed", at=(1, 8)),
    "I07 a bracket in the last line with a word": Refused(file="areas: [lower-back", says="never closed", at=(1, 8)),
    "I07 a bracket closed by a brace": Refused(file=routine_with("[lower-back]", "[lower-back}"), says="]"),
    "I07 a bracket that nobody opened": Refused(file=routine_with("[lower-back]", "lower-back\n]"), says="", at=(5, 1)),
    "I08 a key indented too far": Refused(
        file=routine_with("    for: 20s", "      for: 20s"), says="colon", at=(8, 10)
    ),
    "I08 a key indented too little": Refused(
        file=routine_with("    for: 20s", "   for: 20s"), says="indented", at=(8, 4)
    ),
    "I08 a list indented too little": Refused(file=routine_with("  - press", " - press"), says="indented", at=(9, 2)),
    "I09 a colon in a text": Refused(
        file=routine_with("title: Lower back", "title: Lower back: mine"), says="put the text in quotes", at=(2, 18)
    ),
    "I09 a text that begins with a sign": Refused(
        file=routine_with("title: Lower back", "title: @home"), says="put the text in quotes", at=(2, 8)
    ),
    "I09 a text that begins with a percent sign": Refused(
        file=routine_with("title: Lower back", "title: %50"), says="put the text in quotes", at=(2, 8)
    ),
    "I10 two documents": Refused(file=ROUTINE + "---\n" + ROUTINE, says="second document", at=(18, 1)),
    "I10 a document after an end mark": Refused(file=ROUTINE + "...\n---\na: b\n", says="second document", at=(19, 1)),
    "I11 YAML 2.0": Refused(file="%YAML 2.0\n---\n" + ROUTINE, says="directives are not used"),
    "I11 YAML 1.1": Refused(file="%YAML 1.1\n---\n" + ROUTINE, says="directives are not used"),
    "I11 a version of 5,000 digits": Refused(file=f"%YAML 1.{'9' * 5_000}\n---\n" + ROUTINE, says="directives"),
    "I11 an unknown directive": Refused(file="%FOO bar\n---\n" + ROUTINE, says="directives are not used", at=(1, 1)),
    "I11 a tag directive": Refused(file="%TAG ! x\n---\n" + ROUTINE, says="directives are not used"),
    "I12 a key twice": Refused(
        file=ROUTINE + "title: Again\n", says="`title` is given twice, first on line 2", at=(18, 1)
    ),
    "I13 a key twice in a step": Refused(
        file=routine_with("    for: 20s", "    for: 20s\n    for: 30s"),
        says="`for` is given twice, first on line 8",
        at=(9, 5),
    ),
    "I14 an unknown key": Refused(file=routine_with("title:", "titel:"), says="did you mean `title`?", at=(2, 1)),
    "I14 an unknown key in a step": Refused(
        file=routine_with("hold: 45s", "hodl: 45s"), says="did you mean `hold`?", at=(13, 5)
    ),
    "I14 a key with a capital": Refused(file=routine_with("title:", "Title:"), says="did you mean `title`?", at=(2, 1)),
    "I14 an unknown kind of step": Refused(
        file=routine_with("- press:", "- prss:"), says="did you mean `press`?", at=(9, 5)
    ),
    "I14 two kinds in one step": Refused(
        file=routine_with("    sides: left", "    stretch: figure-four"), says="not 2 of them", at=(9, 5)
    ),
    "I15 a list as a key": Refused(file=ROUTINE + "? [a, b]\n: c\n", says="a key must be a word", at=(18, 3)),
    "I15 a mapping as a key": Refused(file=ROUTINE + "{a: b}: c\n", says="a key must be a word", at=(18, 1)),
    "I15 null as a key": Refused(file=ROUTINE + "~: c\n", says="`~` is not known in a routine", at=(18, 1)),
    "I15 nothing as a key": Refused(file=ROUTINE + "? \n: c\n", says="not known in a routine"),
    "I16 no steps": Refused(file=HEAD, says="`steps:` is missing"),
    "I16 empty steps": Refused(file=HEAD + "steps:\n", says="`steps` must be a list"),
    "I16 an empty list of steps": Refused(file=HEAD + "steps: []\n", says="`steps` must be a list", at=(6, 8)),
    "I16 a mapping of steps": Refused(file=HEAD + "steps:\n  move: x\n", says="`steps` must be a list", at=(7, 3)),
    "I16 a step of plain text": Refused(file=HEAD + "steps:\n  - bend\n", says="`- move: what to do`", at=(7, 5)),
    "I16 a list as a step": Refused(file=HEAD + "steps:\n  - [move]\n", says="`- move: what to do`", at=(7, 5)),
    "I16 an empty step": Refused(file=HEAD + "steps:\n  -\n  - {move: x, for: 2m}\n", says="`key: value`", at=(7, 4)),
    "I16 a repeat group without steps": Refused(
        file=HEAD + "steps:\n  - repeat: 2\n", says="`steps:` is missing", at=(7, 5)
    ),
    "I16 a repeat group with an empty list": Refused(
        file=HEAD + "steps:\n  - {repeat: 2, steps: []}\n", says="must be a list", at=(7, 24)
    ),
    "I16 a group repeated once": Refused(
        file=HEAD + "steps:\n  - {repeat: 1, steps: [{move: x, for: 2m}]}\n", says="from 2 to 20", at=(7, 14)
    ),
    "I68 safety": Refused(file=ROUTINE + "safety: off\n", says="`safety` is not known in a routine", at=(18, 1)),
    "I68 red_flags": Refused(file=ROUTINE + "red_flags: []\n", says="`red_flags` is not known", at=(18, 1)),
    "I68 skip_screen": Refused(file=ROUTINE + "skip_screen: true\n", says="`skip_screen` is not known", at=(18, 1)),
    "I68 skip_screen in a step": Refused(
        file=ROUTINE + "    skip_screen: true\n", says="`skip_screen` is not known", at=(18, 5)
    ),
    "I69 a picture outside": Refused(
        file=ROUTINE + "    picture: ../../etc/passwd\n", says="`picture` is not known", at=(18, 5)
    ),
}

BYTES = {
    "I19 NUL": Refused(file=ROUTINE.replace("Lower", "Lo\0wer"), says="U+0000 is not allowed", at=(2, 10)),
    "I19 NUL at the end": Refused(file=ROUTINE + "\0", says="U+0000 is not allowed", at=(18, 1)),
    "I20 raw ESC": Refused(file=ROUTINE.replace("Lower", "\x1b[2JLower"), says="U+001B is not allowed", at=(2, 8)),
    "I20 raw ESC in a comment": Refused(file=ROUTINE + "# \x1b[2J\n", says="U+001B is not allowed", at=(18, 3)),
    "I20 raw C1": Refused(file=ROUTINE.replace("Lower", "Lower\x9b"), says="U+009B is not allowed", at=(2, 13)),
    "I21 Latin-1": Refused(
        file=ROUTINE.replace("Lower", "Größe").encode("latin-1"), says="the byte 0xf6 is not UTF-8", at=(2, 10)
    ),
    "I21 a character cut off at the end": Refused(
        file=ROUTINE.encode() + b"# \xe2\x82", says="the byte 0xe2 is not UTF-8", at=(18, 3)
    ),
    "I21 a character cut off inside": Refused(
        file=b"title: \xf0\x9f\x98!\n", says="the byte 0xf0 is not UTF-8", at=(1, 8)
    ),
    "I21 an overlong character": Refused(file=b"title: \xc0\xaf\n", says="the byte 0xc0 is not UTF-8", at=(1, 8)),
    "I21 an encoded surrogate": Refused(file=b"title: \xed\xa0\xbd\n", says="the byte 0xed is not UTF-8", at=(1, 8)),
    "I22 UTF-16, little end first": Refused(file=ROUTINE.encode("utf-16"), says="save it as UTF-8"),
    "I22 UTF-16, big end first": Refused(file=b"\xfe\xff" + ROUTINE.encode("utf-16-be"), says="save it as UTF-8"),
    "I22 UTF-16 without a mark": Refused(file=ROUTINE.encode("utf-16-le"), says="save it as UTF-8"),
    "I22 UTF-32, little end first": Refused(file=ROUTINE.encode("utf-32"), says="save it as UTF-8"),
    "I22 UTF-32, big end first": Refused(
        file=b"\x00\x00\xfe\xff" + ROUTINE.encode("utf-32-be"), says="save it as UTF-8"
    ),
    "I24 a byte order mark inside": Refused(
        file=ROUTINE.replace("title", "\ufefftitle"), says="U+FEFF is not allowed", at=(2, 1)
    ),
    "I24 two byte order marks": Refused(file="\ufeff\ufeff" + ROUTINE, says="U+FEFF is not allowed", at=(1, 1)),
    "I24 next-line characters": Refused(file=ROUTINE.replace("\n", "\x85"), says="U+0085 is not allowed", at=(1, 12)),
    "I24 line separators": Refused(file=ROUTINE.replace("\n", "\u2028"), says="U+2028 is not allowed", at=(1, 12)),
    "I25 CRLF, with a fault further down": Refused(
        file=routine_with("hold: 45s", "hodl: 45s").replace("\n", "\r\n"), says="`hodl`", at=(13, 5)
    ),
    "I25 CRLF, with a forbidden character further down": Refused(
        file=routine_with("hold: 45s", "hold: \x1b45s").replace("\n", "\r\n"), says="U+001B", at=(13, 11)
    ),
    "I26 a picture": Refused(file=b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", says="save it as UTF-8", at=(1, 1)),
    "I26 a gzip file": Refused(file=b"\x1f\x8b\x08\0\0\0\0\0\0\x03", says="save it as UTF-8", at=(1, 2)),
    "I26 random bytes": Refused(file=random.Random(26).randbytes(5_000), says="save it as UTF-8"),  # noqa: S311 - repeatable
}

VALUES = {
    "I28 null as a title": Refused(
        file=routine_with("title: Lower back", "title:"), says="`title` is empty", at=(2, 7)
    ),
    "I28 yes as seconds": Refused(file=routine_with("hold: 45s", "hold: yes"), says="write it like", at=(13, 11)),
    "I29 an underline in a number": Refused(file=routine_with("hold: 45s", "hold: 4_5"), says="`4", at=(13, 11)),
    "I29 hexadecimal": Refused(file=routine_with("hold: 45s", "hold: 0x2D"), says="write it like", at=(13, 11)),
    "I29 an exponent": Refused(file=routine_with("hold: 45s", "hold: 45e0"), says="write it like", at=(13, 11)),
    "I29 octal minutes": Refused(file=routine_with("minutes: 2", "minutes: 0o2"), says="from 1 to 60", at=(5, 10)),
    "I32 Arabic-Indic digits": Refused(file=routine_with("hold: 45s", "hold: ٤٥"), says="write it like", at=(13, 11)),
    "I32 full-width digits": Refused(file=routine_with("hold: 45s", "hold: ４５"), says="write it like", at=(13, 11)),
    "I32 Arabic-Indic minutes": Refused(file=routine_with("minutes: 2", "minutes: ٢"), says="from 1 to 60", at=(5, 10)),
    "I33 a list for a text": Refused(
        file=routine_with("title: Lower back", "title: [Lower, back]"), says="`title` must be a text", at=(2, 8)
    ),
    "I33 a mapping for a text": Refused(
        file=routine_with("title: Lower back", "title: {a: b}"), says="`title` must be a text", at=(2, 8)
    ),
    "I33 a mapping for a number": Refused(
        file=routine_with("minutes: 2", "minutes: {a: 2}"), says="`minutes` must be a text", at=(5, 10)
    ),
    "I33 true for seconds": Refused(file=routine_with("hold: 45s", "hold: true"), says="write it like", at=(13, 11)),
    "I33 a list for seconds": Refused(
        file=routine_with("hold: 45s", "hold: [45s]"), says="`hold` must be", at=(13, 11)
    ),
    "I33 a list for a muscle": Refused(
        file=routine_with("press: gluteus-medius", "press: [gluteus-medius]"), says="`press` must be", at=(9, 12)
    ),
    "I33 a mapping in a list": Refused(
        file=routine_with("[lower-back]", "[{lower: back}]"), says="`areas` must be", at=(4, 9)
    ),
    "I33 a mapping for a list": Refused(
        file=routine_with("[lower-back]", "{lower: back}"), says="`areas` must be", at=(4, 8)
    ),
    "I33 a text for defaults": Refused(file=ROUTINE + "defaults: 5s\n", says="`ready: 5s`", at=(18, 11)),
    "I33 an unknown default": Refused(
        file=ROUTINE + "defaults: {redy: 5s}\n", says="did you mean `ready`?", at=(18, 12)
    ),
    "I34 an empty text": Refused(
        file=routine_with("title: Lower back", 'title: ""'), says="`title` is empty", at=(2, 8)
    ),
    "I34 only spaces": Refused(file=routine_with("Bend forward slowly.", '"   "'), says="`check` is empty", at=(7, 12)),
    "I34 only no-break spaces": Refused(
        file=routine_with("Bend forward slowly.", '"\u00a0\u3000"'), says="`check` is empty", at=(7, 12)
    ),
    "I34 only joiners, which nobody sees": Refused(
        file=routine_with("Bend forward slowly.", '"\u200d\u200c"'), says="", at=(7, 12)
    ),
    "I34 no areas": Refused(file=routine_with("[lower-back]", "[]"), says="`areas`", at=(4, 8)),
    "I35 a word of 4,000 letters": Refused(
        file=routine_with("title: Lower back", "title: " + "a" * 599), says="put spaces in", at=(2, 8)
    ),
    "I35 a text of 4,000 letters": Refused(
        file=routine_with("title: Lower back", "title: " + "a " * 2_000), says="the limit is 600", at=(2, 8)
    ),
    "I37 one second too short": Refused(
        file=routine_with("for: 20s", "for: 19s"), says="the steps last 1:59, which is 1 s too short", at=(5, 10)
    ),
    "I37 one second too long": Refused(
        file=routine_with("for: 20s", "for: 21s"), says="the steps last 2:01, which is 1 s too long", at=(5, 10)
    ),
    "I37 the longest step is named": Refused(
        file=routine_with("for: 20s", "for: 21s"), says="the longest is step 2 on line 9 (60 s)", at=(5, 10)
    ),
    "I38 a press over its cap": Refused(
        file=routine_with("hold: 45s", "hold: 91s"), says="the limit is 90 s", at=(13, 11)
    ),
    "I38 a stretch over its cap": Refused(
        file=routine_with("hold: 30s", "hold: 61s"), says="the limit is 60 s", at=(17, 11)
    ),
    "I38 an own stretch over the cap": Refused(
        file=routine_with("figure-four", "Own one\n    do: Lean.").replace("hold: 30s", "hold: 61s"),
        says="the limit is 60 s",
        at=(18, 11),
    ),
    "I39 a muscle of class C": Refused(
        file=routine_with("gluteus-medius", "pectoralis-minor"), says="stretch or breathe only", at=(9, 12)
    ),
    "I39 a muscle of class C, with what to do instead": Refused(
        file=routine_with("gluteus-medius", "pectoralis-minor"), says="Stretch it instead: doorway-chest", at=(9, 12)
    ),
    "I39 a muscle of class D": Refused(
        file=routine_with("gluteus-medius", "psoas-major"), says="never press this yourself", at=(9, 12)
    ),
    "I39 a point of class C on a muscle of class B": Refused(
        file=routine_with("gluteus-medius", "piriformis/2"), says="stretch or breathe only", at=(9, 12)
    ),
    "I39 a muscle of class D by its alias, in capitals": Refused(
        file=routine_with("gluteus-medius", "PSOAS"), says="never press this yourself", at=(9, 12)
    ),
    "I40 an unknown muscle": Refused(
        file=routine_with("gluteus-medius", "gluteus-mediuss"), says="did you mean `gluteus-medius`", at=(9, 12)
    ),
    "I40 a muscle unlike any": Refused(
        file=routine_with("gluteus-medius", "xyzzy"), says="`backpain muscles` lists them all", at=(9, 12)
    ),
    "I40 a point that does not exist": Refused(
        file=routine_with("gluteus-medius", "gluteus-medius/9"), says="gluteus-medius/3", at=(9, 12)
    ),
    "I40 an unknown area": Refused(
        file=routine_with("[lower-back]", "[lower-bakc]"), says="did you mean `lower-back`", at=(4, 9)
    ),
    "I40 an unknown stretch": Refused(
        file=routine_with("figure-four", "figure-for"), says="did you mean `figure-four`", at=(14, 14)
    ),
    "I40 an unknown muscle of a stretch": Refused(
        file=routine_with("figure-four", "figure-four\n    muscle: pirifromis"),
        says="did you mean `piriformis`",
        at=(15, 13),
    ),
    "I40 an unknown region": Refused(
        file=routine_with("region: lumbar", "region: lumbr"), says="did you mean `lumbar`?", at=(3, 9)
    ),
    "I40 an unknown side": Refused(
        file=routine_with("sides: left", "sides: lef"), says="did you mean `left`?", at=(10, 12)
    ),
    "I40 an unknown place": Refused(
        file=routine_with("for: 20s", "for: 20s\n    place: flor"), says="did you mean `floor`?", at=(9, 12)
    ),
    "I40 an unknown source": Refused(
        file=routine_with("for: 20s", "for: 20s\n    sources: [WIKI]"), says="`WIKI`", at=(9, 15)
    ),
    "another format version": Refused(
        file=routine_with("backpain: 1", "backpain: 3"), says="write `backpain: 2`", at=(1, 11)
    ),
    "no format version": Refused(file=routine_with("backpain: 1\n", ""), says="`backpain:` is missing", at=(1, 1)),
    "no title": Refused(file=routine_with("title: Lower back\n", ""), says="`title:` is missing", at=(1, 1)),
    "no length of a move": Refused(file=routine_with("    for: 20s\n", ""), says="`for: 30s`", at=(7, 5)),
}
VALUES |= {
    f"I30 {number}": Refused(file=routine_with("hold: 45s", f"hold: {number}"), says="write it like", at=(13, 11))
    for number in (".nan", ".inf", "-.inf", "1e400", "1.0e+400", "nan")
}
VALUES |= {
    f"I31 {number[:20]} as seconds": Refused(
        file=routine_with("hold: 45s", f"hold: {number}"), says="1 to 7200", at=(13, 11)
    )
    for number in ("-5", "0", "1.5", str(2**31), str(2**63), "86401", "7201")
}
VALUES |= {
    f"I31 {number[:20]} as minutes": Refused(
        file=routine_with("minutes: 2", f"minutes: {number}"), says="from 1 to 60", at=(5, 10)
    )
    for number in ("-5", "0", "61", str(2**31), str(2**63), "2m")
}
VALUES |= {
    f"I31 {field} of 5,000 digits": Refused(file=ROUTINE.replace(old, f"{field}: {'9' * 5_000}"), says=field)
    for field, old in (("minutes", "minutes: 2"), ("hold", "hold: 45s"), ("backpain", "backpain: 1"))
}
VALUES |= {
    f"I65 {name[:12]!r} as a muscle": Refused(
        file=routine_with("press: gluteus-medius", f"press: {name}"), says="there is no muscle", at=(9, 12)
    )
    for name in (
        "../../etc/passwd",
        "/etc/passwd",
        '"~"',
        "'a\\b'",
        "'--help'",
        "CON",
        "NUL",
        '"a\\nb"',
        "'.'",
        "''''",
        "'/'",
        "'1'",
    )
}
VALUES |= {
    "I65 a name of 300 letters": Refused(
        file=routine_with("press: gluteus-medius", "press: " + "g" * 300), says="letters"
    ),
    "I66 a Cyrillic o": Refused(
        file=routine_with("gluteus-medius", "piriformis".replace("o", "\u043e")), says="did you mean `piriformis`"
    ),
    "I66 a Cyrillic a in a key": Refused(file=routine_with("title", "tit\u04cfe"), says="did you mean `title`?"),
}

TAGS_AND_ANCHORS = {
    "I41 a Python object": Refused(
        file=routine_with("title: Lower back", "title: !!python/object/apply:os.system [echo]"),
        says="tags are not used here",
        at=(2, 8),
    ),
    "I41 a Python name": Refused(
        file=routine_with("title: Lower back", "title: !!python/name:os.system x"), says="tags are not used", at=(2, 8)
    ),
    "I41 a Python module": Refused(
        file=routine_with("title: Lower back", "title: !!python/module:os x"), says="tags are not used", at=(2, 8)
    ),
    "I41 a tag on the root": Refused(file="!!python/object:a.b\n" + ROUTINE, says="tags are not used", at=(1, 1)),
    "I41 a tag on a key": Refused(
        file=routine_with("title: Lower back", "!!str title: Lower back"), says="tags are not used", at=(2, 1)
    ),
    "I44 a set": Refused(file="!!set {a, b}\n", says="tags are not used", at=(1, 1)),
    "I44 an ordered map": Refused(file="!!omap [a: b]\n", says="tags are not used", at=(1, 1)),
    "I44 an equals sign as a key": Refused(file=ROUTINE + "=: x\n", says="`=` is not known", at=(18, 1)),
    "I45 an anchor": Refused(
        file=routine_with("title: Lower back", "title: &a Lower back"), says="anchors and aliases", at=(2, 8)
    ),
    "I45 an anchor on the root": Refused(file="&a\n" + ROUTINE, says="anchors and aliases", at=(1, 1)),
    "I45 an alias": Refused(
        file=routine_with("title: Lower back", "title: &a x").replace("lumbar", "*a"),
        says="anchors and aliases",
        at=(2, 8),
    ),
    "I45 an unknown alias": Refused(
        file=routine_with("title: Lower back", "title: *a"), says="anchors and aliases", at=(2, 8)
    ),
    "I45 a text that begins with an ampersand": Refused(
        file=routine_with("title: Lower back", "title: & more"), says="put the text in quotes"
    ),
    "I45 a text that begins with an asterisk": Refused(
        file=routine_with("title: Lower back", "title: * more"), says="put the text in quotes"
    ),
    "I46 a merge key": Refused(file=ROUTINE + "<<: {a: b}\n", says="`<<` is not known", at=(18, 1)),
    "I46 a merge key with an alias": Refused(
        file="base: &b {title: x}\n<<: *b\n", says="anchors and aliases", at=(1, 7)
    ),
    "I47 a value that contains itself": Refused(file="a: &a [*a]\n", says="anchors and aliases", at=(1, 4)),
    "I77 billion laughs": Refused(
        file="a: &a [x, x]\n"
        + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        says="anchors and aliases",
        at=(1, 4),
    ),
    "I78 a merge bomb": Refused(
        file="a: &a {x: x}\n"
        + "".join(f"{b}: &{b} {{<<: [*{a}, *{a}, *{a}]}}\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        says="anchors and aliases",
        at=(1, 4),
    ),
}
TAGS_AND_ANCHORS |= {
    f"I42 {tag}": Refused(
        file=routine_with("title: Lower back", f"title: {tag} x"), says="tags are not used here", at=(2, 8)
    )
    for tag in ("!include", "!ENV", "!secret", "!own", "!", "!<tag:x,2000:y>", "!!str")
}
TAGS_AND_ANCHORS |= {
    f"I43 {value}": Refused(
        file=routine_with("title: Lower back", f"title: {value}"), says="tags are not used here", at=(2, 8)
    )
    for value in (
        "!!timestamp x",
        "!!int x",
        "!!bool x",
        "!!int '_'",
        "!!float abc",
        "!!binary ????",
        "!!null x",
        "!!int 1:1",
    )
}

ESCAPES = {
    f"escape {number}": Refused(file=routine_with("Lower back", f'"{escape}"'), says="", at=(2, 8))
    for number, escape in {
        "beyond Unicode, as C sees it": "\\UFFFFFFFF",
        "just beyond Unicode": "\\U00110000",
        "half a surrogate pair": "\\ud83d",
        "a surrogate pair": "\\ud83d\\ude00",
        "escape": "a\\e[31m",
        "null": "\\0",
        "bell": "\\a",
        "backspace": "\\b",
        "carriage return": "x\\rscreen passed",
        "next line": "x\\Ny",
        "line separator": "x\\Ly",
        "paragraph separator": "x\\Py",
        "eight-bit CSI": "\\x9b31m",
        "override": "\\u202e",
        "tag character": "\\U000e0041",
    }.items()
}

RESOURCES = {
    "I79 brackets": Refused(file="[" * (MIB - 1), says="nested more than 20 deep", at=(1, 21)),
    "I79 braces": Refused(file="{" * (MIB - 1), says="nested more than 20 deep", at=(1, 21)),
    "I79 dashes": Refused(file=filled("- "), says="nested more than 20 deep", at=(1, 41)),
    "I79 question marks": Refused(file=filled("? "), says="nested more than 20 deep", at=(1, 41)),
    "I79 brackets and question marks": Refused(file=filled("[? "), says="nested more than 20 deep"),
    "I79 brackets and braces": Refused(file=filled("[{"), says="nested more than 20 deep", at=(1, 21)),
    "I79 indented keys": Refused(
        file="".join(f"{' ' * level}a:\n" for level in range(1_400)), says="nested more than 20 deep", at=(21, 21)
    ),
    "I79 indented dashes": Refused(
        file="".join(f"{' ' * level}-\n" for level in range(1_400)), says="nested more than 20 deep", at=(21, 21)
    ),
    "I79 1,000 brackets in a text": Refused(
        file=routine_with("Lower back", "[" * 1_000 + "]" * 1_000), says="nested more than 20 deep"
    ),
    "I80 colliding numbers as keys": Refused(
        file=("{" + ",".join(f"{(2**61 - 1) * number}: 1" for number in range(1, 40_000)))[: MIB - 100] + "}",
        says="more than 20000 values",
    ),
    "I81 a sexagesimal bomb": Refused(
        file=routine_with("hold: 45s", "hold: " + "1:" * 300_000 + "1"), says="the limit is 600", at=(13, 11)
    ),
    "I82 100,000 keys": Refused(file="".join(f"k{number}: 1\n" for number in range(80_000)), says="20000 values"),
    "I82 100,000 anchors": Refused(file=filled("- &a x\n"), says="anchors and aliases", at=(1, 3)),
    "I82 100,000 documents": Refused(file="---\n" * 100_000, says="second document", at=(2, 1)),
    "I82 200,000 items": Refused(file="[" + filled("1,"), says="20000 values"),
    "I82 200,000 steps": Refused(file=HEAD + "steps:\n" + filled("  - \n"), says="20000 values"),
    "L02 5,000 steps": Refused(file=HEAD + "steps:\n" + "  - {move: x, for: 1s}\n" * 3_900, says="the limit is 200"),
    "more unknown keys than can be told": Refused(
        file="title: T\n" + "".join(f"k{number}{'x' * 80}: 1\n" for number in range(9_900)), says="is not known"
    ),
    "more repeated keys than can be told": Refused(file=f"{'x' * 90}: 1\n" * 9_900, says="given twice"),
    "more unknown muscles than can be told": Refused(
        file=HEAD + "steps:\n" + "".join(f"  - press: gluteus-mediuss-{number}\n" for number in range(6_000)),
        says="there is no muscle",
    ),
    "more misspelt areas than can be told": Refused(
        file=ROUTINE.replace("[lower-back]", f"[{', '.join(f'lower-bakc-{number}' for number in range(19_000))}]"),
        says="`areas` has 19000 entries",
    ),
    "more unknown sources than can be told": Refused(
        file=routine_with(
            "for: 20s", f"for: 20s\n    sources: [{', '.join(f'S{number}x' for number in range(19_000))}]"
        ),
        says="`sources` has 19000 entries",
    ),
    "more plain steps than can be told": Refused(
        file=HEAD + "steps:\n" + f"  - {'text ' * 20}\n" * 9_000, says="`- move: what to do`"
    ),
    "more forbidden characters than can be told": Refused(
        file=ROUTINE + "cautions:\n" + f'  - "{"x" * 30}\\e"\n' * 19_000, says="U+001B"
    ),
    "more cautions than anybody reads": Refused(
        file=ROUTINE + "cautions:\n" + "  - Take care.\n" * 19_000, says="cautions"
    ),
    "more keys that are no words than can be told": Refused(
        file="".join(f"? [a{number}]\n: 1\n" for number in range(6_000)), says="a key must be a word"
    ),
    "more tag directives than libyaml can compare": Refused(
        file="".join(f"%TAG !a{number}! x\n" for number in range(60_000)) + "--- a\n", says="directives are not used"
    ),
    "nothing but comments": Refused(file="# x\n" * 200_000, says="is empty"),
    "nothing but line breaks": Refused(file="\n" * 200_000, says="is empty"),
    "a million line breaks": Refused(file=filled("\n"), says="more than 250000 lines", at=(250_001, 1)),
    "a million old line breaks": Refused(file=filled("\r"), says="more than 250000 lines", at=(250_001, 1)),
    "a text of 1 MiB": Refused(file="title: " + filled("a "), says="the limit is 600", at=(1, 8)),
    "a quoted text of 1 MiB": Refused(file=f'title: "{filled("a ")}"', says="the limit is 600", at=(1, 8)),
    "a text of 200,000 lines": Refused(file="title: |\n" + "  a\n" * 200_000, says="the limit is 600", at=(1, 8)),
    "a text of 200,000 blank lines": Refused(file="title: >\n" + "\n" * 200_000, says="`title` is empty", at=(1, 8)),
    "a text of a million blank lines": Refused(
        file="title: >\n" + filled("\n"), says="more than 250000 lines", at=(250_001, 1)
    ),
    "a key of 1 MiB": Refused(file=filled("a") + ": 1\n", says=""),
    "I73 10 MB of spaces": Refused(file=b" " * 10_000_000, says="larger than 1 MiB"),
    "I73 10 MB of comments": Refused(file=b"# x\n" * 2_500_000, says="larger than 1 MiB"),
    "I73 10 MB in one line": Refused(file=b"title: " + b"a" * 10_000_000, says="larger than 1 MiB"),
    "I73 one byte too many": Refused(file=b" " * (MIB + 1), says="larger than 1 MiB"),
}

SMALL = STRUCTURE | BYTES | VALUES | TAGS_AND_ANCHORS | ESCAPES
QUICK_OR_SLOW = ["libyaml", pytest.param("pure Python", marks=pytest.mark.slow)]


@pytest.mark.usefixtures("_loader")
@all_cases("case", SMALL.values(), ids=SMALL)
def test_a_bad_file_is_refused_with_its_place_and_a_way_out(case: Refused, tmp_path: Path, anatomy: Atlas) -> None:
    assert_refused(case, tmp_path, anatomy)


@pytest.mark.parametrize("_loader", QUICK_OR_SLOW, indirect=True)
@pytest.mark.usefixtures("_loader")
@all_cases("case", RESOURCES.values(), ids=RESOURCES)
def test_a_file_made_to_use_up_time_or_memory_is_refused(case: Refused, tmp_path: Path, anatomy: Atlas) -> None:
    assert_refused(case, tmp_path, anatomy)


def assert_refused(case: Refused, folder: Path, anatomy: Atlas) -> None:
    problems = refusal(written(folder, case.file), anatomy)
    told = [(problem.line, problem.column, f"{problem.message}; {problem.hint}") for problem in problems[:30]]
    assert any(case.says in sentence and case.at in {None, (line, column)} for line, column, sentence in told), told


@all_cases("case", SMALL.values(), ids=SMALL)
def test_a_refusal_is_the_same_without_libyaml(
    case: Refused, tmp_path: Path, anatomy: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, case.file)
    told = []
    for loader in LOADERS.values():
        monkeypatch.setattr(yaml_source, "_LOADER", loader)
        with pytest.raises(InvalidFileError) as refused:
            read_path(path, anatomy, source=SOURCE)
        told.append(refused.value.message)
    assert told[0] == told[1]


ACCEPTED = {
    "I23 a byte order mark at the start": b"\xef\xbb\xbf" + ROUTINE.encode(),
    "I25 CRLF": ROUTINE.replace("\n", "\r\n").encode(),
    "I25 CR": ROUTINE.replace("\n", "\r").encode(),
    "I27 no line break at the end": ROUTINE.rstrip("\n").encode(),
    "I27 spaces at the ends of lines": ROUTINE.replace("\n", "  \n").encode(),
    "I27 blank lines and comments": ROUTINE.replace("\n", "  # note\n\n").encode(),
    "I27 a tab before a comment": ROUTINE.replace("for: 20s", "for: 20s\t# note").encode(),
    "a document mark before it": b"---\n" + ROUTINE.encode(),
    "an end mark after it": ROUTINE.encode() + b"...\n",
    "flow style": HEAD.encode() + b"steps: [{move: Turn., for: 2m}]\n",
    "tabs inside a text": routine_with("Lower back", "Lower\tback").encode(),
    "a text over several lines": routine_with("Lower back", ">-\n  Lower\n  back").encode(),
    "I59 30 line breaks in a text": routine_with("Lower back", '"Lower' + "\\n" * 30 + 'back"').encode(),
    "exactly 1 MiB": ROUTINE.encode() + b"#" * (MIB - len(ROUTINE)),
}


@pytest.mark.usefixtures("_loader")
@all_cases("file", ACCEPTED.values(), ids=ACCEPTED)
def test_an_odd_but_right_file_is_read_like_the_plain_one(file: bytes, tmp_path: Path, anatomy: Atlas) -> None:
    with in_time():
        routine, _ = read_path(written(tmp_path, file), anatomy)
    assert routine.title == "Lower back"
    assert routine.seconds == 120


AS_WRITTEN = {
    "I28": ["no", "yes", "on", "off", "~", "null", "true", "1", "1.10", "1:30", "010", "1_000", "="],
    "I36": ["2024-13-45", "2024-01-01", "+99:99", "0000-00-00", "0x1E", ".nan", "1e400"],
    "I60": ["[bold]x[/bold]", "text [/]", "[link=file:///etc/passwd]x[/link]", "[@click=app.quit]", "[conceal]x"],
    "I61": [":boom:", "a\\[b", "ends with \\", "{0} %s %n ${HOME} $(id) `id`", "\\e[31m as letters", "\\x1b"],
    "I62": ["[" * 60, " ".join("[" * 250)],
    "I63": ["腰の痛み", "آلام الظهر", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea", "कमर दर्द"],
    "I64": ["--help", "-v", "; rm -rf ~", "<speak>x</speak>", "$(reboot)", '"', "'", "#", "%", "&", "*", "@", "`"],
    "a name that Python knows": ["__class__", "{self.__init__}", "None", "nan"],
}


@pytest.mark.usefixtures("_loader")
@all_cases("title", [title for titles in AS_WRITTEN.values() for title in titles])
def test_a_text_is_kept_letter_for_letter(title: str, anatomy: Atlas) -> None:
    quoted = title.replace("'", "''")
    with in_time():
        routine, _ = read(routine_with("Lower back", f"'{quoted}'"), anatomy)
    assert routine.title == title


@pytest.mark.usefixtures("_loader")
def test_unquoted_words_that_yaml_takes_for_truth_or_numbers_stay_words(anatomy: Atlas) -> None:
    for title in (*AS_WRITTEN["I28"], *AS_WRITTEN["I36"]):
        routine, _ = read(routine_with("Lower back", title), anatomy)
        assert routine.title == title


@pytest.mark.usefixtures("_loader")
@all_cases(("written_as", "seconds"), [("045", 45), ("0:45", 45), ('"45"', 45), ("'45s'", 45), ("45", 45)])
def test_a_duration_never_becomes_another_number(written_as: str, seconds: int, anatomy: Atlas) -> None:
    routine, _ = read(routine_with("hold: 45s", f"hold: {written_as}"), anatomy)
    assert routine.steps[1].hold == seconds


FIELDS = {
    "backpain": "backpain: 1",
    "title": "Lower back",
    "region": "lumbar",
    "area": "lower-back",
    "minutes": "minutes: 2",
    "check": "Bend forward slowly.",
    "for": "for: 20s",
    "press": "gluteus-medius",
    "sides": "sides: left",
    "hold": "hold: 45s",
    "stretch": "figure-four",
}
OPTIONAL = ("why", "cautions", "defaults")
OPTIONAL_IN_A_STEP = ("title", "do", "how", "tool", "instead", "feel", "avoid", "stop", "neutral", "sources", "place")


def _as_yaml(payload: str) -> str:
    return '"x' + "".join(f"\\U{ord(character):08x}" for character in payload) + '"'


def _with_payload(payload: str) -> Iterator[str]:
    """Yield the routine with the payload in every field and as a key, escaped in YAML's own way."""
    value = _as_yaml(payload)
    for old in FIELDS.values():
        key, colon, _ = old.partition(": ")
        yield ROUTINE.replace(old, f"{key}: {value}" if colon else value)
    for key in OPTIONAL:
        yield f"{ROUTINE}{key}: {value}\n"
        yield f"{ROUTINE}{key}: [{value}]\n"
    for key in OPTIONAL_IN_A_STEP:
        yield f"{ROUTINE}    {key}: {value}\n"
    yield f"{ROUTINE}{value}: x\n"
    yield f"{ROUTINE}    {value}: x\n"
    yield f"{ROUTINE}{value}: x\n{value}: x\n"
    yield f"{ROUTINE}? [{value}]\n: x\n"
    yield f"{value}\n"


@pytest.mark.usefixtures("_loader")
@all_cases("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_field_carries_a_code_to_the_terminal(payload: str, anatomy: Atlas) -> None:
    """I48 to I58: a payload that hides behind YAML's escapes is refused, and the refusal does not repeat it."""
    payload = payload[:500]
    for text in _with_payload(payload):
        with in_time(), pytest.raises(InvalidFileError) as refused:
            read(text, anatomy)
        assert first_forbidden_character(refused.value.message, allowed="\n") is None, text


@all_cases("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_raw_code_gets_past_the_gate(payload: str, tmp_path: Path, anatomy: Atlas) -> None:
    if payload == "\rscreen passed":
        return  # a carriage return is a line break in YAML, and no code
    for text in (routine_with("Lower back", f"Lower {payload} back"), f"{ROUTINE}# {payload}\n"):
        path = written(tmp_path, text.encode("utf-8", "surrogatepass"))
        refusal(path, anatomy)


@pytest.mark.usefixtures("_loader")
def test_a_key_with_a_line_break_cannot_forge_a_line_of_the_message(anatomy: Atlas) -> None:
    key = '"x\\nbackpain: the screen was passed"'
    problems = problems_of(f"{ROUTINE}{key}: 1\n{key}: 2\n", anatomy)
    assert problems
    assert not any("\n" in line for problem in problems for line in problem.lines())


# Damage


@pytest.mark.parametrize("_loader", QUICK_OR_SLOW, indirect=True)
@pytest.mark.usefixtures("_loader")
def test_a_file_cut_off_at_any_character_is_refused_or_read(anatomy: Atlas) -> None:
    """I17, with the shortest routine that ships and with the small one."""
    real = min((path.read_text("utf-8") for path in packaged_data("routines").glob("*.yaml")), key=len)
    for text in (ROUTINE, real[:2_000]):
        for length in range(len(text)):
            _refused_or_read(text[:length], anatomy)


def _refused_or_read(text: str, anatomy: Atlas) -> Routine | None:
    try:
        return read(text, anatomy)[0]
    except InvalidFileError as error:
        assert first_forbidden_character(error.message, allowed="\n") is None
        return None


@all_cases("seed", range(300))
def test_a_file_with_a_few_damaged_bytes_is_refused_or_read(seed: int, tmp_path: Path, anatomy: Atlas) -> None:
    """I18, with seeds, so that a failure can be had again."""
    chance = random.Random(seed)  # noqa: S311 - repeatable is what is wanted
    data = bytearray(ROUTINE.encode())
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                del data[place]
            case _:
                data.insert(place, chance.choice(b"\0\t\n\r -:?,[]{}#&*!|>'\"%@`\\~<=\x7f\xff0"))
    with in_time():
        try:
            read_path(written(tmp_path, bytes(data)), anatomy)
        except InvalidFileError as error:
            assert first_forbidden_character(error.message, allowed="\n") is None


PIECES = (
    *(
        " ",
        "\n",
        "\n  ",
        "\r",
        "\r\n",
        "\t",
        "- ",
        ": ",
        "? ",
        ", ",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "|",
        ">",
        "%",
        "&",
        "*",
    ),
    *(
        "!",
        "#",
        "\\",
        "\\U",
        "\\x",
        "\\u",
        "\\ud83d",
        "0",
        "9",
        "FFFFFFFF",
        "---",
        "...",
        "%YAML ",
        "1.",
        "%TAG ",
        "!!int",
    ),
    *("!<", "%41", "%ff", "~", "<<", "@", "`", "é", "\U0001f600", "a", "steps", "press: ", "repeat: ", "backpain: 1\n"),
)


@pytest.mark.usefixtures("_loader")
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=14))
def test_any_heap_of_yaml_signs_is_refused_or_read(pieces: list[str], anatomy: Atlas) -> None:
    _refused_or_read("".join(pieces), anatomy)


@pytest.mark.usefixtures("_loader")
@given(pieces=st.lists(st.sampled_from([*PIECES, "\\e[2J", "\\u202e", "\\0", "\x1b", "\u202e", "ä"]), max_size=14))
@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_no_value_holds_what_may_not_reach_a_terminal(pieces: list[str], quote: str) -> None:
    text = "".join(pieces)
    if first_forbidden_character(text, allowed="\n\r\t") is not None:
        return  # the whole file is refused before it is parsed
    try:
        node, _ = yaml_source.read_yaml(f"title: {quote}{text}{quote}\n", SOURCE)
    except InvalidFileError:
        return
    assert all(first_forbidden_character(value, allowed="\n\t") is None for value in _texts_of(node))


def _texts_of(node: Node) -> list[str]:
    if isinstance(node, ScalarNode):
        return [node.text]
    items = node.items if isinstance(node, SequenceNode) else (*node.keys.values(), *node.values.values())
    return [text for item in items for text in _texts_of(item)]


@given(data=st.binary(max_size=200))
def test_any_bytes_are_refused_or_read(data: bytes, tmp_path: Path, anatomy: Atlas) -> None:
    try:
        read_path(written(tmp_path, data), anatomy)
    except InvalidFileError as error:
        assert first_forbidden_character(error.message, allowed="\n") is None


# Memory

_READ_WITH_LITTLE_MEMORY = """
import resource, sys
from backpain_cli.domain.errors import InvalidFileError
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.library.shipped import load_atlas
from backpain_cli.library.routines.reader import parse_routine

anatomy = load_atlas()
text = sys.stdin.read()
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
limit = used + 200 * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
try:
    parse_routine(text, source="mine.yaml", anatomy=anatomy, key="mine", origin=RoutineOrigin.FILE)
except InvalidFileError as error:
    print(error.message)
"""


def _repeated(levels: int) -> str:
    steps = "[{move: x, for: 1s}]"
    for _ in range(levels):
        steps = f"[{{repeat: 20, steps: {steps}}}]"
    return f"{HEAD}steps: {steps}\n"


@pytest.mark.terminal
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="measures memory as Linux tells it")
@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param(_repeated(8), "", id="groups in groups in groups, 20 times each"),
        pytest.param('title: "' + filled("a ") + '"\n', "the limit is 600", id="a text of 1 MiB"),
        pytest.param("[" + filled("[],"), "20000 values", id="300,000 empty lists"),
        pytest.param("[" * MIB, "20 deep", id="a million brackets"),
    ],
)
def test_a_bad_file_is_answered_in_200_megabytes(text: str, says: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _READ_WITH_LITTLE_MEMORY],
        input=text,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout
    assert says in done.stdout


@pytest.mark.usefixtures("_loader")
def test_groups_in_groups_are_refused_before_they_grow(anatomy: Atlas) -> None:
    with in_time():
        problems = problems_of(_repeated(3), anatomy)
    assert problems


# Everything that is wrong, in one go


def test_all_that_is_wrong_is_told_in_one_go_and_in_the_order_of_the_file(anatomy: Atlas) -> None:
    text = """\
backpain: 2
titel: Lower back
region: lumbr
areas: [lower-bakc, buttock]
minutes: 99
steps:
  - press: psoas-major
  - press: gluteus-medius
    hold: 91s
    hodl: 5s
  - stretch: figure-for
  - move: Turn.
    move: Again.
  - bend
"""
    problems = problems_of(text, anatomy)
    places = [(problem.line, problem.column) for problem in problems]
    assert places == sorted(places)
    assert {line for line, _ in places} == {1, 2, 3, 4, 5, 7, 9, 10, 11, 12, 13, 14}


def test_a_wrong_sum_is_told_together_with_other_faults(anatomy: Atlas) -> None:
    problems = problems_of(routine_with("for: 20s", "for: 19s").replace("lower-back]", "lower-bakc]"), anatomy)
    assert [problem.line for problem in problems] == [4, 5]


@pytest.mark.parametrize(
    "text",
    [
        routine_with("figure-four", 'Own one\n    do: ""'),
        routine_with("hold: 45s", "hold: 45s\n    pressure: []"),
        routine_with("hold: 45s", 'hold: 45s\n    pressure: ""'),
        routine_with("hold: 45s", 'hold: ""'),
        routine_with("gluteus-medius", '""'),
        routine_with("figure-four", "figure-four\n    instead: [{a: b}]"),
        routine_with("for: 20s", 'for: ""'),
        f'{ROUTINE}"\\e": 1\n"\\a": 2\n',
        f"{ROUTINE}defaults: {{ready: 0}}\n",
    ],
)
def test_one_fault_is_told_once(text: str, anatomy: Atlas) -> None:
    problems = problems_of(text, anatomy)
    assert problems
    assert len({(problem.line, problem.column) for problem in problems}) == len(problems)


def test_twenty_faults_are_told_and_the_rest_counted(anatomy: Atlas) -> None:
    text = ROUTINE + "".join(f"unknown{number}: 1\n" for number in range(27))
    with pytest.raises(InvalidFileError) as refused:
        read(text, anatomy)
    told = refused.value.message.splitlines()
    assert sum(line.startswith(f"{SOURCE}:") for line in told) == 20
    assert told[-1] == "... and 7 more"
    assert len(refused.value.problems) == 27


def test_twenty_faults_are_told_without_a_count(anatomy: Atlas) -> None:
    text = ROUTINE + "".join(f"unknown{number}: 1\n" for number in range(20))
    with pytest.raises(InvalidFileError) as refused:
        read(text, anatomy)
    assert "more" not in refused.value.message.splitlines()[-1]


def test_warnings_never_push_an_error_out_of_sight(anatomy: Atlas) -> None:
    wordy = "move: " + "word " * 20 + ", for: 1s"
    text = routine_of(*[wordy] * 25, "press: psoas-major")
    with pytest.raises(InvalidFileError, match="never press this yourself"):
        read(text, anatomy)


def test_a_problem_is_shown_with_its_line_and_a_mark_below_the_place(anatomy: Atlas) -> None:
    (problem,) = problems_of(routine_with("gluteus-medius", "gluteus-mediuss"), anatomy)
    sentence, line, mark = problem.lines()
    assert sentence.startswith("mine.yaml:9:12: there is no muscle `gluteus-mediuss`; did you mean `gluteus-medius`")
    assert line == "      - press: gluteus-mediuss"
    assert mark.index("^") == line.index("gluteus")


def test_the_mark_stands_below_the_place_in_a_file_with_other_line_breaks(anatomy: Atlas) -> None:
    for break_ in ("\r\n", "\r"):
        (problem,) = problems_of(routine_with("hold: 45s", "hold: 4x").replace("\n", break_), anatomy)
        assert (problem.line, problem.column) == (13, 11)
        assert problem.excerpt == "    hold: 4x"


# Files and paths


@contextmanager
def somebody_without_rights() -> Iterator[None]:
    """Be nobody for a while where the tests run as root, to whom permissions mean nothing."""
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)


def unreadable(path: Path, anatomy: Atlas) -> UnreadableFileError:
    """Return the error about a file that cannot be read at all, and hold what every such error must be."""
    with in_time(), pytest.raises(UnreadableFileError) as refused:
        read_path(path, anatomy)
    error = refused.value
    assert error.hint
    assert first_forbidden_character(error.message) is None
    return error


@pytest.mark.parametrize(
    "name", ["/dev/zero", "/dev/null", "/dev/tty", "/proc/self/mem", "/", "/proc", ".", "/dev/stdin/x"]
)
def test_what_is_no_file_is_refused_at_once(name: str, anatomy: Atlas) -> None:
    """I70."""
    if not Path(name).exists() and name != "/dev/stdin/x":
        pytest.skip(f"there is no {name} here")
    assert unreadable(Path(name), anatomy).exit_code is ExitCode.NO_INPUT


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, anatomy: Atlas) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not a regular file" in unreadable(tmp_path / "pipe", anatomy).message


def test_a_socket_is_refused(tmp_path: Path, anatomy: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert unreadable(Path("socket"), anatomy).exit_code is ExitCode.NO_INPUT


def test_a_folder_is_refused(tmp_path: Path, anatomy: Atlas) -> None:
    assert "is not a regular file" in unreadable(tmp_path, anatomy).message


def test_links_that_lead_nowhere_are_refused(tmp_path: Path, anatomy: Atlas) -> None:
    """I71."""
    (tmp_path / "loop").symlink_to(tmp_path / "pool")
    (tmp_path / "pool").symlink_to(tmp_path / "loop")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    assert "circle" in unreadable(tmp_path / "loop", anatomy).message
    assert "there is no such file" in unreadable(tmp_path / "dangling", anatomy).message


def test_paths_that_cannot_be_are_refused(tmp_path: Path, anatomy: Atlas) -> None:
    """I71, and names that the system does not take."""
    (tmp_path / "file").write_text("x")
    for name in ("gone.yaml", "n" * 300, "file/inside.yaml", "a\0b", "\ud83d.yaml", "a/" * 5_000):
        assert unreadable(tmp_path / name, anatomy).exit_code is ExitCode.NO_INPUT


def test_a_link_to_a_routine_is_followed(tmp_path: Path, anatomy: Atlas) -> None:
    (tmp_path / "link.yaml").symlink_to(written(tmp_path, ROUTINE))
    assert read_path(tmp_path / "link.yaml", anatomy)[0].title == "Lower back"


def test_a_file_that_may_not_be_read_is_told_as_such(
    tmp_path: Path, anatomy: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I72, for a file and for a file in a folder that may not be entered."""
    written(tmp_path, ROUTINE).chmod(0o000)
    (tmp_path / "closed").mkdir(mode=0o000)
    monkeypatch.chdir(tmp_path)  # whoever stands in a folder needs no way to it
    tmp_path.chmod(0o755)
    with somebody_without_rights():
        errors = [unreadable(Path(name), anatomy) for name in (SOURCE, "closed/mine.yaml")]
    for error in errors:
        assert error.exit_code is ExitCode.NO_PERMISSION
        assert "permission" in f"{error.message} {error.hint}"


def test_a_file_of_64_gigabytes_is_refused_without_being_read(tmp_path: Path, anatomy: Atlas) -> None:
    """I73."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(64 * 1024**3)
    (problem,) = refusal(path, anatomy)
    assert "is larger than 1 MiB" in problem.message


ODD_NAMES = [
    "with spaces.yaml",
    "[bold]brackets.yaml",
    "quotes'\".yaml",
    "\x1b[2Jclear.yaml",
    "two\nlines.yaml",
    "right\u202eto left.yaml",
    "\udcff\udcfe.yaml",
    "-rf.yaml",
    "--help",
    "$(id) %s {0}.yaml",
    "腰.yaml",
]


@all_cases("name", ODD_NAMES, ids=ascii)
def test_a_file_with_an_odd_name_is_read(name: str, tmp_path: Path, anatomy: Atlas) -> None:
    """I74."""
    path = tmp_path / name
    path.write_text(ROUTINE, "utf-8")
    assert read_path(path, anatomy)[0].title == "Lower back"


@all_cases("name", ODD_NAMES, ids=ascii)
def test_an_odd_name_is_harmless_in_every_message(name: str, tmp_path: Path, anatomy: Atlas) -> None:
    """I74: whatever is wrong with the file, its name is shown escaped and stays on its line."""
    path = tmp_path / name
    messages = [unreadable(path, anatomy).message]
    for file in (b"", b"\xff", b"\0", b"a: [", b"k: 1\n", b" " * (MIB + 1), ROUTINE.encode("utf-16")):
        path.write_bytes(file)
        with pytest.raises(InvalidFileError) as refused:
            read_path(path, anatomy)
        messages += [line for problem in refused.value.problems for line in problem.lines()]
    assert [message for message in messages if first_forbidden_character(message) is not None] == []

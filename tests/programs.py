"""Speech and sound programs written by the tests: they note what they were given, and fail as they are told to."""

import sys
from pathlib import Path

from backpain_cli.audio.players import Player
from backpain_cli.audio.speech_programs import SpeechProgram, known_programs

FLOODS = "while :; do echo flooding flooding flooding >&2; done"
"""Writes to its error output for ever."""
HANGS = "sleep 60 & wait"
"""Does nothing for a minute, with a child of its own."""
FAILS = "exit 1"
SPEAKS = "sleep 0.8"


def program_that(does: str, folder: Path, name: str = "espeak-ng") -> Path:
    """Write a program of that name into `folder` which notes its arguments and input, and then `does` something.

    The notes are in `NAME.said`, one line a run.
    """
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(
        f'#!/bin/sh\ninput=$(cat | tr "\\n" " "); printf "%s|%s\\n" "$*" "$input" >> "{folder}/{name}.said"\n{does}\n'
    )
    path.chmod(0o755)
    return path


def said(folder: Path, name: str = "espeak-ng") -> list[str]:
    """Return what the program was given in each run: its arguments, a bar, its input."""
    notes = folder / f"{name}.said"
    return notes.read_text().splitlines() if notes.exists() else []


def speech_program(path: Path) -> SpeechProgram:
    """Return the program at `path` as the one of its name that we know."""
    return next(program for program in known_programs() if program.name == path.name)._replace(executable=str(path))


def player(path: Path) -> Player:
    """Return the program at `path` as a player of tones."""
    return Player(path.name, str(path))


def children_of(process: int) -> list[int]:
    """Return the numbers of the children of a process, zombies included; Linux only."""
    assert sys.platform == "linux"
    found: list[int] = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found.append(int(status.parent.name))
    return found


def runs_of(folder: Path) -> list[str]:
    """Return the command lines of all processes that run a program of `folder`; Linux only."""
    lines: list[str] = []
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(command.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return [line for line in lines if str(folder) in line]

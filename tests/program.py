"""The program without a terminal: in this process, which is quick, or in one of its own."""

import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

import pytest

from backpain_cli.__main__ import main
from backpain_cli.domain.terms import ThemeName
from backpain_cli.terminal.console import use_theme

PROGRAM = (sys.executable, "-m", "backpain_cli")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a run ended."""

    code: int
    out: str
    err: str


def run_program(
    *arguments: str | bytes,
    typed: bytes = b"",
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Outcome:
    """Run the program in this process with `arguments`, with `typed` as its input, which is no terminal."""
    with (
        pytest.MonkeyPatch.context() as patch,
        _process_settings_kept(),
        ExitStack() as files,
    ):
        for name, value in (environment or {}).items():
            patch.setenv(name, value)
        if folder is not None:
            patch.chdir(folder)
        patch.setattr(sys, "argv", ["backpain", *map(os.fsdecode, arguments)])
        stdin, stdout, stderr = (files.enter_context(tempfile.TemporaryFile()) for _ in range(3))
        stdin.write(typed)
        stdin.seek(0)
        for name, file in (("stdin", stdin), ("stdout", stdout), ("stderr", stderr)):
            # Like the interpreter's own: with a descriptor, and the encoding that the environment asks for.
            encoding = os.environ.get("PYTHONIOENCODING") or "utf-8"
            patch.setattr(sys, name, files.enter_context(TextIOWrapper(file, encoding=encoding)))
        code = _exit_code()
        sys.stdout.flush()
        sys.stderr.flush()
        return Outcome(code=code, out=_written(stdout), err=_written(stderr))


def _written(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def _exit_code() -> int:
    try:
        main()
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else 0
    return 0


@contextmanager
def _process_settings_kept() -> Iterator[None]:
    """Undo what the program sets for its whole process."""
    threshold = gc.get_threshold()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGPIPE)}
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*threshold)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        use_theme(ThemeName.AUTO)


def run_process(
    *arguments: str | bytes,
    typed: bytes = b"",
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    program: tuple[str, ...] = PROGRAM,
) -> Outcome:
    """Run the program in a process of its own, with `typed` as its input, which is no terminal."""
    done = subprocess.run(
        [*program, *arguments],
        input=typed,
        capture_output=True,
        check=False,
        timeout=600,
        cwd=folder,
        env={**os.environ, **(environment or {})},
    )
    return Outcome(
        code=done.returncode, out=done.stdout.decode(errors="replace"), err=done.stderr.decode(errors="replace")
    )


def form_of(*arguments: str) -> dict[str, Any]:
    """Return what a command prints as JSON; it ends well and says nothing else."""
    done = run_program(*arguments, "--json")
    assert (done.code, done.err) == (0, "")
    form: dict[str, Any] = json.loads(done.out)
    assert form["version"] == 1
    return form


def page_of(*arguments: str) -> str:
    """Return what a command prints to a pipe; it ends well and says nothing else."""
    done = run_program(*arguments)
    assert (done.code, done.err) == (0, "")
    return done.out

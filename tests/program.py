"""The real program without a terminal."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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
    program: tuple[str, ...] = PROGRAM,
) -> Outcome:
    """Run the program with `arguments`, with `typed` as its input, which is no terminal."""
    done = subprocess.run(
        [*program, *arguments],
        input=typed,
        capture_output=True,
        check=False,
        timeout=60,
        cwd=folder,
        env={**os.environ, **(environment or {})},
    )
    return Outcome(
        code=done.returncode, out=done.stdout.decode(errors="replace"), err=done.stderr.decode(errors="replace")
    )

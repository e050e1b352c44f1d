"""What a session costs: CPU seconds, bytes written, memory; how soon it shows something, and how exactly it ends.

Runs the installed program on a pseudo-terminal, in real time:

    python benchmarks/session.py                          one minute of a hold
    python benchmarks/session.py --whole lower-back       a whole routine to its end, fifteen minutes
    python benchmarks/session.py --whole lower-back --size 120x40      the same, with pictures beside the words
    python benchmarks/session.py --whole lower-back --size 120x40 --kitty      true ones, movements in two frames
"""

import argparse
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.person import known
from tests.pseudo_terminal import ENTER_SCREEN, LEAVE_SCREEN, PseudoTerminal

KITTY = {"TERM": "xterm-kitty", "COLORTERM": "truecolor"}
"""A terminal that keeps pictures."""


class TimedTerminal(PseudoTerminal):
    """One that notes when the last key was sent, and when the last screen was taken."""

    last_key = taken = 0.0

    def send(self, keys: bytes) -> None:
        """Send keys now."""
        self.last_key = time.monotonic()
        super().send(keys)

    def read(self, seconds: float) -> bool:
        """Read what is written within some seconds; return whether anything was."""
        before = self.written.count(ENTER_SCREEN)
        found = super().read(seconds)
        if self.written.count(ENTER_SCREEN) > before:
            self.taken = time.monotonic()
        return found


class Kitty(TimedTerminal):
    """One that says that its background is dark, and how large its cells are in pixels."""

    answer = b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\\x1b[6;20;10t\x1b[?62;22c"


def cpu_seconds(process: int) -> float:
    """Return the CPU seconds that a process has used, from the system's own accounts."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def memory_mib(process: int) -> float:
    """Return the most memory that a process has had in use, in MiB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def one_minute(columns: int, lines: int) -> None:
    """Measure sixty seconds of holds on a terminal of that size."""
    arguments = ["routine", "lower-back", "--from", "3"]
    with (
        tempfile.TemporaryDirectory() as home,
        PseudoTerminal(arguments, home=Path(home), columns=columns, lines=lines) as terminal,
    ):
        terminal.begin()
        terminal.until("pressure", seconds=30)
        time.sleep(0.5)
        while terminal.read(0):
            pass
        written, used = len(terminal.written), cpu_seconds(terminal.process)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            terminal.read(0.2)
        bytes_a_minute = len(terminal.written) - written
        cpu = cpu_seconds(terminal.process) - used
        memory = memory_mib(terminal.process)
    sys.stdout.write(
        f"{columns}x{lines}: {cpu:.2f} CPU seconds and {bytes_a_minute} bytes a minute, {memory:.0f} MiB; "
        f"in fifteen minutes about {cpu * 15:.1f} s and {bytes_a_minute * 15 / 1000:.0f} KB\n"
    )


def whole(routine: str, columns: int, lines: int, *, in_kitty: bool) -> None:
    """Measure a whole routine on a terminal of that size: when it ends, and what it cost."""
    kind, environment = (Kitty, KITTY) if in_kitty else (TimedTerminal, {})
    with (
        tempfile.TemporaryDirectory() as home,
        kind(
            ["routine", routine], home=known(Path(home)), columns=columns, lines=lines, environment=environment
        ) as terminal,
    ):
        terminal.begin()
        # The clock starts with the screen; before that, what a session needs is imported.
        start = terminal.written.rindex(ENTER_SCREEN)
        first_text = terminal.taken - terminal.last_key
        terminal.until("step 1 of")
        while LEAVE_SCREEN not in terminal.written[start:]:
            terminal.read(0.05)
        lasted = time.monotonic() - terminal.taken
        written = len(terminal.written) - start
        pictures = sum(map(len, re.findall(rb"\x1b_G[^\x1b]*\x1b", terminal.written[start:]))) // 1000
        code = terminal.finish()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    memory = used.ru_maxrss / 1024
    cpu = used.ru_utime + used.ru_stime
    sys.stdout.write(
        f"{routine} at {columns}x{lines}: first text {1000 * first_text:.0f} ms after the last key; "
        f"ended after {lasted:.3f} s with code {code}; "
        f"{cpu:.2f} CPU seconds with its start, or {cpu / cpu_of_python():.0f} times a start of Python; "
        f"{written / 1000:.0f} KB written, {pictures} KB of them pictures, {memory:.0f} MiB\n"
    )


def cpu_of_python(rounds: int = 50) -> float:
    """Return the CPU seconds that `python -c pass` takes, so that figures of two machines can be compared."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(rounds):
        subprocess.run([sys.executable, "-c", "pass"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / rounds


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--whole", metavar="ROUTINE", help="run a whole routine in real time")
    parser.add_argument("--size", metavar="COLUMNSxLINES", default="80x24", help="of the terminal of a whole routine")
    parser.add_argument("--kitty", action="store_true", help="let that terminal be one that keeps pictures")
    arguments = parser.parse_args()
    if arguments.whole:
        columns, lines = map(int, arguments.size.split("x"))
        whole(arguments.whole, columns, lines, in_kitty=arguments.kitty)
        return
    for columns, lines in ((120, 40), (80, 24), (40, 12)):
        one_minute(columns, lines)


if __name__ == "__main__":
    main()

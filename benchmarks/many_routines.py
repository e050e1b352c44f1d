"""What many own routine files cost: `backpain routines` as a whole process, the first time and once they were seen.

python benchmarks/many_routines.py                  1,000 and 10,000 files
python benchmarks/many_routines.py --processors 1   the same on one processor, where one process reads them all
python benchmarks/many_routines.py --rounds 5       more rounds, for quieter medians
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from backpain_cli.library.shipped import shipped_routines

SIZES = (1_000, 10_000)
PROGRAM = (sys.executable, "-m", "backpain_cli")
PYTHON = (sys.executable, "-c", "pass")
STARTS = 21
"""How often Python alone is started for its median."""


class Cost(NamedTuple):
    """What one process took, with the processes that it started and waited for."""

    seconds: float
    cpu_seconds: float
    mib: float
    """The memory of the largest of them."""


def cost_of(command: tuple[str, ...], home: Path) -> Cost:
    """Return what `command` costs with `home` as the folder of a person's own things."""
    begun = time.perf_counter()
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "BACKPAIN_HOME": str(home)}
    )
    _, status, used = os.wait4(running.pid, 0)
    seconds = time.perf_counter() - begun
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode != 0:
        raise subprocess.CalledProcessError(running.returncode, command)
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def write_routines(number: int, home: Path) -> None:
    """Write that many copies of `lower-back` into the own folder, each with a name and a title of its own."""
    folder = home / "routines"
    folder.mkdir(parents=True)
    text = (shipped_routines() / "lower-back.yaml").read_text(encoding="utf-8")
    for index in range(number):
        own = text.replace("title: Lower back", f"title: Lower back {index}", 1)
        (folder / f"own-{index:05}.yaml").write_text(own, encoding="utf-8")


def median(costs: list[Cost]) -> Cost:
    """Return the medians of each figure."""
    return Cost(*(statistics.median(figures) for figures in zip(*costs, strict=True)))


def main() -> None:
    """Write the files, list them, and print medians, also as starts of Python in the same minute."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processors", type=int, help="as many as there are, if not given")
    arguments = parser.parse_args()
    if arguments.processors:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: arguments.processors])
    print(f"{len(os.sched_getaffinity(0))} processors, {os.getloadavg()[0]:.1f} busy programs in the last minute")
    print("| files  | when       | wall time | starts of Python | CPU time | memory   |")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as place:
            home = Path(place)
            write_routines(size, home)
            start = statistics.median(cost_of(PYTHON, home).seconds for _ in range(STARTS))
            first: list[Cost] = []
            seen: list[Cost] = []
            for _ in range(arguments.rounds):
                shutil.rmtree(home / "cache", ignore_errors=True)
                first.append(cost_of((*PROGRAM, "routines"), home))
                seen.append(cost_of((*PROGRAM, "routines"), home))
        for when, costs in (("first time", first), ("once seen", seen)):
            cost = median(costs)
            print(
                f"| {size:6,} | {when} | {cost.seconds:7.2f} s | {cost.seconds / start:16.0f} "
                f"| {cost.cpu_seconds:6.2f} s | {cost.mib:4.0f} MiB |"
            )
        print(f"Python alone took {start * 1000:.1f} ms.")


if __name__ == "__main__":
    main()

"""How long `backpain plan` computes, for one to four areas, beyond the start of the program.

python benchmarks/plan.py            the least processor time of five runs, in seconds and in starts of bare Python
python benchmarks/plan.py --runs 9

Processor time of the child, not time on the clock: a busy machine changes it little. The start is that of
`backpain plan --help`.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile

AREAS = ("lower-back", "neck", "between-the-shoulder-blades", "buttock")
BARE = (sys.executable, "-c", "pass")
PROGRAM = (sys.executable, "-m", "backpain_cli", "plan")


def cpu_s(command: tuple[str, ...], runs: int, home: str) -> float:
    """Return the least processor time of `runs` runs of `command`, in seconds."""
    return min(_cpu_of_one_s(command, home) for _ in range(runs))


def _cpu_of_one_s(command: tuple[str, ...], home: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "BACKPAIN_HOME": home})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure, and print a line for each number of areas."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as home:
        bare, start = cpu_s(BARE, runs, home), cpu_s((*PROGRAM, "--help"), runs, home)
        print(f"bare Python {bare:.3f} s; the program's start {start:.3f} s, {start / bare:.1f} times as long")
        for count in range(1, len(AREAS) + 1):
            beyond = cpu_s((*PROGRAM, *AREAS[:count]), runs, home) - start
            print(f"{count} areas: {beyond:.2f} s beyond the start, {beyond / bare:.1f} starts of bare Python")


if __name__ == "__main__":
    main()

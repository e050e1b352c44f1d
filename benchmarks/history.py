"""What a long history costs: whole processes that ask the store what commands ask it, with 100 and many sessions.

python benchmarks/history.py                 100, 10,000 and 50,000 sessions
python benchmarks/history.py --commands      whole commands, with none and 10,000 sessions: at most a tenth more
python benchmarks/history.py --rounds 21     more rounds, for quieter medians
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.records import EVENING, a_session, a_step

from backpain_cli.domain.records.sessions import NO_PERSONAL_DATA, SessionRecord
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.history.plan_snapshot import plan_snapshot
from backpain_cli.history.store import open_history
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_atlas
from backpain_cli.library.shipped_facts import load_fact_table

ROOT = Path(__file__).resolve().parents[1]
SIZES = (100, 10_000, 50_000)

_OPEN = (
    "import sys; from pathlib import Path; from datetime import datetime, timedelta, UTC;"
    f"sys.path.insert(0, {str(ROOT)!r});"
    "from backpain_cli.history.store import open_history; store = open_history(Path(sys.argv[1]));"
)
QUESTIONS = {
    "before a session: today's count, screens, signs, the last ten": "store.count_sessions(since=datetime.now(UTC) - "
    "timedelta(days=1)); store.screens(); store.reported_signs(); store.circumstances(); store.sessions(most=10)",
    "the list: the last twenty": "store.sessions(most=20)",
    "one session": "store.session(50)",
    "count of all": "store.count_sessions()",
    "a save": "from tests.records import a_session; store.save_session(a_session(10**6))",
    "all of it: plots and export": "store.everything()",
}
COMMANDS = {
    "routine lower-back --preview": ("routine", "lower-back", "--preview"),
    "history": ("history",),
    "history show 1": ("history", "show", "1"),
    "routines": ("routines",),
    "muscles lower-back": ("muscles", "lower-back"),
    "checklist lower-back": ("checklist", "lower-back"),
    "screen --show": ("screen", "--show"),
}
NONE, PAGE, MANY = 0, 20, 10_000
"""Between these histories a command's time may differ by a tenth; the second fills the page of `history`."""


def sessions(number: int) -> Iterator[SessionRecord]:
    """Yield that many sessions of the shipped routines, each with thirteen steps."""
    plans = [plan_snapshot(lay_out(routine)) for routine in load_shipped_routines(load_atlas())]
    steps = tuple(a_step(step) for step in range(1, 14))
    for index in range(number):
        one = a_session(index, plan=plans[index % len(plans)], steps=steps, signs=(), note="A few words." * 4)
        yield replace(one, started=EVENING + timedelta(hours=7 * index))


def seconds_of(command: str, folder: Path) -> float:
    """Return the seconds of one process."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", _OPEN + command, str(folder)], check=True)
    return time.perf_counter() - begun


def seconds_of_command(arguments: tuple[str, ...], folder: Path) -> float:
    """Return the CPU seconds of one process of the program: those of a busy machine's other programs do not count."""
    environment = {**os.environ, "BACKPAIN_HOME": str(folder)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "backpain_cli", *arguments], check=False, capture_output=True, env=environment
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare_commands(rounds: int) -> None:
    """Print what the commands of every day take with none and with many sessions.

    The person is known in all of them, so that each has a history to read.
    """
    with tempfile.TemporaryDirectory() as place:
        folders = {size: Path(place) / str(size) for size in (NONE, PAGE, MANY)}
        for size, folder in folders.items():
            with open_history(folder) as store:
                store.save_circumstances({one.key: "no" for one in load_fact_table().circumstances}, EVENING)
                store.add_all(NO_PERSONAL_DATA._replace(sessions=tuple(sessions(size))))
        print(f"| {'command, CPU time':28} | " + " | ".join(f"{size:>9,}" for size in folders) + " | ratios     |")
        for told, arguments in COMMANDS.items():
            times: dict[int, list[float]] = {size: [] for size in folders}
            for _ in range(rounds):
                for size, folder in folders.items():
                    times[size].append(seconds_of_command(arguments, folder))
            medians = {size: statistics.median(each) for size, each in times.items()}
            cells = " | ".join(f"{median * 1000:6.0f} ms" for median in medians.values())
            ratios = (f"{medians[MANY] / medians[size]:5.2f}" for size in (NONE, PAGE))
            print(f"| {told:28} | {cells} | {' '.join(ratios)} |")


def main() -> None:
    """Fill histories, ask them, and print medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--commands", action="store_true")
    arguments = parser.parse_args()
    if arguments.commands:
        compare_commands(arguments.rounds)
        return
    with tempfile.TemporaryDirectory() as place:
        folders = {size: Path(place) / str(size) for size in SIZES}
        for size, folder in folders.items():
            begun = time.perf_counter()
            with open_history(folder) as store:
                store.add_all(NO_PERSONAL_DATA._replace(sessions=tuple(sessions(size))))
                mib = store.path.stat().st_size / 1024**2
            print(f"{size} sessions: {mib:.1f} MiB, added in {time.perf_counter() - begun:.1f} s")
        print(f"| {'question':62} | " + " | ".join(f"{size:>14,}" for size in SIZES) + " |")
        for question, command in QUESTIONS.items():
            rounds = 3 if question.startswith("all") else arguments.rounds
            # One after the other in each round, so that a busy machine slows all of them.
            times: dict[int, list[float]] = {size: [] for size in SIZES}
            for _ in range(rounds):
                for size, folder in folders.items():
                    times[size].append(seconds_of(command, folder))
            medians = {size: statistics.median(each) for size, each in times.items()}
            cells = (f"{median * 1000:5.0f} ms {median / medians[SIZES[0]]:4.2f}x" for median in medians.values())
            print(f"| {question:62} | " + " | ".join(cells) + " |")
        begun = time.perf_counter()
        (folders[SIZES[-1]] / "history.checked").unlink()
        with open_history(folders[SIZES[-1]]) as store:
            store.count_sessions()
        print(f"the check of every page, once after another program wrote: {time.perf_counter() - begun:.2f} s")


if __name__ == "__main__":
    main()

"""What many own routine files cost: the CPU time of `backpain routines` with 200 of them, over that with none.

python benchmarks/many_routines.py                             200 files
python benchmarks/many_routines.py --files 1000 --rounds 5     more files, fewer rounds
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from backpain_cli.paths import packaged_data

COMMAND = (sys.executable, "-m", "backpain_cli", "routines")


def cost_of(home: Path) -> tuple[float, float]:
    """Return the CPU seconds and the MiB of memory that listing the routines of the data folder `home` takes."""
    running = subprocess.Popen(
        COMMAND, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "BACKPAIN_HOME": str(home)}
    )
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode != 0:
        raise subprocess.CalledProcessError(running.returncode, COMMAND)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def write_routines(number: int, home: Path) -> None:
    """Write that many copies of `lower-back` into the own folder, each with a name and a title of its own."""
    folder = home / "routines"
    folder.mkdir(parents=True)
    text = (packaged_data("routines") / "lower-back.yaml").read_text(encoding="utf-8")
    for index in range(number):
        own = text.replace("title: Lower back", f"title: Lower back {index}", 1)
        (folder / f"own-{index:05}.yaml").write_text(own, encoding="utf-8")


def main() -> None:
    """Write the files, list them, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as without, tempfile.TemporaryDirectory() as place:
        write_routines(arguments.files, Path(place))
        # In turn, so that both meet the same load.
        rounds = [(cost_of(Path(without)), cost_of(Path(place))) for _ in range(arguments.rounds)]
    base = statistics.median(none[0] for none, _ in rounds)
    cpu = statistics.median(many[0] for _, many in rounds)
    memory = statistics.median(many[1] for _, many in rounds)
    print(f"no own file: {base:.2f} CPU seconds; {arguments.files} files: {cpu:.2f}, which is {cpu - base:.2f} more")
    print(f"{memory:.0f} MiB, {os.getloadavg()[0]:.1f} busy programs in the last minute")


if __name__ == "__main__":
    main()

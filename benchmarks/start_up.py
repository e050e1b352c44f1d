"""How long each command takes from the key to the prompt, as a ratio to Python itself and to a bare Typer app.

Builds the wheel, installs it into a new environment, and runs everything in turn, so that a busy machine slows all of
them alike; the figure that counts is the median of the ratios.

    python benchmarks/start_up.py [ROUNDS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.person import known

REPOSITORY = Path(__file__).resolve().parents[1]
BARE_TYPER = (
    "import typer\napp = typer.Typer()\n@app.command()\ndef greet(name: str = 'you'): typer.echo(name)\napp()\n"
)
BUDGETS = {
    "--version": 1.8,
    "(no arguments)": 1.8,
    "--help": 11,
    "completion": 7,
    "areas": 12,
    "muscles lower-back": 12,
    "routines": 12,
    "checklist lower-back": 12,
    "routine lower-back --preview": 12,
    "history": 12,
    "progress": 12,
    "routine lower-back --preview, known": 12,
    "history, known": 12,
    "progress, known": 12,
}
"""From what is run to how many times as long as Python itself it may take; `known` is with a history."""
KNOWN = ", known"


def installed(folder: Path) -> Path:
    """Install the wheel of this checkout into a new environment in `folder`; return the folder of its programs."""
    venv.create(folder / "env", with_pip=True)
    programs = folder / "env" / "bin"
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(REPOSITORY)]
    subprocess.run(build, check=True, capture_output=True)
    wheel = next(folder.glob("*.whl"))
    # A recent pip writes start scripts that import nothing but the program.
    subprocess.run([str(programs / "pip"), "install", "--quiet", "--upgrade", "pip"], check=True, capture_output=True)
    subprocess.run([str(programs / "pip"), "install", "--quiet", str(wheel)], check=True, capture_output=True)
    return programs


def seconds(command: list[str | Path], environment: dict[str, str]) -> float:
    """Return how long `command` takes, wall time."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main() -> None:
    """Measure, and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        programs = installed(folder)
        plain = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        plain["BACKPAIN_HOME"] = str(folder / "data")
        asked = {"_BACKPAIN_COMPLETE": "complete_bash", "COMP_WORDS": "backpain routine lo", "COMP_CWORD": "2"}
        bare = folder / "bare.py"
        bare.write_text(BARE_TYPER)
        commands: dict[str, tuple[list[str | Path], dict[str, str]]] = {
            "python -c pass": ([programs / "python", "-c", "pass"], plain),
            "bare Typer app": ([programs / "python", bare], plain),
        }
        remembering = plain | {"BACKPAIN_HOME": str(known(folder / "known"))}
        for told in BUDGETS:
            arguments = [] if told in {"(no arguments)", "completion"} else told.removesuffix(KNOWN).split()
            surroundings = plain | asked if told == "completion" else remembering if told.endswith(KNOWN) else plain
            commands[told] = ([programs / "backpain", *arguments], surroundings)
        for command, environment in commands.values():
            seconds(command, environment)
        times: dict[str, list[float]] = {told: [] for told in commands}
        for _ in range(rounds):
            for told, (command, environment) in commands.items():
                times[told].append(seconds(command, environment))
        sys.stdout.write(f"{'':36}{'ms':>7}{'x Python':>10}{'x Typer':>9}{'budget':>8}\n")
        for told, own in times.items():
            to_python = ratio(own, times["python -c pass"])
            to_typer = ratio(own, times["bare Typer app"])
            budget = f"{BUDGETS[told]}x" if told in BUDGETS else ""
            sys.stdout.write(
                f"{told:36}{statistics.median(own) * 1000:7.1f}{to_python:10.2f}{to_typer:9.2f}{budget:>8}\n"
            )


def ratio(own: list[float], other: list[float]) -> float:
    """Return the median of the ratios of runs that came right after each other."""
    return statistics.median(one / two for one, two in zip(own, other, strict=True))


if __name__ == "__main__":
    main()

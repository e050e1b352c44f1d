"""How long the way to the clock is: the keys and words of a real run, for somebody who is well.

python benchmarks/way_in.py                             100 x 30, the size that the budget is for
python benchmarks/way_in.py --columns 80 --lines 24     smaller: a page in parts is a key more for each of them

Words are those of lines, ladders and stop rules, and of the notes above them; titles, keys and the rest of the card
before the clock do not count.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.pseudo_terminal import PseudoTerminal
from tests.records import session_at
from tests.screens import ALL_REGIONS

from backpain_cli.domain.records.triage_records import PainPattern, PersonRecord, TriageKind, TriageRecord, TriageState
from backpain_cli.domain.terms import Outcome
from backpain_cli.history.store import open_history

COLUMNS, LINES = 100, 30
KEYS = {
    "How old are you?": b"2", "How strong is it now?": b"3", "What makes it worse?": b"3", "Which side": b"1",
    "Ready": b" ", "Where is it?": b"3",
}  # fmt: skip
"""Of somebody who is well, by words of the page; `0` on every other one."""
BUDGETS = {"first time": (12, 650), "another day": (4, 140), "now": (6, 460)}
_MOST_KEYS = 60
_AFTER_TURN_S, _AFTER_SAME_KEY_S = 0.5, 1.1
_CAP = re.compile(r"(?:^|(?<=\s{2}))\s*\d(?=\s)")


class WayIn(NamedTuple):
    """What a run asked for."""

    keys: int
    """Up to the clock, the one that starts it included."""
    words: int
    pages: tuple[str, ...]
    """The title of each page."""


def way_in(
    home: Path, columns: int = COLUMNS, lines: int = LINES, command: Sequence[str] = ("routine", "lower-back")
) -> WayIn:
    """Start a session on a pseudo-terminal, and answer as somebody who is well until the clock runs.

    Args:
        home: the folder of the program's data.
        columns: of the terminal.
        lines: of the terminal.
        command: what starts it.

    Raises:
        AssertionError: the clock is not reached.
    """
    words, pages, before = 0, [], b""
    with PseudoTerminal(command, home=home, columns=columns, lines=lines) as terminal:
        terminal.until("q leave")
        for number in range(1, _MOST_KEYS):
            screen, flow = terminal.text(), terminal.flow()
            key = next((key for title, key in KEYS.items() if title in flow), b"0")
            pages.append(
                re.sub(r"^\W+|\W+$", "", next(line for line in screen.splitlines() if re.search(r"[^\W\d]", line)))
            )
            words += len(words_shown(screen))
            pause = time.monotonic() + (_AFTER_SAME_KEY_S if key == before else _AFTER_TURN_S)
            while (left := pause - time.monotonic()) > 0:
                terminal.read(left)
            terminal.send(key)
            terminal.until(lambda screen=screen: terminal.text() != screen and _is_painted(terminal))  # type: ignore[misc]
            # A page comes in pieces.
            while terminal.read(0.1):
                pass
            before = key
            if "to go" in terminal.flow() and "step 1" in terminal.flow():
                return WayIn(number, words, tuple(pages))
    raise AssertionError(f"no clock after {_MOST_KEYS} keys")


def _title(screen: str) -> str:
    """Return how far along a page is, and its heading."""
    rows = [re.sub(r"^\W+|\W+$", "", line) for line in screen.splitlines()]
    return ": ".join([row for row in rows if row][:2])


def _is_painted(terminal: PseudoTerminal) -> bool:
    """Return whether the last line of a page, or a session, is there."""
    return "q leave" in terminal.flow()[-40:] or "step 1" in terminal.flow()


def words_shown(screen: str) -> list[str]:
    """Return the words of a page of questions; of the card before the clock those of its stop rules."""
    rows = [line.strip()[1:-1].strip() for line in screen.splitlines() if line.strip()[:1] == "│"]
    if not rows:
        # Without a frame: all but the bar of progress on top and the keys at the bottom.
        rows = screen.rstrip().splitlines()[1:-2]
    if re.search(r"\bReady\b", screen.splitlines()[0]):
        first = next((number for number, row in enumerate(rows) if row.startswith("Stop ")), len(rows))
        rows = [row.removeprefix("Stop ") for row in rows[first:]]
    found = " ".join(_CAP.sub(" ", row) for row in rows).split()
    # On a page of scores what is left are the keys.
    return [word for word in found if re.search(r"[^\W_]", word) and word != "x" and (len(word) > 1 or word.isalpha())]


def person_of_yesterday(home: Path) -> Path:
    """Make somebody known in the folder `home` who is well, and answered everything a day ago; return `home`."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / "settings.json").write_text('{"sound": "off"}', encoding="utf-8")
    then = datetime.now(UTC) - timedelta(days=1)
    record = TriageRecord(then, TriageKind.FULL, ALL_REGIONS, Outcome.GO_ON, visit=False, found=())
    with open_history(home) as store:
        person, pain = PersonRecord("18-49", then, {}, then), PainPattern("no", "neither", then)
        store.save_triage(TriageState(records=(record,), person=person, pain=pain))
        for days in (3, 4, 5):
            store.save_session(session_at(then - timedelta(days=days)))
    return home


def main() -> None:
    """Count both ways, and print them beside their budgets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--columns", type=int, default=COLUMNS)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--routine", default="lower-back")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        known, routine = person_of_yesterday(Path(folder) / "known"), ("routine", asked.routine)
        runs = {
            "first time": (Path(folder) / "new", routine),
            "another day": (known, routine),
            "now": (Path(folder) / "newer", ("now",)),
        }
        for name, (home, command) in runs.items():
            home.mkdir(mode=0o700, exist_ok=True)
            found = way_in(home, asked.columns, asked.lines, command)
            keys, words = BUDGETS[name]
            print(f"{name}: {found.keys} keys (budget {keys}), {found.words} words (budget {words})")
            for page in found.pages:
                print(f"    {page}")


if __name__ == "__main__":
    main()

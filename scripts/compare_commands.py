"""Compare the words of every command of two versions of the program: nothing of what it says gets lost.

    python scripts/compare_commands.py OLD NEW [--only REGEX] [--sets]

OLD and NEW are Python interpreters in whose environments the two versions are installed. Both run the same commands on
copies of the same data folder (tests/data/landed, unless another is given with `--data`), at the same fixed time, and
the words of what they write (output, errors, files) are compared; where they stand on the page makes no difference.
Exit code 1: something differs.

A version of an earlier commit can be installed beside this one:

    git archive COMMIT | tar x -C FOLDER && python -m venv OLD && OLD/bin/pip install "FOLDER[calendar,pdf,png]"
"""

import argparse
import difflib
import importlib
import json
import os
import pkgutil
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from tests.fixed_clock import START_VARIABLE, clock_at, set_clock  # noqa: E402 - only now it is found
from tests.small_routine import ROUTINE  # noqa: E402

LOOKED_AT = "2026-11-28T18:00:00+01:00"
SCREENED_AT = "2026-11-23T20:00:00+01:00"
"""Within 12 hours of the safety questions, so that a rehearsal may start without a keyboard."""
LONGEST_RUN_S = 60.0
QUIET_S = 0.15
"""A question that stands last for so long waits for its answer."""

Request = dict[str, Any]
"""What is run: `arguments`, and if given `home` (which data folder), `at` (the time), `typed`, `keys` (answers on a
terminal of its own: the key for the safety questions)."""

CHANGES = {
    "good": ("", ""),
    "unknown-muscle": ("press: gluteus-medius", "press: gluteus-medias"),
    "class-c": ("press: gluteus-medius", "press: scalenes"),
    "no-such-point": ("press: gluteus-medius", "press: gluteus-medius/9"),
    "unknown-stretch": ("figure-four", "figure-fore"),
    "unknown-area": ("[lower-back]", "[lower-bak]"),
    "unknown-field": ("minutes: 2", "minutes: 2\nauthor: me"),
    "unknown-step-field": ("hold: 45s", "hold: 45s\n    holt: 3s"),
    "twice": ("minutes: 2", "minutes: 2\nminutes: 3"),
    "sum": ("minutes: 2", "minutes: 3"),
    "no-minutes": ("minutes: 2\n", ""),
    "no-steps": (ROUTINE.partition("steps:")[2], ""),
    "too-long": ("hold: 45s", "hold: 2m"),
    "too-hard": ("hold: 45s", "hold: 45s\n    pressure: 8"),
    "no-time": ("for: 20s", "for: soon"),
    "no-for": ("    for: 20s\n", ""),
    "two-kinds": ("check: Bend", "move: Walk.\n    check: Bend"),
    "no-kind": ("check: Bend forward slowly.", "how: Bend forward slowly."),
    "wrong-side": ("sides: left", "sides: top"),
    "format-9": ("backpain: 1", "backpain: 9"),
    "wrong-region": ("region: lumbar", "region: lumber"),
    "anchor": ("title: Lower back", "title: &a Lower back"),
    "tag": ("title: Lower back", "title: !!str Lower back"),
    "tab": ("  - check", "\t- check"),
    "documents": ("backpain: 1", "--- {}\n---\nbackpain: 1"),
    "control": ("title: Lower back", 'title: "Lower\\x1b[2J back"'),
    "direction": ("title: Lower back", "title: Lower \u202e back"),
    "repeats": ("  - check: Bend", "  - repeat: 99\n    steps: []\n  - check: Bend"),
    "caution": ("minutes: 2", "minutes: 2\ncautions:\n  - text: Ask.\n    concerns: hips"),
    "source": ("for: 20s", "for: 20s\n    sources: [X99]"),
    "reading": ("hold: 30s", "hold: 30s\n    how: " + "one more word " * 40),
}
"""A right routine file, and what makes it wrong: the text and what stands in its place."""


def requests(ask: "Program") -> Iterator[Request]:
    """Yield everything that is run; the names come from the program itself."""

    def names(*arguments: str, key: str) -> list[str]:
        listed = json.loads(ask.run([{"arguments": [*arguments, "--json"]}])[0]["out"])
        return [one["key"] for one in listed[key]]

    def each(*lists: Sequence[str], **more: Any) -> Iterator[Request]:
        yield from ({"arguments": list(one), **more} for one in lists)

    help_text = ask.run([{"arguments": ["--help"]}])[0]["out"]
    commands = re.findall(r"^ {2}([a-z]+) {2,}", help_text.partition("Commands:")[2], re.MULTILINE)
    areas, muscles = names("areas", key="areas"), names("muscles", key="muscles")
    routines, topics = names("routines", key="routines"), names("why", key="claims")
    activities = names("strain", key="activities")
    regions = ("cervical", "thoracic", "lumbar", "sacral")
    yield from each([], ["--help"], ["--version"], *([command, "--help"] for command in commands))
    yield from each(*([command] for command in commands if command not in {"forget", "voice"}), home="empty")
    yield from each(*([command, "--no-such-option"] for command in commands))
    for form in ([], ["--json"]):
        for command in ("areas", "routines", "muscles", "strain", "why", "spine"):
            yield from each([command, *form])
        yield from each(*(["muscles", area, *form] for area in areas), *(["muscle", one, *form] for one in muscles))
        yield from each(*(["why", topic, *form] for topic in [*topics, *areas, *muscles]))
        yield from each(*(["strain", one, *form] for one in activities))
        yield from each(*(["spine", "--region", region, *form] for region in regions), ["spine", "L4", *form])
        yield from each(*(["overlap", one, other, *form] for one, other in pairwise(muscles)))
        yield from each(
            *(["muscles", area, option, *form] for area in areas[::4] for option in ("--local", "--remote")),
            *(["muscles", "--class", one, *form] for one in "ABCD"),
            ["muscles", *areas[:3], *form],
        )
        yield from each(*(["routine", one, "--preview", *form] for one in routines), home="person")
        yield from each(*(["routine", one, "--preview", *form] for one in routines), home="empty")
    yield from each(*(["chart", one, "--describe"] for one in [*muscles, *areas, *routines]))
    yield from each(*(["chart", one, "--output", "chart.svg"] for one in [*muscles[::9], *areas[::5], *routines]))
    for home in ("empty", "person"):
        for output in ([], ["--output", "sheet.md"], ["--output", "sheet.html"]):
            yield from each(*(["checklist", one, *output] for one in routines), home=home)
    yield from each(*(["checklist", one, "--output", "sheet.pdf"] for one in routines), home="person")
    yield from each(["checklist", "neck", "--format", "markdown"], ["checklist", "neck", "--format", "html"])
    yield from each(*(["why", f"{one}/{step}"] for one in routines for step in range(1, 15)))
    yield from _histories()
    yield from _files()
    yield from _mistakes()
    yield from _sessions(routines)


def _histories() -> Iterator[Request]:
    shown = [[], ["--json"], ["--csv"], *(["--report", f"page.{suffix}"] for suffix in ("html", "md", "pdf"))]
    narrowed = [[], ["--area", "neck"], ["--routine", "lower-back", "--most", "3"], ["--since", "2026-11-01"]]
    looks = [
        *(["history", *narrow, *form] for narrow in narrowed for form in shown),
        *(["history", "show", str(number), *form] for number in range(1, 23) for form in ([], ["--json"])),
        *(
            ["progress", *area, *form]
            for area in ([], ["lower-back"], ["neck"])
            for form in ([], ["--plain"], ["--json"])
        ),
        ["screen", "--show"],
        ["screen", "--show", "--json"],
        ["export", "-"],
        ["export", "-", "--fhir"],
        ["export", "all.json"],
        ["import", "export.json"],
        ["forget"],
        ["forget", "--yes"],
        ["forget", "--since", "2026-11-01", "--yes"],
        ["log", "neck=3"],
        ["log", "neck:left=3", "--note"],
        ["remind", "neck", "--at", "20:30", "--days", "mon,wed", "--output", "it.ics"],
        ["voice"],
        ["voice", "--rate", "150"],
        ["--theme", "mono", "areas"],
    ]
    for home in ("person", "empty", "damaged", "newer"):
        yield from ({"arguments": look, "home": home, "typed": "a note\n"} for look in looks)


def _files() -> Iterator[Request]:
    yield {"arguments": ["validate", "bad"]}
    yield {"arguments": ["validate", "own", "--json"]}
    for name in CHANGES:
        yield {"arguments": ["validate", f"bad/{name}.yaml"]}
        yield {"arguments": ["validate", f"bad/{name}.yaml", "--json"]}
        yield {"arguments": ["routine", f"bad/{name}.yaml", "--preview"]}
        yield {"arguments": ["checklist", f"bad/{name}.yaml"]}
    for number in range(1, 31, 3):
        yield {"arguments": ["routine", f"own/own-{number:02}.yaml", "--preview"]}
        yield {"arguments": ["checklist", f"own/own-{number:02}.yaml", "--format", "markdown"]}
    yield from ({"arguments": [command, "export.json"]} for command in ("validate", "routine", "checklist"))
    yield {"arguments": ["import", "bad/good.yaml"]}


def _mistakes() -> Iterator[Request]:
    mistakes = [
        ["nonsense"],
        ["routine", "lower-bak"],
        ["routine", "lower-back", "--speed", "0"],
        ["routine", "lower-back", "--from", "99", "--speed", "9"],
        ["routine", "lower-back", "--json"],
        ["routine", "lower-back", "--resume"],
        ["routine", "--resume"],
        ["routine", "nowhere.yaml"],
        ["routine", "lower-back", "--sound", "loud"],
        ["muscles", "lower-bak"],
        ["muscles", "neck", "--class", "E"],
        ["muscles", "--remote"],
        ["muscle", "gluteus"],
        ["overlap", "soleus"],
        ["overlap", "soleus", "nothing"],
        ["chart", "nothing"],
        ["chart", "neck", "--output", "x.gif"],
        ["chart", "neck", "--output", "nowhere/x.svg"],
        ["spine", "L9"],
        ["strain", "flying"],
        ["why", "magic"],
        ["why", "neck/99"],
        ["checklist", "neck", "--output", "x.doc"],
        ["checklist", "neck", "--format", "pdf"],
        ["checklist", "nothing"],
        ["history", "--since", "someday"],
        ["history", "--area", "nowhere"],
        ["history", "--routine", "nothing"],
        ["history", "show", "999"],
        ["history", "show"],
        ["history", "--json", "--csv"],
        ["history", "--report", "x.doc"],
        ["progress", "nowhere"],
        ["log", "neck"],
        ["log", "neck=11"],
        ["log", "nowhere=3"],
        ["log", "neck:top=3"],
        ["export", "nowhere/x.json"],
        ["import", "missing.json"],
        ["forget", "--since", "never", "--yes"],
        ["remind", "neck", "--at", "25:00"],
        ["remind", "neck", "--at", "20:30", "--days", "someday"],
        ["remind", "nothing", "--at", "20:30"],
        ["screen", "--region", "arm"],
        ["screen", "--json"],
        ["voice", "--rate", "9999"],
        ["voice", "--program", "nothing"],
        ["validate", "missing.yaml"],
        ["--theme", "pink", "areas"],
    ]
    yield from ({"arguments": one, "home": "person"} for one in mistakes)


def _sessions(routines: Sequence[str]) -> Iterator[Request]:
    for one in routines:
        for form in (["--plain"], ["--events"], ["--plain", "--gentle"]):
            rehearsal = ["routine", one, *form, "--speed", "1000", "--sound", "off"]
            yield {"arguments": rehearsal, "home": "person", "at": SCREENED_AT}
        yield {"arguments": ["routine", one], "home": "person"}
        yield {"arguments": ["routine", one], "home": "empty"}
    for keys in ("n", "y", "u", "q"):
        for home in ("empty", "person"):
            yield {"arguments": ["screen"], "home": home, "keys": keys}
            yield {"arguments": ["screen", "--edit"], "home": home, "keys": keys}
            yield {"arguments": ["routine", "whole-back"], "home": home, "keys": keys}
    yield {"arguments": ["routine"], "home": "person", "keys": "q"}


class Program:
    """One version of the program, run by its interpreter in a folder."""

    def __init__(self, interpreter: str, folder: Path, data: Path) -> None:
        self._interpreter = interpreter
        self._folder = folder
        self._data = data

    def run(self, wanted: Sequence[Request]) -> list[dict[str, Any]]:
        """Return what came of each request: `code`, `out`, `err`, `files`."""
        with tempfile.TemporaryDirectory() as place:
            paths = Path(place) / "requests.json", Path(place) / "results.json"
            paths[0].write_text(json.dumps(list(wanted)), encoding="utf-8")
            command = [self._interpreter, __file__, "--answer", *map(str, paths), str(self._folder), str(self._data)]
            subprocess.run(command, check=True, env={**os.environ, **_surroundings()})  # noqa: S603 - our own program
            results: list[dict[str, Any]] = json.loads(paths[1].read_text(encoding="utf-8"))
            return results


def _surroundings() -> dict[str, str]:
    return {
        **clock_at(LOOKED_AT, pace=0),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "80",
        "TERM": "xterm",
        "NO_COLOR": "1",
    }


# Run by the interpreters that are compared: nothing but the standard library is there, and the program.


def answer(requests_path: str, results_path: str, folder: str, data: str) -> None:
    """Run all that is asked for, each in a process of its own, and write what came of it."""
    set_clock()
    _import_program()
    wanted = json.loads(Path(requests_path).read_text(encoding="utf-8"))
    results = []
    for request in wanted:
        work = Path(folder) / "work"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(Path(data) / request_home(request), work / request_home(request))
        for name in ("own", "bad", "export.json"):
            (work / name).symlink_to(Path(data) / name)
        results.append(_on_terminal(request, work) if "keys" in request else _through_pipes(request, work))
    Path(results_path).write_text(json.dumps(results), encoding="utf-8")


def _import_program() -> None:
    """Import all of the program once: that is most of what a start takes, and none of what it says."""
    import backpain_cli

    for module in pkgutil.walk_packages(backpain_cli.__path__, "backpain_cli."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _through_pipes(request: Request, work: Path) -> dict[str, Any]:
    before = {path for path in work.rglob("*") if path.is_file()}
    streams = [work.parent / name for name in ("stdin", "stdout", "stderr")]
    streams[0].write_text(request.get("typed", ""), encoding="utf-8")
    process = os.fork()
    if process == 0:
        os.dup2(os.open(streams[0], os.O_RDONLY), 0)
        for number in (1, 2):
            os.dup2(os.open(streams[number], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
        _become_program(request, work)
    code = _wait(process)
    written = {path: path.read_bytes() for path in sorted(work.rglob("*")) if path.is_file() and path not in before}
    files = {
        path.name: data.hex() for path, data in written.items() if not path.is_relative_to(work / request_home(request))
    }
    out, err = (stream.read_bytes().decode(errors="backslashreplace") for stream in streams[1:])
    return {"code": code, "out": out, "err": err, "files": files}


def _on_terminal(request: Request, work: Path) -> dict[str, Any]:
    process, master = pty.fork()
    if process == 0:
        _become_program(request, work)
    written, seen, answers = b"", 0, 0
    deadline = time.monotonic() + LONGEST_RUN_S
    while time.monotonic() < deadline and answers < 200:
        if select.select([master], [], [], QUIET_S)[0]:
            try:
                data = os.read(master, 65536)
            except OSError:
                break
            written += data
            continue
        if not written[seen:].replace(b"\a", b"").endswith(b": "):
            continue
        asked = " ".join(written[seen:].decode(errors="replace").split())
        seen, answers = len(written), answers + 1
        if "Press Enter to begin" in asked:
            os.write(master, b"q\n")
        elif "y, n, u or q:" in asked:
            os.write(master, request["keys"].encode())
        else:
            os.write(master, b"\n")
    if time.monotonic() >= deadline or answers >= 200:
        os.kill(process, signal.SIGKILL)
    code = _wait(process)
    os.close(master)
    return {"code": code, "out": written.decode(errors="backslashreplace"), "err": "", "files": {}}


def request_home(request: Request) -> str:
    """Return which of the data folders is used."""
    home: str = request.get("home", "empty")
    return home


def _become_program(request: Request, work: Path) -> None:
    """Run the program; never returns."""
    code = 1
    try:
        os.chdir(work)
        os.environ["BACKPAIN_HOME"] = request_home(request)
        os.environ[START_VARIABLE] = request.get("at", LOOKED_AT)
        sys.argv = ["backpain", *request["arguments"]]
        from backpain_cli.__main__ import main as program

        program()
        code = 0
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    finally:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    os._exit(code)


def _wait(process: int) -> int:
    deadline = time.monotonic() + LONGEST_RUN_S
    while True:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            os.kill(process, signal.SIGKILL)
        time.sleep(0.002)


# Words


class _Text(HTMLParser):
    """Collects what a person reads in an HTML or SVG file."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element, and of its texts that are read out."""
        self.found += [value for name, value in attrs if name in {"alt", "aria-label", "title"} and value]
        if tag in {"style", "script"}:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take note of its end."""
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        """Take a text."""
        if not self._inside:
            self.found.append(data)


def text_of(name: str, data: bytes) -> str:
    """Return the text of a file that the program wrote."""
    if name.endswith(".pdf"):
        import pypdfium2

        with pypdfium2.PdfDocument(data) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    text = data.decode(errors="replace")
    if name.endswith((".html", ".svg")):
        reader = _Text()
        reader.feed(text)
        return " ".join(reader.found)
    return text.replace("\r\n ", "") if name.endswith(".ics") else text


_CODE = re.compile(r"\x1b(?:\[[0-9;?]*[a-zA-Z]|[\]PX^_].*?(?:\x07|\x1b\\)|[78=>])")
_DRAWN = re.compile(r"[\u2500-\u259f\u2800-\u28ff\U0001fb00-\U0001fbff|=+*_-]+")
_UNSTEADY = re.compile(r'("elapsed": )\d+')


def words_of(result: dict[str, Any]) -> list[str]:
    """Return the words of all that a command wrote, in their order; what is only drawn is none."""
    texts = [result["out"], result["err"]]
    texts += [f"{name}: {text_of(name, bytes.fromhex(data))}" for name, data in sorted(result["files"].items())]
    text = _UNSTEADY.sub(r"\g<1>0", _CODE.sub("", "\n".join(texts)))
    return [word for word in text.split() if not _DRAWN.fullmatch(word)]


def differences(old: list[str], new: list[str], *, as_sets: bool) -> Iterator[tuple[str, str]]:
    """Yield what was said and what is said instead; with `as_sets` the order of the words makes no difference."""
    if as_sets:
        gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
        if gone or come:
            yield " ".join(sorted(gone.elements())), " ".join(sorted(come.elements()))
        return
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind != "equal":
            yield " ".join(old[first:last]), " ".join(new[start:end])


def prepare(data: Path, folder: Path) -> Path:
    """Make the data that each command finds in its folder: several data folders, routine files, an export."""
    from tests.data.landed_data import EXPECTED, LANDED, landed_home

    place = folder / "data"
    (place / "empty").mkdir(parents=True)
    landed_home(place / "person") if data == LANDED else shutil.copytree(data, place / "person")
    for name in ("damaged", "newer"):
        shutil.copytree(place / "person", place / name)
    (place / "damaged" / "history.sqlite3").write_bytes(b"no history " * 500)
    (place / "damaged" / "settings.json").write_text("{", encoding="utf-8")
    history = bytearray((place / "newer" / "history.sqlite3").read_bytes())
    history[60:64] = (99).to_bytes(4, "big")  # the version of the tables
    (place / "newer" / "history.sqlite3").write_bytes(history)
    shutil.copytree(LANDED / "routines", place / "own")
    shutil.copy(EXPECTED / "export.json", place)
    (place / "bad").mkdir()
    for name, (old, new) in CHANGES.items():
        (place / "bad" / f"{name}.yaml").write_text(ROUTINE.replace(old, new, 1) if old else ROUTINE, encoding="utf-8")
    return place


def compare(old: str, new: str, *, data: Path, only: str, as_sets: bool) -> bool:
    """Run everything with both, print what differs, and say whether nothing does."""
    with tempfile.TemporaryDirectory() as name:
        place = prepare(data, Path(name))
        programs = [Program(one, Path(name), place) for one in (old, new)]
        wanted = [one for one in requests(programs[0]) if re.search(only, " ".join(one["arguments"]))]
        before, after = (program.run(wanted) for program in programs)
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    differing = 0
    for request, first, second in zip(wanted, before, after, strict=True):
        said = " ".join(request["arguments"]) + "".join(
            f" [{key}: {request[key]}]" for key in ("home", "keys") if key in request
        )
        changes = list(differences(words_of(first), words_of(second), as_sets=as_sets))
        if first["code"] != second["code"]:
            changes.append((f"exit code {first['code']}", f"exit code {second['code']}"))
        if not changes and "--json" in request["arguments"] and first["out"] != second["out"]:
            changes.append(("these bytes", "other bytes of the same words"))
        differing += bool(changes)
        for change in dict.fromkeys(changes):
            found[change].append(said)
    for (gone, come), where in sorted(found.items(), key=lambda item: -len(item[1])):
        sys.stdout.write(f"{len(where)} x, as in: {where[0]}\n  - {gone}\n  + {come}\n")
    sys.stdout.write(f"{len(wanted)} commands, of which {differing} differ, in {len(found)} ways.\n")
    return not differing


def main() -> None:
    """Compare, or answer as one of those that are compared."""
    if sys.argv[1:2] == ["--answer"]:
        answer(*sys.argv[2:])
        return
    from tests.data.landed_data import LANDED

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", help="the interpreter of the one version")
    parser.add_argument("new", help="the interpreter of the other")
    parser.add_argument("--data", type=Path, default=LANDED, help="another data folder to copy")
    parser.add_argument("--only", default="", help="only commands in which this regular expression is found")
    parser.add_argument("--sets", action="store_true", help="the order of the words makes no difference")
    chosen = parser.parse_args()
    same = compare(chosen.old, chosen.new, data=chosen.data, only=chosen.only, as_sets=chosen.sets)
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()

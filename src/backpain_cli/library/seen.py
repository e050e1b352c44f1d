"""What a list says of own routine files that were read before, so that thousands of them are listed at once."""

import contextlib
import json
import os
from pathlib import Path
from zlib import crc32

from backpain_cli import __version__
from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.routine import Origin, RoutineSummary
from backpain_cli.domain.terms import Region
from backpain_cli.library.folders import cache_folder

FEWEST_KEPT = 50
"""With fewer own files reading them is quick, and nothing is written."""


class Seen:
    """The summaries of own files by path, size and time of change; only right files are remembered."""

    def __init__(self, anatomy: Anatomy) -> None:
        """Take in what was kept, if it was made by this program with this vocabulary."""
        vocabulary = f"{__version__} {sorted(anatomy.muscles)} {sorted(anatomy.stretches)} {sorted(anatomy.areas)}"
        self._made_by = crc32(vocabulary.encode())
        self._kept = self._read()
        self._now: dict[str, list[object]] = {}
        self._marks: dict[str, list[int]] = {}

    def summary_of(self, path: Path) -> RoutineSummary | None:
        """Return what was remembered of the file at `path`, unless it has changed since."""
        name = str(path)
        # Looked at before the file is read: what changes while it is read is read again the next time.
        mark = self._marks[name] = _mark_of(path)
        known = self._kept.get(name)
        if known is None or known[0] != mark:
            return None
        try:
            summary = _from_plain(known[1])
        except (ValueError, TypeError):
            return None
        self._now[name] = known
        return summary

    def remember(self, path: Path, summary: RoutineSummary) -> None:
        """Remember the summary of the file at `path`, of which `summary_of` knew none, as the file was then."""
        self._now[str(path)] = [self._marks[str(path)], list(summary)]

    def keep(self) -> None:
        """Write what is remembered for the next time; where that cannot be done, the next time is slower."""
        if len(self._now) < FEWEST_KEPT or self._now == self._kept:
            return
        path = _path()
        temporary = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary.write_text(json.dumps({"made by": self._made_by, "files": self._now}), encoding="utf-8")
            temporary.replace(path)
        except (OSError, UnicodeEncodeError):
            # Half a file helps nobody; where not even that can be taken away, there was none.
            with contextlib.suppress(OSError):
                temporary.unlink()

    def _read(self) -> dict[str, list[object]]:
        try:
            kept = json.loads(_path().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(kept, dict) or kept.get("made by") != self._made_by:
            return {}
        files = kept.get("files")
        return files if isinstance(files, dict) else {}


def _path() -> Path:
    return cache_folder() / "routines.json"


def _mark_of(path: Path) -> list[int]:
    """Return what changes when the file does: its size, and the nanosecond of its last change."""
    try:
        status = path.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]


def _from_plain(plain: object) -> RoutineSummary:
    if not isinstance(plain, list):
        raise TypeError("a summary is kept as a list")
    key, title, region, areas, minutes, muscles, tools, origin = plain
    return RoutineSummary(
        key=key,
        title=title,
        region=Region(region),
        areas=tuple(areas),
        minutes=minutes,
        muscles=tuple(muscles),
        tools=tuple(tools),
        origin=Origin(origin),
    )

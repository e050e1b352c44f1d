"""The data of the first edition, as `landed/README.md` describes it, put where the program finds it."""

import gzip
import os
import shutil
from datetime import datetime
from pathlib import Path

LANDED = Path(__file__).parent / "landed"
EXPECTED = LANDED / "expected"
LOOKED_AT = "2026-11-28T18:00:00+01:00"
"""When the expected output was made."""
LAST_NOTED = {
    "at-start": "2026-11-28T17:00:06+01:00",
    "form-1": "2026-11-28T17:05:00+01:00",
    "stopped": "2026-11-28T17:10:00+01:00",
    "afterwards": "2026-11-28T17:15:00+01:00",
    "mid-hold": "2026-11-28T17:20:00+01:00",
}
"""The journals, and the time of their last change, which Git does not keep."""


def landed_home(home: Path, *journals: str) -> Path:
    """Make the person's data folder in `home`, with these journals in it, and return `home`."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "history.sqlite3").write_bytes(gzip.decompress((LANDED / "home" / "history.sqlite3.gz").read_bytes()))
    shutil.copy(LANDED / "home" / "settings.json", home)
    for name in journals:
        (home / "journals").mkdir(exist_ok=True)
        path = Path(shutil.copy(LANDED / "journals" / f"{name}.jsonl", home / "journals"))
        noted = datetime.fromisoformat(LAST_NOTED[name]).timestamp()
        os.utime(path, (noted, noted))
    return home

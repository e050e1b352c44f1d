"""What the version before the triage left on a disk is read, exported and imported as it was."""

import gzip
import json
from pathlib import Path
from typing import Any

from backpain_cli.export.history_import import import_personal_data
from backpain_cli.export.history_json import export_personal_data
from backpain_cli.history.store import open_history
from tests.data.test_landed_data import holds

FOLDER = Path(__file__).parent / "before-triage"
EXPORT = (FOLDER / "expected" / "export.json").read_text(encoding="utf-8")


def exported(home: Path) -> dict[str, Any]:
    with open_history(home) as store:
        values: dict[str, Any] = json.loads("".join(export_personal_data(store.everything())))
    return values


def before_triage(home: Path) -> Path:
    """Make that person's data folder in `home`, and return it."""
    (home / "history.sqlite3").write_bytes(gzip.decompress((FOLDER / "home" / "history.sqlite3.gz").read_bytes()))
    return home


def test_everything_of_the_version_before_is_still_in_an_export(tmp_path: Path) -> None:
    known = json.loads(EXPORT)
    assert len(known["screens"]) == 10
    assert holds(exported(before_triage(tmp_path)), known)


def test_an_export_of_the_version_before_gives_the_same_data(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    with open_history(tmp_path / "first") as store:
        store.add_all(import_personal_data(EXPORT, "old.json"))
    assert exported(tmp_path / "first") == exported(before_triage(tmp_path / "second"))

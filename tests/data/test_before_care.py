"""What the version before walks and messages left on a disk is read, exported and imported as it was."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from backpain_cli.domain.records.care_records import NO_CARE, Walk
from backpain_cli.export.history_import import import_personal_data
from backpain_cli.export.history_json import export_personal_data
from backpain_cli.history.store import open_history
from tests.data.test_landed_data import holds
from tests.history.test_tables import version_of

FOLDER = Path(__file__).parent / "before-care"
EXPORT = (FOLDER / "expected" / "export.json").read_text(encoding="utf-8")
WALK = Walk(str(UUID(int=1)), datetime(2026, 11, 24, 18, tzinfo=UTC), 10)


def before_care(home: Path) -> Path:
    """Make that person's data folder in `home`, and return it."""
    (home / "history.sqlite3").write_bytes(gzip.decompress((FOLDER / "home" / "history.sqlite3.gz").read_bytes()))
    return home


def exported(home: Path) -> dict[str, Any]:
    with open_history(home) as store:
        values: dict[str, Any] = json.loads("".join(export_personal_data(store.everything())))
    return values


def test_everything_of_the_version_before_is_still_in_an_export(tmp_path: Path) -> None:
    known = json.loads(EXPORT)
    assert len(known["sessions"]) == 3
    assert holds(exported(before_care(tmp_path)), known)


def test_the_first_save_brings_it_up_to_date_and_loses_nothing(tmp_path: Path) -> None:
    path = before_care(tmp_path) / "history.sqlite3"
    assert version_of(path) == 2
    with open_history(tmp_path) as store:
        before = store.everything()
        assert (before.walks, before.care) == ((), NO_CARE)
        store.save_walk(WALK)
        assert store.everything() == before._replace(walks=(WALK,))
    assert version_of(path) == 3


def test_an_export_of_the_version_before_gives_the_same_data(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    with open_history(tmp_path / "first") as store:
        store.add_all(import_personal_data(EXPORT, "old.json"))
    assert exported(tmp_path / "first") == exported(before_care(tmp_path / "second"))

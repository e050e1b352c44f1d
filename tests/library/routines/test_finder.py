"""All routines there are: own ones beside the shipped, and broken files that hide no other."""

from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.library.routines.finder import find_routine, list_routines
from backpain_cli.paths import keys_of_shipped
from tests.files import routine_with
from tests.small_routine import ROUTINE


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return an own folder with three good files, and between them one of each kind that cannot be used."""
    folder = tmp_path / "routines"
    folder.mkdir()
    for name in ("b", "d", "lower-back"):
        (folder / f"{name}.yaml").write_text(ROUTINE.replace("Lower back", f"Number {name}"))
    (folder / "a.yaml").write_text(routine_with("gluteus-medius", "gluteus-mediux"))
    (folder / "c.yml").write_text("steps: [")
    (folder / "e.yaml").write_bytes(b"title: \xff")
    (folder / "f.yaml").write_text(routine_with("hold: 45s", "hold: 46s"))
    (folder / "g.yaml").mkdir()
    (folder / "h.yaml").symlink_to("nowhere")
    (folder / "i j.yaml").write_text(ROUTINE)
    (folder / "k.yaml").write_text(routine_with("Bend forward slowly.", '"Bend \\x1b[2J forward."'))
    (folder / "notes.txt").write_text("nothing of ours")
    return folder


def test_a_list_has_all_good_files_and_tells_all_bad_ones_in_the_order_of_their_names(
    own: Path, anatomy: Atlas
) -> None:
    shelf = list_routines(anatomy)
    titles = {routine.key: routine.title for routine in shelf.routines}
    assert set(titles) == {"b", "d", *keys_of_shipped()}
    assert [titles[name] for name in ("b", "d", "lower-back")] == ["Number b", "Number d", "Number lower-back"]
    assert shelf.overridden == {"lower-back"}
    names = list(dict.fromkeys(Path(problem.source).name for problem in shelf.broken))
    assert names == ["a.yaml", "c.yml", "e.yaml", "f.yaml", "g.yaml", "h.yaml", "i j.yaml", "k.yaml"]


def test_of_two_files_of_one_name_a_list_shows_the_one_that_is_found_by_it(tmp_path: Path, anatomy: Atlas) -> None:
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "mine.yaml").write_text(routine_with("title: Lower back", "title: The first"))
    (tmp_path / "routines" / "mine.yml").write_text(routine_with("title: Lower back", "title: The last"))
    assert [routine.title for routine in list_routines(anatomy).routines if routine.key == "mine"] == ["The first"]
    assert find_routine("mine", anatomy).title == "The first"


def test_a_list_leaves_nothing_behind(own: Path, anatomy: Atlas) -> None:
    before = sorted(own.parent.rglob("*"))
    list_routines(anatomy)
    assert sorted(own.parent.rglob("*")) == before

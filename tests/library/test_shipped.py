"""The shipped data: wrong data is refused where it is, and a compiled form never says anything but the YAML."""

import marshal
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import InvalidFileError
from backpain_cli.library import shipped
from backpain_cli.library.shipped import (
    ANATOMY,
    MOVES,
    FileValues,
    anatomy_records,
    checked_values,
    compile_values,
    load_atlas,
    load_values,
)
from tests.cases import all_cases


@pytest.fixture(scope="module")
def _pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped folder with its ready-made form."""
    copied = tmp_path_factory.mktemp("anatomy") / "anatomy"
    shutil.copytree(ANATOMY, copied, ignore=shutil.ignore_patterns("compiled"))
    compile_values(copied, anatomy_records)
    return copied


@pytest.fixture(scope="module")
def expected(_pristine: Path) -> FileValues:
    """What the YAML of the shipped folder says."""
    return from_yaml(_pristine)


@pytest.fixture
def folder(_pristine: Path, tmp_path: Path) -> Path:
    """A copy of the shipped folder that a test may damage."""
    return Path(shutil.copytree(_pristine, tmp_path / "anatomy"))


def values_of(folder: Path) -> FileValues:
    return dict(load_values(folder, anatomy_records))


def compiled_in(folder: Path) -> Path:
    (compiled,) = (folder / "compiled").iterdir()
    return compiled


def from_yaml(folder: Path) -> FileValues:
    """Return what the YAML says, without a look at any ready-made form."""
    shared = sorted(path for path in folder.glob("*.yaml"))
    muscles = sorted((folder / "muscles").glob("*.yaml"))
    return checked_values(
        anatomy_records, [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in (*shared, *muscles)]
    )


def refuse(records: object, contents: object) -> FileValues:
    raise AssertionError("the YAML was parsed")


@pytest.fixture
def _yaml_read_once(expected: FileValues, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give what the YAML of the shipped folder says wherever it would be parsed, which takes long."""
    monkeypatch.setattr(shipped, "checked_values", lambda records, contents: expected)


@pytest.fixture
def _no_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where YAML is parsed although there is a ready-made form."""
    monkeypatch.setattr(shipped, "checked_values", refuse)


@pytest.mark.usefixtures("_no_yaml")
def test_the_ready_made_form_says_what_the_yaml_says(folder: Path, expected: FileValues) -> None:
    assert values_of(folder) == expected


def test_the_anatomy_from_the_ready_made_form_is_the_one_from_the_yaml(folder: Path, anatomy: Atlas) -> None:
    made = load_atlas(folder)
    shutil.rmtree(folder / "compiled")
    parsed = load_atlas(folder)
    assert made == parsed == anatomy


def test_a_missing_ready_made_form_is_made_and_used_from_then_on(
    folder: Path, expected: FileValues, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(folder / "compiled")
    assert values_of(folder) == expected
    monkeypatch.setattr(shipped, "checked_values", refuse)
    assert values_of(folder) == expected


def test_a_change_to_one_byte_is_seen(folder: Path) -> None:
    path = folder / "muscles" / "soleus.yaml"
    before = values_of(folder)["muscles"]["soleus"]["english"]
    data = path.read_bytes()
    place = data.index(before.encode(), data.index(b"english:"))
    path.write_bytes(data[:place] + b"X" + data[place + 1 :])
    after = values_of(folder)["muscles"]["soleus"]["english"]
    assert after == "X" + before[1:]


def test_a_change_is_seen_even_if_size_and_time_of_the_file_stay(folder: Path) -> None:
    path = folder / "areas.yaml"
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"name: ", b"name: Z", 1)[: status.st_size])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert values_of(folder)["areas"][0]["name"].startswith("Z")


def test_a_new_and_a_missing_muscle_are_seen(folder: Path) -> None:
    muscles = folder / "muscles"
    shutil.copy(muscles / "soleus.yaml", muscles / "soleus-too.yaml")
    assert "soleus-too" in values_of(folder)["muscles"]
    (muscles / "soleus-too.yaml").unlink()
    assert "soleus-too" not in values_of(folder)["muscles"]


def test_a_renamed_muscle_is_seen(folder: Path) -> None:
    (folder / "muscles" / "soleus.yaml").rename(folder / "muscles" / "calf.yaml")
    muscles = values_of(folder)["muscles"]
    assert "calf" in muscles
    assert "soleus" not in muscles


def test_only_one_ready_made_form_is_kept_and_nothing_half_written(folder: Path) -> None:
    path = folder / "areas.yaml"
    for number in range(3):
        path.write_bytes(path.read_bytes() + f"# {number}\n".encode())
        values_of(folder)
    assert compiled_in(folder).suffix == ".marshal"


def _changed_in_what_was_made(data: bytes) -> bytes:
    """Change one letter near the end, so that the form can still be read and says something else."""
    place = max(data.rindex(word) for word in (b"press", b"stretch", b"pain") if word in data)
    return data[:place] + b"X" + data[place + 1 :]


def _changed_in_what_it_was_made_from(data: bytes) -> bytes:
    place = data.index(b"landmarks:")
    return data[:place] + b"X" + data[place + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "one byte": lambda data: data[:1],
    "half": lambda data: data[: len(data) // 2],
    "all but the last byte": lambda data: data[:-1],
    "zeroes": lambda data: bytes(len(data)),
    "text": lambda data: b"this is no such form\n",
    "YAML": lambda data: b"muscles: {}\n",
    "one letter of what was made changed": _changed_in_what_was_made,
    "one letter of what it was made from changed": _changed_in_what_it_was_made_from,
    "a number": lambda data: marshal.dumps(5),
    "none": lambda data: marshal.dumps(None),
    "a list": lambda data: marshal.dumps([]),
    "an empty dictionary": lambda data: marshal.dumps({}),
    "a foreign dictionary": lambda data: marshal.dumps({"muscles": {}, "areas": []}),
    "a list that claims two thousand million items": lambda data: b"[\xff\xff\xff\x7f",
    "a text that claims two thousand million bytes": lambda data: b"u\xff\xff\xff\x7fabc",
    "nested without end": lambda data: b"[\x01\x00\x00\x00" * 100_000,
    "a reference to nothing": lambda data: b"r\xff\xff\x00\x00",
    "text that is not UTF-8": lambda data: b"u\x02\x00\x00\x00\xff\xff",
}


@pytest.mark.usefixtures("_yaml_read_once")
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_or_foreign_form_is_ignored_and_replaced(
    damage: Callable[[bytes], bytes], folder: Path, expected: FileValues, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = compiled_in(folder)
    compiled.write_bytes(damage(compiled.read_bytes()))
    assert values_of(folder) == expected
    monkeypatch.setattr(shipped, "checked_values", refuse)
    assert values_of(folder) == expected


@pytest.mark.usefixtures("_yaml_read_once")
@all_cases("seed", range(40))
def test_a_form_with_one_wrong_byte_never_changes_what_is_read(
    seed: int, folder: Path, _pristine: Path, expected: FileValues
) -> None:
    """A class D that has become an A would let somebody press what must never be pressed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable is what is wanted
    compiled = compiled_in(folder)
    data = bytearray(compiled_in(_pristine).read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    compiled.write_bytes(data)
    assert values_of(folder) == expected


def test_a_form_made_from_other_files_is_never_taken(folder: Path, tmp_path: Path, expected: FileValues) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    path = other / "muscles" / "soleus.yaml"
    path.write_bytes(path.read_bytes() + b"# changed\n")
    values_of(other)
    shutil.copy(compiled_in(other), compiled_in(folder))
    assert values_of(folder) == expected


def test_a_folder_in_the_place_of_the_form_does_no_harm(folder: Path) -> None:
    compiled = compiled_in(folder)
    compiled.unlink()
    compiled.mkdir()
    assert values_of(folder) == from_yaml(folder)
    assert [path.name for path in (folder / "compiled").iterdir()] == [compiled.name]


def test_a_file_in_the_place_of_the_folder_does_no_harm(folder: Path) -> None:
    shutil.rmtree(folder / "compiled")
    (folder / "compiled").write_text("x")
    assert values_of(folder) == from_yaml(folder)


@pytest.fixture
def _read_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder as somebody sees it who may read and not write; root may write everywhere, so it becomes nobody."""
    shutil.rmtree(folder / "compiled")
    monkeypatch.chdir(folder)
    folder.chmod(0o555)
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)
    try:
        yield Path()
    finally:
        if was_root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_a_read_only_folder_without_the_form_works(_read_only: Path, anatomy: Atlas) -> None:
    assert load_atlas(_read_only) == anatomy
    assert not Path("compiled").exists()


def test_everybody_may_read_the_form(folder: Path) -> None:
    """One who has installed it for all must not leave the others to parse YAML at every start."""
    shutil.rmtree(folder / "compiled")
    values_of(folder)
    assert compiled_in(folder).stat().st_mode & 0o044 == 0o044


def test_a_broken_yaml_file_of_ours_is_told_with_its_place(folder: Path) -> None:
    (folder / "muscles" / "soleus.yaml").write_text("english: [Soleus\n")
    with pytest.raises(InvalidFileError, match=r"muscles/soleus\.yaml:1:10"):
        values_of(folder)


def test_compiling_twice_makes_the_same_file(folder: Path) -> None:
    """A wheel that is built twice from the same files is the same wheel."""
    first = compiled_in(folder).read_bytes()
    assert compile_values(folder, anatomy_records).read_bytes() == first


WRONG = {
    "a class that is none": (
        "muscles/soleus.yaml",
        "safety_class: B",
        "safety_class: E",
        "points[0].safety_class: must be one of A, B, C, D, not 'E'",
    ),
    "pressing what must not be pressed": (
        "muscles/soleus.yaml",
        "safety_class: B",
        "safety_class: C",
        "points[0]: point soleus/1 is of class C and must not be pressed",
    ),
    "a hold that is no number": (
        "muscles/soleus.yaml",
        "      hold: ",
        "      hold: about ",
        "points[0].technique.hold: must be an integer, not text",
    ),
    "a field that is not known": (
        "muscles/soleus.yaml",
        "  levels: ",
        "  levls: ",
        "attaches.levls: is not a field of Attachments (did you mean levels?)",
    ),
    "an area that is not known": (
        "muscles/soleus.yaml",
        "    essential: [",
        "    essential: [elbows, ",
        "points[0].essential[0].area: must be the key of a pain area, not 'elbows'",
    ),
    "vertebrae from below": (
        "spine.yaml",
        "[C1-C7]",
        "[C7-C1]",
        "curves[0].levels: must be vertebrae from above, like C7 or T1-T3, not 'C7-C1'",
    ),
    "a truth value": ("areas.yaml", "paired: true", "paired: yes", "[0].paired: must be true or false, not text"),
    "a grade": ("evidence.yaml", "grade: not supported", "grade: doubtful", "[0].grade: must be one of supported,"),
}


@pytest.mark.parametrize(("name", "old", "new", "message"), WRONG.values(), ids=WRONG)
def test_wrong_data_is_refused_with_its_place(name: str, old: str, new: str, message: str, folder: Path) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    changed = text.replace(old, new, 1)
    assert changed != text
    (folder / name).write_text(changed, encoding="utf-8")
    line = text[: text.index(old) + len(old)].count("\n") + 1
    with pytest.raises(InvalidFileError) as refused:
        load_atlas(folder)
    found = [one for one in refused.value.problems if message in one.message]
    # What a record as a whole refuses, or what it lacks, is shown where the record begins.
    assert [(one.source, one.line <= line) for one in found] == [(name, True)]
    assert found[0].line > 1 or name == "areas.yaml"


WRONG_MOVES = {
    "a place that is none": ("place: floor", "place: flor", "[0].place: must be one of standing, wall,"),
    "an unknown field": ("  neutral: ", "  neutrl: ", "[0].neutrl: is not a field of Move (did you mean neutral?)"),
    "a pace in words": ("{up: 3, down: 3}", "{up: 3, slowly: 3}", "[0].dose.pace.slowly: must be one of up, hold,"),
    "two levels": (
        '    - {text: "heels further away", place: floor, picture: bridge}\n',
        "",
        "[0]: move bridge: what strengthens has 3 levels, all else has none",
    ),
    "a level above the last": (
        "action: gentler}",
        'action: level, highest: "3"}',
        "[0]: move bridge, hip-replacement: a highest level, below the last, goes with `level` alone",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), WRONG_MOVES.values(), ids=WRONG_MOVES)
def test_a_wrong_move_is_refused_with_its_place_by_whoever_asks_for_moves(
    old: str, new: str, message: str, folder: Path
) -> None:
    path = folder / MOVES / "strengthen.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    atlas = load_atlas(folder)
    assert atlas.muscles["soleus"].english == "Soleus"
    with pytest.raises(InvalidFileError) as refused:
        len(atlas.moves)
    (problem,) = refused.value.problems
    assert message in problem.message
    assert (problem.source, problem.line <= 30) == ("strengthen.yaml", True)


def test_moves_that_are_no_list_are_refused(folder: Path) -> None:
    (folder / MOVES / "check.yaml").write_text("look: about\n", encoding="utf-8")
    with pytest.raises(InvalidFileError, match=r"check\.yaml:1:1: must be a list, not a mapping"):
        len(load_atlas(folder).moves)


def test_moves_are_read_by_nobody_who_does_not_ask_for_them(folder: Path) -> None:
    shutil.rmtree(folder / MOVES)
    assert "soleus" in load_atlas(folder).muscles


def test_a_field_that_is_missing_is_refused(folder: Path) -> None:
    path = folder / "muscles" / "soleus.yaml"
    path.write_text(re.sub("^seat: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    with pytest.raises(InvalidFileError, match=r"muscles/soleus\.yaml:1:1: seat: is missing"):
        load_atlas(folder)


def test_every_problem_of_a_file_is_found_at_once(folder: Path) -> None:
    path = folder / "areas.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("paired: true", "paired: often"), encoding="utf-8")
    with pytest.raises(InvalidFileError) as refused:
        load_atlas(folder)
    assert len(refused.value.problems) == sum(area.paired for area in load_atlas().areas.values())


def test_a_zone_without_a_side_is_on_the_same_side(anatomy: Atlas) -> None:
    sides = {zone.area.key: zone.side for zone in anatomy.muscles["gluteus-medius"].points[2].essential}
    assert sides == {"iliac-crest": "same", "lower-back": "same", "sacrum": "both"}


def test_the_whole_shipped_data_has_one_record_for_each_key() -> None:
    values = values_of(ANATOMY)
    for name in ("areas", "stretches", "sources", "evidence", "activities", "other-muscles"):
        keys = [entry["key"] for entry in values[name]]
        assert len(set(keys)) == len(keys), name


def test_every_area_that_a_muscle_names_exists(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        assert {*muscle.lies_in, *(one.area for one in muscle.prevalence)} <= set(anatomy.areas), muscle.key

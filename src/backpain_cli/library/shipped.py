"""The shipped data as domain objects: from its YAML files, which are the only source, or from their compiled form."""

import marshal
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from backpain_cli.codec import Codec, DecodeError, decode
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.evidence import Activity, Claim, Source
from backpain_cli.domain.anatomy.moves import Move, MoveGroup
from backpain_cli.domain.anatomy.records import (
    Muscle,
    OpposingMuscle,
    PainArea,
    ReferredZone,
    SourcedText,
    SpinalCurve,
    Stretch,
)
from backpain_cli.domain.names import normalize_name
from backpain_cli.domain.safety.sign_words import LookUpSigns
from backpain_cli.domain.terms import LEVELS, Levels
from backpain_cli.domain.words.vocabulary import (
    ConditionKind,
    ConditionTable,
    MuscleGroup,
    NamedCondition,
    OtherExercise,
    WordList,
)
from backpain_cli.domain.words.word_reader import WordReader
from backpain_cli.library.compiled import MARSHAL_VERSION, Contents, LazyMapping, compile_data, load_compiled
from backpain_cli.library.word_tables import compiled_tables, read_tables
from backpain_cli.paths import packaged_data

Records = Callable[[], Mapping[str, Any]]
"""Returns what files hold, by their names; called only where the files are read."""
FileValues = dict[str, Any]
"""What the files of a folder hold, by their names without the ending; those of a folder inside it as one mapping."""


class _Spine(NamedTuple):
    curves: tuple[SpinalCurve, ...]
    discs: SourcedText


ANATOMY = packaged_data("anatomy")
MOVES = "moves"
"""The folder of the anatomy with the moves, a file for each group. It has a compiled form of its own: only who asks for
moves reads them."""
PICTURES = packaged_data("pictures")
SAFETY = packaged_data("safety")
MESSAGES = ANATOMY.parent
"""In the folder of all data lie two files of their own, `messages.yaml` and `now.yaml`."""
WORD_TABLES = "word-tables"
"""Under this name the compiled form of the anatomy has the tables by which words are found."""


def anatomy_records() -> dict[str, Any]:
    """Return what each file of the anatomy holds, by its name."""
    return {
        "activities": tuple[Activity, ...],
        "areas": tuple[PainArea, ...],
        "conditions": ConditionTable,
        "evidence": tuple[Claim, ...],
        "groups": tuple[MuscleGroup, ...],
        "muscles": Muscle,
        "other-exercises": tuple[OtherExercise, ...],
        "other-muscles": tuple[OpposingMuscle, ...],
        "sources": tuple[Source, ...],
        "spine": _Spine,
        "stretches": tuple[Stretch, ...],
        "words": WordList,
    }


def move_records() -> dict[str, Any]:
    """Return what each file of the moves holds, by its name."""
    return dict.fromkeys(MoveGroup, tuple[Move, ...])


def safety_records() -> dict[str, Any]:
    """Return what the files about safety hold, by their names."""
    # 10 ms, and needed here only where there is no compiled form.
    from backpain_cli.domain.safety.fact_table import FactTable
    from backpain_cli.domain.safety.in_session import InSessionTexts
    from backpain_cli.domain.safety.sign_table import TriageTable
    from backpain_cli.domain.safety.signs import EmergencyNumber, SafetyTexts

    return {
        "advice": SafetyTexts,
        "crisis-lines": tuple[EmergencyNumber, ...],
        "emergency-numbers": tuple[EmergencyNumber, ...],
        "facts": FactTable,
        "in-session": InSessionTexts,
        "look-ups": LookUpSigns,
        "signs": TriageTable,
    }


def message_records() -> dict[str, Any]:
    """Return what the files of messages and of the plans of `backpain now` hold."""
    from backpain_cli.domain.records.messages import Education
    from backpain_cli.domain.routine.routine import ShortPlan

    return {"messages": Education, "now": tuple[ShortPlan, ...]}


def load_atlas(folder: Path = ANATOMY) -> Atlas:
    """Return the anatomy; each of its records is made when it is first asked for."""
    values = load_values(folder, anatomy_records)

    def records(kind: Any, entries: Callable[[], FileValues]) -> Any:
        return LazyMapping(entries, lambda entry: codec.decode(kind, entry))

    def keyed(kind: Any, name: str) -> Any:
        return records(kind, lambda: _by_key(values[name]))

    areas = keyed(PainArea, "areas")
    codec = shipped_codec(areas)
    spine = codec.decode(_Spine, values["spine"])

    def moves() -> FileValues:
        groups = load_values(folder / MOVES, move_records)
        return _by_key([entry for group in MoveGroup for entry in groups[group]])

    def reader() -> WordReader:
        return WordReader(codec.decode(WordList, values["words"]), partial(read_tables, values[WORD_TABLES]))

    return Atlas(
        areas=areas,
        muscles=records(Muscle, lambda: values["muscles"]),
        stretches=keyed(Stretch, "stretches"),
        moves=records(Move, moves),
        other_muscles=keyed(OpposingMuscle, "other-muscles"),
        other_exercises=keyed(OtherExercise, "other-exercises"),
        sources=keyed(Source, "sources"),
        claims=keyed(Claim, "evidence"),
        activities=keyed(Activity, "activities"),
        curves=spine.curves,
        discs=spine.discs,
        groups=keyed(MuscleGroup, "groups"),
        conditions=records(NamedCondition, lambda: _by_key(values["conditions"]["conditions"])),
        condition_kinds=records(ConditionKind, lambda: values["conditions"]["kinds"]),
        make_reader=reader,
    )


@cache
def circumstance_keys() -> Mapping[str, str]:
    """Return the keys of all circumstances by their normalized names, in the order of the file.

    They are read once: each caution of each routine is looked up in them.
    """
    circumstances = load_values(SAFETY, safety_records)["facts"]["circumstances"]
    return {normalize_name(entry["key"]): entry["key"] for entry in circumstances}


def load_look_up_signs(folder: Path = SAFETY) -> LookUpSigns:
    """Return what look-ups know about signs."""
    return shipped_codec({}).decode(LookUpSigns, load_values(folder, safety_records)["look-ups"])


def load_picture_data(folder: Path = PICTURES) -> FileValues:
    """Return what is drawn, as plain values: body, areas, muscles, postures."""
    return dict(load_values(folder, dict))


def load_values(folder: Path, records: Records) -> Mapping[str, Any]:
    """Return the plain values of the files in `folder`; those that `records` names hold such records.

    The values of a file are read from the compiled form when they are first asked for.

    Raises:
        InvalidFileError: a file is wrong. A compiled form is right: it was made of files that were checked.
    """
    kept = load_compiled(_compiled(folder), _contents(folder), partial(_kept_values, records))
    # Our own data in our own package, as the compiled form that it is part of.
    return LazyMapping(lambda: kept, marshal.loads)


def compile_values(folder: Path, records: Records) -> Path:
    """Write the compiled form of the files in `folder`, and return its path."""
    return compile_data(_compiled(folder), _contents(folder), partial(_kept_values, records))


def compile_shipped() -> tuple[Path, ...]:
    """Write the compiled forms of all shipped data but the routines, and return their paths."""
    return (
        compile_values(ANATOMY, anatomy_records),
        compile_values(ANATOMY / MOVES, move_records),
        compile_values(PICTURES, dict),
        compile_values(SAFETY, safety_records),
        compile_values(MESSAGES, message_records),
    )


def shipped_codec(areas: Mapping[str, PainArea]) -> Codec:
    """Return the codec of our YAML, in which a muscle names pain areas by their keys in `areas`."""

    def area(key: Any) -> PainArea:
        if not isinstance(key, str) or key not in areas:
            raise ValueError(f"must be the key of a pain area, not {key!r}")
        return areas[key]

    zones = Codec({PainArea: (area, lambda one: one.key)}, from_text=True)

    def zone(value: Any) -> ReferredZone:
        # A key alone is an area on the same side.
        return zones.decode(ReferredZone, {"area": value} if isinstance(value, str) else value)

    return Codec({ReferredZone: (zone, zones.encode), Levels: (_levels, list)}, from_text=True)


def _kept_values(records: Records, contents: Contents) -> dict[str, bytes]:
    values = checked_values(records, contents)
    return {name: marshal.dumps(value, MARSHAL_VERSION) for name, value in values.items()}


def _compiled(folder: Path) -> Path:
    return folder / "compiled" / "values.marshal"


def _contents(folder: Path) -> Contents:
    names = sorted(path.name for path in folder.glob("*.yaml"))
    names += sorted(f"muscles/{path.name}" for path in folder.glob("muscles/*.yaml"))
    return [(name, (folder / name).read_bytes()) for name in names]


def _levels(entries: Any) -> Levels:
    """Return vertebrae that are given singly and as ranges: `C7`, `T1-T3` -> C7, T1, T2, T3."""
    found: set[str] = set()
    for entry in decode(tuple[str, ...], entries):
        first, _, last = entry.partition("-")
        if first not in LEVELS or (last or first) not in LEVELS[LEVELS.index(first) :]:
            raise ValueError(f"must be vertebrae from above, like C7 or T1-T3, not {entry!r}")
        found |= set(LEVELS[LEVELS.index(first) : LEVELS.index(last or first) + 1])
    return Levels(tuple(level for level in LEVELS if level in found))


def checked_values(records: Records, contents: Contents) -> FileValues:
    """Return the plain values of YAML files, in which those that `records` names were found to hold such records.

    Raises:
        InvalidFileError: a file is wrong.
    """
    # Needed only where there is no compiled form: importing yaml takes as long as Python itself.
    from backpain_cli.library.yaml.source import located, plain_yaml

    kinds = records()
    values: FileValues = {}
    areas: dict[str, PainArea] = {}
    codec = shipped_codec(areas)
    for name, data in contents:
        text = data.decode("utf-8")
        group, _, key = name.removesuffix(".yaml").partition("/")
        value = plain_yaml(text, name)
        if key:
            value = values.setdefault(group, {})[key] = _with_key(key, value)
        elif kinds.get(group) == tuple[Move, ...]:
            value = values[group] = _with_group(group, value)
        else:
            values[group] = value
        if group in kinds:
            try:
                made = codec.decode(kinds[group], value)
            except DecodeError as error:
                raise located(error, text, name) from None
            if group == "areas":
                areas.update((one.key, one) for one in made)
    if "words" in kinds and "words" in values:
        values[WORD_TABLES] = compiled_tables(values, codec)
    return values


def _with_key(key: str, muscle: Any) -> Any:
    """Return what a muscle's file holds, with the muscle's key, which is the name of the file, in it and its points."""
    if not isinstance(muscle, dict) or not isinstance(muscle.get("points"), list):
        return muscle
    points = [{"muscle": key, **point} if isinstance(point, dict) else point for point in muscle["points"]]
    return {"key": key, **muscle, "points": points}


def _with_group(group: str, moves: Any) -> Any:
    """Return what a file of moves holds, with the group, which is the name of the file, in each of them."""
    if not isinstance(moves, list):
        return moves
    return [{"group": group, **move} if isinstance(move, dict) else move for move in moves]


def _by_key(entries: list[FileValues]) -> FileValues:
    return {entry["key"]: entry for entry in entries}

"""The shipped data as domain objects."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.records import (
    Antagonist,
    Attachments,
    Muscle,
    OntologyIds,
    OpposingMuscle,
    PainArea,
    Prevalence,
    ReferredZone,
    Source,
    SourcedText,
    SpinalCurve,
    StrainReport,
    Stretch,
    Technique,
    TriggerPoint,
)
from backpain_cli.domain.names import normalize_name
from backpain_cli.domain.safety.signs import Advice, SafetyTexts, Sign
from backpain_cli.domain.terms import (
    LEVELS,
    AttachmentKind,
    Confidence,
    Levels,
    Place,
    Region,
    SafetyClass,
    ZoneSide,
)
from backpain_cli.library import compiled as forms
from backpain_cli.library.compiled import LazyMapping
from backpain_cli.paths import packaged_data

if TYPE_CHECKING:
    from backpain_cli.domain.anatomy.evidence import Activity, Claim
    from backpain_cli.domain.safety.circumstances import Circumstances
    from backpain_cli.domain.safety.signs import EmergencyNumber, SignTable

ShippedValues = dict[str, Any]


def anatomy_from(plain: ShippedValues) -> Atlas:
    """Return the vocabulary that the files describe.

    Whatever asks for a part of it raises ValueError where a field of that part is missing, a key does not resolve, a
    value is not one of those allowed, or a rule of the domain is broken.
    """
    areas = LazyMapping(_by_key(plain["areas"]), _area)
    return Atlas(
        areas=areas,
        muscles=LazyMapping(plain["muscles"], lambda key, entry: _muscle(key, entry, areas)),
        stretches=LazyMapping(_by_key(plain["stretches"]), _stretch),
        other_muscles=LazyMapping(_by_key(plain["other-muscles"]), _other_muscle),
        sources=LazyMapping(_by_key(plain["sources"]), _source),
        safety=_safety(plain["safety"]),
        claims=LazyMapping(_by_key(plain["evidence"]), _claim),
        activities=LazyMapping(_by_key(plain["activities"]), _activity),
        curves=tuple(_curve(entry) for entry in plain["spine"]["curves"]),
        discs=_fact(plain["spine"]["discs"]),
    )


def _by_key(entries: list[ShippedValues]) -> dict[str, ShippedValues]:
    return {entry["key"]: entry for entry in entries}


def _claim(key: str, entry: ShippedValues) -> "Claim":
    from backpain_cli.library.evidence_build import claim  # most commands look at no evidence

    return claim(key, entry)


def _activity(key: str, entry: ShippedValues) -> "Activity":
    from backpain_cli.library.evidence_build import activity  # the same

    return activity(key, entry)


def _curve(entry: ShippedValues) -> SpinalCurve:
    return SpinalCurve(
        region=Region(entry["region"]),
        levels=_levels(entry["levels"]),
        shape=entry["shape"],
        sources=tuple(entry["sources"]),
    )


def _source(key: str, entry: ShippedValues) -> Source:
    return Source(
        key=key,
        reference=entry["reference"],
        supports=entry["supports"],
        read=entry["read"],
        kind=entry["kind"],
        checked=entry["checked"],
    )


def _area(key: str, entry: ShippedValues) -> PainArea:
    return PainArea(
        key=key,
        name=entry["name"],
        aliases=tuple(entry["aliases"]),
        landmarks=entry["landmarks"],
        regions=tuple(map(Region, entry["regions"])),
        paired=entry["paired"] == "true",
        sources=tuple(entry["sources"]),
    )


def _muscle(key: str, entry: ShippedValues, areas: Mapping[str, PainArea]) -> Muscle:
    attaches = entry["attaches"]
    strain = entry["strain"]
    return Muscle(
        key=key,
        english=entry["english"],
        latin=entry["latin"],
        aliases=tuple(entry["aliases"]),
        regions=tuple(map(Region, entry["regions"])),
        seat=entry["seat"],
        lies_in=tuple(areas[area].key for area in entry["lies_in"]),
        attaches=Attachments(
            kinds=frozenset(map(AttachmentKind, attaches["kinds"])),
            origin=attaches["origin"],
            insertion=attaches["insertion"],
            levels=_levels(attaches["levels"]),
            sources=tuple(attaches["sources"]),
        ),
        action=_fact(entry["action"]),
        nerve=_fact(entry["nerve"]),
        antagonists=tuple(_antagonist(opponent) for opponent in entry["antagonists"]),
        strain=StrainReport(
            by=tuple(strain["by"]), activities=tuple(strain["activities"]), sources=tuple(strain["sources"])
        ),
        identifiers=tuple(
            OntologyIds(of=one["of"], uberon=one.get("uberon", ""), fma=one.get("fma", ""))
            for one in entry["identifiers"]
        ),
        prevalence=tuple(
            Prevalence(
                area=areas[one["area"]].key,
                percent=one["percent"],
                of=one["of"],
                sources=tuple(one["sources"]),
            )
            for one in entry["prevalence"]
        ),
        parts=tuple(entry["parts"]),
        points=tuple(_point(key, point, areas) for point in entry["points"]),
        stretches=tuple(entry["stretches"]),
        care=entry["care"],
        notes=tuple(_fact(note) for note in entry["notes"]),
    )


def _levels(entries: list[str]) -> Levels:
    """Read vertebrae, single ones and ranges: `[C7, T1-T3]` -> C7, T1, T2, T3."""
    found: set[int] = set()
    for entry in entries:
        first, _, last = entry.partition("-")
        found |= set(range(LEVELS.index(first), LEVELS.index(last or first) + 1))
    return Levels(tuple(LEVELS[number] for number in sorted(found)))


def _fact(entry: ShippedValues) -> SourcedText:
    return SourcedText(text=entry["text"], sources=tuple(entry["sources"]))


def _antagonist(entry: ShippedValues) -> Antagonist:
    return Antagonist(muscle=entry["muscle"], side=entry["side"], role=entry["role"], sources=tuple(entry["sources"]))


def _point(muscle: str, entry: ShippedValues, areas: Mapping[str, PainArea]) -> TriggerPoint:
    technique = entry.get("technique")
    return TriggerPoint(
        muscle=muscle,
        number=int(entry["number"]),
        name=entry["name"],
        where=entry["where"],
        safety_class=SafetyClass(entry["safety_class"]),
        reason=entry["reason"],
        essential=_felt(entry["essential"], areas),
        spillover=_felt(entry["spillover"], areas),
        confidence=Confidence(entry["confidence"]),
        sources=tuple(entry["sources"]),
        technique=_technique(technique) if technique else None,
    )


def _felt(entries: list[str | dict[str, str]], areas: Mapping[str, PainArea]) -> tuple[ReferredZone, ...]:
    """Read zones: an area's key alone is felt on the same side, `{area: KEY, side: both}` says another."""
    found: list[ReferredZone] = []
    for entry in entries:
        zone = {"area": entry, "side": "same"} if isinstance(entry, str) else entry
        found.append(ReferredZone(area=areas[zone["area"]], side=ZoneSide(zone["side"])))
    return tuple(found)


def _pressure(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return int(low), int(high or low)


def _technique(entry: ShippedValues) -> Technique:
    return Technique(
        do=entry["do"],
        place=Place(entry["place"]),
        posture=entry["posture"],
        tool=entry["tool"],
        instead=tuple(entry["instead"]),
        pressure=_pressure(entry["pressure"]),
        find=int(entry["find"]),
        hold=int(entry["hold"]),
        cap=int(entry["cap"]),
        feel=entry["feel"],
        avoid=entry["avoid"],
        stop=entry["stop"],
        sources=tuple(entry["sources"]),
    )


def _stretch(key: str, entry: ShippedValues) -> Stretch:
    return Stretch(
        key=key,
        name=entry["name"],
        aliases=tuple(entry["aliases"]),
        kind=entry["kind"],
        muscles=tuple(entry["muscles"]),
        do=entry["do"],
        place=Place(entry["place"]),
        posture=entry["posture"],
        tool=entry["tool"],
        instead=tuple(entry["instead"]),
        one_sided=entry["one_sided"] == "true",
        side_means=entry["side_means"],
        hold=int(entry["hold"]),
        cap=int(entry["cap"]),
        bends=entry["bends"],
        end_range=entry["end_range"] == "true",
        neutral=entry["neutral"],
        feel=entry["feel"],
        avoid=entry["avoid"],
        stop=entry["stop"],
        sources=tuple(entry["sources"]),
    )


def _other_muscle(key: str, entry: ShippedValues) -> OpposingMuscle:
    return OpposingMuscle(
        key=key,
        english=entry["english"],
        latin=entry["latin"],
        action=entry["action"],
        sources=tuple(entry["sources"]),
    )


def _regions(entry: ShippedValues) -> tuple[Region, ...]:
    return tuple(Region(region) for region in entry.get("regions", ()))


def _sign(entry: ShippedValues) -> Sign:
    return Sign(
        keys=tuple(entry["keys"]),
        regions=_regions(entry),
        text=entry["text"],
        when=entry.get("when", ""),
        reason=entry.get("reason", ""),
        sources=tuple(entry["sources"]),
    )


def _advice(entry: ShippedValues) -> Advice:
    return Advice(text=entry["text"], regions=_regions(entry), sources=tuple(entry["sources"]))


def _safety(entry: ShippedValues) -> SafetyTexts:
    return SafetyTexts(
        emergency=tuple(map(_sign, entry["emergency"])),
        see_a_doctor_first=tuple(map(_sign, entry["see_a_doctor_first"])),
        emergency_action=tuple(entry["emergency_action"]),
        doctor_action=tuple(entry["doctor_action"]),
        stop_rules=tuple(map(_advice, entry["stop_rules"])),
        do_nots=tuple(map(_advice, entry["do_nots"])),
        before=tuple(map(_advice, entry["before"])),
        after=tuple(map(_advice, entry["after"])),
    )


ANATOMY = packaged_data("anatomy")

PlainContents = dict[str, Any]


def load_anatomy(folder: Path = ANATOMY) -> Atlas:
    """Return the whole vocabulary."""
    return anatomy_from(ready_made(folder))


def ready_made(folder: Path) -> PlainContents:
    """Return the files' contents as one plain value, from the ready-made form where there is one."""
    value: PlainContents = forms.load_compiled(_compiled(folder), _contents(folder), plain)
    return value


def compile_anatomy(folder: Path) -> Path:
    """Write the ready-made form of the anatomy in `folder`, and return its path."""
    return forms.compile_data(_compiled(folder), _contents(folder), plain)


def plain(contents: forms.Contents) -> PlainContents:
    """Parse the files: a muscle's under `muscles` by its key, each other one under its own name."""
    from backpain_cli.library.yaml.source import plain_yaml  # YAML is wanted only where there is no ready-made form

    value: PlainContents = {"muscles": {}}
    for name, data in contents:
        parsed = plain_yaml(data.decode("utf-8"), name)
        stem = name.rsplit("/", 1)[-1].removesuffix(".yaml")
        if name.startswith("muscles/"):
            value["muscles"][stem] = parsed
        else:
            value[stem] = parsed
    return value


def _contents(folder: Path) -> forms.Contents:
    shared = sorted(path.name for path in folder.iterdir() if path.suffix == ".yaml")
    muscles = sorted(f"muscles/{path.name}" for path in (folder / "muscles").iterdir() if path.suffix == ".yaml")
    return [(name, (folder / name).read_bytes()) for name in (*shared, *muscles)]


def _compiled(folder: Path) -> Path:
    return folder / "compiled" / "anatomy.marshal"


CHARTS = packaged_data("pictures")


def load_charts(folder: Path = CHARTS) -> dict[str, Any]:
    """Return the plain contents of the files in `folder`, by their names: body, areas, muscles, postures."""
    value: dict[str, Any] = forms.load_compiled(_chart_file_compiled(folder), _chart_file_contents(folder), _plain)
    return value


def compile_charts(folder: Path) -> Path:
    """Write the ready-made form of the charts' data in `folder`, and return its path."""
    return forms.compile_data(_chart_file_compiled(folder), _chart_file_contents(folder), _plain)


def _plain(contents: forms.Contents) -> dict[str, Any]:
    from backpain_cli.library.yaml.source import plain_yaml  # YAML is wanted only where there is no ready-made form

    return {name.removesuffix(".yaml"): plain_yaml(data.decode("utf-8"), name) for name, data in contents}


def _chart_file_contents(folder: Path) -> forms.Contents:
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.yaml"))]


def _chart_file_compiled(folder: Path) -> Path:
    return folder / "compiled" / "charts.marshal"


SAFETY = packaged_data("safety")


def load_screen_questions(folder: Path = SAFETY) -> "SignTable":
    """Return the questions of the full and the short screen."""
    from backpain_cli.library.screening_data import screen_questions_from

    return screen_questions_from(_read(folder)["red-flags"])


def load_circumstances(folder: Path = SAFETY) -> "Circumstances":
    """Return the circumstances that change a plan, with their questions and rules."""
    from backpain_cli.library.circumstances_build import circumstances_from

    return circumstances_from(_read(folder)["circumstances"])


@cache
def circumstance_keys() -> Mapping[str, str]:
    """Return the keys of all circumstances, by their folded form and in the order of the file.

    They are read once: who reads many routines asks for each caution.
    """
    groups = _read(SAFETY)["circumstances"]["groups"]
    return {normalize_name(entry["key"]): entry["key"] for group in groups for entry in group["circumstances"]}


def load_emergency_numbers(folder: Path = SAFETY) -> "tuple[EmergencyNumber, ...]":
    """Return the numbers that our sources name."""
    from backpain_cli.domain.safety.signs import EmergencyNumber

    return tuple(
        EmergencyNumber(
            territories=frozenset(entry["territories"]),
            numbers=tuple(entry["numbers"]),
            sources=tuple(entry["sources"]),
        )
        for entry in _read(folder)["emergency-numbers"]
    )


def compile_safety(folder: Path) -> Path:
    """Write the ready-made form of the files in `folder`, and return its path."""
    return forms.compile_data(_safety_file_compiled(folder), _safety_file_contents(folder), _safety_file_plain)


def _read(folder: Path) -> dict[str, Any]:
    value: dict[str, Any] = forms.load_compiled(
        _safety_file_compiled(folder), _safety_file_contents(folder), _safety_file_plain
    )
    return value


def _safety_file_plain(contents: forms.Contents) -> dict[str, Any]:
    from backpain_cli.library.yaml.source import plain_yaml  # YAML is wanted only where there is no ready-made form

    return {name.removesuffix(".yaml"): plain_yaml(data.decode("utf-8"), name) for name, data in contents}


def _safety_file_contents(folder: Path) -> forms.Contents:
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.yaml"))]


def _safety_file_compiled(folder: Path) -> Path:
    return folder / "compiled" / "safety.marshal"

"""The shipped atlas as a whole: complete, sourced, plainly worded, and never more permissive than its sources."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.evidence import EvidenceGrade
from backpain_cli.domain.anatomy.records import Technique, TriggerPoint
from backpain_cli.domain.safety.signs import Advice
from backpain_cli.domain.terms import (
    LEVELS,
    LONGEST_HOLD_SECONDS,
    AttachmentKind,
    Confidence,
    Place,
    Region,
    SafetyClass,
    ZoneKind,
    ZoneSide,
)
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import (
    ANATOMY,
    MOVES,
    SAFETY,
    anatomy_records,
    load_atlas,
    load_values,
    move_records,
    safety_records,
)
from tests.cases import all_cases
from tests.screens import SAFETY_TEXTS


def words_of(text: str) -> list[str]:
    return text.split()


MUSCLES_OF_THE_ATLAS = frozenset(
    words_of("""
    trapezius-upper trapezius-middle trapezius-lower levator-scapulae splenius-capitis splenius-cervicis
    semispinalis-capitis semispinalis-cervicis multifidi-cervical suboccipitals longissimus-capitis
    sternocleidomastoid scalenes longus-colli-capitis rhomboids serratus-posterior-superior supraspinatus
    infraspinatus teres-minor teres-major subscapularis latissimus-dorsi serratus-anterior pectoralis-major
    pectoralis-minor triceps-long-head biceps-brachii deltoid-posterior iliocostalis-cervicis iliocostalis-thoracis
    iliocostalis-lumborum longissimus-thoracis erector-spinae spinalis-thoracis semispinalis-thoracis
    multifidi-thoracic multifidi-lumbar levatores-costarum interspinales-intertransversarii
    serratus-posterior-inferior intercostals diaphragm quadratus-lumborum psoas-major iliacus rectus-abdominis
    abdominal-obliques gluteus-maximus gluteus-medius gluteus-minimus piriformis obturator-internus-gemelli
    levator-ani-coccygeus tensor-fasciae-latae rectus-femoris hamstrings adductor-magnus soleus
    """)
)
MUSCLES_ADDED = {"longissimus-cervicis", "rectus-capitis-anterior", "transversus-abdominis", "vastus-lateralis"}

AREAS = words_of("""
    head base-of-the-skull neck side-of-the-neck throat top-of-the-shoulder back-of-the-shoulder
    front-of-the-shoulder shoulder-blade between-the-shoulder-blades mid-back lower-ribs side-of-the-chest chest
    lower-back flank iliac-crest sacroiliac sacrum tailbone buttock side-of-the-hip groin belly pelvic-floor
    back-of-the-thigh outer-thigh front-of-the-thigh inner-thigh knee lower-leg upper-arm forearm-and-hand
""")

ACTIVITIES = frozenset(
    words_of("""
    typing driving lifting lifting-and-twisting carrying-a-bag phone-at-the-ear looking-down looking-up head-turned
    long-sitting sitting-on-a-wallet crossed-or-spread-legs stooping reaching-overhead reaching-forward
    reaching-behind pulling pushing throwing swimming running cycling walking-uphill standing-on-one-leg high-heels
    sit-ups coughing shallow-breathing cold-draught jolt-or-whiplash sleeping-position slumped-sitting falls
    childbirth crutches stress
    """)
)

NEVER_PRESSED = {
    "sternocleidomastoid",
    "scalenes",
    "longus-colli-capitis",
    "rectus-capitis-anterior",
    "subscapularis",
    "psoas-major",
    "iliacus",
    "obturator-internus-gemelli",
    "levator-ani-coccygeus",
}
"""Vessels, nerves or organs lie in the way: class D at every point."""

ONLY_STRETCHED_OR_BREATHED = {
    "longissimus-capitis",
    "longissimus-cervicis",
    "iliocostalis-cervicis",
    "pectoralis-minor",
    "spinalis-thoracis",
    "levatores-costarum",
    "interspinales-intertransversarii",
    "serratus-posterior-inferior",
    "intercostals",
    "diaphragm",
    "rectus-abdominis",
    "abdominal-obliques",
    "transversus-abdominis",
    "adductor-magnus",
}

POINTS_OF_CLASS_A = frozenset(
    words_of("""
    trapezius-upper/1 trapezius-middle/1 trapezius-lower/1 trapezius-lower/2 levator-scapulae/1 rhomboids/1
    rhomboids/2 rhomboids/3 infraspinatus/1 infraspinatus/2 infraspinatus/3 teres-minor/1 deltoid-posterior/1
    iliocostalis-thoracis/1 longissimus-thoracis/1 longissimus-thoracis/2 gluteus-maximus/1 gluteus-medius/1
    gluteus-medius/2 gluteus-medius/3 tensor-fasciae-latae/1
    """)
)
"""Whoever wants another point to be pressed freely has to say so here too."""

BESIDE_THE_KIDNEY = (
    "iliocostalis-thoracis/2",
    "iliocostalis-lumborum/1",
    "longissimus-thoracis/1",
    "longissimus-thoracis/2",
    "multifidi-thoracic/2",
    "multifidi-lumbar/1",
)

UNUSABLE_SOURCES = {"S31", "S36", "S94"}
"""A copied textbook, an unlicensed copy, a hijacked page."""
WITHDRAWN_SOURCES = {"S83"}
"""Copies on weak hosts: own routines may name them, nothing of ours does."""

SOURCES_THE_ATLAS_DOES_NOT_CITE = frozenset(
    words_of("""
    M7 M8 S120 S122 S123 S124 S125 S132 S141 S142
    S83 S104 S105 S106 S110 S150 S151 S152 S153 S154 S155 S156 S157 S158 S159 CJ
    S170 S171 S172 S173 S174 S175 S176 S177 S179 S180 S183 S184 S185 S186 S187 S188 S189 S190 S192 S193 S194 S195
    """)
    + [f"N{number}" for number in range(1, 41) if number != 12]
)
"""They stand behind scores, identifiers and the questions of the screen, not behind a fact or a claim."""

IDENTIFIER = re.compile(
    r"(?:PMID \d{6,8}|PMC\d{6,8}|DOI 10\.\d{4,9}/\S+|NBK\d{5,6}|NCT\d{8}|CRD\d{11}|ISBN [\d-]{17}"
    r"|NICE (?:NG|CG|CKS )\w+|docket FDA-[\w-]+|Regulation \(EU\) \d{4}/\d+|UK SI \d{4}/\d+"
    r"|article \d{4}-\d{4}(?:/\d+)+|page [\w-]+(?:\.[\w-]+)+/\S+|repository [\w-]+/[\w-]+(?:, commit [0-9a-f]{8,40})?"
    r"|[A-Z][A-Za-z ]+ (?:\d{4};)?\d+(?:\(\d+\))?:(?:\d+(?:-\d+)?|e\d+))(?: \([A-Za-z0-9 ,]+\))?"
)
"""What a number of a public catalogue, a page or a place in a journal looks like, with a remark in brackets."""

FORBIDDEN_WORDS = re.compile(
    r"\bcur(?:e|es|ed|ing)\b|\bfix(?:es|ed|ing)?\b|\breleas(?:e|es|ed|ing)\b|\bknots?\b|\btoxins?\b"
    r"|\brealign\w*|\bdiagnos\w*|\btreats\b|\u2014",
    re.IGNORECASE,
)
LATIN_WORDS = re.compile(
    r"\b(?:scapula\w*|acromi\w*|clavicle|sternum|manubrium|occip\w*|mastoid|humerus|femur|tibia\w*|fibula\w*|patella\w*"
    r"|ilium|ischi\w*|coccyx|trochanter\w*|tubercle|olecranon|lateral\w*|medial\w*|posterior|anterior|superior|inferior"
    r"|distal|proximal|spinous|transverse|fascia\w*|paraspinals?|supine|prone|sacroiliac|stenosis)\b",
    re.IGNORECASE,
)

WORDS_READ_IN_A_SECOND = 2.5


@pytest.fixture(scope="module")
def anatomy() -> Atlas:
    return load_atlas()


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    """The files' contents as they were written, before anything is made of them."""
    moves = dict(load_values(ANATOMY / MOVES, move_records))
    advice = load_values(SAFETY, safety_records)["advice"]
    return {**load_values(ANATOMY, anatomy_records), "moves": moves, "advice": advice}


def points(anatomy: Atlas) -> list[TriggerPoint]:
    return [point for muscle in anatomy.muscles.values() for point in muscle.points]


def point(anatomy: Atlas, key: str) -> TriggerPoint:
    return next(one for one in points(anatomy) if one.key == key)


def techniques(anatomy: Atlas) -> list[tuple[TriggerPoint, Technique]]:
    return [(one, one.technique) for one in points(anatomy) if one.technique is not None]


def advice() -> list[Advice]:
    safety = SAFETY_TEXTS
    return [*safety.stop_rules, *safety.do_nots, *safety.before, *safety.after]


def length(text: str) -> int:
    return len(text.split())


def walked(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every mapping, list and text in `value`, each with where it stands."""
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walked(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from walked(inner, f"{path}/{number}")


def citations(written: dict[str, Any]) -> dict[str, list[str]]:
    """Return the source keys under every `sources:`, by where they stand."""
    return {
        path: value["sources"]
        for path, value in walked(written)
        if path and isinstance(value, dict) and "sources" in value
    }


# What there is


def test_every_muscle_of_the_atlas_is_there_and_no_other(anatomy: Atlas) -> None:
    assert len(MUSCLES_OF_THE_ATLAS) == 58
    assert set(anatomy.muscles) == MUSCLES_OF_THE_ATLAS | MUSCLES_ADDED


def test_every_pain_area_is_there_in_its_order(anatomy: Atlas) -> None:
    assert list(anatomy.areas) == AREAS


def test_every_pain_area_is_felt_from_some_muscle_or_holds_one(anatomy: Atlas) -> None:
    reached = {felt.area.key for one in points(anatomy) for felt in (*one.essential, *one.spillover)}
    reached |= {area for muscle in anatomy.muscles.values() for area in muscle.lies_in}

    assert set(anatomy.areas) - reached == set()


def test_no_line_of_the_files_is_longer_than_110_letters() -> None:
    too_long = [
        f"{path.name}:{number}"
        for path in sorted(ANATOMY.rglob("*.yaml"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 110
    ]

    assert too_long == []


# References


def test_every_antagonist_is_a_muscle_with_an_entry(anatomy: Atlas) -> None:
    known = {*anatomy.muscles, *anatomy.other_muscles}
    unknown = {
        f"{muscle.key} -> {opponent.muscle}"
        for muscle in anatomy.muscles.values()
        for opponent in muscle.antagonists
        if opponent.muscle not in known
    }

    assert unknown == set()


def test_every_other_muscle_opposes_one(anatomy: Atlas) -> None:
    named = {opponent.muscle for muscle in anatomy.muscles.values() for opponent in muscle.antagonists}

    assert set(anatomy.other_muscles) <= named
    assert not set(anatomy.other_muscles) & set(anatomy.muscles)


def test_every_antagonist_has_a_side_and_a_role(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        for opponent in muscle.antagonists:
            assert opponent.side in {"same", "opposite", "both"}, muscle.key
            assert opponent.role, muscle.key


def test_a_muscle_is_never_its_own_opponent_on_its_own_side(anatomy: Atlas) -> None:
    # The intercostals are one entry with two layers, which do oppose each other.
    own = {
        muscle.key
        for muscle in anatomy.muscles.values()
        for opponent in muscle.antagonists
        if opponent.muscle == muscle.key and opponent.side != "opposite"
    }

    assert own == {"intercostals"}


def test_a_stretch_and_its_muscles_name_each_other(anatomy: Atlas) -> None:
    from_muscles = {(muscle.key, stretch) for muscle in anatomy.muscles.values() for stretch in muscle.stretches}
    from_stretches = {(muscle, stretch.key) for stretch in anatomy.stretches.values() for muscle in stretch.muscles}

    assert from_muscles ^ from_stretches == set()


def test_every_muscle_has_a_stretch_that_exists(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        assert muscle.stretches, muscle.key
        assert set(muscle.stretches) <= set(anatomy.stretches), muscle.key


def test_a_muscle_has_points_or_parts_and_its_parts_exist(anatomy: Atlas) -> None:
    groups = {muscle.key for muscle in anatomy.muscles.values() if muscle.parts}

    assert groups == {"erector-spinae"}
    assert {muscle.key for muscle in anatomy.muscles.values() if not muscle.points} == groups
    assert set(anatomy.muscles["erector-spinae"].parts) == {
        "iliocostalis-cervicis",
        "iliocostalis-thoracis",
        "iliocostalis-lumborum",
        "longissimus-capitis",
        "longissimus-cervicis",
        "longissimus-thoracis",
        "spinalis-thoracis",
    }


def test_every_activity_is_of_the_vocabulary(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        assert set(muscle.strain.activities) <= ACTIVITIES, muscle.key
        assert muscle.strain.by or not muscle.strain.activities, muscle.key


def test_points_are_numbered_from_one(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        assert [one.number for one in muscle.points] == list(range(1, len(muscle.points) + 1)), muscle.key


def test_the_point_pressed_by_default_is_the_first_of_its_muscle(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        pressed = muscle.pressed_point()
        assert pressed is None or pressed.number == 1, muscle.key


def test_every_name_and_alias_of_an_area_finds_that_area_alone(anatomy: Atlas) -> None:
    for area in anatomy.areas.values():
        for name in (area.key, area.name, *area.aliases):
            assert anatomy.area_names.get(name).key == area.key, name


def test_every_name_and_alias_of_a_muscle_finds_that_muscle_alone(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        for name in (muscle.key, muscle.english, muscle.latin, *muscle.aliases):
            found = anatomy.muscle_names.find(name)
            assert found is not None, name
            assert found.key == muscle.key, name


def test_every_name_and_alias_of_a_stretch_finds_that_stretch_alone(anatomy: Atlas) -> None:
    for stretch in anatomy.stretches.values():
        for name in (stretch.key, stretch.name, *stretch.aliases):
            found = anatomy.stretch_names.find(name)
            assert found is not None, name
            assert found.key == stretch.key, name


def test_no_alias_is_given_twice(anatomy: Atlas) -> None:
    for entries in (anatomy.areas, anatomy.muscles, anatomy.stretches):
        counted = Counter(alias.casefold() for entry in entries.values() for alias in entry.aliases)
        assert [alias for alias, times in counted.items() if times > 1] == []


# Sources


def test_every_fact_has_a_source_that_exists(anatomy: Atlas, written: dict[str, Any]) -> None:
    for path, keys in citations(written).items():
        assert keys, path
        assert set(keys) <= set(anatomy.sources), path
        assert len(keys) == len(set(keys)), path


def test_a_source_that_must_not_be_used_is_neither_listed_nor_cited(anatomy: Atlas, written: dict[str, Any]) -> None:
    assert not UNUSABLE_SOURCES & set(anatomy.sources)
    for path, keys in citations(written).items():
        assert not UNUSABLE_SOURCES & set(keys), path


def test_nothing_rests_on_a_source_that_was_withdrawn(anatomy: Atlas, written: dict[str, Any]) -> None:
    withdrawn = {key for key, source in anatomy.sources.items() if source.reference.startswith("Withdrawn")}
    cited = citations({**written, "safety": load_values(SAFETY, safety_records)})

    assert withdrawn == WITHDRAWN_SOURCES
    assert [path for path, keys in cited.items() if withdrawn & set(keys)] == []
    for source in anatomy.sources.values():
        assert not re.search(r"unanswered|sleepbehind|pulsetoday|trustopen|excitingspas|megatopx", source.reference)


def test_the_sources_that_the_atlas_does_not_cite_are_known(anatomy: Atlas, written: dict[str, Any]) -> None:
    cited = {key for keys in citations(written).values() for key in keys}

    # Those of the moves and of the other routines may stand in the list before something cites them.
    assert set(anatomy.sources) - cited <= SOURCES_THE_ATLAS_DOES_NOT_CITE


def test_a_source_says_how_much_of_it_was_read_and_when(anatomy: Atlas) -> None:
    kinds = {
        "manual",
        "textbook",
        "trial",
        "review",
        "guideline",
        "safety",
        "opinion",
        "anatomy",
        "data",
        "other",
    }
    for source in anatomy.sources.values():
        assert source.read in {"memory", "own", "excerpt", "abstract", "file", "full"}, source.key
        assert source.kind in kinds, source.key
        assert source.reference, source.key
        assert source.supports, source.key
        assert date.fromisoformat(source.checked) <= date(2026, 12, 31), source.key


def test_what_comes_from_memory_says_so(anatomy: Atlas) -> None:
    memory = {key for key, source in anatomy.sources.items() if source.read == "memory"}
    own = {key for key, source in anatomy.sources.items() if source.read == "own"}

    assert memory == {*(f"M{number}" for number in range(1, 10)), "DIONNE2008", "N37"}
    assert own == {"CORR", "CJ"}


def test_how_often_a_muscle_is_involved_is_told_only_where_the_review_gives_a_figure(anatomy: Atlas) -> None:
    figures = {
        muscle.key: [(one.area, one.percent, one.sources) for one in muscle.prevalence]
        for muscle in anatomy.muscles.values()
        if muscle.prevalence
    }

    assert figures == {
        "quadratus-lumborum": [("lower-back", "30-55", ("S28",))],
        "gluteus-medius": [("lower-back", "34-45", ("S28",))],
        "piriformis": [("lower-back", "42", ("S28",))],
        "iliocostalis-lumborum": [("lower-back", "33-38", ("S28",))],
        "psoas-major": [("lower-back", "5-10", ("S28",))],
    }


def test_an_identifier_is_a_whole_one_or_blank(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        for one in muscle.identifiers:
            assert re.fullmatch(r"(UBERON:\d{7})?", one.uberon), muscle.key
            assert re.fullmatch(r"(FMA:\d{4,6})?", one.fma), muscle.key
            assert one.uberon or one.fma, muscle.key


# Anatomy


def test_a_muscle_lists_vertebrae_if_and_only_if_it_attaches_to_one(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        assert bool(muscle.attaches.levels) == (muscle.attaches.kinds != {AttachmentKind.NONE}), muscle.key
        assert set(muscle.attaches.levels) <= set(LEVELS), muscle.key


def test_a_muscle_has_a_region_and_a_place(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        assert muscle.regions, muscle.key
        assert len(set(muscle.regions)) == len(muscle.regions), muscle.key
        assert muscle.lies_in, muscle.key
        assert set(muscle.lies_in) <= set(anatomy.areas), muscle.key


@all_cases(
    ("muscle", "kinds"),
    [
        ("levator-scapulae", {"vertebra-to-limb-bone"}),
        ("latissimus-dorsi", {"vertebra-to-limb-bone"}),
        ("trapezius-upper", {"vertebra-to-limb-bone"}),
        ("erector-spinae", {"vertebra-to-vertebra", "rib-to-spine", "vertebra-to-skull"}),
        ("longissimus-thoracis", {"vertebra-to-vertebra", "rib-to-spine"}),
        ("longissimus-cervicis", {"vertebra-to-vertebra"}),
        ("quadratus-lumborum", {"rib-to-spine", "vertebra-to-limb-bone"}),
        ("suboccipitals", {"vertebra-to-skull", "vertebra-to-vertebra"}),
        ("rectus-capitis-anterior", {"vertebra-to-skull"}),
        ("scalenes", {"rib-to-spine"}),
        ("gluteus-maximus", {"vertebra-to-limb-bone"}),
        ("gluteus-medius", {"none"}),
        ("serratus-anterior", {"none"}),
    ],
)
def test_a_muscle_is_of_the_kinds_of_its_attachments(anatomy: Atlas, muscle: str, kinds: set[str]) -> None:
    assert {str(kind) for kind in anatomy.muscles[muscle].attaches.kinds} == kinds


@all_cases(
    ("muscle", "first", "last"),
    [
        ("levator-scapulae", "C1", "C4"),
        ("rhomboids", "C7", "T5"),
        ("scalenes", "C2", "C7"),
        ("suboccipitals", "C1", "C2"),
        ("trapezius-lower", "T4", "T12"),
        ("serratus-posterior-inferior", "T11", "L2"),
        ("quadratus-lumborum", "L1", "L4"),
        ("psoas-major", "T12", "L5"),
        ("piriformis", "S2", "S4"),
        ("diaphragm", "L1", "L3"),
    ],
)
def test_a_muscle_attaches_to_its_vertebrae(anatomy: Atlas, muscle: str, first: str, last: str) -> None:
    assert anatomy.muscles[muscle].attaches.levels == LEVELS[LEVELS.index(first) : LEVELS.index(last) + 1]


@all_cases(
    ("muscle", "opponent", "sides"),
    [
        # Turning to the right: the right splenius and the left sternocleidomastoid are partners.
        ("splenius-cervicis", "sternocleidomastoid", {"same"}),
        ("splenius-cervicis", "splenius-cervicis", {"opposite"}),
        ("splenius-capitis", "sternocleidomastoid", {"same", "both"}),
        ("longissimus-capitis", "sternocleidomastoid", {"same", "both"}),
        ("abdominal-obliques", "abdominal-obliques", {"opposite"}),
        ("scalenes", "scalenes", {"opposite"}),
        ("quadratus-lumborum", "gluteus-medius", {"same"}),
        ("pectoralis-minor", "trapezius-middle", {"same"}),
        ("pectoralis-minor", "rhomboids", {"same"}),
        # Partners or mere stabilisers, which are no opponents.
        ("scalenes", "trapezius-upper", set()),
        ("multifidi-lumbar", "transversus-abdominis", set()),
        ("multifidi-lumbar", "psoas-major", set()),
        ("psoas-major", "erector-spinae", set()),
    ],
)
def test_opponents_pull_against_each_other_on_the_right_side(
    anatomy: Atlas, muscle: str, opponent: str, sides: set[str]
) -> None:
    assert {one.side for one in anatomy.muscles[muscle].antagonists if one.muscle == opponent} == sides


def test_partners_in_one_movement_are_told_apart_from_opponents_in_another(anatomy: Atlas) -> None:
    lower = next(one for one in anatomy.muscles["trapezius-upper"].antagonists if one.muscle == "trapezius-lower")
    layers = next(one for one in anatomy.muscles["abdominal-obliques"].antagonists if one.side == "opposite")

    assert "partner" in lower.role
    assert "same layer only" in layers.role


@pytest.mark.parametrize(
    "muscle", ["semispinalis-cervicis", "multifidi-cervical", "multifidi-thoracic", "multifidi-lumbar"]
)
def test_a_deep_muscle_that_turns_the_spine_says_to_which_side(anatomy: Atlas, muscle: str) -> None:
    assert "opposite side" in anatomy.muscles[muscle].action.text


# Where a point is felt


def test_no_zone_is_both_essential_and_spillover(anatomy: Atlas) -> None:
    for one in points(anatomy):
        felt = Counter(zone.area.key for zone in (*one.essential, *one.spillover))
        assert [area for area, times in felt.items() if times > 1] == [], one.key


def test_only_points_with_nothing_published_have_no_zone(anatomy: Atlas) -> None:
    without = {one.key for one in points(anatomy) if not one.essential and not one.spillover}

    assert without == {"longissimus-cervicis/1", "rectus-capitis-anterior/1"}


def test_only_the_published_zones_are_felt_elsewhere_than_on_the_same_side(anatomy: Atlas) -> None:
    elsewhere = {
        (one.key, felt.area.key, felt.side)
        for one in points(anatomy)
        for felt in (*one.essential, *one.spillover)
        if felt.side is not ZoneSide.SAME
    }

    assert elsewhere == {
        ("rectus-abdominis/1", "mid-back", ZoneSide.BOTH),
        ("rectus-abdominis/2", "lower-back", ZoneSide.BOTH),
        ("rectus-abdominis/2", "sacroiliac", ZoneSide.BOTH),
        ("gluteus-medius/3", "sacrum", ZoneSide.BOTH),
        ("sternocleidomastoid/2", "head", ZoneSide.EITHER),
    }


@all_cases(
    ("key", "area", "zone"),
    [
        ("trapezius-upper/1", "neck", ZoneKind.ESSENTIAL),
        ("trapezius-lower/1", "neck", ZoneKind.ESSENTIAL),
        ("levator-scapulae/1", "neck", ZoneKind.ESSENTIAL),
        ("levator-scapulae/1", "base-of-the-skull", None),
        ("scalenes/1", "between-the-shoulder-blades", ZoneKind.ESSENTIAL),
        ("scalenes/1", "forearm-and-hand", ZoneKind.ESSENTIAL),
        ("serratus-anterior/1", "between-the-shoulder-blades", ZoneKind.ESSENTIAL),
        ("serratus-posterior-superior/1", "forearm-and-hand", ZoneKind.ESSENTIAL),
        ("serratus-posterior-superior/1", "chest", ZoneKind.SPILLOVER),
        ("supraspinatus/1", "front-of-the-shoulder", ZoneKind.ESSENTIAL),
        ("infraspinatus/1", "forearm-and-hand", ZoneKind.SPILLOVER),
        ("infraspinatus/1", "neck", ZoneKind.SPILLOVER),
        ("latissimus-dorsi/1", "mid-back", ZoneKind.ESSENTIAL),
        ("latissimus-dorsi/1", "forearm-and-hand", ZoneKind.SPILLOVER),
        ("latissimus-dorsi/2", "flank", ZoneKind.SPILLOVER),
        ("iliocostalis-thoracis/2", "lower-back", ZoneKind.ESSENTIAL),
        ("iliocostalis-lumborum/1", "buttock", ZoneKind.ESSENTIAL),
        ("longissimus-thoracis/2", "lower-back", ZoneKind.ESSENTIAL),
        ("multifidi-lumbar/2", "tailbone", ZoneKind.ESSENTIAL),
        ("quadratus-lumborum/1", "side-of-the-hip", ZoneKind.ESSENTIAL),
        ("quadratus-lumborum/2", "iliac-crest", ZoneKind.ESSENTIAL),
        ("psoas-major/1", "lower-back", ZoneKind.ESSENTIAL),
        ("psoas-major/1", "groin", ZoneKind.SPILLOVER),
        ("iliacus/1", "buttock", ZoneKind.SPILLOVER),
        ("gluteus-maximus/2", "tailbone", None),
        ("gluteus-maximus/3", "tailbone", ZoneKind.ESSENTIAL),
        ("gluteus-medius/1", "sacroiliac", ZoneKind.ESSENTIAL),
        ("gluteus-medius/2", "buttock", ZoneKind.ESSENTIAL),
        ("gluteus-medius/3", "lower-back", ZoneKind.ESSENTIAL),
        ("tensor-fasciae-latae/1", "side-of-the-hip", ZoneKind.ESSENTIAL),
        ("rectus-femoris/2", "side-of-the-hip", None),
        ("soleus/1", "sacroiliac", ZoneKind.SPILLOVER),
        ("soleus/3", "sacroiliac", None),
    ],
)
def test_a_point_is_felt_where_the_corrected_map_says(
    anatomy: Atlas, key: str, area: str, zone: ZoneKind | None
) -> None:
    assert point(anatomy, key).zone_in(area) is zone


# Who may press what


def test_a_point_where_vessels_nerves_or_organs_lie_is_never_pressed(anatomy: Atlas) -> None:
    never = {muscle.key for muscle in anatomy.muscles.values() if SafetyClass.D in muscle.safety_classes}

    assert never == NEVER_PRESSED
    for key in NEVER_PRESSED:
        assert anatomy.muscles[key].safety_classes == (SafetyClass.D,), key


def test_a_muscle_that_is_only_stretched_has_no_point_to_press(anatomy: Atlas) -> None:
    for key in ONLY_STRETCHED_OR_BREATHED:
        assert anatomy.muscles[key].safety_classes == (SafetyClass.C,), key


def test_only_the_points_named_here_may_be_pressed_freely(anatomy: Atlas) -> None:
    assert {one.key for one in points(anatomy) if one.safety_class is SafetyClass.A} == POINTS_OF_CLASS_A


@all_cases(
    ("key", "safety_class"),
    [
        ("trapezius-upper/2", "C"),
        ("trapezius-middle/2", "B"),
        ("levator-scapulae/2", "C"),
        ("splenius-cervicis/2", "C"),
        ("gluteus-maximus/2", "C"),
        ("gluteus-maximus/3", "C"),
        ("gluteus-minimus/1", "B"),
        ("gluteus-minimus/2", "C"),
        ("piriformis/1", "B"),
        ("teres-major/1", "B"),
        ("latissimus-dorsi/1", "B"),
        ("iliocostalis-lumborum/1", "B"),
        ("iliocostalis-thoracis/2", "B"),
        ("triceps-long-head/1", "B"),
        ("biceps-brachii/1", "B"),
        ("hamstrings/1", "B"),
        ("rectus-femoris/1", "B"),
        ("rectus-femoris/2", "C"),
        ("quadratus-lumborum/2", "C"),
        ("pectoralis-major/2", "C"),
        ("soleus/3", "C"),
    ],
)
def test_a_point_has_the_stricter_class_of_the_two_readings(anatomy: Atlas, key: str, safety_class: str) -> None:
    assert point(anatomy, key).safety_class == safety_class


def test_a_point_is_pressed_if_and_only_if_its_class_permits_it(anatomy: Atlas) -> None:
    for one in points(anatomy):
        assert (one.technique is not None) == (one.safety_class in {SafetyClass.A, SafetyClass.B}), one.key


def test_every_point_says_why_it_has_its_class(anatomy: Atlas) -> None:
    for one in points(anatomy):
        assert 5 <= length(one.reason) <= 30, one.key


def test_the_pressure_stays_within_the_limits_of_the_class(anatomy: Atlas) -> None:
    limits = {SafetyClass.A: (3, 6), SafetyClass.B: (2, 4)}
    for one, technique in techniques(anatomy):
        least, most = limits[one.safety_class]
        low, high = technique.pressure
        assert least <= low <= high <= most, one.key


def test_no_hold_is_longer_than_its_cap_and_no_cap_than_ninety_seconds(anatomy: Atlas) -> None:
    assert LONGEST_HOLD_SECONDS == 90
    for one, technique in techniques(anatomy):
        assert 30 <= technique.hold <= technique.cap <= 90, one.key
        assert technique.find >= 5, one.key


def test_the_middle_of_the_buttock_is_pressed_for_45_seconds_at_most(anatomy: Atlas) -> None:
    technique = point(anatomy, "piriformis/1").technique

    assert technique is not None
    assert (technique.hold, technique.cap) == (45, 45)


def test_no_point_is_pressed_lying_on_the_floor_by_default(anatomy: Atlas) -> None:
    assert [one.key for one, technique in techniques(anatomy) if technique.place is Place.FLOOR] == []


def test_no_fist_and_no_vibrating_device_is_a_tool(anatomy: Atlas) -> None:
    for one, technique in techniques(anatomy):
        tools = " ".join((technique.tool, *technique.instead))
        assert not re.search(r"\bfists?\b|\bgun\b|vibrat|lacrosse|\bhard\b", tools), one.key


def test_a_pressed_point_of_the_neck_wants_fingers_first(anatomy: Atlas) -> None:
    pressed = [
        (one, technique)
        for one, technique in techniques(anatomy)
        if anatomy.muscles[one.muscle].seat == "neck" and one.safety_class is SafetyClass.B
    ]

    assert len(pressed) == 7
    for one, technique in pressed:
        assert "fingertips" in technique.tool, one.key
        assert "dizz" in technique.stop.lower(), one.key


@pytest.mark.parametrize("key", BESIDE_THE_KIDNEY)
def test_a_point_beside_the_kidney_has_an_outer_limit(anatomy: Atlas, key: str) -> None:
    one = point(anatomy, key)

    assert one.technique is not None
    assert "kidney" in one.technique.avoid
    assert re.search(r"2 to 5 cm|5 cm from the midline", f"{one.where} {one.technique.avoid}")


@all_cases(
    ("key", "word"),
    [
        ("trapezius-upper/1", "collarbone"),
        ("levator-scapulae/1", "neck"),
        ("teres-major/2", "armpit"),
        ("latissimus-dorsi/1", "armpit"),
        ("triceps-long-head/1", "middle of the back and outer side of the upper arm"),
        ("biceps-brachii/1", "inner arm"),
        ("biceps-brachii/1", "fistula"),
        ("pectoralis-major/1", "collarbone"),
        ("pectoralis-major/1", "breast"),
        ("serratus-anterior/1", "breast"),
        ("deltoid-posterior/1", "armpit"),
        ("quadratus-lumborum/1", "kidney"),
        ("quadratus-lumborum/1", "belly"),
        ("gluteus-maximus/1", "middle of the buttock"),
        ("gluteus-minimus/1", "numbness"),
        ("piriformis/1", "full weight"),
        ("tensor-fasciae-latae/1", "front hip point"),
        ("hamstrings/1", "back of the knee"),
        ("hamstrings/1", "clot"),
        ("rectus-femoris/1", "groin"),
        ("soleus/1", "swollen"),
        ("soleus/1", "clot"),
    ],
)
def test_a_point_near_something_dangerous_names_it(anatomy: Atlas, key: str, word: str) -> None:
    technique = point(anatomy, key).technique

    assert technique is not None
    assert word in technique.avoid.lower()


def test_a_muscle_that_is_pressed_has_care_and_something_to_stretch_afterwards(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        assert muscle.care, muscle.key
        if muscle.pressed_point():
            assert muscle.stretches, muscle.key


def test_every_technique_says_when_to_stop(anatomy: Atlas) -> None:
    for one, technique in techniques(anatomy):
        assert re.search(r"sharp|electric|numb|tingling", technique.stop, re.IGNORECASE), one.key


# Stretches


def test_a_move_that_bends_the_spine_has_a_neutral_choice(anatomy: Atlas) -> None:
    for stretch in anatomy.stretches.values():
        assert stretch.bends in {"forward", "backward", "sideways", "turn", "none"}, stretch.key
        assert stretch.neutral, stretch.key
        if stretch.bends != "none":
            assert not re.search(r"\bround\b|\bbend (?:forward|back)", stretch.neutral), stretch.key


def test_a_stretch_that_rounds_or_turns_the_trunk_far_warns_people_with_weak_bones(anatomy: Atlas) -> None:
    far = [one for one in anatomy.stretches.values() if one.end_range and one.bends in {"forward", "turn"}]

    assert len(far) == 8
    for stretch in far:
        assert any("osteoporosis" in one.concerns for one in stretch.cautions), stretch.key


@pytest.mark.parametrize("key", ["hip-flexor", "figure-four", "leg-across", "knee-to-opposite-shoulder"])
def test_a_far_hip_stretch_wants_the_surgeons_yes_after_a_hip_replacement(anatomy: Atlas, key: str) -> None:
    told = [one.text for one in anatomy.stretches[key].cautions if "hip-replacement" in one.concerns]
    assert any("surgeon" in text for text in told)


def test_a_stretch_of_the_low_back_or_hip_stops_when_pain_moves_down_the_leg(anatomy: Atlas) -> None:
    low = ("knees-to-chest", "knees-side-to-side", "pelvic-tilt", "cat-cow", "seated-round-back", "child-pose")
    for key in (*low, "figure-four", "hamstring", "hip-flexor", "leg-across", "prone-on-elbows"):
        assert re.search(r"(?i)pain moving (?:further )?down the leg", anatomy.stretches[key].stop), key


def test_the_hip_flexor_stretch_is_done_standing(anatomy: Atlas) -> None:
    assert anatomy.stretches["hip-flexor"].place is Place.STANDING


def test_no_neck_stretch_is_held_long_or_goes_far(anatomy: Atlas) -> None:
    neck = ("ear-to-shoulder", "chin-to-armpit", "chin-tuck", "chin-to-chest", "neck-turns", "small-nods")
    for key in (*neck, "turn-and-tilt-away"):
        stretch = anatomy.stretches[key]
        assert stretch.cap <= 30, key
        assert not stretch.end_range, key
        assert "izz" in stretch.stop, key
    assert "chin level" in anatomy.stretches["ear-to-shoulder"].do


def test_a_stretch_that_is_done_side_by_side_says_which_side_is_meant(anatomy: Atlas) -> None:
    for stretch in anatomy.stretches.values():
        assert bool(stretch.side_means) == stretch.one_sided, stretch.key


def test_a_stretch_is_of_a_known_kind_and_length(anatomy: Atlas) -> None:
    for stretch in anatomy.stretches.values():
        assert stretch.kind in {"stretch", "move", "breathing"}, stretch.key
        assert 10 <= stretch.hold <= stretch.cap <= (120 if stretch.held_longer else 60), stretch.key


# Words


TYPED = re.compile(r"aliases|^/words/")


def test_no_text_promises_or_names_what_we_never_say(written: dict[str, Any]) -> None:
    found = [
        # An alias is what people type, not what we say.
        f"{path}: {text}"
        for path, text in walked(written)
        if isinstance(text, str) and not TYPED.search(path) and FORBIDDEN_WORDS.search(text)
    ]

    assert found == []


def test_what_a_person_is_told_to_do_needs_no_latin(anatomy: Atlas) -> None:
    told = {f"{one.key} place": one.where for one in points(anatomy)}
    for one, technique in techniques(anatomy):
        told[one.key] = " ".join((technique.do, technique.posture, technique.feel, technique.avoid, technique.stop))
    for stretch in anatomy.stretches.values():
        told[stretch.key] = " ".join((stretch.do, stretch.posture, stretch.neutral, stretch.avoid, stretch.stop))

    assert {where: text for where, text in told.items() if LATIN_WORDS.search(text)} == {}


def test_the_texts_of_a_technique_are_short_enough_to_be_read_aloud(anatomy: Atlas) -> None:
    for one, technique in techniques(anatomy):
        assert length(technique.do) <= 12, one.key
        assert length(technique.posture) <= 30, one.key
        assert length(technique.feel) <= 15, one.key
        assert length(technique.avoid) <= 30, one.key
        assert length(technique.stop) <= 20, one.key
    for one in points(anatomy):
        assert length(one.where) <= 35, one.key


def test_the_texts_of_a_technique_can_be_read_in_the_time_of_its_step(anatomy: Atlas) -> None:
    for one, technique in techniques(anatomy):
        read = (technique.do, one.where, technique.posture, technique.feel, technique.avoid)
        seconds = 5 + technique.find + technique.hold
        assert sum(map(length, read)) <= WORDS_READ_IN_A_SECOND * seconds, one.key


def test_the_texts_of_a_stretch_are_short_enough_to_be_read_aloud(anatomy: Atlas) -> None:
    for stretch in anatomy.stretches.values():
        assert length(stretch.do) <= 12, stretch.key
        assert length(stretch.posture) <= 35, stretch.key
        assert length(stretch.feel) <= 15, stretch.key
        assert length(stretch.avoid) <= 30, stretch.key
        assert length(stretch.stop) <= 20, stretch.key
        assert length(stretch.neutral) <= 20, stretch.key
        read = (stretch.do, stretch.posture, stretch.feel, stretch.avoid)
        assert sum(map(length, read)) <= WORDS_READ_IN_A_SECOND * (5 + stretch.hold), stretch.key


def test_a_technique_begins_with_what_to_do(anatomy: Atlas) -> None:
    assert {technique.do.split()[0] for _, technique in techniques(anatomy)} == {"Lean", "Pinch", "Press"}


# The words before and after every session


def test_stiff_mornings_since_youth_go_on_and_book_a_visit() -> None:
    assert any("before 45" in one.text and "book a visit" in one.text for one in SAFETY_TEXTS.after)


def test_all_advice_has_valid_regions_and_sources_that_are_known(anatomy: Atlas) -> None:
    for one in advice():
        assert set(one.regions) <= set(Region), one.text
        assert set(one.sources) <= set(anatomy.sources), one.text


def test_advice_that_is_read_before_a_session_is_short() -> None:
    for one in (*SAFETY_TEXTS.do_nots, *SAFETY_TEXTS.before):
        assert length(one.text) <= 20, one.text
    assert 4 <= len(SAFETY_TEXTS.before) <= 6


@all_cases(
    "words",
    [
        ("spine", "bone"),
        ("2 to 3 cm", "middle of your spine"),
        ("kidneys", "5 cm"),
        ("front or side of the neck", "armpit", "belly", "groin", "back of the knee"),
        ("low back", "ball", "fists"),
        ("massage gun", "neck"),
        ("swollen", "calf", "thigh"),
        ("blood clot", "6 months"),
        ("blood thinners", "cancer"),
        ("osteoporosis", "bending forward", "twisting"),
        ("70", "ball on the floor", "bending forward"),
        ("hip replacement", "figure-four"),
        ("knee replacement", "kneeling"),
        ("narrowed spinal canal", "backwards"),
        ("glaucoma",),
        ("pregnancy", "flat on your back"),
        ("fistula", "pacemaker"),
        ("lymph nodes",),
    ],
)
def test_every_general_do_not_is_there(words: tuple[str, ...]) -> None:
    texts = [one.text.casefold() for one in SAFETY_TEXTS.do_nots]

    assert any(all(word in text for word in words) for text in texts)


@pytest.mark.parametrize(
    "word", ["electric", "numbness", "down an arm or leg", "Dizzy", "sight", "Chest pain", "above 7 of 10"]
)
def test_every_stop_rule_is_there(word: str) -> None:
    assert any(word in one.text for one in SAFETY_TEXTS.stop_rules)


def test_before_a_session_pain_must_be_able_to_warn_and_a_rise_is_slow() -> None:
    texts = " ".join(one.text for one in SAFETY_TEXTS.before)

    for word in ("alcohol", "opioids", "chair", "grip", "roll to your side", "15 minutes at most"):
        assert word in texts


def test_late_signs_are_told_after_work_on_the_neck_alone() -> None:
    late = [one for one in SAFETY_TEXTS.after if one.text.startswith("In the next days")]

    assert len(late) == 2
    for one in late:
        assert one.regions == (Region.CERVICAL,)


def test_in_an_emergency_a_person_calls_keeps_still_and_does_not_drive() -> None:
    text = " ".join(SAFETY_TEXTS.emergency_action)

    for words in ("no exercise", "emergency number", "Do not drive yourself", "still"):
        assert words in text
    assert 3 <= len(SAFETY_TEXTS.emergency_action) <= 5
    assert 2 <= len(SAFETY_TEXTS.doctor_action) <= 4


def test_an_identifier_of_a_source_has_the_form_of_its_catalogue(anatomy: Atlas) -> None:
    wrong = {
        key: source.identifiers
        for key, source in anatomy.sources.items()
        if not all(IDENTIFIER.fullmatch(one) for one in source.identifiers)
    }
    assert wrong == {}
    assert sum(bool(source.identifiers) for source in anatomy.sources.values()) >= 128


def test_a_source_is_listed_with_what_it_can_be_found_by(anatomy: Atlas) -> None:
    assert anatomy.sources["S80"].citation.endswith("15:77. article 1471-2474/15/77")
    assert anatomy.sources["S185"].citation == anatomy.sources["S185"].reference


def test_seconds_rest_on_the_trials_of_pressing_and_not_on_an_author_who_warns_of_them(anatomy: Atlas) -> None:
    wrong = [
        one.key
        for one, technique in techniques(anatomy)
        if "S74" in technique.dose_sources or not {"S66", "S67"} <= set(technique.dose_sources)
    ]
    assert wrong == []
    assert anatomy.sources["S74"].supports.startswith("ball at a wall, short holds")


def test_the_rim_of_the_skull_is_held_for_a_minute_at_the_most(anatomy: Atlas) -> None:
    technique = point(anatomy, "suboccipitals/1").technique
    assert technique is not None
    assert (technique.hold, technique.cap) == (60, 60)


def test_what_safety_rests_on_our_second_reading_alone_is_marked_as_a_judgement() -> None:
    written = dict(load_values(SAFETY, safety_records))
    assert [path for path, keys in citations(written).items() if set(keys) == {"CORR"}] == []


def test_claims_give_the_figures_of_their_sources(anatomy: Atlas) -> None:
    figures = {
        "pressing": "0.02 worse, which could be chance, and better function, by 0.77 (0.26 to 1.27)",
        "pressing-dose": "5.01 times the odds of improvement over a sham (range 1.19 to 21.06)",
        "slow-breathing": "1.11 (0.51 to 1.71; 17 trials, 633 people)",
        "bending-with-weak-bones": "16 percent of those who straightened, in 89 of those who bent, in 53",
        "exercise": "21 trials with 2,685 people found no difference that matters",
        "staying-active": "median of 208 days, against 112; the hazard was 0.72 (0.60 to 0.85), and people sought care",
        "foam-rolling": "50 healthy people without pain, who had hidden points in the outer calf muscle",
        "naming-the-place": "15 to 19 percent of cases for the back and the shoulders, and under 10 percent elsewhere",
        "massage-for-the-neck": "companion review compares massage with other treatments: 42 studies, 2,656 people",
        "muscles-cause-back-pain": "reports raised activity in acute pain",
    }
    for key, figure in figures.items():
        assert figure in " ".join(anatomy.claims[key].literature.split()), key
    grades = {key: anatomy.claims[key].grade for key in ("slow-breathing", "bending-with-weak-bones")}
    assert set(grades.values()) == {EvidenceGrade.PARTLY_SUPPORTED}
    assert "S65" not in {key for key, source in anatomy.sources.items() if "summary" in source.reference}


def test_maps_that_were_read_a_second_time_are_as_they_were_read(anatomy: Atlas) -> None:
    def felt(key: str) -> tuple[list[str], list[str]]:
        one = point(anatomy, key)
        return [each.area.key for each in one.essential], [each.area.key for each in one.spillover]

    for key in ("piriformis/1", "piriformis/2"):
        assert felt(key) == (["sacroiliac", "buttock", "side-of-the-hip"], ["back-of-the-thigh"])
    assert felt("gluteus-minimus/1")[0] == words_of("buttock side-of-the-hip outer-thigh knee lower-leg")
    assert point(anatomy, "gluteus-minimus/1").confidence is Confidence.MEDIUM
    assert felt("vastus-lateralis/1") == (["outer-thigh", "knee", "front-of-the-thigh"], [])
    assert point(anatomy, "vastus-lateralis/1").safety_class is SafetyClass.C
    assert anatomy.muscles["vastus-lateralis"].stretches == ("heel-to-buttock",)
    assert felt("diaphragm/1")[0] == ["lower-ribs", "chest"]
    assert point(anatomy, "diaphragm/1").safety_class is SafetyClass.C


def test_the_middle_of_the_back_is_pressed_where_its_points_are_published_as_felt_there(anatomy: Atlas) -> None:
    (routine,) = load_shipped_routines(anatomy, only={"mid-back"})
    pressed = [step.point for step in routine.steps if step.point is not None]
    assert {one.key for one in pressed} >= {"multifidi-thoracic/2", "iliocostalis-thoracis/2"}
    assert all(one.zone_in("mid-back") is ZoneKind.ESSENTIAL for one in pressed)
    assert "where it hurts" not in routine.why

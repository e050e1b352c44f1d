from collections import defaultdict
from pathlib import PurePosixPath

from tests.architecture.source_tree import modules, public_definitions

SHARED_FILE_NAMES = frozenset(
    {
        "errors",
        "settings",
        "evidence",
        "routine",
        "plan",
        "checklist",
        "chart",
        "routines",
        "history",
        "progress",
        "voice",
        "muscles",
        "exercises",
        "moves",
        "points",
        "posture",
        "session",
        "screening",
        "home",
        "help",
        "learn",
    }
)
"""File names that mean the same feature in several layers; any other name is given to one module."""


def test_no_public_name_has_two_meanings() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path, tree in modules().items():
        for name in set(public_definitions(tree)):
            places[name].append(path)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_a_file_name_is_given_twice_only_where_layers_share_a_feature() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in modules():
        stem = PurePosixPath(path).stem
        if stem not in {"__init__", "__main__"}:
            places[stem].append(path)
    twice = {name: found for name, found in places.items() if len(found) > 1 and name not in SHARED_FILE_NAMES}
    assert twice == {}

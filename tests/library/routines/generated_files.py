"""Routine files made at random from a seed: right ones, and the same with one thing wrong that one place shows."""

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

from backpain_cli.domain.anatomy.atlas import Atlas
from tests.files import problems_of

Entry = dict[str, Any]


def generated(seed: int, atlas: Atlas) -> Entry:
    """Return the routine of that number; every other one has something wrong with it."""
    random = Random(seed)  # noqa: S311 - the same files each time
    routine = _right(random)
    return _spoilt(routine, random) if seed % 2 else _balanced(routine, atlas)


def _balanced(routine: Entry, atlas: Atlas) -> Entry:
    """Return the routine with the minutes that its steps fill up to the next half."""
    said = " ".join(problem.message for problem in problems_of(json.dumps(routine), atlas))
    if found := re.search(r"the (?:other )?steps (?:take|last) (?:([0-9]+) of|([0-9]+):([0-9]+))", said):
        seconds = int(found[1]) + 5 if found[1] else 60 * int(found[2]) + int(found[3])
        if found[1]:
            routine["minutes"] = max(2, -(-seconds // 30)) / 2
        else:
            minutes = -(-seconds // 60)
            routine["minutes"] = minutes
            routine["steps"].append({"rest": "Rest.", "for": 60 * minutes - seconds or 60})
            routine["minutes"] += 60 * minutes == seconds
    return routine


def _right(random: Random) -> Entry:
    version = random.choice([1, 2, 2, 2])
    steps = [_step(random, version) for _ in range(random.randint(1, 5))]
    if version == 2 and random.random() < 0.3:
        inner = [_move(random), {"rest": "Breathe out.", "for": "10s"}]
        steps.append({"repeat": random.choice([2, "2", 3]), "steps": inner})
    routine: Entry = {"backpain": version, "title": "Made", "region": random.choice(["lumbar", "cervical"])}
    if version == 1 or random.random() < 0.5:
        routine["areas"] = random.choice([["lower-back"], "neck", ["buttock", "neck"]])
    if random.random() < 0.3:
        routine["cautions"] = random.choice(["Mind.", ["Mind.", {"text": "M.", "concerns": ["pregnancy"]}]])
    if random.random() < 0.2:
        routine["defaults"] = {"ready": "8s", "change": 6}
    check: Entry = {"check": "Stand up.", "for": random.choice([20, "20s", "0:20"])}
    end: Entry = {"rest": "Rest.", "for": "rest of the time"}
    return routine | {"minutes": 60, "steps": [check, *steps, *([end] if version == 2 else [])]}


def _step(random: Random, version: int) -> Entry:
    kinds: list[Callable[[Random], Entry]] = [_timed, _stretch]
    if version == 2:
        kinds += [_move, _strength, _breath, _series]
    step = random.choice(kinds)(random)
    if version == 2 and random.random() < 0.3:
        step |= random.choice([{"note": "n"}, {"link": "https://example.org"}, {"sources": ["CJ"]}, {"optional": True}])
    return step


def _timed(random: Random) -> Entry:
    return {random.choice(["move", "rest"]): "Walk about.", "for": random.choice([30, "45s", "1:30", "1m30s", "2 min"])}


def _stretch(random: Random) -> Entry:
    step: Entry = {"stretch": random.choice(["hamstring", "hip-flexor"]), "sides": random.choice(["both", "left"])}
    if random.random() < 0.3:
        step = {"stretch": "Lean", "do": "Lean.", "place": "wall", "muscle": "latissimus-dorsi"}
    return step | {"hold": random.choice([20, "25s", "0:30"])}


def _series(random: Random) -> Entry:
    step: Entry = {"stretch": "hamstring", "holds": random.choice(["3 x 10s", "2x15", "3 × 5 seconds"])}
    return step | random.choice([{}, {"pause": 5}, {"pause": "60s"}])


def _move(random: Random) -> Entry:
    return random.choice(
        [
            {"move": "hip-circles"},
            {"move": "Swing.", "reps": random.choice([8, "8-12", "10"]), "sides": "alternate"},
            {"move": "Swing.", "for": "30s", "muscles": ["psoas-major"]},
            {"move": "Swing.", "holds": "3 x 5s", "pause": "4s"},
        ]
    )


def _strength(random: Random) -> Entry:
    own = {"strengthen": "Lift it.", "reps": 8, "pace": random.choice(["3s up, 3s down", "2 up, 1 hold, 2 down"])}
    ours = {"strengthen": "bridge", "reps": "8-12", "level": random.choice([1, "2", "mine"]), "ready": "20s"}
    return random.choice([own, ours, own | {"rounds": 2, "round-rest": random.choice([30, "45s", "1:00"])}])


def _breath(random: Random) -> Entry:
    return random.choice(
        [
            {"breathe": "4-6", "for": "60s"},
            {"breathe": "4-7-8", "for": 57},
            {"breathe": "Softly.", "pattern": {"in": 4, "out": "6s"}, "for": 60},
            {"breathe": "As you like.", "for": "1:30"},
        ]
    )


_WRONG_IN_HEAD: tuple[Entry, ...] = (
    {"region": "lumber"},
    {"title": ""},
    {"title": ["a"]},
    {"backpain": 3},
    {"minutes": 0},
    {"minutes": 61},
    {"minutes": "7:75"},
    {"minutes": "soon"},
    {"minutes": 7.33},
    {"areas": ["lower-bak"]},
    {"colour": "red"},
    {"steps": []},
    {"steps": "x"},
    {"why": "x" * 601},
    {"why": "y" * 61},
    {"defaults": {"ready": "soon"}},
    {"defaults": {"hold": 5}},
    {"defaults": "5s"},
    {"cautions": [{"concerns": ["pregnancy"]}]},
    {"cautions": [{"text": "T.", "concerns": ["pregnanzy"]}]},
    {"areas": []},
)
_WRONG_STEPS: tuple[Any, ...] = (
    {"check": "Stand."},
    {"rest": "R."},
    {"rest": "R.", "for": "soon"},
    {"rest": "R.", "for": 0},
    {"rest": "R.", "for": 7201},
    {"rest": "R.", "for": "20 hours"},
    {"move": "M.", "rest": "R.", "for": 20},
    {"jump": "High.", "for": 20},
    {},
    "Walk.",
    [],
    {"press": "gluteus-medias"},
    {"press": "gluteus-medius/9"},
    {"press": "gluteus-medius", "hold": 95},
    {"press": "gluteus-medius", "reps": 5},
    {"press": "gluteus-medius", "pressure": 11},
    {"press": "piriformis", "sides": "boths"},
    {"press": "gluteus-medius", "pressure": "4-2"},
    {"press": "gluteus-medius", "find": "x"},
    {"stretch": "hip-flexr"},
    {"stretch": "hamstring", "hold": "3-2s"},
    {"stretch": "hamstring", "hold": 61},
    {"stretch": "hamstring", "place": "celling"},
    {"stretch": "hamstring", "muscle": "psoaz"},
    {"stretch": "Lean", "hold": 20},
    {"stretch": "hamstring", "sources": ["ZZ9"]},
    {"stretch": "hamstring", "ready": "-5"},
    {"stretch": {"a": "b"}},
    {"repeat": 1, "steps": [{"rest": "R.", "for": 5}]},
    {"repeat": 21, "steps": [{"rest": "R.", "for": 5}]},
    {"repeat": 2},
    {"repeat": 2, "steps": [{"repeat": 2, "steps": [{"rest": "R.", "for": 5}]}]},
    {"repeat": 2, "steps": []},
    {"move": "M.", "for": 20, "title": "x" * 61},
    {"move": "M.", "for": 20, "colour": "red"},
    {"move": "", "for": 20},
    {"move": "M."},
    {"rest": "R.", "for": 20, "reps": 5},
)
_WRONG_STEPS_2: tuple[Entry, ...] = (
    {"move": "M.", "reps": 0},
    {"move": "M.", "reps": 31},
    {"move": "M.", "reps": "12-8"},
    {"move": "M.", "reps": 8, "for": 20},
    {"move": "M.", "reps": 8, "holds": "3 x 5s"},
    {"move": "M.", "for": 20, "pace": "2s up"},
    {"move": "M.", "reps": 8, "pause": 3},
    {"strengthen": "L.", "reps": 8, "pace": "20s up"},
    {"strengthen": "L.", "reps": 8, "pace": "3s sideways"},
    {"strengthen": "L.", "reps": 8, "rounds": 6},
    {"strengthen": "L.", "reps": 8, "rounds": 2, "round-rest": 200},
    {"strengthen": "L.", "reps": 8, "rounds": 2, "round-rest": "3s"},
    {"strengthen": "L.", "reps": 8, "round-rest": "30s"},
    {"strengthen": "L.", "holds": "16 x 5s"},
    {"strengthen": "L.", "holds": "5 x 61s"},
    {"strengthen": "L.", "holds": "5s"},
    {"strengthen": "L.", "holds": "5 x 5s", "pause": 61},
    {"strengthen": "bridge", "level": 4},
    {"strengthen": "L.", "reps": 8, "level": 1},
    {"strengthen": "bird-dogg"},
    {"move": "hip-circels"},
    {"strengthen": "L."},
    {"strengthen": "L.", "for": "rest of the time"},
    {"breathe": "9-9", "for": 60},
    {"breathe": "4-6"},
    {"breathe": "4-6", "for": 130},
    {"breathe": "4-6", "for": 60, "sides": "both"},
    {"breathe": "B.", "pattern": {"in": 9, "out": 6}, "for": 60},
    {"breathe": "B.", "pattern": {"in": 4}, "for": 60},
    {"stretch": "hamstring", "hold": 20, "holds": "2 x 10s"},
    {"rest": "R.", "for": 20, "link": "http://x.org"},
    {"rest": "R.", "for": 20, "optional": "maybe"},
    {"rest": "R.", "for": 20, "note": "n " * 101},
    {"move": "M.", "for": 20, "muscles": ["psoaz"]},
    {"stretch": "hamstring", "sides": "sometimes"},
    {"check": "Stand.", "for": "rest of the time"},
)
_WRONG_STEPS_1: tuple[Entry, ...] = (
    {"strengthen": "bridge"},
    {"breathe": "4-6", "for": 60},
    {"move": "M.", "reps": 8},
    {"rest": "R.", "for": "rest of the time"},
    {"rest": "R.", "for": 20, "note": "n"},
    {"stretch": "hamstring", "hold": "20-30s"},
    {"rest": "R.", "for": 20, "place": "bed"},
)


def _spoilt(routine: Entry, random: Random) -> Entry:
    """Return the routine with one thing wrong."""
    which = random.random()
    if which < 0.2:
        return routine | random.choice(_WRONG_IN_HEAD)
    if which < 0.3:
        left_out = random.choice(["title", "region", "minutes", "steps", "backpain"])
        return {name: value for name, value in routine.items() if name != left_out}
    of_version = _WRONG_STEPS_1 if routine["backpain"] == 1 else _WRONG_STEPS_2
    wrong = random.choice(_WRONG_STEPS if which < 0.6 else of_version)
    return routine | {"steps": [*routine["steps"][:-1], wrong, *routine["steps"][-1:]]}

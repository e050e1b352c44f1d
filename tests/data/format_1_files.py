"""Routine files of format 1, drawn from fixed numbers, and the words and seconds they took from the vocabulary."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.records import Muscle, TriggerPoint
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.terms import Place

FORMAT_1 = Path(__file__).parent / "format-1"
DRAWN = 120
_KINDS = ("check", "move", "rest", "press", "stretch", "own stretch", "repeat")
_MOST_PRESSES = 3
_OWN = ("Lean to the side, and breathe out slowly", "Roll both shoulders back", "Walk on the spot: easy and slow")


@cache
def vocabulary() -> dict[str, Any]:
    """Return what files of format 1 took from points and stretches when their plans were noted."""
    values: dict[str, Any] = json.loads((FORMAT_1 / "vocabulary.json").read_text(encoding="utf-8"))
    return values


def atlas_of_then(atlas: Atlas) -> Atlas:
    """Return `atlas` with the words and seconds of then: what is corrected in the vocabulary is not the format."""
    stretches = {
        key: replace(atlas.stretches[key], **(values | {"place": Place(values["place"])}))
        for key, values in vocabulary()["stretches"].items()
    }
    muscles = {key: _muscle_of_then(muscle) for key, muscle in atlas.muscles.items()}
    return replace(atlas, stretches={**atlas.stretches, **stretches}, muscles=muscles)


def _muscle_of_then(muscle: Muscle) -> Muscle:
    english = vocabulary()["muscles"].get(muscle.key, muscle.english)
    return muscle._replace(english=english, points=tuple(map(_point_of_then, muscle.points)))


def _point_of_then(point: TriggerPoint) -> TriggerPoint:
    values = vocabulary()["points"].get(point.key)
    if values is None or point.technique is None:
        return point
    technique = {**values, "place": Place(values["place"]), "pressure": tuple(values["pressure"])}
    return replace(point, technique=replace(point.technique, **technique))


def plan_text(plan: Plan) -> str:
    """Return every segment in a line: what must never change for a file of format 1."""
    return "".join(
        f"{one.start} {one.seconds} {one.phase} {one.side} {one.step_number} {one.step.title} | {one.step.do}\n"
        for one in plan.segments
    )


def drawn_file(number: int) -> str:
    """Return the file of that number, always the same."""
    return _Drawn(Random(number)).text()  # noqa: S311  # nothing secret is drawn


class _Drawn:
    """Draws the steps of one file, and counts their seconds."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._ready, self._change = random.choice([(5, 5), (8, 4), (12, 6)])
        self._points = random.sample(sorted(vocabulary()["points"]), _MOST_PRESSES)

    def text(self) -> str:
        """Return the file."""
        steps, seconds = ["  - check: Stand and look ahead\n    for: 20s"], 20
        for _ in range(self._random.randint(2, 9)):
            drawn, taken = self._step(self._random.choice(_KINDS))
            steps += drawn
            seconds += taken
        minutes = seconds // 60 + 1
        left = minutes * 60 - seconds
        steps.append(f"  - rest: Stand easy; nothing else\n    for: {left}")
        head = f"backpain: 1\ntitle: Drawn\nregion: lumbar\nareas: [lower-back]\nminutes: {minutes}\n"
        return f"{head}defaults: {{ready: {self._ready}s, change: {self._change}s}}\nsteps:\n" + "\n".join(steps) + "\n"

    def _step(self, kind: str, indent: str = "  ") -> tuple[list[str], int]:
        match kind:
            case "press":
                return self._press(indent) if self._points else self._timed("move", indent)
            case "stretch":
                return self._stretch(indent)
            case "own stretch":
                return self._own_stretch(indent)
            case "repeat":
                return self._repeat(indent)
            case _:
                return self._timed(kind, indent)

    def _timed(self, kind: str, indent: str) -> tuple[list[str], int]:
        seconds = self._random.randint(5, 130)
        forms = [f"{seconds}", f"{seconds}s", f"{seconds // 60}:{seconds % 60:02d}", f"{seconds} seconds"]
        if not seconds % 5:
            forms.append(f"{seconds // 5} x 5s")
        place = self._random.choice(["", *(f"\n{indent}  place: {name}" for name in ("standing", "wall", "sitting"))])
        words = self._random.choice(_OWN)
        return [f"{indent}- {kind}: {json.dumps(words)}\n{indent}  for: {self._random.choice(forms)}{place}"], seconds

    def _press(self, indent: str) -> tuple[list[str], int]:
        point = self._points.pop()
        ours = vocabulary()["points"][point]
        fields: dict[str, Any] = {}
        if self._random.random() < 0.5:
            fields["find"] = self._random.randint(3, 20)
        if self._random.random() < 0.5:
            fields["hold"] = self._random.randint(10, ours["cap"])
        sides = self._random.choice(["", "both", "left", "right", "easier first", "sorer only", "none"])
        turns = 2 if sides in {"", "both", "easier first"} else 1
        each = fields.get("find", ours["find"]) + fields.get("hold", ours["hold"])
        written = self._lines(point, "press", fields, sides, indent)
        return [written], self._ready + each * turns + self._change * (turns - 1)

    def _stretch(self, indent: str) -> tuple[list[str], int]:
        key = self._random.choice(sorted(vocabulary()["stretches"]))
        ours = vocabulary()["stretches"][key]
        fields = {"hold": self._random.randint(5, ours["cap"])} if self._random.random() < 0.5 else {}
        turns = 2 if ours["one_sided"] else 1
        name = self._random.choice([key, ours["name"]])
        hold = fields.get("hold", ours["hold"])
        seconds = self._ready + hold * turns + self._change * (turns - 1)
        return [self._lines(name, "stretch", fields, "", indent)], seconds

    def _own_stretch(self, indent: str) -> tuple[list[str], int]:
        words = self._random.choice(_OWN)
        sides = self._random.choice(["both", "left", "none"])
        turns = 2 if sides == "both" else 1
        written = self._lines("My own", "stretch", {}, sides, indent) + f"\n{indent}  do: {json.dumps(words)}"
        return [written], self._ready + 30 * turns + self._change * (turns - 1)

    def _repeat(self, indent: str) -> tuple[list[str], int]:
        times = self._random.randint(2, 4)
        steps, seconds = [], 0
        for kind in self._random.choices(["move", "rest", "own stretch"], k=2):
            drawn, taken = self._step(kind, indent + "    ")
            steps += drawn
            seconds += taken
        return [f"{indent}- repeat: {times}\n{indent}  steps:\n" + "\n".join(steps)], seconds * times

    def _lines(self, name: str, kind: str, fields: dict[str, Any], sides: str, indent: str) -> str:
        lines = [f"{indent}- {kind}: {json.dumps(name)}"]
        lines += [f"{indent}  {field}: {value}s" for field, value in fields.items()]
        return "\n".join([*lines, *([f"{indent}  sides: {sides}"] if sides else [])])

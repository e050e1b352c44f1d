"""The cues of the shipped routines, for several persons, are those on file. UPDATE_GOLDEN=1 writes the files again."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.wording.cues import cue_sheet
from tests.adapted import adapted_for

CUES = Path(__file__).parent / "cues"
PERSONS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "nothing": ((), {}),
    "blood thinners": (("thinners=other",), {}),
    "aspirin": (("thinners=antiplatelet",), {}),
    "over 70": ((), {"age": "70-or-over"}),
    "a new knee": (("new-joint=knee",), {}),
    "pain down a leg": ((), {"limb": "leg", "spared": [("as-down-a-limb",)]}),
    "pregnant, agreed": (("pregnant+agreed",), {}),
    "bending hurts": ((), {"worse": "bending"}),
    "gentle": ((), {"gentle": True}),
    "dulled": ((), {"dulled": True}),
}


def plans(routine: Routine) -> Iterator[tuple[str, Plan]]:
    """Yield a name and the plan of `routine` for several persons, each with the left and the right side as sorer."""
    yield "nothing; sorer: not known", lay_out(routine)
    for name, (facts, others) in PERSONS.items():
        one = adapted_for(routine, *facts, **others)
        for sorer in (Side.LEFT, Side.RIGHT):
            yield f"{name}; sorer: {sorer}", lay_out(one.routine, sorer=sorer)


def steps_of(plan: Plan) -> list[tuple[int, list[str]]]:
    """Return for each step its start (s) and its cues, each as `second of the step, kind, text`."""
    starts = [plan.start_of_step(number) for number in range(1, plan.steps + 1)]
    found: list[tuple[int, list[str]]] = [(start, []) for start in starts]
    for segment, cues in zip(plan.segments, cue_sheet(plan).by_segment, strict=True):
        start, lines = found[segment.step_number - 1]
        lines += [f"{cue.at - start} {cue.kind}: {cue.text}" for cue in cues]
    return found


def write_cues(path: Path, all_plans: Sequence[tuple[str, Plan]]) -> None:
    """Write the cues of all plans to `path`, the cues of equal steps once."""
    steps: dict[tuple[str, ...], int] = {}
    lines = []
    for name, plan in all_plans:
        numbers = [[start, steps.setdefault(tuple(cues), len(steps))] for start, cues in steps_of(plan)]
        lines.append(f"{json.dumps(name)}: {json.dumps(numbers, separators=(',', ':'))}")
    cues = ",\n".join(json.dumps(one, indent=0, ensure_ascii=False) for one in steps)
    path.write_text('{"plans": {\n' + ",\n".join(lines) + '\n}, "steps": [\n' + cues + "\n]}\n", encoding="utf-8")


def test_the_cues_of_all_shipped_routines_are_those_on_file(anatomy: Atlas) -> None:
    different = []
    for routine in load_shipped_routines(anatomy):
        path = CUES / f"{routine.key}.json"
        found = list(plans(routine))
        if os.environ.get("UPDATE_GOLDEN"):
            write_cues(path, found)
        kept = json.loads(path.read_text(encoding="utf-8"))
        assert [name for name, _ in found] == list(kept["plans"])
        for name, plan in found:
            expected = [(start, kept["steps"][number]) for start, number in kept["plans"][name]]
            different += [
                f"{routine.key}, {name}, step at {start} s: {now} instead of {was}"
                for (start, was), (now_start, now) in zip(expected, steps_of(plan), strict=True)
                if (start, was) != (now_start, now)
            ]
    assert different == []

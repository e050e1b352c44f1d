"""Steps and routines that the program makes: read without a file, and written as one."""

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.steps import Step, StepText
from backpain_cli.library.routines.format import NEWEST_FORMAT
from backpain_cli.library.routines.step_defaults import StepDefaults
from backpain_cli.library.routines.step_reader import StepReader
from backpain_cli.library.yaml.fields import ProblemList
from backpain_cli.library.yaml.nodes import MappingNode, ScalarNode


def read_steps(texts: Sequence[StepText], anatomy: Atlas) -> list[Step]:
    """Return the steps of `texts`, each read by itself.

    Raises:
        ValueError: one is not valid, which is an error of the program.
    """
    steps = []
    for text in texts:
        notes = ProblemList("a plan", "", [])
        step = StepReader(anatomy, notes, StepDefaults(), NEWEST_FORMAT).read(_node(text))
        if step is None or notes.errors:
            raise ValueError(f"{dict(text)}: {notes.errors}")
        steps.append(step)
    return steps


def _node(text: StepText) -> MappingNode:
    keys = {key: ScalarNode(key, 1, 1) for key in text}
    return MappingNode(keys, {key: ScalarNode(value, 1, 1) for key, value in text.items()}, 1, 1)


class RoutineHead(NamedTuple):
    """The head of a routine, above its steps."""

    title: str
    region: str
    areas: Sequence[str]
    minutes: int
    why: str


def routine_yaml(head: RoutineHead, steps: Sequence[StepText], comment: str = "") -> str:
    """Return a routine file of the newest format.

    Args:
        head: what stands above the steps.
        steps: what is written behind each key.
        comment: lines for the top.
    """
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    lines += [
        f"backpain: {NEWEST_FORMAT}",
        f"title: {json.dumps(head.title, ensure_ascii=False)}",
        f"region: {head.region}",
        f"areas: [{', '.join(head.areas)}]",
        f"minutes: {head.minutes}",
        f"why: {json.dumps(head.why, ensure_ascii=False)}",
        "steps:",
    ]
    for step in steps:
        for number, (key, value) in enumerate(step.items()):
            lines.append(f"  {' ' if number else '-'} {key}: {_scalar(value)}")
    return "\n".join(lines) + "\n"


def _scalar(value: str) -> str:
    """Return `value` as it can be written behind a key: in quotes where YAML would read something else."""
    return value if re.fullmatch(r"[\w][\w ,./-]*", value) else json.dumps(value, ensure_ascii=False)

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
    """The head of a routine, above its steps; what is empty is not written."""

    title: str
    region: str
    areas: Sequence[str]
    minutes: int | str
    why: str = ""


def routine_yaml(head: RoutineHead, steps: Sequence[StepText], comment: str = "") -> str:
    """Return a routine file of the newest format.

    Args:
        head: what stands above the steps.
        steps: what is written behind each key.
        comment: lines for the top.
    """
    lines = [line for step in steps for line in step_lines(step)]
    return "\n".join([*comment_lines(comment), *head_lines(head), *lines]) + "\n"


def comment_lines(comment: str, indent: int = 0) -> list[str]:
    """Return the lines of a comment, each with its sign."""
    return [" " * indent + f"# {line}".rstrip() for line in comment.splitlines()]


def head_lines(head: RoutineHead) -> list[str]:
    """Return the lines of a routine file above its steps."""
    lines = {
        "backpain": str(NEWEST_FORMAT),
        "title": json.dumps(head.title, ensure_ascii=False),
        "region": head.region,
        "areas": f"[{', '.join(head.areas)}]" if head.areas else "",
        "minutes": str(head.minutes),
        "why": json.dumps(head.why, ensure_ascii=False) if head.why else "",
    }
    return [*(f"{key}: {value}" for key, value in lines.items() if value), "steps:"]


def step_lines(step: StepText, indent: int = 2) -> list[str]:
    """Return the lines of one step, its hyphen that far in."""
    return [
        f"{' ' * indent}{' ' if number else '-'} {key}: {f'[{value}]' if key == 'sources' else _scalar(value)}"
        for number, (key, value) in enumerate(step.items())
    ]


def _scalar(value: str) -> str:
    """Return `value` as it can be written behind a key: in quotes where YAML would read something else."""
    return value if re.fullmatch(r"[\w][\w ,./-]*", value) else json.dumps(value, ensure_ascii=False)

"""The questions of the screen, the circumstances and the emergency numbers, from their files or the ready-made form."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backpain_cli.domain.names import folded
from backpain_cli.library import ready_made as forms
from backpain_cli.paths import packaged_data

if TYPE_CHECKING:  # whoever only reads a routine needs none of them
    from backpain_cli.domain.circumstances import Circumstances
    from backpain_cli.domain.emergency_numbers import EmergencyNumber
    from backpain_cli.domain.screen_questions import ScreenQuestions

SAFETY = packaged_data("safety")


def load_screen_questions(folder: Path = SAFETY) -> "ScreenQuestions":
    """Return the questions of the full and the short screen."""
    from backpain_cli.library.screen_build import screen_questions_from

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
    return {folded(entry["key"]): entry["key"] for entry in _read(SAFETY)["circumstances"]["circumstances"]}


def load_emergency_numbers(folder: Path = SAFETY) -> "tuple[EmergencyNumber, ...]":
    """Return the numbers that our sources name."""
    from backpain_cli.domain.emergency_numbers import EmergencyNumber

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
    return forms.keep(_compiled(folder), _contents(folder), _plain)


def _read(folder: Path) -> dict[str, Any]:
    value: dict[str, Any] = forms.ready_made(_compiled(folder), _contents(folder), _plain)
    return value


def _plain(contents: forms.Contents) -> dict[str, Any]:
    from backpain_cli.library.yaml_plain import plain_yaml  # YAML is wanted only where there is no ready-made form

    return {name.removesuffix(".yaml"): plain_yaml(data.decode("utf-8"), name) for name, data in contents}


def _contents(folder: Path) -> forms.Contents:
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.yaml"))]


def _compiled(folder: Path) -> Path:
    return folder / "compiled" / "safety.marshal"

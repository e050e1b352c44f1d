"""What a step names: muscles, points, sources; a name that does not exist is noted, and the nearest takes its place."""

from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.records import Muscle, Technique, TriggerPoint
from backpain_cli.domain.names import did_you_mean, nearest_names
from backpain_cli.domain.routine.steps import kind_of_move
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.library.yaml.fields import Fields, ProblemList
from backpain_cli.library.yaml.nodes import Node
from backpain_cli.wording.phrases import class_meaning


class PressedPoint(NamedTuple):
    """What is pressed, and how."""

    muscle: Muscle
    point: TriggerPoint
    technique: Technique


class EntryNames:
    """Finds what the steps of one file name."""

    def __init__(self, anatomy: Atlas, notes: ProblemList) -> None:
        """Look names up in `anatomy`, and report problems to `notes`."""
        self._anatomy = anatomy
        self._notes = notes
        self.stand_ins = 0
        """So many errors are names that do not exist, for which the nearest was taken."""

    def muscle(self, name: str, node: Node) -> Muscle | None:
        """Return the muscle of that name; one that does not exist is noted, and the nearest takes its place."""
        muscle = self._anatomy.muscle_meant(name)
        if muscle is None:
            hint = self._anatomy.suggested_muscles(name) or "`backpain muscles` lists them all"
            hint = self.of_move(name) or hint
            self._notes.error(node, f"there is no muscle `{escape_for_terminal(name, most=60)}`", hint)
            # The seconds of the one that is probably meant are added up, so that a wrong sum is found in the same pass.
            muscle = next((self._anatomy.muscles[near] for near in nearest_names(name, self._anatomy.muscles)), None)
            self.stand_ins += muscle is not None
        return muscle

    def of_move(self, name: str) -> str:
        """Return what to write where `name` is the key of a move; empty where it is none."""
        move = self._anatomy.moves.get(name)
        return "" if move is None else f"write `{kind_of_move(move)}: {name}`"

    def muscles(self, fields: Fields) -> tuple[Muscle, ...]:
        """Return the muscles that `muscles` names."""
        found = (self.muscle(name, node) for name, node in fields.items("muscles"))
        return tuple(dict.fromkeys(muscle for muscle in found if muscle is not None))

    def pressed(self, fields: Fields) -> PressedPoint | None:
        """Return what `press` names; None where it is none that may be pressed, which is noted."""
        node = fields.node("press")
        written = fields.text("press")
        if not written:
            return None
        name, slash, number = (part.strip() for part in written.partition("/"))
        if (muscle := self.muscle(name, node)) is None:
            return None
        if muscle.parts:
            parts = [part for part in muscle.parts if self._anatomy.muscles[part].pressed_point() is not None]
            hint = f"press one of its parts: {', '.join(parts)}"
            self._notes.error(node, f"{muscle.english} is a group of muscles and has no point of its own", hint)
            return None
        wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else None
        point = muscle.pressed_point(wanted) if bool(slash) == (wanted is not None) else None
        if point is None and slash:
            known = ", ".join(one.key for one in muscle.points)
            self._notes.error(
                node, f"{muscle.english} has no point `{escape_for_terminal(number, most=20)}`", f"there are {known}"
            )
            return None
        if point is None or point.technique is None:
            refused = point or muscle.points[0]
            self._notes.error(
                node,
                f"{refused.key} is of safety class {refused.safety_class}: {class_meaning(refused.safety_class)}",
                f"{refused.reason} Stretch it instead: {', '.join(muscle.stretches)}",
            )
            return None
        return PressedPoint(muscle, point, point.technique)

    def pressure(self, fields: Fields, point: TriggerPoint, technique: Technique) -> tuple[int, int]:
        """Return the pressure that is written, or that of the technique."""
        if "pressure" not in fields:
            return technique.pressure
        most = point.safety_class.highest_pressure
        if not (written := fields.text("pressure")):
            return technique.pressure
        low, hyphen, high = written.replace(" ", "").partition("-")
        numbers = (low, high if hyphen else low)
        if all(number in map(str, range(1, 11)) for number in numbers) and int(numbers[0]) <= int(numbers[1]) <= most:
            return int(numbers[0]), int(numbers[1])
        message = f"`pressure: {escape_for_terminal(written, most=40)}` is not right for {point.key}"
        hint = f"class {point.safety_class} is pressed with 1 to {most} of 10; write it like `2-{most}`"
        self._notes.error(fields.node("pressure"), message, hint)
        return technique.pressure

    def sources(self, fields: Fields) -> tuple[str, ...]:
        """Return the keys of our sources that `sources` names."""
        known: list[str] = []
        for key, node in fields.items("sources"):
            if key in self._anatomy.sources:
                known.append(key)
            else:
                hint = did_you_mean(key, self._anatomy.sources) or "leave `sources` out if you have none from our list"
                self._notes.error(node, f"there is no source `{escape_for_terminal(key, most=40)}`", hint)
        return tuple(known)

"""From the YAML of one step to a `Step`: what is not written comes from the anatomy and from the defaults."""

from typing import assert_never

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.records import Muscle, Stretch, Technique, TriggerPoint
from backpain_cli.domain.names import did_you_mean, nearest_names, normalize_name
from backpain_cli.domain.routine.steps import Step, StepKind, StepSides, plain_step, title_from_text
from backpain_cli.domain.terms import BASIC_PLACES, Place
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.library.routines.step_defaults import StepDefaults
from backpain_cli.library.yaml.fields import Fields, ProblemList
from backpain_cli.library.yaml.nodes import MappingNode, Node, ScalarNode
from backpain_cli.wording.phrases import class_meaning

_TEXTS = ("title", "place", "how", "tool", "instead", "feel", "avoid", "stop", "neutral", "sources")


def _keys_of(kind: StepKind) -> tuple[str, ...]:
    match kind:
        case StepKind.CHECK | StepKind.MOVE | StepKind.REST:
            return (kind, "for", *_TEXTS)
        case StepKind.PRESS:
            return (kind, "do", "where", "sides", "ready", "find", "hold", "change", "pressure", *_TEXTS)
        case StepKind.STRETCH:
            return (kind, "muscle", "do", "sides", "ready", "hold", "change", *_TEXTS)
        case _ as unreachable:
            assert_never(unreachable)


_KEYS = {kind: _keys_of(kind) for kind in StepKind}
_ALL_KINDS = tuple(StepKind)
_KINDS = ", ".join(f"`{kind}`" for kind in StepKind)
WORDS_A_SECOND = 2.5
"""What can be spoken, and read along: 150 words a minute."""


class StepReader:
    """Reads the steps of one file, one after the other; a step without a place stays where the last one was."""

    def __init__(self, anatomy: Atlas, notes: ProblemList, defaults: StepDefaults) -> None:
        """Look names up in `anatomy`, report problems to `notes`, and fill in `defaults`."""
        self._anatomy = anatomy
        self._notes = notes
        self._defaults = defaults
        self._place = Place.STANDING
        self.stand_ins = 0
        """So many errors are names that do not exist, for which the nearest was taken."""

    def read(self, item: MappingNode) -> Step | None:
        """Return the step that `item` describes, or None where it is too wrong to go on with."""
        kinds = [kind for kind in _ALL_KINDS if kind in item.keys]
        if len(kinds) != 1:
            message = f"a step has one of {_KINDS}" + (f", not {len(kinds)} of them" if kinds else "")
            near = next((hint for name in item.keys if (hint := did_you_mean(name, StepKind))), "")
            self._notes.error(item, message, "make it two steps" if kinds else near or "begin with one of them")
            return None
        kind = kinds[0]
        fields = Fields(item, self._notes, known=_KEYS[kind], what=f"a {kind} step")
        match kind:
            case StepKind.PRESS:
                step = self._press(fields)
            case StepKind.STRETCH:
                step = self._stretch(fields)
            case StepKind.CHECK | StepKind.MOVE | StepKind.REST:
                step = self._timed(fields, kind)
            case _ as unreachable:
                assert_never(unreachable)
        if step is not None:
            self._place = step.place
            self._check_reading_time(item, step)
        return step

    # Timed steps: check, move, rest

    def _timed(self, fields: Fields, kind: StepKind) -> Step | None:
        do = fields.text(kind)
        seconds = fields.seconds("for", 0)
        if not seconds and "for" not in fields:
            self._notes.error(fields.mapping, f"how long does this {kind} last?", "write `for: 30s` below it")
        if not do or not seconds:
            return None
        step = plain_step(kind, title=title_from_text(do) or do, do=do, place=self._place)
        return self._with_own_words(fields, step._replace(hold=seconds, cap=seconds))

    # Presses

    def _press(self, fields: Fields) -> Step | None:
        found = self._pressed(fields)
        if found is None:
            return None
        muscle, point, technique = found
        step = plain_step(StepKind.PRESS, title=muscle.english, do=technique.do, place=technique.place)
        step = step._replace(
            where=point.where,
            how=technique.posture,
            tool=technique.tool,
            instead=technique.instead,
            pressure=self._pressure(fields, point, technique),
            feel=technique.feel,
            avoid=technique.avoid,
            stop=technique.stop,
            sides=fields.choice("sides", StepSides, StepSides.EASIER_FIRST) or StepSides.EASIER_FIRST,
            ready=fields.seconds("ready", self._defaults.ready),
            find=fields.seconds("find", self._defaults.find or technique.find),
            hold=self._hold(fields, technique.hold, technique.cap, muscle.english),
            change=fields.seconds("change", self._defaults.change),
            cap=technique.cap,
            muscle=muscle,
            point=point,
            sources=technique.sources,
        )
        return self._with_own_words(fields, step)

    def _pressed(self, fields: Fields) -> tuple[Muscle, TriggerPoint, Technique] | None:
        node = fields.node("press")
        written = fields.text("press")
        if not written:
            return None
        name, slash, number = (part.strip() for part in written.partition("/"))
        if (muscle := self._muscle(name, node)) is None:
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
        return muscle, point, point.technique

    def _pressure(self, fields: Fields, point: TriggerPoint, technique: Technique) -> tuple[int, int]:
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

    def _hold(self, fields: Fields, default: int, cap: int, name: str) -> int:
        seconds = fields.seconds("hold", default)
        if seconds > cap:
            self._notes.error(
                fields.node("hold"), f"a hold of {seconds} s is too long for {name}", f"the limit is {cap} s"
            )
            return cap
        return seconds

    # Stretches

    def _stretch(self, fields: Fields) -> Step | None:
        written = fields.text("stretch")
        if not written:
            return None
        all_of = self._anatomy.stretches
        known = self._anatomy.stretch_names.find(written)
        if known is None and "do" not in fields:
            hint = self._anatomy.stretch_names.did_you_mean(written) or "say what to do with `do:`"
            self._notes.error(
                fields.node("stretch"), f"there is no stretch `{escape_for_terminal(written, most=60)}`", hint
            )
            known = next((all_of[near] for near in nearest_names(written, all_of)), None)
            if known is None:
                return None
            self.stand_ins += 1
            written = known.key
        muscle = self._stretched(fields)
        has_own_words = "do" in fields or "how" in fields
        if known is None or (has_own_words and written != known.key):
            step = self._described(written, known)
        else:
            step = self._of_known(known)
            if normalize_name(written) not in {known.key, normalize_name(known.name)}:
                self._notes.warning(
                    fields.node("stretch"),
                    f"`{escape_for_terminal(written, most=60)}` is taken as our {known.name.lower()}, {known.place}",
                    "if another one is meant, describe it with `do:`",
                )
        sides = fields.choice("sides", StepSides, step.sides) or step.sides
        hold = self._hold(fields, step.hold, step.cap, step.title)
        step = step._replace(
            sides=sides,
            hold=hold,
            ready=fields.seconds("ready", self._defaults.ready),
            change=fields.seconds("change", self._defaults.change),
            muscle=muscle or step.muscle,
        )
        return self._with_own_words(fields, step)

    def _described(self, name: str, like: Stretch | None) -> Step:
        """Return a stretch in a person's own words; of ours it never takes texts, place, picture, map or rules.

        Args:
            name: what the person calls it.
            like: ours of nearly that name, which lends the seconds and the sides where none are written, so that the
                sums of older files hold; None where there is none.
        """
        step = plain_step(StepKind.STRETCH, title=name, do=name, place=self._place)
        step = step._replace(hold=step.traits.hold_s, cap=step.traits.longest_hold_s)
        if like is not None:
            step = step._replace(hold=like.hold, sides=StepSides.BOTH if like.one_sided else StepSides.NONE)
        return step

    def _of_known(self, stretch: Stretch) -> Step:
        step = plain_step(StepKind.STRETCH, title=stretch.name, do=stretch.do, place=stretch.place)
        return step._replace(
            how=stretch.posture,
            tool=stretch.tool,
            instead=stretch.instead,
            feel=stretch.feel,
            avoid=stretch.avoid,
            stop=stretch.stop,
            neutral=stretch.neutral,
            side_means=stretch.side_means,
            sides=StepSides.BOTH if stretch.one_sided else StepSides.NONE,
            hold=stretch.hold,
            cap=stretch.cap,
            muscle=self._anatomy.muscles.get(stretch.muscles[0]) if stretch.muscles else None,
            stretch=stretch,
            sources=stretch.sources,
        )

    def _stretched(self, fields: Fields) -> Muscle | None:
        if "muscle" not in fields or not (name := fields.text("muscle")):
            return None
        return self._muscle(name, fields.node("muscle"))

    # What all steps share

    def _muscle(self, name: str, node: Node) -> Muscle | None:
        """Return the muscle of that name; one that does not exist is noted, and the nearest takes its place."""
        muscle = self._anatomy.muscle_meant(name)
        if muscle is None:
            hint = self._anatomy.suggested_muscles(name) or "`backpain muscles` lists them all"
            self._notes.error(node, f"there is no muscle `{escape_for_terminal(name, most=60)}`", hint)
            # The seconds of the one that is probably meant are added up, so that a wrong sum is found in the same pass.
            muscle = next((self._anatomy.muscles[near] for near in nearest_names(name, self._anatomy.muscles)), None)
            self.stand_ins += muscle is not None
        return muscle

    def _with_own_words(self, fields: Fields, step: Step) -> Step:
        return step._replace(
            title=fields.text("title", step.title),
            do=fields.text("do", step.do),
            where=fields.text("where", step.where),
            how=fields.text("how", step.how),
            place=fields.choice("place", BASIC_PLACES, step.place) or step.place,
            tool=fields.text("tool", step.tool),
            instead=fields.texts("instead") or step.instead,
            feel=fields.text("feel", step.feel),
            avoid=fields.text("avoid", step.avoid),
            stop=fields.text("stop", step.stop),
            neutral=fields.text("neutral", step.neutral),
            sources=self._sources(fields) or step.sources,
        )

    def _sources(self, fields: Fields) -> tuple[str, ...]:
        known: list[str] = []
        for key, node in fields.items("sources"):
            if key in self._anatomy.sources:
                known.append(key)
            else:
                hint = did_you_mean(key, self._anatomy.sources) or "leave `sources` out if you have none from our list"
                self._notes.error(node, f"there is no source `{escape_for_terminal(key, most=40)}`", hint)
        return tuple(known)

    def _check_reading_time(self, item: MappingNode, step: Step) -> None:
        words = len(" ".join((step.do, step.where, step.how, step.feel, step.avoid)).split())
        seconds = step.ready + step.find + step.hold
        if (needed := round(words / WORDS_A_SECOND)) > seconds:
            where = next((value for value in item.values.values() if isinstance(value, ScalarNode)), item)
            self._notes.warning(
                where,
                f"the {words} words of this step need {needed} s to be read, and it has {seconds} s",
                "shorten the text or lengthen the step",
            )

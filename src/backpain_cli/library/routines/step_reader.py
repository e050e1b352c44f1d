"""From the YAML of one step to a `Step`: what is not written comes from the anatomy and from the defaults."""

from typing import assert_never

from backpain_cli.domain.anatomy.atlas import Atlas, Exercise
from backpain_cli.domain.anatomy.moves import MoveGroup
from backpain_cli.domain.anatomy.records import Stretch
from backpain_cli.domain.names import did_you_mean, nearest_names, normalize_name
from backpain_cli.domain.routine.reading_time import words_in
from backpain_cli.domain.routine.steps import Step, StepKind, StepSides, plain_step, title_from_text
from backpain_cli.domain.terms import Place
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.library.routines import dose_reader as doses
from backpain_cli.library.routines import format as table
from backpain_cli.library.routines.entry_names import EntryNames
from backpain_cli.library.routines.move_reader import MoveReader, step_of_stretch
from backpain_cli.library.routines.step_defaults import StepDefaults
from backpain_cli.library.routines.step_texts import place_of, with_own_words
from backpain_cli.library.yaml.fields import Fields, ProblemList
from backpain_cli.library.yaml.nodes import MappingNode, ScalarNode

_ALWAYS_SHOWN = ("do", "avoid", "stop")
"""What a person has before the eyes from the beginning of a hold to its end."""


class StepReader:
    """Reads the steps of one file, one after the other; a step without a place stays where the last one was."""

    def __init__(self, anatomy: Atlas, notes: ProblemList, defaults: StepDefaults, version: int) -> None:
        """Look names up in `anatomy`, report problems to `notes`, and fill in `defaults`.

        Args:
            version: of the format in which the file is written.
        """
        self._anatomy = anatomy
        self._notes = notes
        self._defaults = defaults
        self._version = version
        self._place = Place.STANDING
        self._names = EntryNames(anatomy, notes)
        self._moves = MoveReader(anatomy, notes, self._names, defaults)

    @property
    def stand_ins(self) -> int:
        """So many errors are names that do not exist, for which the nearest was taken."""
        return self._names.stand_ins

    def read(self, item: MappingNode) -> Step | None:
        """Return the step that `item` describes, or None where it is too wrong to go on with."""
        if (kind := self._kind(item)) is None:
            return None
        fields = Fields(
            item,
            self._notes,
            known=table.known_names(table.STEP_FIELDS, self._version, kind),
            later=table.later_names(table.STEP_FIELDS, self._version, kind),
            what=f"a {kind} step",
        )
        match kind:
            case StepKind.PRESS:
                step = self._press(fields)
            case StepKind.STRETCH:
                step = self._stretch(fields)
            case StepKind.CHECK | StepKind.MOVE | StepKind.REST if self._version == table.OLDEST_FORMAT:
                step = self._timed(fields, kind)
            case StepKind.CHECK | StepKind.MOVE | StepKind.STRENGTHEN | StepKind.BREATHE | StepKind.REST:
                step = self._moves.read(fields, kind, self._place)
            case _ as unreachable:
                assert_never(unreachable)
        if step is not None:
            step = with_own_words(fields, step, self._names, self._version)
            self._place = step.place
            self._check_reading_time(item, step)
        return step

    def _kind(self, item: MappingNode) -> StepKind | None:
        """Return the kind of the step at `item`; None where it has none or several, which is noted."""
        known = table.kinds_since(self._version)
        kinds = [kind for kind in StepKind if kind in item.keys]
        if len(kinds) != 1:
            listed = ", ".join(f"`{kind}`" for kind in known)
            message = f"a step has one of {listed}" + (f", not {len(kinds)} of them" if kinds else "")
            near = next((hint for name in item.keys if (hint := did_you_mean(name, known))), "")
            self._notes.error(item, message, "make it two steps" if kinds else near or "begin with one of them")
            return None
        if kinds[0] not in known:
            fields = Fields(MappingNode({}, {}, item.line, item.column), self._notes, known=(), what="")
            fields.needs_format(item.keys[kinds[0]], kinds[0], table.NEWEST_FORMAT)
            return None
        return kinds[0]

    # Timed steps of format 1

    def _timed(self, fields: Fields, kind: StepKind) -> Step | None:
        do = fields.text(kind)
        if "for" not in fields:
            self._notes.error(fields.mapping, f"how long does this {kind} last?", "write `for: 30s` below it")
        elif fields.written("for").casefold() == table.REST_OF_THE_TIME:
            fields.needs_format(fields.node("for"), table.REST_OF_THE_TIME, table.NEWEST_FORMAT)
        elif (seconds := fields.seconds("for", 0)) and do:
            step = plain_step(kind, title=title_from_text(do) or do, do=do, place=self._place)
            return step._replace(hold=seconds, cap=seconds)
        return None

    # Presses

    def _press(self, fields: Fields) -> Step | None:
        found = self._names.pressed(fields)
        if found is None:
            return None
        muscle, point, technique = found
        step = plain_step(StepKind.PRESS, title=muscle.english, do=technique.do, place=technique.place)
        step = step._replace(
            where=point.where,
            how=technique.posture,
            tool=technique.tool,
            instead=technique.instead,
            pressure=self._names.pressure(fields, point, technique),
            feel=technique.feel,
            avoid=technique.avoid,
            cautions=technique.cautions,
            stop=technique.stop,
            sides=self._sides(fields, StepSides.EASIER_FIRST),
            ready=fields.seconds("ready", self._defaults.ready),
            find=fields.seconds("find", self._defaults.find or technique.find),
            change=fields.seconds("change", self._defaults.change),
            cap=technique.cap,
            muscle=muscle,
            point=point,
            sources=technique.sources,
        )
        if step.alternates:
            fields.refuse("sides", "is for counted work", "write `sides: both`")
        return self._held(fields, step, technique.hold)

    def _sides(self, fields: Fields, usual: StepSides) -> StepSides:
        known = table.sides_since(self._version)
        later = {one: table.NEWEST_FORMAT for one in StepSides if one not in known}
        return fields.choice("sides", known, usual, later=later) or usual

    def _held(self, fields: Fields, step: Step, usual_s: int) -> Step:
        """Return `step` held as long as is written, else `usual_s`."""
        step = doses.with_hold_range(fields, step, usual_s)
        if step.most_hold and self._version == table.OLDEST_FORMAT:
            fields.needs_format(fields.node("hold"), fields.written("hold"), table.NEWEST_FORMAT)
        written = fields.written("hold")
        if self._version > table.OLDEST_FORMAT and ("x" in written or "×" in written):
            message = f"`hold: {escape_for_terminal(written, most=40)}` is one hold of {step.hold} s"
            self._notes.warning(fields.node("hold"), message, f"for a series write `holds: {written}`")
        return step

    # Stretches

    def _stretch(self, fields: Fields) -> Step | None:
        written = fields.text("stretch")
        if not written:
            return None
        all_of = self._anatomy.stretches
        known = self._anatomy.stretch_names.find(written)
        if known is None and "do" not in fields:
            hint = self._anatomy.stretch_names.did_you_mean(written) or "say what to do with `do:`"
            hint = self._names.of_move(written) or hint
            self._notes.error(
                fields.node("stretch"), f"there is no stretch `{escape_for_terminal(written, most=60)}`", hint
            )
            known = next((all_of[near] for near in nearest_names(written, all_of)), None)
            if known is None:
                return None
            self._names.stand_ins += 1
            written = known.key
        muscle = self._names.muscle(fields.text("muscle"), fields.node("muscle")) if "muscle" in fields else None
        step = self._stretch_meant(fields, written, known)
        if {"hold", "holds"} <= {*fields.mapping.keys}:
            self._notes.error(
                fields.node("holds"), "`holds` is written together with `hold`", "keep the one that is meant"
            )
        step = step._replace(
            sides=self._sides(fields, step.sides),
            ready=fields.seconds("ready", self._defaults.ready),
            change=fields.seconds("change", self._defaults.change),
            muscle=muscle or step.muscle,
            muscles=self._names.muscles(fields) if self._version > table.OLDEST_FORMAT else (),
        )
        if "holds" in fields and self._version > table.OLDEST_FORMAT:
            return doses.with_series(fields, step)
        if step.alternates:
            fields.refuse("sides", "is for counted work", "write `sides: both`")
        return self._held(fields, step, step.hold)

    def _stretch_meant(self, fields: Fields, written: str, known: Stretch | None) -> Step:
        """Return the stretch that is `written`: ours if it is `known` and meant, else the person's own."""
        has_own_words = "do" in fields or "how" in fields
        if known is None or (has_own_words and written != known.key):
            # Older files took the seconds and the sides of ours of nearly that name; newer ones take nothing.
            return self._described(written, known if self._version == table.OLDEST_FORMAT else None)
        if normalize_name(written) not in {known.key, normalize_name(known.name)}:
            self._notes.warning(
                fields.node("stretch"),
                f"`{escape_for_terminal(written, most=60)}` is taken as our {known.name.lower()}, {known.place}",
                "if another one is meant, describe it with `do:`",
            )
        if not has_own_words and self._version > table.OLDEST_FORMAT:
            self._check_place(fields, known)
        return step_of_stretch(known, StepKind.STRETCH, self._anatomy)

    def _check_place(self, fields: Fields, known: Stretch) -> None:
        """Refuse a place in which our stretch is not done; every place to lie is one."""
        place = place_of(fields, known.place, self._version)
        if place in known.places or place.basic is Place.FLOOR is known.place.basic:
            return
        other = self._done_there(known, place)
        there = f"; there it is `{other}`" if other else ""
        hint = f"it is done {' or '.join(sorted(known.places))}{there}; or say it in your words with `do:`"
        fields.refuse("place", f"is not where our {known.name.lower()} is done", hint)

    def _done_there(self, known: Stretch, place: Place) -> str:
        """Return how the entry is written that is done in `place` for the same muscles; one of nearly its name first.

        Empty where there is none.
        """
        names = [name.casefold() for name in (known.name, *known.aliases)]
        # Strengthening the same muscles is something else.
        easy = (move for move in self._anatomy.moves.values() if move.group is MoveGroup.MOVE)
        entries: list[Exercise] = [*self._anatomy.stretches.values(), *easy]
        found, most = "", (False, 0)
        for one in entries:
            has_name = any(name in alias.casefold() for name in names for alias in one.aliases)
            alike = has_name, len({*one.muscles} & {*known.muscles})
            if alike[1] and alike > most and place.basic in {there.basic for there in one.places}:
                found, most = f"{self._moves.kind_of(one)}: {one.key}", alike
        return found

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

    # What all steps share

    def _check_reading_time(self, item: MappingNode, step: Step) -> None:
        if step.fills_rest:
            # How long it lasts is known when all steps are.
            return
        is_own = step.move is None and step.point is None and step.stretch is None
        if not is_own and not any(key in item.keys for key in _ALWAYS_SHOWN):
            return
        words = len(" ".join(getattr(step, key) for key in _ALWAYS_SHOWN).split())
        if words > (most := words_in(step.work_s)):
            where = next((value for value in item.values.values() if isinstance(value, ScalarNode)), item)
            self._notes.warning(
                where,
                f"{words} words are shown during this step, and in {step.work_s} s there is time to read {most}",
                "shorten what is to be done, avoided and stopped at, or make the step longer",
            )

"""Steps of format 2 that move, strengthen, breathe, check or rest: an entry of ours by its name, or own words."""

import re

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.moves import DoseUnit, Move, MoveGroup, MoveSides
from backpain_cli.domain.anatomy.records import Muscle, Stretch
from backpain_cli.domain.names import normalize_name
from backpain_cli.domain.routine.doses import CountedDose, HoldSeries, PacePart
from backpain_cli.domain.routine.steps import (
    Step,
    StepKind,
    StepSides,
    kind_of_move,
    plain_step,
    title_from_text,
)
from backpain_cli.domain.terms import Place
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.library.routines import dose_reader as doses
from backpain_cli.library.routines import format as table
from backpain_cli.library.routines.entry_names import EntryNames
from backpain_cli.library.routines.step_defaults import StepDefaults
from backpain_cli.library.routines.step_texts import place_of
from backpain_cli.library.yaml.fields import Fields, ProblemList

_BOTH_ENTRIES = Move | Stretch
_NAME = r"(?a)[a-z]+(?:-[a-z]+)*"
_SOURCES_OF_BREATHING = ("S178", "S180")
_SHORTEST_CAP_S = 60
"""Any movement may last so long, whatever is usual for it."""


def step_of_stretch(stretch: Stretch, kind: StepKind, anatomy: Atlas) -> Step:
    """Return a step of that kind with all that is known of `stretch`."""
    step = plain_step(kind, title=stretch.name, do=stretch.do, place=stretch.place)
    return step._replace(
        how=stretch.posture,
        tool=stretch.tool,
        instead=stretch.instead,
        feel=stretch.feel,
        avoid=stretch.avoid,
        cautions=stretch.cautions,
        stop=stretch.stop,
        neutral=stretch.neutral,
        side_means=stretch.side_means,
        sides=StepSides.BOTH if stretch.one_sided else StepSides.NONE,
        hold=stretch.hold,
        cap=stretch.cap,
        muscle=anatomy.muscles.get(stretch.muscles[0]) if stretch.muscles else None,
        stretch=stretch,
        sources=stretch.sources,
    )


def kind_of_stretch(stretch: Stretch) -> StepKind:
    """Return the kind of step that `stretch` is for."""
    of_kind = {"move": StepKind.MOVE, "breathing": StepKind.BREATHE}
    return of_kind.get(stretch.kind, StepKind.STRETCH)


class MoveReader:
    """Reads steps of format 2 other than presses and stretches."""

    def __init__(self, anatomy: Atlas, notes: ProblemList, names: EntryNames, defaults: StepDefaults) -> None:
        """Look names up in `anatomy`, report problems to `notes`, and fill in `defaults`."""
        self._anatomy = anatomy
        self._notes = notes
        self._names = names
        self._defaults = defaults

    def read(self, fields: Fields, kind: StepKind, here: Place) -> Step | None:
        """Return the step, or None where it is too wrong to go on with.

        Args:
            here: where the step before it was.
        """
        if not (written := fields.text(kind)):
            return None
        entry = self._entry(fields, kind, written)
        if entry is None and self._is_misspelt(fields, kind, written):
            return None
        step = self._begun(fields, kind, written, entry, here)
        if kind is StepKind.BREATHE:
            return self._breathing(fields, step, written)
        if kind in {StepKind.MOVE, StepKind.STRENGTHEN}:
            return self._moved(fields, step, entry)
        if "for" not in fields:
            self._notes.error(fields.mapping, f"how long does this {kind} last?", "write `for: 30s` below it")
            return None
        return doses.with_duration(fields, step._replace(sides=StepSides.NONE, ready=0))

    # Names

    def kind_of(self, entry: _BOTH_ENTRIES) -> StepKind:
        """Return the kind of step that `entry` is for."""
        return kind_of_move(entry) if isinstance(entry, Move) else kind_of_stretch(entry)

    def _entry(self, fields: Fields, kind: StepKind, written: str) -> _BOTH_ENTRIES | None:
        """Return the entry of ours that is meant; None for a person's own words."""
        entry: _BOTH_ENTRIES | None = self._anatomy.moves.get(written) or self._anatomy.stretches.get(written)
        if entry is None and "do" not in fields and "how" not in fields:
            entry = self._anatomy.move_names.find(written) or self._anatomy.stretch_names.find(written)
            entry = entry if entry is not None and self._fits(entry, kind) else None
            if entry is not None and normalize_name(written) != entry.key:
                self._notes.warning(
                    fields.node(kind),
                    f"`{escape_for_terminal(written, most=60)}` is taken as our {entry.name.lower()}, {entry.place}",
                    "if another one is meant, describe it with `do:`",
                )
        return entry

    def _fits(self, entry: _BOTH_ENTRIES, kind: StepKind) -> bool:
        if isinstance(entry, Stretch):
            return kind_of_stretch(entry) is kind
        # Strength may be done as easy movement.
        return kind in {
            kind_of_move(entry),
            StepKind.MOVE if entry.group is MoveGroup.STRENGTHEN else kind_of_move(entry),
        }

    def _is_misspelt(self, fields: Fields, kind: StepKind, written: str) -> bool:
        """Return whether what is written looks like a name of ours and is none; that is noted."""
        if "do" in fields or not re.fullmatch(_NAME, written):
            return False
        hint = self._anatomy.move_names.did_you_mean(written)
        if written in self._anatomy.muscles:
            hint = f"a muscle is pressed: write `press: {written}`"
        if hint:
            shown = escape_for_terminal(written, most=60)
            self._notes.error(fields.node(kind), f"there is no move `{shown}`", hint)
        return bool(hint)

    def _begun(self, fields: Fields, kind: StepKind, written: str, entry: _BOTH_ENTRIES | None, here: Place) -> Step:
        """Return the step with its texts and places, and the dose of the entry."""
        if entry is not None and not self._fits(entry, kind):
            hint = f"write `{self.kind_of(entry)}: {entry.key}`"
            self._notes.error(fields.node(kind), f"`{entry.key}` is not for `{kind}`", hint)
        if isinstance(entry, Move):
            return self._of_move(fields, kind, entry)
        if entry is not None:
            step = step_of_stretch(entry, kind, self._anatomy)
            return step._replace(sides=StepSides.NONE, muscle=None, muscles=self._muscles(entry.muscles))
        if "level" in fields:
            fields.refuse("level", "is for an exercise of ours", "take the line out, or name one of `backpain moves`")
        do = fields.text("do", written)
        step = plain_step(kind, title=written if do != written else title_from_text(do) or do, do=do, place=here)
        return step._replace(muscles=self._names.muscles(fields)) if "muscles" in fields else step

    def _muscles(self, keys: tuple[str, ...]) -> tuple[Muscle, ...]:
        return tuple(self._anatomy.muscles[key] for key in keys if key in self._anatomy.muscles)

    # Entries

    def _of_move(self, fields: Fields, kind: StepKind, move: Move) -> Step:
        level, is_own = self._level(fields, move)
        place = self._place(fields, move, level, is_own=is_own)
        if is_own or "level" not in fields:
            # The first level that is done there; texts and picture follow the person's own level later.
            level = next((at for at, one in enumerate(move.levels, 1) if one.place is place), level)
        form = move.levels[level - 1] if move.levels else None
        rest = move.how.removeprefix(move.first_sentence).strip()
        # The form comes first: it says where and how to be, and has to be heard before the work begins.
        how = " ".join(part for part in (f"Level {level}: {form.text}." if form else "", rest) if part)
        step = plain_step(kind, title=move.name, do=move.first_sentence, place=place)
        step = step._replace(
            how=how,
            tool="none",
            feel=move.feel,
            avoid=move.avoid,
            stop=move.stop,
            neutral=move.neutral,
            sources=move.sources,
            move=move,
            level=level if form else 0,
            is_own_level=is_own,
            muscles=self._muscles(move.muscles),
            sides=_USUAL_SIDES[move.sides[0]],
        )
        return _with_usual_dose(step, move)

    def _level(self, fields: Fields, move: Move) -> tuple[int, bool]:
        if "level" not in fields:
            return 1, False
        written = fields.written("level").casefold()
        if not move.levels:
            fields.refuse("level", f"is written, and our {move.name.lower()} has no levels", "take the line out")
        elif written != table.OWN_LEVEL and written not in map(str, table.LEVEL_NUMBERS):
            fields.refuse("level", "is unknown", "it may be 1, 2, 3 or mine")
        return (
            (int(written), False)
            if written in map(str, table.LEVEL_NUMBERS) and move.levels
            else (1, bool(move.levels))
        )

    def _place(self, fields: Fields, move: Move, level: int, *, is_own: bool) -> Place:
        usual = move.levels[level - 1].place if move.levels else move.place
        place = place_of(fields, usual, table.NEWEST_FORMAT)
        at_level = {usual, *move.also} if move.levels and "level" in fields and not is_own else {*move.places}
        if "do" not in fields and place not in at_level:
            what = f"level {level} of our" if place in move.places else "our"
            hint = f"it is done {' or '.join(sorted(at_level))}; or say it in your words with `do:`"
            fields.refuse("place", f"is not where {what} {move.name.lower()} is done", hint)
        return place

    # Doses

    def _moved(self, fields: Fields, step: Step, entry: _BOTH_ENTRIES | None) -> Step:
        sides = fields.choice("sides", StepSides, step.sides) or step.sides
        if isinstance(entry, Move) and sides not in allowed_sides(entry):
            allowed = " or ".join(sorted(allowed_sides(entry)))
            fields.refuse("sides", f"is not how our {entry.name.lower()} is done", f"it may be {allowed}")
            sides = step.sides
        step = step._replace(sides=sides, change=self._defaults.change)
        if isinstance(entry, Stretch):
            step = step._replace(ready=0)
        longest_s = max(step.cap, _SHORTEST_CAP_S)
        step = doses.with_dose(fields, step, has_dose=entry is not None)
        if step.alternates and step.counted is None and "holds" not in fields:
            fields.refuse("sides", "is for counted work", "write `reps`, or `sides: both`")
        if step.fills_rest and step.turns > 1:
            fields.refuse("for", "is for one side", "write seconds, or take `sides` out")
        if entry is not None and "for" in fields and step.hold > longest_s:
            fields.refuse("for", f"is too long for {entry.name.lower()}", f"the longest is {longest_s} s")
        change = fields.seconds("change", step.change) if step.turns > 1 else 0
        return doses.with_cap(fields, step._replace(ready=fields.seconds("ready", step.ready), change=change))

    def _breathing(self, fields: Fields, step: Step, written: str) -> Step | None:
        pattern = doses.read_breaths(fields)
        if pattern is None and written[:1].isdigit():
            return None
        if pattern is not None and written[:1].isdigit():
            hold = f", hold for {pattern.hold}" if pattern.hold else ""
            do = f"Breathe in for {pattern.inhale}{hold}, and out for {pattern.exhale}, softly, not deep."
            step = step._replace(title="Slow breathing", do=do, sources=_SOURCES_OF_BREATHING)
        if "for" not in fields:
            self._notes.error(fields.mapping, "how long is the breathing?", "write `for: 60s` below it")
            return None
        ready = fields.seconds("ready", 0) if "ready" in fields else 0
        return doses.with_duration(fields, step._replace(breathing=pattern, ready=ready))


_USUAL_SIDES = {
    MoveSides.NONE: StepSides.NONE,
    MoveSides.EACH: StepSides.BOTH,
    MoveSides.ALTERNATE: StepSides.ALTERNATE,
    MoveSides.SORER_ONLY: StepSides.SORER_ONLY,
}
_ONE_SIDE = frozenset({StepSides.LEFT, StepSides.RIGHT, StepSides.SORER_ONLY})
_SIDES = {
    MoveSides.NONE: frozenset({StepSides.NONE}),
    MoveSides.EACH: _ONE_SIDE | {StepSides.BOTH, StepSides.EASIER_FIRST},
    MoveSides.ALTERNATE: frozenset({StepSides.ALTERNATE}),
    MoveSides.SORER_ONLY: _ONE_SIDE,
}


def allowed_sides(move: Move) -> frozenset[StepSides]:
    """Return the words for sides with which `move` may be done."""
    return frozenset(side for way in move.sides for side in _SIDES[way])


def _with_usual_dose(step: Step, move: Move) -> Step:
    """Return `step` with the first dose of `move`, where it has one."""
    if (dose := move.dose) is None:
        return step
    if dose.unit is DoseUnit.TIME:
        return step._replace(hold=dose.seconds[0], cap=dose.seconds[1])
    step = step._replace(ready=table.COUNTED_READY_S)
    if dose.unit is DoseUnit.HOLDS:
        series = HoldSeries(dose.times[0], dose.seconds[0], table.PAUSE_USUAL_S)
        return step._replace(series=series, hold=series.seconds, cap=max(series.seconds, dose.seconds[1]))
    counted = CountedDose(dose.times[0], tuple(PacePart(word, seconds) for word, seconds in dose.pace.items()))
    step = step._replace(counted=counted)
    return step._replace(hold=counted.reps * step.rep_s, cap=counted.reps * step.rep_s)

"""From the words of a command line to areas, muscles and activities; what comes first; questions of which is meant."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from backpain_cli.cli.context import can_ask
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.first_help import FirstHelp, Understood
from backpain_cli.cli.output import say, show
from backpain_cli.domain.errors import UnknownNameError
from backpain_cli.domain.text import escape_for_terminal

if TYPE_CHECKING:
    from backpain_cli.domain.anatomy.atlas import MuscleOrGroup
    from backpain_cli.domain.routine.routine import RoutineSummary
    from backpain_cli.domain.words.name_index import Meaning
    from backpain_cli.domain.words.word_reader import Reading


class WordsReader(FirstHelp):
    """Reads the words of one command."""

    # What was meant

    def areas(self, words: Sequence[str], *, asks: bool = True) -> Understood:
        """Return the areas that `words` mean.

        Args:
            words: as they were typed, one name or several.
            asks: whether the person is asked which is meant where there are several readings; otherwise all are.

        Raises:
            UnknownNameError: they mean none.
            typer.Exit: they are a sign and nothing else, which was answered.
        """
        return self._read(
            words, self._atlas.areas, lambda text: self._atlas.reader.areas(text), self._no_area, asks=asks
        )

    def area(self, words: str) -> Understood:
        """Return the one area that `words` mean: what is kept for an area is kept for one.

        Raises:
            BackpainError: they mean none, or several without saying which.
            typer.Exit: they are a sign and nothing else, which was answered.
        """
        if (named := self._atlas.area_names.find(words)) is not None:
            return Understood((named.key,), sign=self.sign(words))
        understood = self.areas([words])
        if len(understood.keys) > 1 and understood.is_choice:
            shown, names = escape_for_terminal(words, most=60), ", ".join(understood.keys)
            raise UsageError(f"`{shown}` can be {names}.", "Name one of them.")
        return understood

    def muscles(self, words: Sequence[str]) -> Understood:
        """Return the muscles that `words` mean; of a group, its parts. It raises what `areas` raises."""
        return self._read(words, self._atlas.muscles, lambda text: self._atlas.reader.muscles(text), self._no_muscle)

    def named_muscles(self, words: Sequence[str]) -> "list[MuscleOrGroup]":
        """Return the muscles and groups that `words` name one after the other, each once.

        Raises:
            UnknownNameError: a part of them names none.
        """
        atlas, found, rest = self._atlas, dict[str, "MuscleOrGroup"](), list(words)
        while rest:
            if rest[0].casefold() in {"and", "&", "+"}:
                rest = rest[1:]
                continue
            sizes = [size for size in range(len(rest), 0, -1) if self._is_muscle(" ".join(rest[:size]))]
            size = sizes[0] if sizes else len(rest)
            one = self.muscles(rest[:size])
            keys = one.entries or one.keys
            found |= {key: atlas.groups.get(key) or atlas.muscles[key] for key in keys}
            rest = rest[size:]
        return list(found.values())

    def _is_muscle(self, text: str) -> bool:
        reading = None if text in self._atlas.muscles else self._atlas.reader.muscles(text)
        return text in self._atlas.muscles or (reading is not None and len(reading.places) == 1)

    def activities(self, words: Sequence[str]) -> Understood:
        """Return the activities that `words` mean. It raises what `areas` raises."""
        return self._read(
            words, self._atlas.activities, lambda text: self._atlas.reader.activities(text), self._no_activity
        )

    def _read(
        self, words: Sequence[str], known: Mapping[str, Any], read: "Callable[[str], Reading | None]",
        refuse: Callable[[str], NoReturn], *, asks: bool = False,
    ) -> Understood:  # fmt: skip
        if all(word in known for word in words):
            return Understood(tuple(dict.fromkeys(words)))
        text = " ".join(words)
        sign = self.sign(text)
        reading = _read_each(words, read) or read(text)
        if reading is None or not reading.keys:
            if sign is not None:
                self.end_with(sign)
            if reading is not None and reading.entries:
                self._no_place_for(reading.entries[0])
            refuse(text)
        chosen = [self._chosen(place) if asks else place.keys for place in reading.places]
        is_choice = any(place.is_choice and len(keys) > 1 for place, keys in zip(reading.places, chosen, strict=True))
        keys = tuple(dict.fromkeys(key for keys in chosen for key in keys))
        for typed, meant in () if self._as_json else reading.taken:
            say(f"Took `{escape_for_terminal(typed, most=60)}` for {meant}.")
        taken = tuple((typed, meant) for typed, meant in reading.taken)
        return Understood(keys, reading.side, reading.entries, taken, sign, is_choice, was_read=True)

    def _chosen(self, place: "Meaning") -> tuple[str, ...]:
        """Return which of the readings of a place is meant: the person is asked where an answer can be typed."""
        is_asked = place.is_choice and not place.entry and len(place.keys) > 1
        if not is_asked or self._as_json or not (can_ask() and sys.stdout.isatty()):
            return place.keys
        from backpain_cli.terminal.prompts import ask_choice
        from backpain_cli.views.words import choice_list

        names = [self._atlas.areas[key].name for key in place.keys]
        show(lambda room: choice_list(names, room), self._context.console)
        numbers = {str(number): key for number, key in enumerate(place.keys, start=1)}
        answer = ask_choice("Which of them is it?", {**numbers, "0": ""}, self._context.console)
        if answer is None:
            raise typer.Exit
        return (answer,) if answer else place.keys

    def routine(self, words: str, routines: "Sequence[RoutineSummary]") -> str | None:
        """Return the key of the one of `routines` that is for where it hurts, or None.

        Raises:
            UnknownNameError: a condition was named for which no session is offered.
        """
        from backpain_cli.domain.routine.routine import routine_for, routine_for_all

        reading = self._atlas.reader.areas(words)
        if reading is None:
            return self.routine_for_bad_day(words, (), routines)
        kinds = {key: self._atlas.condition_kinds[self._atlas.conditions[key].kind] for key in reading.entries}
        for key, kind in kinds.items():
            if kind.routine:
                return kind.routine
            if not kind.has_session:
                self._no_place_for(key)
        if (for_day := self.routine_for_bad_day(words, reading.keys, routines)) is not None:
            return for_day
        if any(place.is_choice for place in reading.places):
            found = next(filter(None, (routine_for(key, routines) for key in reading.keys)), None)
        else:
            found = routine_for_all(reading.keys, routines)
        return found.key if found is not None else None

    def routine_for_bad_day(self, words: str, areas: Sequence[str], routines: "Sequence[RoutineSummary]") -> str | None:
        """Return the key of the one of `routines` for a bad day, if `words` speak of one and it is for these areas."""
        from backpain_cli.domain.safety.sign_words import is_bad_day

        if not is_bad_day(self._signs, words):
            return None
        found = next((one for one in routines if one.key == self._signs.bad_day.routine), None)
        is_for_them = found is not None and (not areas or not set(areas).isdisjoint(found.areas))
        return found.key if found is not None and is_for_them else None

    # What was not understood

    def _no_area(self, text: str) -> NoReturn:
        reader, shown = self._atlas.reader, escape_for_terminal(text, most=60)
        if (found := reader.muscles(text)) is not None:
            hint = f"It is a muscle: `backpain muscle {(*found.entries, *found.keys)[0]}`."
        elif not reader.outside(text) and (done := reader.activities(text)) is not None:
            hint = f"It may be what strains you: `backpain strain {done.keys[0]}`."
        else:
            hint = self._hint(text, self._atlas.area_names.did_you_mean(text), "areas")
        raise UnknownNameError(f"There is no pain area called `{shown}`.", hint=hint)

    def _no_muscle(self, text: str) -> NoReturn:
        reader, shown = self._atlas.reader, escape_for_terminal(text, most=60)
        suggested = self._atlas.suggested_muscles(text)
        found = None if suggested or reader.outside(text) else reader.areas(text)
        hint = self._hint(text, suggested, "muscles")
        if found is not None and found.keys:
            hint = f"It is a place: `backpain muscles {found.keys[0]}` lists the muscles published as felt there."
        raise UnknownNameError(f"There is no muscle called `{shown}`.", hint=hint)

    def _no_activity(self, text: str) -> NoReturn:
        hint = self._hint(text, self._atlas.activity_names.did_you_mean(text), "strain")
        raise UnknownNameError(f"There is no activity called `{escape_for_terminal(text, most=60)}`.", hint=hint)

    def _hint(self, text: str, suggested: str, command: str) -> str:
        from backpain_cli.domain.safety.sign_words import is_bad_day

        if is_bad_day(self._signs, text):
            return f"`backpain routine {self._signs.bad_day.routine}` is for a day that is much worse than usual."
        if outside := self._atlas.reader.outside(text):
            return f"There is no page about this: {outside}. `backpain {command}` lists what there is."
        return f"{suggested.capitalize()} `backpain {command}` lists them all.".strip()

    def _no_place_for(self, condition: str) -> NoReturn:
        one = self._atlas.conditions[condition]
        more = f" `backpain muscles {condition}` lists them." if one.areas else ""
        text = self._atlas.condition_kinds[one.kind].text
        raise UnknownNameError(f"There is no page for `{condition}` itself.", hint=f"{text}{more}")


def _read_each(words: Sequence[str], read: "Callable[[str], Reading | None]") -> "Reading | None":
    """Return what several names mean of which one is in quotes, or None where one of them means nothing."""
    if len(words) < 2 or not any(" " in word for word in words):
        return None
    readings = [read(word) for word in words]
    found = [reading for reading in readings if reading is not None]
    if len(found) < len(words):
        return None
    sides = {reading.side for reading in found}
    return found[0]._replace(
        places=tuple(place for reading in found for place in reading.places),
        side=sides.pop() if len(sides) == 1 else "",
        taken=tuple(one for reading in found for one in reading.taken),
    )

"""From the words of a command line to areas, muscles and activities; what comes first; questions of which is meant."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import typer

from backpain_cli.cli.context import AppContext, can_ask
from backpain_cli.cli.output import print_json, say, show
from backpain_cli.domain.errors import ExitCode, UnknownNameError
from backpain_cli.domain.text import escape_for_terminal

if TYPE_CHECKING:
    from backpain_cli.domain.anatomy.atlas import MuscleOrGroup
    from backpain_cli.domain.anatomy.records import PainArea
    from backpain_cli.domain.safety.sign_words import LookUpSigns
    from backpain_cli.domain.words.name_index import Meaning
    from backpain_cli.domain.words.word_reader import Reading


class TypedSign(NamedTuple):
    """A sign that was typed, and what to do about it."""

    sign: str
    """The rung of its row."""
    outcome: str
    text: str

    @property
    def exit_code(self) -> ExitCode:
        """How a command ends that has nothing else to answer."""
        return ExitCode.EMERGENCY if self.outcome == "emergency" else ExitCode.SEE_A_DOCTOR_FIRST


class Understood(NamedTuple):
    """What words were understood as."""

    keys: tuple[str, ...]
    side: str = ""
    """`left`, `right`, `both` or empty."""
    entries: tuple[str, ...] = ()
    """The conditions or groups that were named."""
    taken: tuple[tuple[str, str], ...] = ()
    """Words that were taken for others."""
    sign: TypedSign | None = None
    is_choice: bool = False
    """Whether one of several areas is meant, and it was not asked which."""


class WordsReader:
    """Reads the words of one command."""

    def __init__(self, context: AppContext, *, as_json: bool = False) -> None:
        """Read with the data of `context`; with `as_json` nothing is asked, and all is printed as JSON."""
        self._context, self._as_json = context, as_json
        self._atlas = context.atlas

    @cached_property
    def _signs(self) -> "LookUpSigns":
        from backpain_cli.library.shipped_safety import load_look_up_signs

        return load_look_up_signs()

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
        return self._read(words, self._atlas.areas, self._atlas.reader.areas, self._no_area, asks=asks)

    def muscles(self, words: Sequence[str]) -> Understood:
        """Return the muscles that `words` mean; of a group, its parts. It raises what `areas` raises."""
        return self._read(words, self._atlas.muscles, self._atlas.reader.muscles, self._no_muscle)

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
        return self._read(words, self._atlas.activities, self._atlas.reader.activities, self._no_activity)

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
        return Understood(keys, reading.side, reading.entries, taken, sign, is_choice)

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

    # Signs, and what comes first

    def sign(self, text: str) -> TypedSign | None:
        """Return the sign that `text` speaks of, with what to do; None where it speaks of none."""
        from backpain_cli.domain.safety.sign_words import helpline_sentence, sign_in_words, sign_sentence

        if (rung := sign_in_words(self._signs, text)) is None:
            return None
        from backpain_cli.domain.safety.signs import emergency_call, territory_of
        from backpain_cli.library import shipped_safety

        row, here = shipped_safety.load_triage_table().row_by_rung[rung], territory_of(os.environ)
        call = emergency_call(shipped_safety.load_emergency_numbers(), here)
        helpline = helpline_sentence(shipped_safety.load_crisis_lines(), here)
        return TypedSign(rung, str(row.outcome), sign_sentence(row, call, helpline))

    def end_with(self, sign: TypedSign) -> NoReturn:
        """Answer a sign, and end the command."""
        if self._as_json:
            print_json({"version": 1, "first": sign._asdict()})
        else:
            from backpain_cli.terminal.console import PageConsole

            say(sign.text, PageConsole(), style="stop")
        raise typer.Exit(sign.exit_code)

    def first(self, understood: Understood, areas: "Sequence[PainArea]") -> dict[str, Any]:
        """Say what comes first for areas that are looked up, and return it as a part of a JSON document."""
        from backpain_cli.domain.safety.sign_words import first_sentences

        known = first_sentences(self._signs, [area.key for area in areas])
        # That of the buttock begins with all of that of the low back.
        sentences = [one for one in known if not any(one != other and other.startswith(one) for other in known)]
        sign = understood.sign
        every = [*([sign.text] if sign else []), *sentences]
        conditions = [self._atlas.conditions[key] for key in understood.entries if key in self._atlas.conditions]
        if not self._as_json:
            from backpain_cli.views.words import first_page

            kinds = self._atlas.condition_kinds
            cards = [(one.key, kinds[one.kind].text) for one in conditions]
            if every or cards:
                show(lambda room: first_page(sign.text if sign else "", sentences, cards, room))
            return {}
        first = {
            "sign": sign.sign if sign else None,
            "outcome": sign.outcome if sign else None,
            "text": " ".join(every),
        }
        return {"first": first if every else None, **self.understood_part(understood)}

    def understood_part(self, understood: Understood) -> dict[str, Any]:
        """Return how words were understood, as a part of a JSON document; empty where they were keys."""
        atlas = self._atlas
        conditions = [
            {
                "name": one.key,
                "text": atlas.condition_kinds[one.kind].text,
                "sources": atlas.condition_kinds[one.kind].sources,
            }
            for key in understood.entries
            if (one := atlas.conditions.get(key)) is not None
        ]
        taken = [{"typed": typed, "meant": meant} for typed, meant in understood.taken]
        return {"understood": {"side": understood.side or None, "taken": taken, "conditions": conditions}}

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
        if outside := self._atlas.reader.outside(text):
            return f"There is no page about this: {outside}. `backpain {command}` lists what there is."
        return f"{suggested.capitalize()} `backpain {command}` lists them all.".strip()

    def _no_place_for(self, condition: str) -> NoReturn:
        one = self._atlas.conditions[condition]
        raise UnknownNameError(f"`{condition}` is no place.", hint=self._atlas.condition_kinds[one.kind].text)


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

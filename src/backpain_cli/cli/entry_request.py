"""What the commands for the vocabulary of exercises and points were asked: names, places, circumstances."""

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, NoReturn, TypeVar

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.first_help import Understood
from backpain_cli.cli.options import SOURCES_HELP, complete_areas, complete_circumstances, complete_muscles
from backpain_cli.cli.typed_words import WordsReader
from backpain_cli.domain.errors import UnknownNameError
from backpain_cli.domain.terms import Place
from backpain_cli.domain.text import escape_for_terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from backpain_cli.domain.anatomy.atlas import Exercise
    from backpain_cli.domain.anatomy.exercises import EntryFilter
    from backpain_cli.domain.anatomy.records import TriggerPoint
    from backpain_cli.domain.safety.entry_changes import EntryChange, EntryChanges
    from backpain_cli.views.exercises import Wanted

AnyEntry = TypeVar("AnyEntry", "Exercise", "TriggerPoint")
AreaOption = Annotated[
    str | None,
    typer.Option("--area", metavar="WORDS", help="Only for where it hurts.", autocompletion=complete_areas),
]
MuscleOption = Annotated[
    str | None,
    typer.Option("--muscle", metavar="NAME", help="Only for this muscle, or group.", autocompletion=complete_muscles),
]
PlaceOption = Annotated[
    Place | None,
    typer.Option("--place", metavar="PLACE", help=f"Only what can be done there: {', '.join(Place)}."),
]
WithOption = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="CIRCUMSTANCE",
        help="Say what is left, changed or left out with this, such as `pregnancy`. May be repeated.",
        autocompletion=complete_circumstances,
    ),
]
SourcesOption = Annotated[bool, typer.Option("--sources", help=SOURCES_HELP)]


class EntryOptions(NamedTuple):
    """The options that these commands share."""

    area: str | None
    muscle: str | None
    place: Place | None
    circumstances: "Sequence[str]"
    sources: bool
    as_json: bool


class EntryRequest:
    """What one of these commands was asked."""

    def __init__(self, command: str, words: "Sequence[str]", options: EntryOptions) -> None:
        """Look the circumstances up; nothing else yet.

        Raises:
            UnknownNameError: there is no such circumstance.
        """
        self.command, self.text, self.options = command, " ".join(words), options
        self.context = AppContext()
        self.atlas = self.context.atlas
        self.reader = WordsReader(self.context, as_json=options.as_json)
        self.circumstances = dict(map(self._circumstance, options.circumstances))

    @cached_property
    def circumstance_names(self) -> "Mapping[str, str]":
        """Every circumstance in words, by its key."""
        return {one.key: one.name for one in self.context.fact_table.circumstances}

    def _circumstance(self, typed: str) -> tuple[str, str]:
        from backpain_cli.domain.names import NameIndex

        known = self.context.fact_table.circumstances
        facts = Counter(one.fact for one in known)
        index = NameIndex(
            {one.fact: one.key for one in known if facts[one.fact] == 1}
            | {name: one.key for one in known for name in (one.name.removeprefix("a "), one.key)}
        )
        if (key := index.find(typed)) is None:
            hint = f"{index.did_you_mean(typed).capitalize()} There are {', '.join(self.circumstance_names)}."
            shown = escape_for_terminal(typed, most=60)
            raise UnknownNameError(f"There is no circumstance called `{shown}`.", hint=hint.strip())
        return key, self.circumstance_names[key]

    @cached_property
    def _changes(self) -> "EntryChanges | None":
        if not self.circumstances:
            return None
        from backpain_cli.domain.safety.entry_changes import EntryChanges

        return EntryChanges(self.context.fact_table, self.atlas, self.circumstances)

    def changes_of(
        self, entries: "Iterable[AnyEntry]", find: "Callable[[EntryChanges, AnyEntry], EntryChange | None]"
    ) -> "dict[str, EntryChange]":
        """Return what becomes of `entries`, by their key, as `find` finds it; those that stay are missing."""
        if (known := self._changes) is None:
            return {}
        found = ((one.key, find(known, one)) for one in entries)
        return {key: change for key, change in found if change is not None}

    def becomes(self, phrase: str) -> str:
        """Return what becomes of one entry with the circumstances, as a sentence; empty where none was named."""
        return f"With {' and '.join(self.circumstances.values())}: {phrase}" if self.circumstances else ""

    def narrowed(self, refuse: Callable[[], NoReturn]) -> "tuple[EntryFilter, Wanted, dict[str, Any]]":
        """Return what the list is narrowed to, that in words, and what comes first, which is said.

        Args:
            refuse: raises that the words of the command are no name of an entry.

        Raises:
            UnknownNameError: words or an option mean nothing.
            typer.Exit: words are a sign and nothing else, which was answered.
        """
        from backpain_cli.domain.anatomy.exercises import EntryFilter
        from backpain_cli.views.exercises import Wanted
        from backpain_cli.wording.phrases import place_phrase

        options, areas, muscles = self.options, self.options.area, self.options.muscle
        if self.text and self._is_muscle(refuse):
            muscles = self._once(self.text, muscles, "--muscle")
        elif self.text:
            areas = self._once(self.text, areas, "--area")
        where = self.reader.areas([areas]) if areas else Understood(())
        which = self.reader.muscles([muscles]) if muscles else Understood(())
        named = tuple(self.atlas.areas[key] for key in where.keys)
        extra = self.reader.first(where, named) if areas else self.reader.first(which, []) if muscles else {}
        wanted = Wanted(
            areas=[area.name.lower() for area in named],
            muscles=[self.atlas.muscles[key].english.lower() for key in which.keys],
            place=place_phrase(options.place) if options.place is not None else "",
            circumstances=self.circumstances,
        )
        return EntryFilter(named, frozenset(which.keys), options.place), wanted, extra

    def _is_muscle(self, refuse: Callable[[], NoReturn]) -> bool:
        """Return whether the words of the command mean a muscle; if not, they mean where it hurts, or a sign."""
        if self.atlas.muscle_names.find(self.text) is not None:
            return True
        reading, near = self.atlas.reader.areas(self.text), self.nearest
        if self.reader.sign(self.text) is not None or (reading is not None and not (reading.taken and near)):
            return False
        if near or self.atlas.reader.muscles(self.text) is None:
            refuse()
        return True

    @cached_property
    def nearest(self) -> str:
        """`did you mean ...?` with the moves and stretches whose names are near; empty for points."""
        return "" if self.command == "points" else self.atlas.exercise_names.did_you_mean(self.text)

    def _once(self, text: str, other: str | None, option: str) -> str:
        if other is not None:
            raise UsageError(f"Say it once: `{escape_for_terminal(text, most=60)}`, or {option}.")
        return text

    def refuse_other(self) -> None:
        """Refuse the name of an exercise that is none of ours, and name those that come near."""
        if not self.text or (other := self.atlas.other_exercise_names.find(self.text)) is None:
            return
        near = " or ".join(f"`backpain {self.command} {key}`" for key in other.near)
        shown = escape_for_terminal(self.text, most=60)
        raise UnknownNameError(f"`{shown}` is none of these exercises. {other.text}", hint=f"Near it: {near}.")

    def refuse(self, kind: str) -> NoReturn:
        """Refuse a name that no entry has."""
        raise UnknownNameError(
            f"There is no {kind} called `{escape_for_terminal(self.text, most=60)}`.",
            hint=f"{self.nearest.capitalize()} `backpain {self.command}` lists them all.".strip(),
        )

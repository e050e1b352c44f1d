"""Moves and stretches as a list, and one of them as a page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.anatomy.atlas import Atlas, Exercise
from backpain_cli.domain.anatomy.exercises import exercise_places
from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.safety.entry_changes import ChangesByKey, EntryChange
from backpain_cli.domain.terms import with_cautions
from backpain_cli.views.anatomy import source_column, source_table
from backpain_cli.views.widgets import (
    NOT_ON_SCREEN,
    Cell,
    Column,
    Room,
    Row,
    beside,
    bullets,
    labelled,
    page,
    prose,
    responsive_table,
    room_beside_chart,
    title,
)
from backpain_cli.wording.exercise_text import (
    change_phrase,
    dose_in_signs,
    dose_phrase,
    kind_phrase,
    pace_phrase,
    rule_phrase,
    what_to_do,
    works_phrase,
)
from backpain_cli.wording.phrases import place_phrase

PICTURE_SINCE = 80
"""From how many columns on there is room for a picture beside the words."""
WORDS_SINCE = 60
"""From how many columns on there is room for words beside a name."""
_DOSE_SINCE, _PLACE_SINCE, _WORKS_SINCE = 80, 100, 130
_AS_IT_IS, _CHANGED, LEFT_OUT = "As they are", "Changed", "Left out"
_COLUMNS = {"moves": "move", "stretches": "stretch"}


class Wanted(NamedTuple):
    """What a list was narrowed to, in words; what is empty was not asked for."""

    areas: Sequence[str] = ()
    muscles: Sequence[str] = ()
    place: str = ""
    circumstances: Mapping[str, str] = {}
    """In words, by their key."""

    @property
    def phrase(self) -> str:
        """Return it as what follows the name of the list: `lower back, on the floor`."""
        return ", ".join(filter(None, (*self.areas, *self.muscles, self.place)))


def exercise_table(
    anatomy: Atlas,
    command: str,
    exercises: Sequence[Exercise],
    wanted: Wanted,
    changes: ChangesByKey,
    room: Room,
    *,
    with_sources: bool = False,
) -> RenderableType:
    """Return moves or stretches, a row each, by what they are for or by what becomes of them.

    Args:
        anatomy: the vocabulary.
        command: what is listed: `moves` or `stretches`.
        exercises: those that fit.
        wanted: what the list was narrowed to.
        changes: what becomes of them with the circumstances that are wanted.
        room: what the page is made for.
        with_sources: whether sources are shown.
    """
    # What becomes of each needs room for words.
    wider = 60 if wanted.circumstances else 0
    columns = [
        Column(_COLUMNS[command]), Column("kind", since=NOT_ON_SCREEN), Column("what to do", since=WORDS_SINCE),
        Column("works", since=_WORKS_SINCE + wider), Column("where", since=_PLACE_SINCE + wider // 2),
        Column("how much", since=_DOSE_SINCE + wider // 2, keeps_together=True),
        *circumstance_column(wanted),
        *source_column(with_sources),
    ]  # fmt: skip
    groups: dict[str, list[Row]] = {}
    for one in exercises:
        name = change_group(changes.get(one.key)) if wanted.circumstances else kind_phrase(one).capitalize()
        groups.setdefault(name, []).append(_row(anatomy, one, room, wanted, changes, with_sources=with_sources))
    order = [name for name in (_AS_IT_IS, _CHANGED, LEFT_OUT) if name in groups] or list(groups)
    rows = [row for name in order for row in (name, *groups[name])]
    sources = (key for one in exercises for key in one.sources)
    return page(
        room,
        title(room, command.capitalize(), wanted.phrase, str(len(exercises))),
        responsive_table(room, columns, rows) if rows else prose(room, "There is none that fits all of that."),
        circumstance_note(room, wanted, changes, len(exercises)) if wanted.circumstances else None,
        source_table(anatomy, sources, room) if with_sources else None,
        then=[(f"backpain {command} NAME", "one of them"), ("--with CIRCUMSTANCE", "what is left with it")],
    )


def _row(
    anatomy: Atlas, one: Exercise, room: Room, wanted: Wanted, changes: ChangesByKey, *, with_sources: bool
) -> Row:
    becomes = change_phrase(one, changes.get(one.key)) if wanted.circumstances else ""
    return (
        named_cell(one.key, becomes or what_to_do(one), room),
        kind_phrase(one),
        what_to_do(one),
        works_phrase(anatomy, one),
        places_phrase(one),
        room.sign(dose_in_signs(one)) if room.is_screen else dose_phrase(one),
        *([becomes] if wanted.circumstances else []),
        *([", ".join(one.sources)] if with_sources else []),
    )


def named_cell(key: str, words: str, room: Room) -> Text:
    """Return the first cell of a row: on a narrow screen with what other columns would say below the name."""
    name = Text(key, "command")
    is_narrow = room.is_screen and room.columns < WORDS_SINCE
    return Text.assemble(name, "\n", words) if is_narrow else name


def circumstance_column(wanted: Wanted) -> list[Column]:
    """Return the column of what becomes of entries, if circumstances were named."""
    name = f"with {' and '.join(wanted.circumstances)}"
    return [Column(name, since=WORDS_SINCE)] if wanted.circumstances else []


def places_phrase(exercise: Exercise) -> str:
    """Return where an exercise may be done: `standing at a wall, on a bed`."""
    return ", ".join(map(place_phrase, exercise_places(exercise)))


def change_group(change: EntryChange | None) -> str:
    """Return the heading below which an entry is listed that becomes so."""
    if change is None:
        return _AS_IT_IS
    return LEFT_OUT if change.leaves_out else _CHANGED


def circumstance_note(room: Room, wanted: Wanted, changes: ChangesByKey, listed: int) -> RenderableType:
    """Return in words what is left with the circumstances that are wanted, and how they were read."""
    out = sum(change.leaves_out for change in changes.values())
    counts = {"as it is": listed - len(changes), "changed": len(changes) - out, "left out": out}
    parts = ", ".join(f"{number} {what}" for what, number in counts.items() if number) or "none"
    text = (
        f"With {' and '.join(wanted.circumstances.values())}: {parts}. Each is taken at its gravest, before a doctor "
        "has agreed to anything; the questions of `backpain screen` ask exactly."
    )
    return prose(room, text, "caution")


def exercise_page(
    anatomy: Atlas,
    exercise: Exercise,
    names: Mapping[str, str],
    room: Room,
    *,
    picture: RenderableType | None = None,
    becomes: str = "",
    yours: str = "",
    with_sources: bool = False,
) -> RenderableType:
    """Return everything about one move or stretch.

    Args:
        anatomy: the vocabulary.
        exercise: whose page it is.
        names: of the circumstances, by key.
        room: what the page is made for.
        picture: of its posture, where there is one and room for it.
        becomes: what becomes of it with the circumstances that were named, in words; empty where none was.
        yours: the person's own level and number of it; empty where nothing was agreed to.
        with_sources: whether sources are shown.
    """
    facts = labelled(room if picture is None else room_beside_chart(room), _facts(anatomy, exercise, yours))
    aliases = f"Also: {', '.join(exercise.aliases)}" if exercise.aliases else ""
    first = next(iter(exercise.muscles), "")
    return page(
        room,
        Group(
            title(room, exercise.name, exercise.key),
            *([prose(room, aliases, "quiet")] if aliases else []),
        ),
        prose(room, becomes, "caution") if becomes else None,
        facts if picture is None else beside(room, picture, facts),
        _levels(exercise, room) if isinstance(exercise, Move) and exercise.levels else None,
        _whom(exercise, names, room) if isinstance(exercise, Move) and exercise.circumstances else None,
        source_table(anatomy, exercise.sources, room) if with_sources else None,
        then=[
            *([(f"backpain muscle {first}", "a muscle that it works")] if first else []),
            *([] if with_sources else [("--sources", "where this is from")]),
        ],
    )


def _facts(anatomy: Atlas, exercise: Exercise, yours: str) -> Iterator[tuple[str, Cell]]:
    if isinstance(exercise, Move):
        yield "do", exercise.how
    else:
        yield "do", f"{exercise.do} {exercise.posture}"
    yield "kind", kind_phrase(exercise)
    yield "feel", exercise.feel
    cautions = () if isinstance(exercise, Move) else exercise.cautions
    yield "not", Text(with_cautions(exercise.avoid, cautions), "caution")
    yield "stop", Text(exercise.stop, "stop")
    yield "if it hurts", exercise.neutral
    yield "works", works_phrase(anatomy, exercise)
    yield "where", places_phrase(exercise)
    yield "how much", dose_phrase(exercise)
    yield "yours", Text(yours, "strong")
    if isinstance(exercise, Move):
        yield "pace", pace_phrase(exercise.dose) if exercise.dose is not None else ""
    else:
        yield "never over", f"{exercise.cap} s"
        yield "side", exercise.side_means
        yield "or", ", or ".join(exercise.instead)


def _levels(move: Move, room: Room) -> RenderableType:
    return Group(
        Text("Levels, the easiest first", "head"),
        labelled(room, [(f"level {number}", level.text) for number, level in enumerate(move.levels, start=1)]),
        prose(room, "A level changes how it is done, not how much.", "quiet"),
    )


def _whom(move: Move, names: Mapping[str, str], room: Room) -> RenderableType:
    return Group(
        Text("Changed for some", "head"),
        bullets(room, (f"{names[rule.of]}: {rule_phrase(rule)}" for rule in move.circumstances)),
    )

"""Trigger points as a list, what may be pressed first and what is never pressed last; one of them as a page."""

from collections.abc import Sequence

from rich.console import Group, RenderableType

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.records import TriggerPoint
from backpain_cli.domain.safety.entry_changes import ChangesByKey
from backpain_cli.views.anatomy import HONEST_HEADING, by_class, class_legend, source_column, source_table
from backpain_cli.views.exercises import (
    LEFT_OUT,
    WORDS_SINCE,
    Wanted,
    change_group,
    circumstance_column,
    circumstance_note,
    named_cell,
)
from backpain_cli.views.muscle import Citation, brief_dose, point_facts
from backpain_cli.views.widgets import (
    Column,
    Room,
    Row,
    beside,
    class_chip,
    labelled,
    page,
    prose,
    responsive_table,
    room_beside_chart,
    title,
)
from backpain_cli.wording.exercise_text import point_change_phrase
from backpain_cli.wording.phrases import SAME_SIDE, areas_phrase, place_phrase

_WHERE_SINCE, _DOSE_SINCE, _PLACE_SINCE = 110, 80, 130


def point_table(
    anatomy: Atlas,
    points: Sequence[TriggerPoint],
    wanted: Wanted,
    changes: ChangesByKey,
    room: Room,
    *,
    with_sources: bool = False,
) -> RenderableType:
    """Return points, a row each: those that may be pressed first, those that are never pressed last.

    Args:
        anatomy: the vocabulary.
        points: those that fit.
        wanted: what the list was narrowed to.
        changes: what becomes of them with the circumstances that are wanted.
        room: what the page is made for.
        with_sources: whether sources are shown.
    """
    # What becomes of each needs room for words.
    wider = 40 if wanted.circumstances else 0
    columns = [
        Column("point"), Column("class"), Column("where", since=_WHERE_SINCE + wider),
        Column("mainly felt", since=WORDS_SINCE + wider), Column("how", since=_PLACE_SINCE + wider),
        Column("dose", since=_DOSE_SINCE + wider, keeps_together=True),
        *circumstance_column(wanted),
        *source_column(with_sources),
    ]  # fmt: skip
    rows = [(one, _row(one, room, wanted, changes, with_sources=with_sources)) for one in points]
    out = [row for one, row in rows if change_group(changes.get(one.key)) == LEFT_OUT]
    kept = [((one.safety_class,), row) for one, row in rows if row not in out]
    pressed = by_class([entry for entry in kept if entry[0][0].may_be_pressed])
    never = by_class([entry for entry in kept if not entry[0][0].may_be_pressed])
    return page(
        room,
        title(room, "Points", wanted.phrase, str(len(points))),
        Group(prose(room, HONEST_HEADING, "caution"), prose(room, SAME_SIDE, "quiet")),
        responsive_table(room, columns, [*pressed, *([LEFT_OUT, *out] if out else []), *never])
        if rows
        else prose(room, "There is none that fits all of that."),
        class_legend(room),
        circumstance_note(room, wanted, changes, sum(one.technique is not None for one in points))
        if wanted.circumstances
        else None,
        source_table(anatomy, (key for one in points for key in one.sources), room) if with_sources else None,
        then=[("backpain points POINT", "one of them"), ("backpain muscle NAME", "all about its muscle")],
    )


def _row(one: TriggerPoint, room: Room, wanted: Wanted, changes: ChangesByKey, *, with_sources: bool) -> Row:
    becomes = point_change_phrase(one, changes.get(one.key)) if wanted.circumstances else ""
    felt = areas_phrase(one.essential) or "not known"
    return (
        named_cell(one.key, becomes or f"felt: {felt}", room),
        class_chip(room, one.safety_class),
        one.where,
        felt,
        place_phrase(one.technique.place) if one.technique is not None else "",
        brief_dose(one, room),
        *([becomes] if wanted.circumstances else []),
        *([", ".join(one.sources)] if with_sources else []),
    )


def point_page(
    anatomy: Atlas,
    point: TriggerPoint,
    room: Room,
    *,
    picture: RenderableType | None = None,
    becomes: str = "",
    with_sources: bool = False,
) -> RenderableType:
    """Return everything about one point.

    Args:
        anatomy: the vocabulary.
        point: whose page it is.
        room: what the page is made for.
        picture: of where it is, where there is room for one.
        becomes: what becomes of pressing it with the circumstances that were named; empty where none was.
        with_sources: whether sources are shown.
    """
    words = room if picture is None else room_beside_chart(room)
    facts = labelled(words, point_facts(point, words, Citation(shown=with_sources), in_table=False))
    technique = point.technique
    dosed = () if technique is None else (*technique.sources, *technique.dose_sources)
    return page(
        room,
        title(room, anatomy.muscles[point.muscle].english, point.name, point.key),
        Group(prose(room, HONEST_HEADING, "caution"), prose(room, SAME_SIDE, "quiet")),
        prose(room, becomes, "caution") if becomes else None,
        facts if picture is None else beside(room, picture, facts),
        source_table(anatomy, (*point.sources, *dosed), room) if with_sources else None,
        then=[(f"backpain muscle {point.muscle}", "all about its muscle")],
    )

"""The spine from the skull to the tailbone, with the muscles that attach to it."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.anatomy.atlas import Atlas, has_disc_above, muscles_by_attachment
from backpain_cli.domain.anatomy.records import Muscle, SpinalCurve
from backpain_cli.domain.terms import LEVELS, AttachmentKind
from backpain_cli.views.widgets import Column, Room, Row, labelled, page, prose, responsive_table, title

_BARS = {
    AttachmentKind.VERTEBRA_TO_VERTEBRA: "bar.move",
    AttachmentKind.RIB_TO_SPINE: "bar.change",
    AttachmentKind.VERTEBRA_TO_LIMB_BONE: "bar.hold",
    AttachmentKind.VERTEBRA_TO_SKULL: "bar.find",
}
_ALL_SINCE, _TWO_CELLS_SINCE = 96, 60
"""From how many columns all regions are side by side, and a level has two cells."""
_NONE = "no muscle of this list attaches here"


def spine_page(anatomy: Atlas, levels: Sequence[str], room: Room) -> RenderableType:
    """Return `levels` with their discs, and where each muscle attaches to them.

    On a screen a muscle is a row and a level a column; elsewhere a level is a line with its muscles.
    """
    curves = [curve for curve in anatomy.curves if set(curve.levels) & set(levels)]
    discs = sum(map(has_disc_above, levels))
    shapes = [(f"{curve.levels[0]} to {curve.levels[-1]}", f"{curve.region}: {curve.shape}") for curve in curves]
    return page(
        room,
        title(room, "The spine and its muscles", count=f"{len(levels)} levels, {discs} discs"),
        Group(prose(room, anatomy.discs.text), labelled(room, shapes)),
        *(_maps(anatomy, curves, levels, room) if room.is_screen else [_level_table(anatomy, levels, room)]),
        then=[("backpain spine L4", "one level, by kind of attachment")],
    )


def _level_table(anatomy: Atlas, levels: Sequence[str], room: Room) -> RenderableType:
    columns = (Column("level"), Column("disc above"), Column("muscles"))
    rows = [
        (
            level,
            "yes" if has_disc_above(level) else "no",
            ", ".join(muscle.english.lower() for muscle in anatomy.attached_to(level)) or _NONE,
        )
        for level in levels
    ]
    return responsive_table(room, columns, rows)


def _maps(anatomy: Atlas, curves: Sequence[SpinalCurve], levels: Sequence[str], room: Room) -> Iterator[RenderableType]:
    """Yield one table for all regions, or one for each where they do not fit side by side."""
    parts = [[level for level in curve.levels if level in levels] for curve in curves]
    for together in [parts] if room.columns >= _ALL_SINCE else [[part] for part in parts]:
        yield _attachment_table(anatomy, together, room)


def _attachment_table(anatomy: Atlas, parts: Sequence[Sequence[str]], room: Room) -> RenderableType:
    shown = {level for part in parts for level in part}
    width = 2 if room.columns >= _TWO_CELLS_SINCE else 1
    columns = [Column("muscle", style="strong")]
    columns += [Column(_heading(part, width), keeps_together=True) for part in parts]
    rows: list[Row | str] = []
    for kind, style in _BARS.items():
        attached = [
            muscle
            for muscle in anatomy.muscles.values()
            if not muscle.parts and min(muscle.attaches.kinds, key=list(AttachmentKind).index) is kind
            and shown & set(muscle.attaches.levels)
        ]  # fmt: skip
        attached.sort(key=lambda muscle: (LEVELS.index(muscle.attaches.levels[0]), muscle.english))
        rows += [_kind_name(kind).capitalize()] if attached else []
        rows += [
            (_name(muscle, kind), *(_bar(muscle, part, style, width, room) for part in parts)) for muscle in attached
        ]
    return responsive_table(room, columns, rows)


def _heading(levels: Sequence[str], width: int) -> str:
    """Return the letter of a region above the numbers of its levels, each over its cells."""
    names = [level if level == "Co" and width == 2 else level[1:] for level in levels]
    cells = [name if width == 2 or len(name) == 1 else name[-1] for name in names]
    numbers = "".join(cell.ljust(width) for cell in cells).replace("101112", ". . 12")
    return f"{levels[0][0]}\n{numbers.rstrip()}"


def _name(muscle: Muscle, kind: AttachmentKind) -> Text:
    others = [_kind_name(one) for one in AttachmentKind if one in muscle.attaches.kinds and one is not kind]
    return Text.assemble(muscle.english, (f" (also {', '.join(others)})", "quiet") if others else "")


def _kind_name(kind: AttachmentKind) -> str:
    return str(kind).replace("-", " ")


def _bar(muscle: Muscle, levels: Sequence[str], style: str, width: int, room: Room) -> Text:
    bar = Text()
    for level in levels:
        attached = level in muscle.attaches.levels
        bar.append(room.sign("━" * width if attached else "·".ljust(width)), style if attached else "bar.off")
    return bar


def level_page(anatomy: Atlas, level: str, room: Room) -> RenderableType:
    """Return one level with the muscles that attach there, their kinds of attachment and what they do."""
    curve = next(curve for curve in anatomy.curves if level in curve.levels)
    number = LEVELS.index(level)
    kinds: dict[str, list[str]] = {}
    for kind, muscles in muscles_by_attachment(anatomy, level).items():
        for muscle in muscles:
            kinds.setdefault(muscle.key, []).append(_kind_name(kind))
    rows = [
        (anatomy.muscles[key].english, ", ".join(names), anatomy.muscles[key].action.text)
        for key, names in kinds.items()
    ]
    columns = (Column("muscle", style="strong"), Column("kind"), Column("what it does", since=80))
    disc = "A disc lies above it." if has_disc_above(level) else "No disc lies above it."
    return page(
        room,
        Group(title(room, level, f"{curve.region}, {curve.shape}", f"{len(rows)} muscles"), Text(disc)),
        responsive_table(room, columns, rows) if rows else prose(room, f"{_NONE.capitalize()}."),
        then=[
            *([(f"backpain spine {LEVELS[number - 1]}", "the level above")] if number else []),
            *([(f"backpain spine {LEVELS[number + 1]}", "the level below")] if level != LEVELS[-1] else []),
        ],
    )

"""The page of one muscle: everything that the vocabulary holds about it, for 80 columns and for fewer."""

from collections.abc import Iterable, Sequence

from backpain_cli.domain.anatomy.atlas import Atlas, level_ranges
from backpain_cli.domain.anatomy.records import Muscle, TriggerPoint
from backpain_cli.domain.routine.routine import StepReference
from backpain_cli.domain.terms import AttachmentKind
from backpain_cli.terminal.lists import HONEST_HEADING
from backpain_cli.terminal.spans import Row, Span, item, labelled, paragraph, row
from backpain_cli.wording.phrases import areas_phrase, class_meaning, treatment_phrase

_COLUMN = 16


def muscle_rows(anatomy: Atlas, muscle: Muscle, treatments: Sequence[StepReference], width: int) -> list[Row]:
    """Return the page of `muscle`, with the steps that treat it and its sources in full."""
    rows: list[Row] = [
        (Span(muscle.english, "title"), Span(f"  {muscle.latin}", "quiet")),
        *paragraph(f"Also: {', '.join(muscle.aliases)}", width, style="quiet"),
        (),
    ]
    rows += _facts(anatomy, muscle, width)
    rows += [(), *_points(anatomy, muscle, width)]
    if muscle.care:
        rows += [row("What you can do", "strong"), *paragraph(muscle.care, width)]
    stretches = ", ".join(anatomy.stretches[key].name.lower() for key in muscle.stretches)
    rows += labelled("Stretches", stretches or "none", width, column=_COLUMN)
    rows += labelled("In routines", treatment_phrase(treatments), width, column=_COLUMN)
    if muscle.notes:
        rows += [(), row("Unsettled, or worth knowing", "strong")]
        rows += [line for note in muscle.notes for line in item(f"{note.text} {cited(note.sources)}", width)]
    return [*rows, (), *source_rows(anatomy, sources_of(muscle), width)]


def cited(sources: Iterable[str]) -> str:
    """Return the keys of sources in brackets."""
    return f"[{', '.join(sources)}]"


def source_rows(anatomy: Atlas, keys: Iterable[str], width: int) -> list[Row]:
    """Return the references behind `keys` in full, with how much of each was read."""
    rows: list[Row] = [row("Sources", "strong")]
    for key in keys:
        source = anatomy.sources[key]
        read = "from memory, not opened again" if source.read == "memory" else f"{source.read} read {source.checked}"
        rows += item(f"{source.reference} ({read})", width, mark=key.ljust(5), mark_style="quiet")
    return rows


def sources_of(muscle: Muscle) -> list[str]:
    """Return the keys of all sources of a muscle's facts, each once, in the order of the page."""
    groups = [
        muscle.attaches.sources,
        muscle.action.sources,
        muscle.nerve.sources,
        *(opponent.sources for opponent in muscle.antagonists),
        muscle.strain.sources,
        *(point.sources for point in muscle.points),
        *(point.technique.sources for point in muscle.points if point.technique is not None),
        *(figure.sources for figure in muscle.prevalence),
        *(note.sources for note in muscle.notes),
    ]
    return list(dict.fromkeys(key for group in groups for key in group))


def _facts(anatomy: Atlas, muscle: Muscle, width: int) -> list[Row]:
    kinds = [str(kind).replace("-", " ") for kind in sorted(muscle.attaches.kinds) if kind is not AttachmentKind.NONE]
    attaches = cited(muscle.attaches.sources)
    facts = [
        ("Lies in", f"{muscle.seat}; region {', '.join(muscle.regions)}"),
        ("What it does", f"{muscle.action.text} {cited(muscle.action.sources)}"),
        ("Attaches from", muscle.attaches.origin),
        ("Attaches to", f"{muscle.attaches.insertion} {attaches}"),
        ("Kind", ", ".join(kinds) or "none of the spine"),
        ("Vertebrae", level_ranges(muscle.attaches.levels) or "none"),
        ("Nerve", f"{muscle.nerve.text} {cited(muscle.nerve.sources)}"),
    ]
    if muscle.parts:
        parts = ", ".join(anatomy.muscles[part].english.lower() for part in muscle.parts)
        facts.append(("Made of", parts))
    rows = [line for label, text in facts for line in labelled(label, text, width, column=_COLUMN)]
    for number, text in enumerate(_opponents(anatomy, muscle)):
        rows += labelled("" if number and width >= 60 else "Pulls against it", text, width, column=_COLUMN + 2)
    strain = ", ".join(muscle.strain.by)
    if strain:
        rows += labelled("Strained by", f"{strain} {cited(muscle.strain.sources)}", width, column=_COLUMN)
    for figure in muscle.prevalence:
        told = f"{figure.percent} percent of {figure.of} {cited(figure.sources)}"
        rows += labelled("How often", told, width, column=_COLUMN)
    identifiers = "; ".join(
        " ".join(part for part in (one.of, one.uberon, one.fma) if part) for one in muscle.identifiers
    )
    return [*rows, *labelled("Identifiers", identifiers or "none verified", width, column=_COLUMN)]


def _opponents(anatomy: Atlas, muscle: Muscle) -> list[str]:
    told: list[str] = []
    for opponent in muscle.antagonists:
        other = anatomy.muscles.get(opponent.muscle)
        name = other.english if other is not None else anatomy.other_muscles[opponent.muscle].english
        side = {"same": "same side", "opposite": "other side", "both": "both sides"}[opponent.side]
        stretch = ""
        if other is not None and other.stretches:
            stretch = f"; its stretch: {anatomy.stretches[other.stretches[0]].name.lower()}"
        told.append(f"{name} ({side}, {opponent.role}{stretch}) {cited(opponent.sources)}")
    return told or ["none proven"]


def _points(anatomy: Atlas, muscle: Muscle, width: int) -> list[Row]:
    points = anatomy.points_of(muscle)
    if not points:
        return []
    rows: list[Row] = [
        row("Points of its parts" if muscle.parts else "Points", "strong"),
        *paragraph(HONEST_HEADING, width, style="caution"),
    ]
    for point in points:
        rows += _point(point, width)
    return rows


def _point(point: TriggerPoint, width: int) -> list[Row]:
    style = "" if point.safety_class.may_be_pressed else "caution"
    meaning = f"{point.safety_class}, {class_meaning(point.safety_class)}"
    rows: list[Row] = [
        (Span(point.key, "key"), Span(f"  {point.name}")),
        *labelled("  Class", meaning, width, style=style, column=_COLUMN),
        *labelled("  Because", point.reason, width, column=_COLUMN),
        *labelled("  Where", point.where, width, column=_COLUMN),
        *labelled("  Mainly felt", areas_phrase(point.essential) or "not told", width, column=_COLUMN),
    ]
    if point.spillover:
        rows += labelled("  Sometimes", areas_phrase(point.spillover), width, column=_COLUMN)
    sure = f"{point.confidence} {cited(point.sources)}"
    rows += labelled("  How sure", sure, width, column=_COLUMN)
    if point.technique is not None:
        technique = point.technique
        low, high = technique.pressure
        dose = f"pressure {low} to {high} of 10, {technique.hold} seconds, never more than {technique.cap}"
        rows += labelled("  Press", f"{technique.do} {technique.posture}", width, column=_COLUMN)
        rows += labelled("  Dose", f"{dose}; {technique.tool} {cited(technique.sources)}", width, column=_COLUMN)
        rows += labelled("  Avoid", technique.avoid, width, style="caution", column=_COLUMN)
        rows += labelled("  Stop", technique.stop, width, style="caution", column=_COLUMN)
    return [*rows, ()]

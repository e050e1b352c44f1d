"""Hand-made muscles, steps and routines for tests: nothing here comes from a file."""

from collections.abc import Sequence

from hypothesis import strategies as st

from backpain_cli.domain.anatomy.records import (
    Attachments,
    Muscle,
    SourcedText,
    StrainReport,
    Stretch,
    Technique,
    TriggerPoint,
)
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import KIND_TRAITS, Step, StepKind, StepSides
from backpain_cli.domain.terms import AttachmentKind, Confidence, Levels, Place, Region, SafetyClass, Side

_NOTHING_KNOWN = SourcedText(text="", sources=())


def muscle(english: str = "Gluteus medius", *, regions: tuple[Region, ...] = (Region.LUMBAR,)) -> Muscle:
    """Return a muscle of that name, of which nothing else is known."""
    return Muscle(
        key=english.lower().replace(" ", "-"),
        english=english,
        latin="",
        aliases=(),
        regions=regions,
        seat="",
        lies_in=(),
        attaches=Attachments(frozenset({AttachmentKind.NONE}), origin="", insertion="", levels=Levels(()), sources=()),
        action=_NOTHING_KNOWN,
        nerve=_NOTHING_KNOWN,
        antagonists=(),
        strain=StrainReport(by=(), activities=(), sources=()),
        identifiers=(),
        prevalence=(),
        parts=(),
        points=(),
        stretches=(),
        care="",
        notes=(),
    )


def technique(*, pressure: tuple[int, int] = (2, 4), hold: int = 30, cap: int = 90) -> Technique:
    """Return a way to press a point, of which nothing but the dose is known."""
    return Technique(
        do="Lean on the ball.",
        place=Place.WALL,
        posture="",
        tool="tennis ball",
        instead=(),
        pressure=pressure,
        find=10,
        hold=hold,
        cap=cap,
        feel="",
        avoid="",
        stop="",
        sources=(),
    )


def trigger_point(
    safety_class: SafetyClass = SafetyClass.A, pressed: Technique | None = None, *, number: int = 1
) -> TriggerPoint:
    """Return a point of the gluteus medius in this class, with this technique."""
    return TriggerPoint(
        muscle="gluteus-medius",
        number=number,
        name="",
        where="",
        safety_class=safety_class,
        reason="",
        essential=(),
        spillover=(),
        confidence=Confidence.HIGH,
        sources=(),
        technique=pressed,
    )


def known_stretch(*, hold: int = 30, cap: int = 60, held_longer: str = "") -> Stretch:
    """Return a stretch of the vocabulary, of which nothing but the dose is known."""
    return Stretch(
        key="figure-four",
        name="Figure four",
        aliases=(),
        kind="stretch",
        muscles=(),
        do="Lay the ankle on the other knee.",
        place=Place.FLOOR,
        posture="",
        tool="none",
        instead=(),
        one_sided=True,
        side_means="",
        hold=hold,
        cap=cap,
        bends="none",
        end_range=False,
        neutral="",
        feel="",
        avoid="",
        stop="",
        sources=(),
        held_longer=held_longer,
    )


def step(
    kind: StepKind = StepKind.PRESS,
    *,
    title: str = "Gluteus medius",
    do: str = "Lean on the ball.",
    where: str = "",
    how: str = "",
    tool: str = "",
    instead: tuple[str, ...] = (),
    pressure: tuple[int, int] | None = None,
    feel: str = "",
    avoid: str = "",
    stop: str = "",
    neutral: str = "",
    side_means: str = "",
    sides: StepSides = StepSides.NONE,
    ready: int = 0,
    find: int = 0,
    hold: int = 30,
    change: int = 0,
    cap: int = 90,
    of: Muscle | None = None,
) -> Step:
    """Return a step that is nothing but a hold of 30 s, unless more is said."""
    return Step(
        kind=kind,
        title=title,
        do=do,
        where=where,
        how=how,
        place=Place.WALL,
        tool=tool,
        instead=instead,
        pressure=pressure,
        feel=feel,
        avoid=avoid,
        stop=stop,
        neutral=neutral,
        side_means=side_means,
        sides=sides,
        ready=ready,
        find=find,
        hold=hold,
        change=change,
        cap=cap,
        muscle=of,
        point=None,
        stretch=None,
        sources=(),
    )


def rest(seconds: int) -> Step:
    """Return a rest of so many seconds."""
    return step(StepKind.REST, title="Rest", do="Breathe slowly.", hold=seconds, cap=seconds)


def press(*, sides: StepSides = StepSides.EASIER_FIRST, hold: int = 60, cap: int = 90) -> Step:
    """Return a press with all phases and all texts."""
    return step(
        StepKind.PRESS,
        title="Gluteus medius",
        do="Lean the side of your hip on the ball.",
        where="Below the rim of the pelvis, at the trouser seam.",
        how="Stand sideways to the wall, feet a step away.",
        tool="tennis ball",
        instead=("rolled towel",),
        pressure=(4, 6),
        feel="A dull ache that eases.",
        avoid="Keep off the bony knob of the hip.",
        stop="Stop when it tingles.",
        sides=sides,
        ready=5,
        find=10,
        hold=hold,
        change=5,
        cap=cap,
        of=muscle("Gluteus medius"),
    )


def stretch(*, sides: StepSides = StepSides.BOTH, hold: int = 30, cap: int = 60) -> Step:
    """Return a stretch with all phases but finding, which it has not."""
    return step(
        StepKind.STRETCH,
        title="Figure four",
        do="Lay the ankle on the other knee.",
        how="Lie on your back.",
        feel="A pull in the buttock.",
        stop="Stop when the knee hurts.",
        neutral="Cross the legs only.",
        side_means="The buttock of the crossed leg.",
        sides=sides,
        ready=5,
        hold=hold,
        change=5,
        cap=cap,
        of=muscle("Piriformis"),
    )


def check(seconds: int = 40) -> Step:
    """Return a check of so many seconds."""
    return step(
        StepKind.CHECK,
        title="Check",
        do="Bend forward slowly, only as far as is comfortable.",
        hold=seconds,
        cap=seconds,
    )


def routine(*steps: Step, title: str = "Lower back") -> Routine:
    """Return a routine of these steps, and of a rest where whole minutes have to be filled."""
    total = sum(each.seconds for each in steps)
    minutes = max(1, -(-total // 60))
    missing = minutes * 60 - total
    return Routine(
        key="lower-back",
        title=title,
        region=Region.LUMBAR,
        areas=(),
        minutes=minutes,
        why="",
        cautions=(),
        steps=(*steps, *([rest(missing)] if missing else [])),
        origin=RoutineOrigin.FILE,
        path="lower-back.yaml",
    )


def plan(*steps: Step, sorer: Side | None = None) -> Plan:
    """Return these steps laid out in time, with a rest where whole minutes have to be filled."""
    return lay_out(routine(*steps), sorer=sorer)


def small_plan() -> Plan:
    """Return two minutes with every phase: a check of 20 s, a press and a stretch on one side, a rest of 9 s.

    The seconds at which something begins: 0 check; 20 ready, 25 find, 35 hold of the press (20 s);
    55 ready, 60 hold of the stretch, left (20 s), 80 change, 85 hold, right (20 s); 105 rest.
    """
    return plan(check(20), press(sides=StepSides.LEFT, hold=20), stretch(sides=StepSides.BOTH, hold=20))


def fifteen_minutes() -> Plan:
    """Return a plan of fifteen minutes in which every kind of step and all `Sides` come up."""
    return plan(
        check(),
        step(StepKind.MOVE, title="Move", do="Tilt the pelvis slowly.", hold=90, cap=90),
        press(sides=StepSides.EASIER_FIRST),
        press(sides=StepSides.SORER_ONLY),
        press(sides=StepSides.LEFT, hold=45),
        stretch(sides=StepSides.BOTH),
        stretch(sides=StepSides.RIGHT),
        stretch(sides=StepSides.NONE, hold=60),
        press(sides=StepSides.BOTH),
        rest(120),
        sorer=Side.LEFT,
    )


_STOP = "Sharp or electric pain, or tingling or numbness in the leg."


def _written(one: Step, title: str, *, ready: int = 0) -> Step:
    """Return `one` with another title, and with texts as long as those of the shipped routines."""
    with_title = one._replace(
        title=title,
        ready=ready,
        do=f"{title}: slowly, and only as far as is comfortable.",
        how="Stand half turned to the wall, the ball between the wall and yourself, knees soft, feet a small step "
        "away. Breathe out and let your weight sink in, and keep the other hand on a chair.",
        avoid="Large movements, pushing hard, and holding your breath. With a new hip, ask your surgeon first.",
        stop=_STOP,
    )
    if one.kind is StepKind.PRESS:
        where = "Just below the rim of the hip bone at the back, three finger-widths out from the dimple beside it."
        feel = "A dull, spreading ache that you can still breathe through."
        return with_title._replace(where=where, feel=feel, instead=("soft ball in a sock", "rolled towel"))
    if one.kind is StepKind.STRETCH:
        return with_title._replace(feel="A pull in the buttock, and none in the knee.", side_means="The crossed leg.")
    return with_title._replace(neutral="Stay standing, and draw your belly in lightly with each breath out.")


def lower_back() -> Plan:
    """Return thirteen steps in fifteen minutes, in times and lengths of text like the shipped `lower-back`."""
    return plan(
        _written(check(35), "First check"),
        _written(step(StepKind.MOVE, hold=55, cap=55), "Warm up"),
        _written(press(), "Gluteus medius", ready=5),
        _written(press(), "Longissimus thoracis", ready=5),
        _written(press(), "Gluteus maximus", ready=5),
        _written(stretch(), "Side-bend reach", ready=5),
        _written(stretch(), "Hip flexor stretch", ready=5),
        _written(rest(30), "Change place"),
        _written(stretch(sides=StepSides.NONE), "Knees to the chest", ready=5),
        _written(stretch(), "Figure four, lying", ready=5),
        _written(rest(45), "Get up slowly"),
        _written(check(25), "Check again"),
        _written(rest(15), "Settle"),
    )


LONGEST_TEXT = "Breathe out slowly and let it sink in, " * 15 + "and then, wait."
"""As many letters as one text of a routine file may have."""


def longest_press() -> Step:
    """Return a press in which every text is as long as a routine file may make it."""
    return step(
        StepKind.PRESS,
        title=LONGEST_TEXT,
        do=LONGEST_TEXT,
        where=LONGEST_TEXT,
        how=LONGEST_TEXT,
        tool=LONGEST_TEXT,
        instead=(LONGEST_TEXT, LONGEST_TEXT),
        pressure=(4, 6),
        feel=LONGEST_TEXT,
        avoid=LONGEST_TEXT,
        stop=LONGEST_TEXT,
        neutral=LONGEST_TEXT,
        side_means=LONGEST_TEXT,
        sides=StepSides.BOTH,
        ready=5,
        find=10,
        hold=60,
        change=5,
        cap=90,
        of=muscle("Inner thigh muscles other than adductor magnus"),
    )


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """Draw a step that the loader would let pass: a cap that is not below the hold, phases that fit its kind."""
    kind = draw(st.sampled_from(StepKind))
    cap = draw(st.integers(1, min(90, KIND_TRAITS[kind].longest_hold_s)))
    hold = draw(st.integers(1, cap))
    if kind in {StepKind.CHECK, StepKind.MOVE, StepKind.REST}:
        return step(kind, hold=hold, cap=hold)
    short = st.integers(1, 12)
    return step(
        kind,
        sides=draw(st.sampled_from(StepSides)),
        ready=draw(short),
        find=draw(short) if kind is StepKind.PRESS else 0,
        hold=hold,
        change=draw(short),
        cap=cap,
        pressure=(2, 4) if kind is StepKind.PRESS else None,
    )


def routines(*, most_steps: int = 8) -> st.SearchStrategy[Routine]:
    """Return a strategy for whole routines."""
    listed: st.SearchStrategy[Sequence[Step]] = st.lists(steps(), min_size=1, max_size=most_steps)
    return listed.map(lambda some: routine(*some))


def sorer_sides() -> st.SearchStrategy[Side | None]:
    """Return a strategy for what a person says of their sorer side."""
    return st.sampled_from([None, Side.LEFT, Side.RIGHT])

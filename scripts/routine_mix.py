"""Writes the tables of docs/routines.md, what each routine is made of, from the routines.

Run it after a change of a routine or of what is said in it: `python scripts/routine_mix.py`.
"""

from collections.abc import Sequence
from pathlib import Path

from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.limits import MAX_HOLDS_PER_SPOT, MAX_SPOTS, limit_breaches
from backpain_cli.domain.routine.mix import (
    LONGEST_ON_THE_FEET_S,
    LONGEST_ROUNDING_S,
    LONGEST_STILL_S,
    MOST_PRESSING,
    mix_notices,
    mix_of,
)
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_atlas
from backpain_cli.wording.cue_kinds import BEATS, CueKind
from backpain_cli.wording.cues import cue_sheet
from backpain_cli.wording.speech_text import seconds_to_say

PAGE = Path(__file__).resolve().parents[1] / "docs" / "routines.md"
BEGIN, END = "<!-- from the routines -->\n", "<!-- end of the tables -->\n"
_PRESS = StepKind.PRESS
_OTHERS = tuple(kind for kind in StepKind if kind is not _PRESS)
MOST_TALK = 35
"""Per cent of a plan in which something is said."""


def talk_share(plan: Plan) -> float:
    """Return the per cent of a plan in which something is said; words that count, as the last three seconds, do not."""
    counting = {CueKind.COUNT, *BEATS}
    said_s = sum(seconds_to_say(cue.text) for cue in cue_sheet(plan) if cue.kind not in counting)
    return 100 * said_s / plan.seconds


def _row(routine: Routine) -> Sequence[str]:
    mix, plan = mix_of(routine.steps), lay_out(routine)
    pressed_s = mix.by_kind[_PRESS]
    beyond = len(mix_notices(routine.steps)) + len(limit_breaches(routine.steps))
    return (
        f"`{routine.key}`",
        str(plan.seconds),
        f"{pressed_s} ({100 * pressed_s / plan.seconds:.0f} %)" if pressed_s else "0",
        *(str(mix.by_kind[kind]) for kind in _OTHERS),
        str(mix.feet_s),
        str(mix.still_s),
        str(mix.times_down),
        f"{talk_share(plan):.0f} %",
        f"{beyond} broken" if beyond else "kept",
    )


def _limits(routines: Sequence[Routine]) -> list[Sequence[str]]:
    """Return the limits that have a figure, each with the routine that comes nearest to it."""
    mixes = {routine.key: mix_of(routine.steps) for routine in routines}
    shares = {routine.key: 100 * mixes[routine.key].by_kind[_PRESS] / routine.seconds for routine in routines}
    talk = {routine.key: talk_share(lay_out(routine)) for routine in routines}
    still = {key: mix.still_s for key, mix in mixes.items()}
    feet = {key: mix.feet_s for key, mix in mixes.items()}
    down = {key: mix.times_down for key, mix in mixes.items()}
    return [
        ("pressing on the feet with no movement, strength or seat between", *_nearest(LONGEST_STILL_S, still, "s")),
        ("on the feet before the first seat or floor", *_nearest(LONGEST_ON_THE_FEET_S, feet, "s")),
        ("pressing", *_nearest(MOST_PRESSING, shares, "%")),
        ("down to the floor", *_nearest(1, down, "time")),
        ("talk", *_nearest(MOST_TALK, talk, "%")),
    ]


def _nearest(most: int, found: dict[str, float] | dict[str, int], unit: str) -> tuple[str, str]:
    key = max(found, key=lambda one: found[one])
    return f"{most} {unit}", f"`{key}`, {found[key]:.0f} {unit}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows))


def tables() -> str:
    """Return what every routine is made of, then the limits."""
    routines = load_shipped_routines(load_atlas())
    heads = ("routine", "seconds", _PRESS, *_OTHERS, "feet", "still", "down", "talk", "limits")
    mix = _table(heads, [_row(routine) for routine in routines])
    limits = _table(("limit", "at most", "nearest to it"), _limits(routines))
    others = (
        f"A spot is held at most {MAX_HOLDS_PER_SPOT} times on a side; at most {MAX_SPOTS} spots are pressed. Between\n"
        f"the blades, stretches into a bend last at most {LONGEST_ROUNDING_S} s, and the chest is opened for as long."
    )
    return f"{mix}\n\n## The limits\n\n{limits}\n\n{others}\n"


def written(page: str) -> str:
    """Return the text of the page with the tables as they are now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

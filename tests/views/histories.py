"""Some months of sessions for the tests of pages, and texts that no terminal may get."""

from datetime import date

from tests.records import noted, scores, session, sign, step

from backpain_cli.domain.records.sessions import PainEntry, SessionEnding, SessionRecord, StepEffect, StepOutcome

TODAY = date(2026, 9, 23)
SESSIONS = [
    session(
        day,
        [f"lower-back={8 - day // 14}", "neck:left=3"],
        [f"lower-back={8 - day // 14 - day % 4}", "neck:left=3"],
        ending=SessionEnding.LEFT if day % 5 == 0 else SessionEnding.FINISHED,
        practised=600 if day % 5 == 0 else 900,
        steps=(
            step(effect=(StepEffect.HELPED, StepEffect.SAME, StepEffect.WORSE, StepEffect.NOT_ANSWERED)[day % 4]),
            step("Piriformis", number=2, muscle="piriformis", outcome=StepOutcome.SKIPPED, seconds=0),
            step("Figure four", number=3, muscle="piriformis", seconds=130, repeats=1),
            step("Settle", number=4, muscle="", outcome=StepOutcome.NOT_REACHED if day % 5 == 0 else StepOutcome.DONE),
        ),
    )
    for day in range(0, 50, 3)
]
"""The oldest first."""
ENTRIES = [noted(20, "lower-back=9", note="after a long drive"), noted(44, "head=2")]
ODD = session(
    60,
    signs=(sign(), sign(muscle="", side="", second=700, step_number=3)),
    note="first line\nsecond line",
    added=15,
    gentle=True,
    pauses=3,
    after=[],
)


def hostile() -> tuple[SessionRecord, PainEntry]:
    """Return a session and an entry with a code for the terminal in each of their texts."""
    code = "\x1b[31m\u202e[/bold]"
    odd = session(
        0,
        title=code,
        routine=code,
        note=code,
        sorer_side=code,
        before=(),
        after=(),
        steps=(step(code),),
        signs=(sign(muscle=code, side=code),),
    )
    entry = PainEntry("", odd.started, (scores("neck=3")[0]._replace(area=code, side=code),), code)
    return odd, entry

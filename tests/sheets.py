"""Checklists for tests: of a shipped routine, and of a routine file that is given as text."""

from collections.abc import Callable
from typing import Any

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.checklist import Checklist, checklist_for
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.terms import PaperSize
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.paths import keys_of_shipped
from tests.files import read
from tests.screens import SAFETY_TEXTS
from tests.triage import TABLE

HELPLINE = "If you think of ending your life, call a crisis line or your emergency number now. You need not explain."
SHIPPED = ("first-twinge", "lower-back", "mid-back", "neck", "upper-back", "whole-back")
EVERY_SHIPPED = tuple(keys_of_shipped())

Document = Callable[[str, PaperSize], bytes]
"""Returns the sheet of a shipped routine as a PDF, on that paper."""

HOSTILE = '<script>alert(1)</script> & "quotes" ]]> {} %s <b>bold</b> &lt;'
"""Signs that mean something to HTML, to the markup of typst or to a format string."""


def shipped(key: str, anatomy: Atlas) -> Routine:
    """Return the shipped routine of that key."""
    (found,) = load_shipped_routines(anatomy, only={key})
    return found


def sheet_of_plan(plan: Plan, **fields: Any) -> Checklist:
    """Return the sheet of a plan."""
    return checklist_for(plan, SAFETY_TEXTS, TABLE, helpline=HELPLINE, **fields)


def sheet_of(routine: Routine) -> Checklist:
    """Return the sheet of a routine."""
    return sheet_of_plan(lay_out(routine))


def hostile(anatomy: Atlas, text: str = HOSTILE, *, words: int = 1) -> Routine:
    """Return a routine of one step whose every text is `text`, the longer ones so many times."""
    quoted = "'" + text.replace("'", "''") + "'"
    many = "'" + " ".join([text.replace("'", "''")] * words) + "'"
    lines = ["backpain: 1", f"title: {quoted}", "region: lumbar", "areas: [lower-back]", "minutes: 1", f"why: {many}"]
    lines += [f"cautions: [{many}]", "steps:", f"  - rest: {quoted}", "    for: 60s", f"    title: {quoted}"]
    lines += [f"    {field}: {many}" for field in ("how", "feel", "avoid", "stop", "neutral")]
    routine, _ = read("\n".join([*lines, ""]), anatomy)
    return routine

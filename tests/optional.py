"""A plan with two optional steps and a step that takes the rest of the time, for tests."""

from functools import cache

from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.library.shipped import load_atlas
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from tests.files import read
from tests.golden_files import GOLDEN

FILE = GOLDEN.parent / "data" / "format-2" / "optional.yaml"


@cache
def optional_routine() -> Routine:
    """Return the routine of the file: 20 s, 40 s and 63 s that are optional, 30 s, and 117 s for the rest of it."""
    return read(FILE.read_text(encoding="utf-8"), load_atlas())[0]


@cache
def optional_plan() -> Plan:
    """Return it laid out in time."""
    return lay_out(optional_routine())


def optional_at(second: float) -> Session:
    """Return a session at that second of the plan."""
    return Session(plan=optional_plan(), position_ns=round(second * NS_PER_S))

"""The real program on a day that the test chooses: the clock of the day starts then, and runs on from there."""

import datetime as datetime_module
import os
import sys
import time
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

START_VARIABLE, PACE_VARIABLE = "CLOCK_STARTS_AT", "CLOCK_PACE"
ROOT = Path(__file__).resolve().parents[1]
ZONE = "CET-1CEST,M3.5.0,M10.5.0/3"
"""Central European time, written so that no database of zones is needed."""
AT_FIXED_TIME = (sys.executable, "-c", "from tests.fixed_clock import main; main()")
HURRIED_AT_FIXED_TIME = (sys.executable, "-c", "from tests.fixed_clock import hurried_main; hurried_main()")


def clock_at(start: str, *, pace: int = 1) -> Mapping[str, str]:
    """Return the environment for a program whose clock starts at `start`.

    Args:
        start: as ISO 8601 with its zone.
        pace: so many seconds go by on it in one second; with 0 it is stopped.
    """
    return {START_VARIABLE: start, PACE_VARIABLE: str(pace), "TZ": ZONE, "PYTHONPATH": str(ROOT)}


def main() -> None:
    """Run the program with that clock."""
    set_clock()
    import backpain_cli.__main__ as program

    program.main()


def hurried_main() -> None:
    """Run the program with that clock, and with sessions that go by many times as fast."""
    set_clock()
    from tests import hurried

    hurried.main()


def set_clock() -> None:
    """Let every `datetime.now` of what is imported from here on be what the environment says."""
    began = time.monotonic()

    class SetTime(datetime):
        """The time of that clock."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            passed = timedelta(seconds=(time.monotonic() - began) * int(os.environ[PACE_VARIABLE]))
            moment = (datetime.fromisoformat(os.environ[START_VARIABLE]) + passed).astimezone(tz)
            return cls.fromisoformat((moment if tz else moment.replace(tzinfo=None)).isoformat())

    setattr(datetime_module, datetime.__name__, SetTime)

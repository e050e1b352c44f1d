"""All that is remembered of a person in one value: what is exported, imported and forgotten."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from backpain_cli.domain.record import PainEntry, ScreenRecord, SessionRecord


class Everything(NamedTuple):
    """All that is kept."""

    sessions: tuple[SessionRecord, ...] = ()
    pain: tuple[PainEntry, ...] = ()
    screens: tuple[ScreenRecord, ...] = ()
    circumstances: Mapping[str, str] = {}
    taken_back: Mapping[str, datetime] = {}

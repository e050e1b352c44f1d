"""What follows for later sessions from the signs that were reported in a session."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from backpain_cli.domain.anatomy.records import Muscle
from backpain_cli.domain.records.sessions import ReportedSign

EXCLUDING_SIGNS = 2


def excluded_muscles(
    signs: Sequence[tuple[datetime, ReportedSign]], taken_back: Mapping[str, datetime]
) -> frozenset[str]:
    """Return the keys of the muscles that are not pressed.

    These are the ones for which a sharp, electric or tingling sign was reported twice since the person last took that
    back.
    """
    reported: Counter[str] = Counter()
    for when, sign in signs:
        if not sign.complaint.is_sharp or not sign.muscle:
            continue
        if (since := taken_back.get(sign.muscle)) is None or when > since:
            reported[sign.muscle] += 1
    return frozenset(muscle for muscle, times in reported.items() if times >= EXCLUDING_SIGNS)


def resting_muscles(
    signs: Sequence[tuple[datetime, ReportedSign]], muscles: Mapping[str, Muscle], now: datetime
) -> frozenset[str]:
    """Return the keys of those of `muscles` that are not pressed today.

    These are all muscles of the regions in which something sharp was reported in a session of this calendar day.
    """
    today = [sign for when, sign in signs if when.astimezone(now.tzinfo).date() == now.date()]
    hurt = [muscles[sign.muscle] for sign in today if sign.complaint.is_sharp and sign.muscle in muscles]
    if not hurt:
        return frozenset()
    regions = {region for muscle in hurt for region in muscle.regions}
    return frozenset(key for key, muscle in muscles.items() if regions & set(muscle.regions))

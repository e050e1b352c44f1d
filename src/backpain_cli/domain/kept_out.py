"""What the reported signs say after a while: which muscles to leave alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from backpain_cli.domain.record import Complaint, ReportedSign

SIGNS_THAT_KEEP_OUT = 2


def kept_out(signs: Sequence[tuple[datetime, ReportedSign]], taken_back: Mapping[str, datetime]) -> frozenset[str]:
    """Return the keys of the muscles that are not pressed.

    These are the ones for which a sharp, electric or tingling sign was reported twice since the person last took that
    back.

    Args:
        signs: in any order, each with when it was reported.
        taken_back: when a muscle was taken back, by its key.
    """
    reported: Counter[str] = Counter()
    for when, sign in signs:
        if sign.complaint is not Complaint.WARNING or not sign.muscle:
            continue
        if (since := taken_back.get(sign.muscle)) is None or when > since:
            reported[sign.muscle] += 1
    return frozenset(muscle for muscle, times in reported.items() if times >= SIGNS_THAT_KEEP_OUT)

"""How much is enough for a day, and what the first sessions are like; for a session and a spot see `limits.py`.

Two sessions a day, and half of the points in the first three, are common practice, not evidence (sources S75, M9).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.records.sessions import SessionRecord
from backpain_cli.domain.routine.routine import SHORT_PLAN_KEY

MAX_SESSIONS_PER_DAY = 2
GENTLE_SESSIONS = 3
"""So many first sessions are offered in the gentler form."""
_A_DAY = timedelta(days=1)


class SessionCounts(NamedTuple):
    """How much a person has done so far."""

    today: int
    """Sessions that count on this calendar day."""
    in_all: int
    """Sessions that count, ever, without plans of `backpain now`: nothing is pressed in them."""
    running: int = 0
    """Those of today that are not over: they run in another terminal."""


class Permission(StrEnum):
    """Whether a session may begin."""

    YES = "yes"
    ASK = "ask first"
    NO = "no"


class SessionAllowance(NamedTuple):
    """Whether a session may begin now, and in which form it is offered."""

    permission: Permission
    why: str
    """A sentence for the person; empty where there is nothing to add."""
    offer_gentle: bool
    """Whether the gentler form is offered: Enter takes it, one key takes the full form."""
    why_gentle: str


def session_counts(sessions: Sequence[SessionRecord], now: datetime) -> SessionCounts:
    """Return how much of `sessions` counts today and in all.

    A session that begins within a day after `now` counts as today's: the clock was set back. Rehearsals are not among
    them, because they are never recorded.
    """
    counting = [session for session in sessions if session.counts]
    today = sum(_is_of_today(session.started, now) for session in counting)
    in_all = sum(not session.routine.startswith(SHORT_PLAN_KEY) for session in counting)
    return SessionCounts(today=today, in_all=in_all)


def _is_of_today(started: datetime, now: datetime) -> bool:
    return started.astimezone(now.tzinfo).date() == now.date() or now < started < now + _A_DAY


def session_allowance(practice: SessionCounts | None) -> SessionAllowance:
    """Return whether a session may begin; None: what was done before cannot be read, so more care is taken."""
    if practice is None:
        return SessionAllowance(
            Permission.ASK,
            "What you did before can't be read. Go on only if this is your first session today, or your second.",
            True,
            "Because it can't be read, the gentler form is offered.",
        )
    gentle = practice.in_all < GENTLE_SESSIONS
    why_gentle = f"Your first {GENTLE_SESSIONS} sessions are offered in a gentler form: half of the points are pressed."
    if practice.today >= MAX_SESSIONS_PER_DAY:
        return SessionAllowance(
            Permission.NO,
            "You have had two sessions today, and more can leave you sore. Walk a little, and come back tomorrow.",
            False,
            "",
        )
    if practice.running:
        return SessionAllowance(
            Permission.ASK,
            "A session is running in another terminal now, and counts as one of today's two.",
            gentle,
            why_gentle if gentle else "",
        )
    if practice.today == 1:
        return SessionAllowance(
            Permission.ASK,
            "You have had a session today. A second one can leave you sore; moving about often helps as much.",
            gentle,
            why_gentle if gentle else "",
        )
    return SessionAllowance(Permission.YES, "", gentle, why_gentle if gentle else "")

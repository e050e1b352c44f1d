"""The JSON of a history: plain values, documented in docs/json.md. Times are ISO 8601 with their zone."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from backpain_cli.domain.practice import Practice
from backpain_cli.domain.progress import AreaProgress, Change
from backpain_cli.domain.record import PainEntry, PainScore, SessionRecord, StepRecord
from backpain_cli.domain.remembered import Everything
from backpain_cli.domain.screen_record import ScreenRecord
from backpain_cli.export.json_lines import json_of

VERSION = 1
KIND = "everything"
"""What tells an export from the other forms of JSON."""

Form = dict[str, Any]


def history_as_json(sessions: Iterable[SessionRecord], pain: Iterable[PainEntry]) -> Iterator[str]:
    """Yield `history --json`, and `history show N --json`: sessions without their plans, and what was noted."""
    return json_of(
        [
            ("version", VERSION),
            ("sessions", (_session(session) for session in sessions)),
            ("pain", (json.dumps(_entry(entry)) for entry in pain)),
        ]
    )


def everything_as_json(everything: Everything) -> Iterator[str]:
    """Yield all that is kept. Sessions of the same routine share a plan, which is written once."""
    return json_of(_parts(everything))


def _parts(everything: Everything) -> Iterator[tuple[str, Any]]:
    plans: Form = {}
    keys: dict[int, str] = {}  # by identity: the store has one object for each plan, and hashing it is slow

    def with_plan(session: SessionRecord) -> str:
        if (key := keys.get(id(session.plan))) is None:
            key = keys[id(session.plan)] = _key_of(session.plan)
            plans[key] = dict(session.plan)
        return _session(session, plan=key)

    told = everything.circumstances_told
    yield "version", VERSION
    yield "kind", KIND
    yield "sessions", (with_plan(session) for session in everything.sessions)
    yield "plans", plans
    yield "pain", (json.dumps(_entry(entry)) for entry in everything.pain_entries)
    yield "screens", (json.dumps(_screen(screen)) for screen in everything.screens)
    yield "circumstances", dict(everything.circumstances)
    yield "circumstances_told", told.isoformat() if told else None
    yield "taken_back", {muscle: when.isoformat() for muscle, when in everything.taken_back.items()}


def _key_of(plan: Mapping[str, Any]) -> str:
    return sha256(json.dumps(dict(plan), sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _screen(screen: ScreenRecord) -> Form:
    return {
        "when": screen.when.isoformat(),
        "kind": screen.kind,
        "regions": sorted(screen.regions),
        "outcome": screen.outcome,
    }


def _session(session: SessionRecord, **more: str) -> str:
    """Return the JSON text of a session; its steps, most of it, are put in as they were written before."""
    told = {
        "number": session.number,
        "identifier": session.identifier,
        "routine": session.routine,
        "title": session.title,
        "region": session.region,
        "areas": list(session.areas),
        "routine_hash": session.routine_hash,
        "gentle": session.gentle,
        "started": session.started.isoformat(),
        "ended": session.ended.isoformat(),
        "ending": session.ending,
        "practised": session.practised,
        "paused": session.paused,
        "pauses": session.pauses,
        "added": session.added,
        "sorer_side": session.sorer_side,
        "before": _scores(session.before),
        "after": _scores(session.after),
    }
    rest = {"signs": [sign._asdict() for sign in session.signs], "note": session.note, **more}
    steps = ", ".join([_step(step) for step in session.steps])
    return f'{json.dumps(told)[:-1]}, "steps": [{steps}], {json.dumps(rest)[1:]}'


# In a long history most steps went as they did before.
@lru_cache(maxsize=4096)
def _step(step: StepRecord) -> str:
    return json.dumps(step._asdict())


def _entry(entry: PainEntry) -> Form:
    return {
        "identifier": entry.identifier,
        "when": entry.when.isoformat(),
        "scores": _scores(entry.scores),
        "note": entry.note,
    }


def _scores(scores: Iterable[PainScore]) -> list[Form]:
    return [score._asdict() for score in scores]


def progress_form(areas: Iterable[AreaProgress], practice: Practice) -> Form:
    """Return `progress --json`; null where nothing was told."""
    return {
        "version": VERSION,
        "areas": [_area(area) for area in areas],
        "weeks": [
            {"first": week.monday.isoformat(), "seconds": week.seconds, "sessions": week.sessions}
            for week in practice.weeks
        ],
        "weeks_in_a_row": practice.in_a_row,
        "steps": [
            {
                "title": step.title,
                "sessions": step.sessions,
                "scored": step.scored,
                "change": step.points,
                "verdict": step.verdict,
                "helped": step.helped,
                "same": step.same,
                "worse": step.worse,
            }
            for step in practice.steps
        ],
    }


def _area(area: AreaProgress) -> Form:
    return {
        "area": area.key,
        "each": "week" if area.course.weekly else "day",
        "periods": [
            {
                "first": period.first.isoformat(),
                "before": period.before,
                "after": period.after,
                "noted": period.noted,
            }
            for period in area.course.periods
        ],
        "within_sessions": _change(area.within),
        "over_time": _change(area.over),
    }


def _change(change: Change | None) -> Form | None:
    if change is None:
        return None
    return {
        "number": change.number,
        "before": change.before,
        "after": change.after,
        "change": change.points,
        "verdict": change.verdict,
    }

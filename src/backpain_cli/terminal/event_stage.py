"""A session as a stream of JSON objects, one a line, for lights, home automation and other front ends.

The stream is documented in docs/json.md and versioned like every other JSON form of the program. It has no wall clock:
`position` is the second of the plan, `elapsed` the milliseconds since the session began, pauses included.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.plan_changes import filler_index
from backpain_cli.domain.safety.in_session import HurtsPage, InSessionTexts
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import Notice, SessionStatus
from backpain_cli.session.stages import Stage
from backpain_cli.views import session_text as words
from backpain_cli.wording.cue_kinds import CueKind
from backpain_cli.wording.cues import Cue

EVENT_VERSION = 1
_NS_PER_MS = NS_PER_S // 1000

EventDocument = dict[str, Any]


class EventStage(Stage):
    """Writes what happens in a session; it shows nothing."""

    def __init__(
        self,
        write_line: Callable[[str], None],
        plan_document: Callable[[Plan], Mapping[str, Any]],
        texts: InSessionTexts,
    ) -> None:
        """Write through `write_line`, which takes one line without its end.

        Args:
            write_line: takes one line.
            plan_document: makes the plan's JSON.
            texts: the stop rules and the words of the key h.
        """
        self._texts = texts
        self._write_line = write_line
        self._plan_document = plan_document
        self._session: Session | None = None
        self._segment = -1
        self._plan: Plan | None = None
        self._segments: Sequence[Mapping[str, Any]] = ()
        """Those of `_plan`, as its JSON has them."""

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write the end, unless something broke: then there may be no reader left."""
        session = self._session
        if session is None or kind is not None:
            return
        fields = {
            "status": str(session.status),
            "done": sorted(session.completed_steps),
            "skipped": sorted(session.skipped),
            "practised": session.practised // NS_PER_S,
            "paused": session.paused // NS_PER_S,
        }
        self._write("end", fields)

    def show(self, session: Session) -> None:
        """Write what is new since the last time."""
        before, self._session = self._session, session
        if before is None:
            plan = {name: value for name, value in self._plan_document(session.plan).items() if name != "version"}
            self._write("begin", {**plan, "steps": session.plan.steps, "stop": _stop_form(self._texts)})
            self._enter(session.segment_index)
            return
        for event, fields in _differences(before, session, self._texts):
            self._write(event, fields)
        if session.seek_count != before.seek_count:
            if not session.is_over:
                self._enter(session.segment_index)
        elif session.segment_index != self._segment and not session.is_over:
            self._enter_up_to(session.segment_index)

    def cue(self, cue: Cue) -> None:
        """Write a cue, and before it the segments that began with it."""
        if self._session is None:
            return
        if cue.at < self._session.plan.seconds:
            self._enter_up_to(self._session.plan.index_at(cue.at))
        fields = {"kind": str(cue.kind).replace(" ", "-"), "text": cue.text}
        self._write("cue", {**fields, **_beat_form(self._session.plan, cue)}, at=cue.at)

    def _enter_up_to(self, index: int) -> None:
        """Write the segments behind the last one, up to that one: several may have begun in one late moment."""
        for number in range(self._segment + 1, index + 1):
            self._enter(number)

    def _enter(self, index: int) -> None:
        if self._session is None:
            return
        self._segment = index
        plan = self._session.plan
        if plan is not self._plan:
            # A key may have changed what is left of it.
            self._plan, self._segments = plan, self._plan_document(plan)["segments"]
        fields = {name: value for name, value in self._segments[index].items() if name != "start"}
        self._write("segment", {"segment": index + 1, **fields}, at=plan.segments[index].start)

    def _write(self, event: str, fields: Mapping[str, Any], *, at: int | None = None) -> None:
        session = self._session
        if session is None:
            return
        position = session.position_ns if at is None else at * NS_PER_S
        # A cue and a segment are written for their second, also where the session as it was last seen is older.
        elapsed = session.elapsed_ns + (
            position - session.position_ns if session.status is SessionStatus.RUNNING else 0
        )
        form: EventDocument = {
            "version": EVENT_VERSION,
            "event": event,
            "position": position // NS_PER_S,
            "elapsed": max(0, elapsed) // _NS_PER_MS,
            **fields,
        }
        self._write_line(json.dumps(form))


def _stop_form(texts: InSessionTexts) -> EventDocument:
    return {"rules": [rule.text for rule in texts.stop_rules], "in_short": texts.in_short}


def _beat_form(plan: Plan, cue: Cue) -> EventDocument:
    """Return which part of which repetition or breath begins with a cue, and on which side where they take turns."""
    segment = plan.segments[plan.index_at(cue.at)]
    beat = segment.beat_at(cue.at)
    if beat is None or segment.start + beat.offset_s != cue.at or cue.kind in {CueKind.NEXT, CueKind.END}:
        return {}
    return {"part": str(beat.word), "number": beat.number, "side": str(segment.side_at(cue.at))}


def _differences(before: Session, now: Session, texts: InSessionTexts) -> Iterator[tuple[str, EventDocument]]:
    """Yield what changed between two views of a session, as the name and the fields of an event."""
    if now.notice is not before.notice and now.notice not in {Notice.NONE, Notice.AWAY}:
        asks = now.question is not None and now.notice is now.question.notice
        text = texts.by_page[HurtsPage(now.notice.value)].spoken if asks else words.notice_text(now)
        level = {"level": now.segment.step.level} if now.notice is Notice.EASIER else {}
        yield "notice", {"notice": str(now.notice).replace(" ", "-"), "text": text, **level}
    if now.notice is Notice.AWAY and (before.notice is not Notice.AWAY or now.absence_ns != before.absence_ns):
        yield "away", {"seconds": now.absence_ns // NS_PER_S}
    if now.plan.left_out != before.plan.left_out:
        yield "left-out", _left_out_form(now.plan)
    elif now.plan.added != before.plan.added:
        yield "adjusted", {"seconds": now.segment.seconds, "added": now.plan.added, "total": now.plan.seconds}
    # What has not gone takes the place of what was reported.
    for sign in [one for number, one in enumerate(now.complaints) if one not in before.complaints[number:][:1]]:
        fields = {"complaint": str(sign.complaint), "step": sign.step_number, "side": sign.side or None}
        yield "complaint", {**fields, "muscle": sign.muscle or None}
    if now.seek_count != before.seek_count:
        yield _jump(before, now)
    if now.status is not before.status and not now.is_over:
        yield ("pause" if now.status is SessionStatus.PAUSED else "go-on"), {}


def _left_out_form(plan: Plan) -> EventDocument:
    """Return which optional steps are left out now, and what that makes of the rest of the time and of the plan."""
    index = filler_index(plan)
    return {
        "steps": [one.step_number for one in plan.left_out],
        "rest": None if index is None else plan.segments[index].seconds,
        "added": plan.added,
        "total": plan.seconds,
    }


def _jump(before: Session, now: Session) -> tuple[str, EventDocument]:
    was, step = before.segment.step_number, now.segment.step_number
    if now.is_over or step > was:
        return "skip", {"from": was, "step": None if now.is_over else step}
    return ("restart" if step == was else "back"), {"from": was, "step": step}

"""The key h, "it hurts": what it asks, and what each answer leads to (clinical judgement, source CORR).

Nothing here is answered by a key that is held down: the key that answered a page counts again a second after it was let
go, any other key 0.4 seconds after the page came up.
"""

from typing import TypeVar, assert_never

from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.sessions import ReportedSign
from backpain_cli.domain.routine.plan import Phase
from backpain_cli.domain.routine.plan_changes import (
    seated,
    with_fewer_repetitions,
    with_gentler_hold,
    without_region,
)
from backpain_cli.domain.safety.in_session import ANSWER_KEYS, HurtsPage
from backpain_cli.domain.terms import Side
from backpain_cli.session.events import NS_PER_S, SessionCommand
from backpain_cli.session.session_state import HurtsQuestion, Notice, SessionState, SessionStatus

_Session = TypeVar("_Session", bound=SessionState)
_ONE, _TWO, _THREE, _FOUR, _ZERO = map(SessionCommand, "12340")
_SHARP, _LIGHT_HEADED = ComplaintKind.SHARP, ComplaintKind.LIGHT_HEADED
ANSWERS = {page: tuple(map(SessionCommand, keys)) for page, keys in ANSWER_KEYS.items()}
"""The keys that answer each page, in the order in which the arrows go through them."""
_WAITS = {HurtsPage.SETTLING: (30, HurtsPage.SETTLED), HurtsPage.RESTING: (120, HurtsPage.RESTED)}
"""The seconds that a page waits, and the page that follows by itself."""
_STEPS = {
    SessionCommand.DOWN: 1, SessionCommand.RIGHT: 1, SessionCommand.UP: -1, SessionCommand.LEFT: -1,
}  # fmt: skip
_NECK_WORK_COUNTS_NS = 600 * NS_PER_S
"""Light-headed so soon after neck work, and not gone: that counts as an emergency."""


def seconds_to_wait(session: SessionState) -> int:
    """Return the whole seconds that the page still waits, rounded up; 0 where it waits for a key alone."""
    question = session.question
    wait = None if question is None else _WAITS.get(question.page)
    if question is None or wait is None:
        return 0
    return wait[0] - (session.elapsed_ns - question.since) // NS_PER_S


def asked(session: _Session) -> _Session:
    """Return the session after the key h: the clock stops, and it is asked what it is."""
    question = session.question
    if question is None:
        running = session.status is SessionStatus.RUNNING
        session = session._replace(
            status=SessionStatus.PAUSED,
            standing_ns=0 if running else session.standing_ns,
            ledger=session.ledger.with_pause() if running else session.ledger,
            absence_ns=0,
            help_shown=False,
            help_until=None,
        )
        before = SessionStatus.RUNNING if running else SessionStatus.PAUSED
        question = HurtsQuestion(HurtsPage.CHOICE, before=before, turned_at=session.elapsed_ns)
    elif question.page is not HurtsPage.CHOICE:
        question = question._replace(under=question.page)
    return _turned(session, question, HurtsPage.CHOICE, SessionCommand.HURTS)


def waited(session: _Session) -> _Session:
    """Return the session after time passed: a page that has waited long enough is followed by its question."""
    question = session.question
    if question is None:
        return session
    seconds, following = _WAITS.get(question.under or question.page, (0, HurtsPage.CHOICE))
    if not seconds or session.elapsed_ns - question.since < seconds * NS_PER_S:
        return session
    if question.under is not None:
        return session._replace(question=question._replace(under=following))
    return _turned(session, question, following, None)


def answered_by(session: _Session, command: SessionCommand) -> _Session:
    """Return the session after a key on a page of the question; only an answer leads on."""
    question = session.question
    if question is None:
        raise ValueError("nothing is asked")
    session = session._replace(notice=question.notice)
    if command is SessionCommand.HURTS:
        return asked(session)
    if _is_held(session, question, command):
        held = question._replace(key_at=session.elapsed_ns) if command is question.key else question
        return session._replace(question=held)
    answers = ANSWERS[question.page]
    if (step := _STEPS.get(command, 0)) and answers:
        chosen = (0 if step > 0 else len(answers) - 1) if question.chosen is None else question.chosen + step
        return session._replace(question=question._replace(chosen=max(0, min(len(answers) - 1, chosen))))
    enters = command is SessionCommand.ENTER and question.chosen is not None
    answer = answers[question.chosen or 0] if enters else command
    if answer not in answers:
        return session
    calm, question = session._replace(notice=Notice.NONE), question._replace(key=command, key_at=session.elapsed_ns)
    match question.page:
        case HurtsPage.CHOICE:
            return _chosen(calm, question, answer)
        case HurtsPage.SETTLED:
            return _next_step(calm, question.before, Notice.STEP_ENDED) if answer is _ONE else _not_gone(calm, _SHARP)
        case HurtsPage.RESTED if answer is not _THREE:
            return _rested(calm, question) if answer is _ONE else _still_light_headed(calm)
        case HurtsPage.SETTLING | HurtsPage.RESTING | HurtsPage.RESTED:
            # Now something else.
            return _ended(calm, ComplaintKind.EMERGENCY)
        case _:
            assert_never(question.page)


def _is_held(session: SessionState, question: HurtsQuestion, command: SessionCommand) -> bool:
    """Return whether a key may be one that was pressed for the page before."""
    # In a rehearsal, whose time runs faster, both are as long for the person as in life.
    second = session.quit_within // 2
    if command is question.key:
        return session.elapsed_ns - question.key_at < second
    return session.elapsed_ns - question.turned_at < second * 2 // 5


def _chosen(session: _Session, question: HurtsQuestion, answer: SessionCommand) -> _Session:
    """Return the session after an answer to what it is."""
    under = question.under
    rests = under in {HurtsPage.RESTING, HurtsPage.RESTED}
    if answer is _FOUR or (answer is _TWO and rests):
        # What comes on top of being light-headed is something else.
        return _ended(session, ComplaintKind.EMERGENCY)
    if under is not None and not (answer is _THREE and not rests):
        return _turned(session, question._replace(under=None), under, question.key)
    if answer is _ZERO:
        return _at_start_of_hold(session, question)
    if answer is _ONE:
        return _too_strong(session, question)
    number = session.segment.step_number
    waiting = question._replace(under=None, since=session.elapsed_ns)
    if answer is _TWO:
        plan = without_region(session.plan, session.segment)
        session = _reported(session, _SHARP)._replace(plan=plan, stopped=session.stopped | {number})
        return _turned(session, waiting, HurtsPage.SETTLING, question.key)
    plan = seated(session.plan)
    session = _reported(session, _LIGHT_HEADED)._replace(plan=plan, stopped=session.stopped | {number})
    is_sharp_too = under is not None
    return _turned(session, waiting._replace(is_sharp_too=is_sharp_too), HurtsPage.RESTING, question.key)


def _turned(session: _Session, question: HurtsQuestion, page: HurtsPage, key: SessionCommand | None) -> _Session:
    """Return the session on that page, which `key` brought up; None where it came by itself."""
    now = session.elapsed_ns
    turned = question._replace(page=page, turned_at=now, chosen=None, key=key, key_at=now)
    return session._replace(question=turned, notice=turned.notice)


def _at_start_of_hold(session: _Session, question: HurtsQuestion) -> _Session:
    """Return the session as it goes on after all: from the start of the hold, unless the spot has had enough."""
    segment = session.segment
    on = session._replace(question=None, status=question.before)
    if segment.phase is not Phase.HOLD or not segment.step.is_hold or session.had_its_turns(segment.step_number):
        return on
    return on._replace(position_ns=segment.start * NS_PER_S, seek_count=session.seek_count + 1)


def _too_strong(session: _Session, question: HurtsQuestion) -> _Session:
    """Return the session with less of it, as `after_too_strong` says; where the step ends, it ends here."""
    segment, index = session.segment, session.segment_index
    notice = after_too_strong(session)
    held_s = session.position_ns // NS_PER_S - segment.start
    if segment.step.counted is not None:
        plan = with_fewer_repetitions(session.plan, segment, done_s=held_s)
    else:
        plan = with_gentler_hold(session.plan, segment, held_s=held_s)
    session = _reported(session, ComplaintKind.TOO_STRONG)._replace(plan=plan)
    # Where the work now ends at this very second, this is still its step.
    here = session._replace(position_ns=segment.start * NS_PER_S)
    if notice is Notice.SPOT_LEFT:
        return _next_step(here, question.before, notice)
    on = session._replace(question=None, status=question.before, notice=notice)
    if held_s < plan.segments[index].seconds:
        return on
    # It was held or repeated long enough: the other side comes, or the next step.
    if plan.segments[index].end >= plan.end_of_step(segment.step_number):
        done = session.completed_steps | {segment.step_number}
        return _next_step(here._replace(completed_steps=done), question.before, Notice.SPOT_LEFT, is_stopped=False)
    return on._replace(position_ns=plan.segments[index].end * NS_PER_S, seek_count=session.seek_count + 1)


def after_too_strong(session: SessionState) -> Notice:
    """Return what too strong leads to now: less of what is done, or the end of the step the second time."""
    step = session.segment.step
    if _was_too_strong(session):
        return Notice.SPOT_LEFT
    if step.counted is not None:
        return Notice.REPETITIONS_HALVED
    if step.series is not None:
        return Notice.HOLDS_HALVED
    if step.is_hold:
        return Notice.PRESSURE_HALVED
    return Notice.SMALLER if step.breathing is None else Notice.BREATHE_FREELY


def _was_too_strong(session: SessionState) -> bool:
    """Return whether this spot, or this step where it presses none, was too strong before."""
    steps, segment = session.plan.routine.steps, session.segment
    point = segment.step.point
    return any(
        one.step_number == segment.step_number or (point is not None and steps[one.step_number - 1].point == point)
        for one in session.complaints
        if one.complaint is ComplaintKind.TOO_STRONG
    )


def _rested(session: _Session, question: HurtsQuestion) -> _Session:
    """Return the session after being light-headed has gone: seated, and over the second time."""
    if sum(one.complaint is _LIGHT_HEADED for one in session.complaints) > 1:
        return session._replace(question=None, status=SessionStatus.STOPPED)
    if question.is_sharp_too:
        return _turned(session, question._replace(is_sharp_too=False), HurtsPage.SETTLED, question.key)
    # Nobody who was light-headed is hurried: it goes on when the person does.
    return _next_step(session, SessionStatus.PAUSED, Notice.SEATED)


def _still_light_headed(session: _Session) -> _Session:
    worked_at = session.neck_work_at
    if worked_at is not None and session.elapsed_ns - worked_at <= _NECK_WORK_COUNTS_NS:
        return _ended(session, ComplaintKind.EMERGENCY)
    return _not_gone(session, _LIGHT_HEADED)


def _not_gone(session: _Session, complaint: ComplaintKind) -> _Session:
    """Return the session ended by what was reported last of that kind, which has not gone."""
    signs = list(session.complaints)
    last = max(number for number, one in enumerate(signs) if one.complaint is complaint)
    stayed = ComplaintKind.SHARP_STAYED if complaint is _SHARP else ComplaintKind.LIGHT_HEADED_STAYED
    signs[last] = signs[last]._replace(complaint=stayed)
    return session._replace(question=None, status=SessionStatus.STOPPED, complaints=tuple(signs))


def _ended(session: _Session, complaint: ComplaintKind) -> _Session:
    stopped = session.stopped | {session.segment.step_number}
    return _reported(session, complaint)._replace(question=None, status=SessionStatus.STOPPED, stopped=stopped)


def _next_step(session: _Session, status: SessionStatus, notice: Notice, *, is_stopped: bool = True) -> _Session:
    stopped = session.stopped | ({session.segment.step_number} if is_stopped else set())
    return session._replace(question=None, status=status, standing_ns=0, notice=notice, stopped=stopped).skip()


def _reported(session: _Session, complaint: ComplaintKind) -> _Session:
    segment = session.segment
    sign = ReportedSign(
        complaint=complaint,
        step_number=segment.step_number,
        muscle=segment.step.muscle.key if segment.step.muscle is not None else "",
        side=segment.side if segment.side in {Side.LEFT, Side.RIGHT} else "",
        second=session.position_ns // NS_PER_S,
    )
    return session._replace(complaints=(*session.complaints, sign))

"""The message after a session: which one, "How are you with it?" before it, and the key that turns all of them off."""

import os
from datetime import datetime
from typing import NamedTuple

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.output import say, show
from backpain_cli.cli.session.questions import QuestionsAbandoned, ask_page
from backpain_cli.domain.records.messages import (
    FeelingLine,
    FeelingQuestion,
    FlareUpPlan,
    Message,
    asks_how_you_are,
    due_message,
    switched,
    text_for,
    with_shown,
)
from backpain_cli.domain.records.sessions import SessionRecord
from backpain_cli.domain.safety.interview import tick_page
from backpain_cli.domain.safety.signs import helpline_sentence, territory_of
from backpain_cli.library.shipped_messages import load_education
from backpain_cli.library.shipped_safety import load_crisis_lines
from backpain_cli.paths import keys_of_shipped
from backpain_cli.session.session import Session
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.single_key import ENTER, SingleKeyPrompt
from backpain_cli.views.care_notes import NO_NOTE, SessionNote
from backpain_cli.views.learn import TURNED_OFF, flare_up_page

_OFF, _PLAN = "off", "plan"
_KEYS = {ENTER: "go on", "o": _OFF}
_PROMPT = "Enter goes on, o turns these messages off:"
_PROMPT_WITH_PLAN = "Enter goes on, d shows a plan for a bad day, o turns these messages off:"


class FoundMessage(NamedTuple):
    """What is shown after a session."""

    message: Message | None = None
    note: SessionNote = NO_NOTE
    plan: FlareUpPlan | None = None
    """That is offered with the message."""


NOTHING_DUE = FoundMessage()


def message_after(
    session: Session, record: SessionRecord, context: AppContext, console: PageConsole, *, asks: bool
) -> FoundMessage:
    """Return the message that is due after a session, nothing where anything speaks against it.

    Nothing is shown where the session does not count or is not saved, where the person reported something that ended
    it, where a sign or the scores say to see a doctor first, or where what is saved cannot be read.

    Args:
        session: as it ended.
        record: as it is saved, with the pain afterwards.
        context: has what is saved of the person.
        console: where "How are you with it?" is asked, if it is due.
        asks: whether the person is there to answer.
    """
    profile, now = context.profile, record.ended
    if not (profile.saves and record.counts and session.ended_by is None and profile.may_show_messages()):
        return NOTHING_DUE
    if profile.progress_sentence(now):
        return NOTHING_DUE
    care, facts = profile.care(), profile.message_facts(now, routine=record.routine)
    if care is None or facts is None:
        return NOTHING_DUE
    education = load_education()
    lines: list[FeelingLine] = []
    if asks and asks_how_you_are(education.how_you_are, care, facts):
        lines = _ask_how_you_are(education.how_you_are, console)
        profile.change_care(lambda kept: kept._replace(asked=(*kept.asked, now)))
    message = due_message(education.messages, care, facts, [line.message for line in lines])
    extra = [text for line in lines for text in (line.besides, _helpline() if line.has_helpline else "") if text]
    if message is None:
        return FoundMessage(note=SessionNote("", extra))
    plan = education.flare_up
    return FoundMessage(
        message, SessionNote(text_for(message, facts), extra), plan if message.key == plan.after else None
    )


def _ask_how_you_are(question: FeelingQuestion, console: PageConsole) -> list[FeelingLine]:
    """Ask, and return the lines that fit; none where the person leaves: it blocks nothing."""
    page = tick_page(
        "how-you-are", question.heading, [(one.key, one.text) for one in question.lines], note=question.note
    )
    try:
        ticked = ask_page(page, console)
    except QuestionsAbandoned:
        return []
    return [one for one in question.lines if one.key in ticked]


def _helpline() -> str:
    return helpline_sentence(load_crisis_lines(), territory_of(os.environ))


def conclude_message(found: FoundMessage, context: AppContext, console: PageConsole, *, asks: bool) -> None:
    """Keep that a message was shown; where the person is there, let one key turn all of them off."""
    message, plan, now = found.message, found.plan, datetime.now().astimezone()
    if message is None:
        return
    context.profile.change_care(lambda care: with_shown(care, message.key, now))
    if not asks:
        return
    with SingleKeyPrompt(console) as keyboard:
        answer = keyboard.press(_PROMPT_WITH_PLAN if plan else _PROMPT, _KEYS | ({"d": _PLAN} if plan else {}))
        if plan is not None and answer == _PLAN:
            has_routine = plan.routine in keys_of_shipped()
            show(lambda room: flare_up_page(plan, room, has_routine=has_routine), console)
            answer = keyboard.press(_PROMPT, _KEYS)
    if answer == _OFF and context.profile.change_care(lambda care: switched(care, now, off=True)):
        say(TURNED_OFF, console, style="quiet")

"""Whether a session may begin: the questions, what they lead to, and the day's allowance."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, TypeVar

from backpain_cli.cli.context import AppContext, can_ask
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.output import say, show
from backpain_cli.cli.profile import PersonProfile
from backpain_cli.cli.session.questions import (
    QuestionsAbandoned,
    ask_triage,
    interview_due,
    keep_answers,
    outcome_words,
    say_trouble,
    show_outcome,
)
from backpain_cli.domain.checklist import routine_places, tools_needed
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.records.progression import LOADING_LEVEL, rested_from
from backpain_cli.domain.routine.own_doses import spare_seconds
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.adaptation import Adaptation
from backpain_cli.domain.safety.allowance import Permission, SessionAllowance, session_allowance
from backpain_cli.domain.safety.circumstances import may_concern
from backpain_cli.domain.safety.fact_table import HeldCircumstances, circumstance_answers
from backpain_cli.domain.safety.known_person import held_by
from backpain_cli.domain.safety.triage_answers import SIDE
from backpain_cli.domain.safety.triage_schedule import due_before_short_plan, due_triage, is_emergency_of_today
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.terminal.card_states import ReadyChoice
from backpain_cli.terminal.page_keys import PageKeyboard
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.views import safety as views
from backpain_cli.views.ready_card import MOST_ASKED, OptionalStep, ReadyCard
from backpain_cli.wording.dose_text import minutes_phrase
from backpain_cli.wording.message_text import recovery_sentence
from backpain_cli.wording.sheet_text import ready_texts

_T = TypeVar("_T")
_UNSAVED = "This session will not be saved."
NOT_TODAY = "An emergency was reported today, so there is no session, even if it has gone. Rest, and tell a doctor."


class PreflightResult(NamedTuple):
    """The answers of a person whom the questions let go on."""

    held: HeldCircumstances
    """What holds for the person today."""
    today: tuple[str, ...]
    """What their answers change, in sentences."""
    score: int | None
    """The pain now, from 0 to 10."""
    sorer_side: str
    """`left`, `right` or empty."""
    dulled: bool
    is_other: bool
    """Whether another person answered than before."""
    needs_stop_rules: bool
    """Whether the stop rules are due in full."""


def answered(answer: _T | None) -> _T:
    """Return `answer` unless it is None.

    Raises:
        QuestionsAbandoned: the person left instead.
    """
    if answer is None:
        raise QuestionsAbandoned(PromptEnd.LEFT)
    return answer


def not_answered(how: PromptEnd, context: AppContext) -> ExitCode:
    """Say that no session was started, and return the exit code.

    Raises:
        BackpainError: the input ended.
    """
    if how is PromptEnd.ENDED:
        raise UsageError("The question was not answered, so no session starts.")
    say("No session was started.", context.console, gap=True)
    return ExitCode.OK


def require_terminal() -> None:
    """Check that there is a terminal to ask questions on.

    Raises:
        BackpainError: there is none.
    """
    if not can_ask():
        raise UsageError(
            "The questions before a session would not be seen: there is no terminal for them.",
            "Run it in a terminal, without redirecting its input or both outputs.",
        )


def verdict_for(profile: PersonProfile, *, without: str = "") -> SessionAllowance:
    """Return whether a session may begin now, given the sessions before it except `without`."""
    return session_allowance(profile.practice(datetime.now().astimezone(), without=without))


def run_preflight(
    regions: frozenset[str], context: AppContext, verdict: SessionAllowance, *,
    asks_side: bool = False, short: bool = False,
) -> PreflightResult | ExitCode:  # fmt: skip
    """Ask what is due before a session, and keep it; return an exit code if no session may follow.

    Args:
        regions: what the session is for, from `regions_before`.
        context: has what is kept, and the console.
        verdict: whether it is asked if a session begins at all; one that refuses is for the caller.
        asks_side: whether the plan needs the sorer side.
        short: whether it is a plan of `backpain now`, in which nothing is pressed.

    Raises:
        QuestionsAbandoned: the person left, or the input ended. Nothing is kept then: a person who leaves in between
            would be taken for the one whose answers are kept.
    """
    profile, now = context.profile, datetime.now().astimezone()
    kept, first_edition = profile.triage(), profile.screens() or []
    due = due_triage(context.triage_table, kept, first_edition, regions, now)
    due = due_before_short_plan(due) if short else due
    records = kept.records if kept is not None else ()
    is_blocked = is_emergency_of_today(records, first_edition, now)
    if is_blocked and due.stop is None:
        return refuse(NOT_TODAY, context, ExitCode.EMERGENCY)
    if verdict.permission is Permission.ASK and not context.options.is_rehearsal:
        due = replace(due, again=verdict.why)
    say(due.why, context.console, gap=True)
    asked = ask_triage(interview_due(due, context, asks_side=asks_side), context.console)
    if asked.is_declined:
        raise QuestionsAbandoned(PromptEnd.LEFT)
    found = asked.assessment
    if not found.outcome.lets_go_on:
        code = show_outcome(asked, context)
        keep_answers(asked, context)
        return code
    after = keep_answers(asked, context)
    if is_blocked:
        return refuse(f"{NOT_TODAY} Your answers are kept.", context, ExitCode.EMERGENCY)
    words = outcome_words(asked)
    said = (words.reported, *words.sentences) if found.outcome is Outcome.GENTLY or found.visit else words.sentences
    sorer = asked.value_of(f"pain:{SIDE}")
    return PreflightResult(
        held=held_by(after, context.triage_table.spared_by, context.fact_table, dulled=asked.is_dulled),
        today=tuple(filter(None, said)),
        score=asked.score,
        sorer_side=sorer if sorer in {"left", "right"} else "",
        dulled=asked.is_dulled,
        is_other=asked.is_other,
        needs_stop_rules=asked.is_full or (asked.is_short and asked.due.screens),
    )


def refuse(why: str, context: AppContext, code: ExitCode = ExitCode.SEE_A_DOCTOR_FIRST) -> ExitCode:
    """Show why no session follows, and return the exit code."""
    show(lambda room: views.refusal_card(why, room), context.console)
    return code


def say_what_is_not_saved(context: AppContext) -> None:
    """Warn before a session that it cannot be saved."""
    profile, console = context.profile, context.console
    if context.options.record and (refusal := profile.refusal()) is not None:
        say_trouble(refusal, console)
        if not context.options.is_rehearsal:
            say(_UNSAVED, console)
        say("", console)
        profile.reported_problem = refusal.message


def ready_to_begin(
    adapted: Adaptation, passed: PreflightResult, context: AppContext, *,
    written: Routine | None = None, is_early: bool = False, why_gentle: str = "", title: str = "",
    journal_trouble: str = "",
) -> ReadyChoice:  # fmt: skip
    """Show what concerns the person and the routine until a key begins; return with what.

    Args:
        adapted: the routine as it will be done.
        passed: the answers before it.
        context: has the texts.
        written: the routine as it is written, if its optional steps may still be left out.
        is_early: whether it is one of the first sessions, which begin with general advice.
        why_gentle: why the gentler form is offered; empty where it is not.
        title: the first line; empty for the routine and its length.
        journal_trouble: why the session could not be resumed; empty if it could.

    Raises:
        QuestionsAbandoned: the person left, or the input ended.
    """
    routine, safety = adapted.routine, context.safety_texts
    answers = circumstance_answers(context.fact_table, passed.held)
    every = (*routine.guidance.cautions, *routine.cautions)
    cautions = [one.text for one in every if may_concern(one.concerns, answers)]
    if is_early:
        # Only before the first sessions: shown every time, it would be skipped with the rest.
        cautions += [one.text for one in safety.before if one.concerns(routine.regions)]
    texts = context.in_session_texts
    rules = (*(rule.text for rule in texts.stop_rules), texts.press_h)
    # What was said above the cards cannot be seen once they are drawn.
    is_kept = context.options.record and not context.options.is_rehearsal
    unsaved = (_UNSAVED,) if is_kept and context.profile.refusal() is not None else ()
    asked = () if written is None else enumerate(zip(written.steps, routine.steps, strict=True), start=1)
    optional = tuple(OptionalStep(number, done.title, done.seconds) for number, (step, done) in asked if step.optional)[
        :MOST_ASKED
    ]
    card = ReadyCard(
        title=title or f"{routine.title}, {minutes_phrase(routine.seconds)}",
        warning=routine.guidance.warning,
        today=tuple(filter(None, (*unsaved, journal_trouble, *passed.today, _rest_text(routine, context)))),
        have_ready=ready_texts(tools_needed(routine), routine_places(routine)),
        cautions=tuple(cautions),
        changes=adapted.changes,
        stop=rules if passed.needs_stop_rules else (texts.in_short,),
        all_stop_rules=() if passed.needs_stop_rules else rules,
        gentle=False if why_gentle else None,
        why_gentle=why_gentle,
        optional=optional,
        total_s=routine.seconds,
        spare_s=0 if written is None else spare_seconds(written),
    )
    with PageKeyboard(context.console) as keyboard:
        begins = keyboard.begin(card)
    if isinstance(begins, PromptEnd):
        raise QuestionsAbandoned(begins)
    return begins


def _rest_text(routine: Routine, context: AppContext) -> str:
    """Return that muscles of the routine were trained less than 48 hours ago, and what to do instead; mostly empty."""
    planned = _loads(routine)
    if not planned:
        return ""
    now, atlas = datetime.now().astimezone(), context.atlas
    muscles_of = {key: frozenset(move.muscles) for key, move in atlas.moves.items()}
    ready = rested_from(planned, muscles_of, context.profile.recent_sessions(), now)
    if ready is None:
        return ""
    loaded = frozenset[str]().union(*planned.values())
    others = [
        one.key
        for one in load_shipped_routines(atlas)
        if one.key != routine.key
        and one.regions & routine.regions
        and not any(map(loaded.intersection, _loads(one).values()))
    ]
    return recovery_sentence(ready, now, others[:2])


def _loads(routine: Routine) -> dict[str, frozenset[str]]:
    """Return the muscles of each move that the routine does on level 2 or 3, by its key."""
    return {
        step.move.key: frozenset(step.move.muscles)
        for step in routine.steps
        if step.move is not None and step.level >= LOADING_LEVEL
    }

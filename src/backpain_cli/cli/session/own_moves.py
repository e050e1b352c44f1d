"""After a session: easier forms that a key chose are kept, and at most one change of a move is offered."""

from collections.abc import Iterable
from datetime import datetime

from backpain_cli.cli.context import AppContext, known_of_person
from backpain_cli.cli.output import say
from backpain_cli.cli.profile import LOOK_BACK
from backpain_cli.domain.records.agreed_moves import present_setting
from backpain_cli.domain.records.care_records import CareState, MoveChange, MoveSetting
from backpain_cli.domain.records.progression import WORSE, MoveOffer, OfferKind, reports_of
from backpain_cli.domain.records.sessions import SessionRecord
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.known_person import held_by
from backpain_cli.domain.safety.move_offers import PersonsCourse, offer_after
from backpain_cli.domain.safety.person_facts import AgeBand
from backpain_cli.session.recording import easier_moves
from backpain_cli.session.session import Session
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.single_key import ENTER, SingleKeyPrompt
from backpain_cli.views.summary import pain_pairs
from backpain_cli.wording.message_text import offer_sentence

_BACK, _STAYS = "back", "as it is"


def keep_easier_moves(session: Session, context: AppContext, console: PageConsole, *, asks: bool) -> bool:
    """Keep the easier forms that a key chose in a session, if any did; return that. One key takes them back."""
    easier = easier_moves(session, datetime.now().astimezone())
    if not easier:
        return False
    names = {step.move.key: step.move.name for step in session.plan.routine.steps if step.move is not None}
    said = ", ".join(f"{names[change.key]}, level {change.setting.level}" for change in easier)
    _keep(f"Kept for the next time: {said}.", easier, context, console, asks=asks)
    return True


def offer_moves(
    routine: Routine, record: SessionRecord, context: AppContext, console: PageConsole, *, asks: bool, has_changed: bool
) -> None:
    """Offer what presses most for a move of a session, if anything does; nothing is chosen without a key.

    Args:
        routine: as it was begun.
        record: of the session, with what was answered after it.
        context: has what is saved of the person.
        console: where it is said and asked.
        asks: whether the person is there to answer.
        has_changed: whether a key changed something already; then only what is left out is said.
    """
    moves = {step.move.key: step.move for step in routine.steps if step.move is not None}
    if not moves or not record.counts or (course := _course(context)) is None:
        return
    now, may_go_up = datetime.now().astimezone(), _may_go_up(record, context)
    offer = offer_after(routine, course, context.fact_table, now, may_go_up=may_go_up)
    if offer is None or ((has_changed or not asks) and offer.kind is not OfferKind.LEAVE_OUT):
        return
    move, reports = moves[offer.key], reports_of(offer.key, course.sessions, course.entries)
    present = present_setting(move, reports, course.changes)
    said = offer_sentence(offer, move.name, present)
    if offer.kind is OfferKind.LEAVE_OUT:
        say(f"{said} `backpain moves {move.key} --level 1` takes it back in.", console, style="caution", gap=True)
        return
    stays = MoveChange(now, move.key, present)
    if not offer.choices:
        say(said, console, gap=True)
        context.profile.change_care(lambda care: _with(care, [stays]))
        return
    choices = {str(at): setting for at, setting in enumerate(offer.choices, start=1)}
    say("", console)
    with SingleKeyPrompt(console) as keyboard:
        answer = keyboard.press(
            f"{said} {_keys_of(offer)}", {ENTER: _STAYS, **dict(zip(choices, choices, strict=True))}
        )
    if answer == _STAYS:
        # It is offered again after as many sessions.
        context.profile.change_care(lambda care: _with(care, [stays]))
    elif answer in choices:
        changes = (MoveChange(now, move.key, choices[answer]),)
        _keep("Kept for the next time.", changes, context, console, asks=True)


def _course(context: AppContext) -> PersonsCourse | None:
    """Return how it went until now; None where that cannot be read, or where the last answers led to a doctor."""
    profile, now = context.profile, datetime.now().astimezone()
    if (care := profile.care()) is None or not profile.may_show_messages():
        return None
    since = min([now, *(change.when for change in care.changes)]) - LOOK_BACK
    if (practice := profile.practice_since(since)) is None:
        return None
    known = known_of_person(context)
    held = held_by(known, context.triage_table.spared_by, context.fact_table)
    is_from_65 = known.person is not None and known.person.age in {AgeBand.FROM_65, AgeBand.FROM_70}
    return PersonsCourse(*practice, care.changes, held, is_from_65=is_from_65)


def _may_go_up(record: SessionRecord, context: AppContext) -> bool:
    """Return whether more may be offered: not where the pain rose, nor where a visit is advised."""
    if any(pair.after - pair.before >= WORSE for pair in pain_pairs(record.before, record.after)):
        return False
    return not context.profile.progress_sentence(record.ended)


def _keep(said: str, changes: tuple[MoveChange, ...], context: AppContext, console: PageConsole, *, asks: bool) -> None:
    if not context.profile.change_care(lambda care: _with(care, changes)):
        return
    if not asks:
        say(said, console)
        return
    with SingleKeyPrompt(console) as keyboard:
        answer = keyboard.press(f"{said} Enter goes on, u takes it back:", {ENTER: "go on", "u": _BACK})
    if answer == _BACK and context.profile.change_care(lambda care: _without(care, changes)):
        say("Taken back.", console, style="quiet")


def _with(care: CareState, changes: Iterable[MoveChange]) -> CareState:
    return care._replace(changes=(*care.changes, *changes))


def _without(care: CareState, changes: tuple[MoveChange, ...]) -> CareState:
    return care._replace(changes=tuple(one for one in care.changes if one not in changes))


def _keys_of(offer: MoveOffer) -> str:
    one = len(offer.choices) == 1
    keys = [f"{at}: {'yes' if one else _setting_words(setting)}" for at, setting in enumerate(offer.choices, start=1)]
    return f"{', '.join(keys)}; Enter leaves it as it is:"


def _setting_words(setting: MoveSetting) -> str:
    return f"{setting.repetitions} times"

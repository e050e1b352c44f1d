"""After a session: easier forms that a key chose are kept, and at most one change of a move is offered."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from backpain_cli.cli.context import AppContext, known_of_person
from backpain_cli.cli.output import say
from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.records.care_records import CareState, MoveChange, MoveSetting
from backpain_cli.domain.records.progression import (
    MoveLimits,
    MoveOffer,
    limits_of,
    most_pressing,
    offer_for,
    reports_of,
    setting_of,
)
from backpain_cli.domain.safety.person_facts import AgeBand
from backpain_cli.session.recording import easier_moves
from backpain_cli.session.session import Session
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.single_key import ENTER, SingleKeyPrompt
from backpain_cli.wording.message_text import offer_sentence

_LOOK_BACK = timedelta(days=120)
_BACK = "back"


def conclude_moves(session: Session, context: AppContext, console: PageConsole, *, asks: bool) -> None:
    """Keep the easier forms of a session, or else offer one change; one key takes either back.

    Args:
        session: as it ended.
        context: has what is saved of the person.
        console: where it is said and asked.
        asks: whether the person is there to answer.
    """
    now = datetime.now().astimezone()
    if easier := easier_moves(session, now):
        names = {step.move.key: step.move.name for step in session.plan.routine.steps if step.move is not None}
        said = ", ".join(f"{names[change.key]}, level {change.setting.level}" for change in easier)
        _keep(f"Kept for the next time: {said}.", easier, context, console, asks=asks)
    elif asks and session.ended_by is None:
        _offer(session, context, console, now)


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


def _offer(session: Session, context: AppContext, console: PageConsole, now: datetime) -> None:
    """Offer what presses most for a move of the session, if anything does; nothing is chosen without a key."""
    moves = {step.move.key: step.move for step in session.plan.routine.steps if step.move is not None}
    counted = [move for move in moves.values() if move.levels and move.dose is not None]
    history, care = context.profile.practice_since(now - _LOOK_BACK) if counted else None, context.profile.care()
    if history is None or care is None:
        return
    person = known_of_person(context).person
    is_from_65 = person is not None and person.age in {AgeBand.FROM_65, AgeBand.FROM_70}
    limits = {move.key: _limits(move, is_from_65=is_from_65) for move in counted}
    offers = [offer_for(key, one, reports_of(key, *history), care.changes, now) for key, one in limits.items()]
    if (offer := most_pressing(offers)) is None:
        return
    said = offer_sentence(offer, moves[offer.key].name, setting_of(offer.key, limits[offer.key], care.changes))
    if not offer.choices:
        say(said, console, gap=True)
        return
    choices = {str(at): setting for at, setting in enumerate(offer.choices, start=1)}
    with SingleKeyPrompt(console) as keyboard:
        answer = keyboard.press(f"{said} {_keys_of(offer)}", {ENTER: "no", **dict(zip(choices, choices, strict=True))})
    if (setting := choices.get(answer)) is not None:
        _keep("Kept for the next time.", (MoveChange(now, offer.key, setting),), context, console, asks=True)


def _limits(move: Move, *, is_from_65: bool) -> MoveLimits:
    first, last = move.dose.times if move.dose is not None else (1, 1)
    return limits_of(first, last, len(move.levels), is_from_65=is_from_65)


def _keys_of(offer: MoveOffer) -> str:
    one = len(offer.choices) == 1
    keys = [f"{at} {'yes' if one else _setting_words(setting)}" for at, setting in enumerate(offer.choices, start=1)]
    return f"{', '.join(keys)}; Enter leaves it as it is:"


def _setting_words(setting: MoveSetting) -> str:
    return f"{setting.repetitions} times"

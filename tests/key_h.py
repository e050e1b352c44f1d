"""Events of a session in which somebody presses h and answers."""

from backpain_cli.session.events import NS_PER_S, Event, SessionCommand, TimePassed

A_SECOND = TimePassed(NS_PER_S)


def hurts(*answers: SessionCommand | int) -> tuple[Event, ...]:
    """Return the key h and its answers, each a second after the page came up; a number is a wait of so many seconds."""
    events: list[Event] = [SessionCommand.HURTS]
    for answer in answers:
        events += [TimePassed(answer * NS_PER_S)] if isinstance(answer, int) else [A_SECOND, answer]
    return tuple(events)

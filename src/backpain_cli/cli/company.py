"""What is led with a session besides its view: what is heard, the stream of events, the screen that stays awake."""

from backpain_cli.cli.wishes import Wishes
from backpain_cli.guide.walk import Stage


def company_for(wishes: Wishes) -> list[Stage]:
    """Return the stages that go with a session, by what was asked for."""
    del wishes
    return []

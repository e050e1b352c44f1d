"""What a person asked for with the options of a session."""

from typing import NamedTuple


class Wishes(NamedTuple):
    """How a session is to be led."""

    plain: bool = False
    big: bool = False
    speed: int = 1
    from_step: int = 1
    gentle: bool = False
    saves: bool = True
    resume: bool = False
    events: bool = False
    """Whether standard output is for the stream of events."""
    sound: str = ""
    """One of the choices of `--sound`; empty for the kept one."""
    flash: bool | None = None
    """Whether a change flashes; None for what is kept."""

    @property
    def rehearses(self) -> bool:
        """Whether it is only looked at, faster than in life: then it counts as no session, and none is kept."""
        return self.speed > 1

"""What a command works with, made on first use, and the one way from a routine to a plan."""

from collections.abc import Mapping
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Self

from backpain_cli.domain.adapting import Adapted, adapt, unadapted
from backpain_cli.domain.circumstances import Standing
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.layout import lay_out
from backpain_cli.domain.plan import Plan
from backpain_cli.domain.routine import Routine
from backpain_cli.domain.segment import Side
from backpain_cli.paths import HISTORY_FILE, data_folder

if TYPE_CHECKING:
    from backpain_cli.cli.memory import Memory
    from backpain_cli.domain.atlas import Anatomy
    from backpain_cli.domain.circumstances import Circumstances
    from backpain_cli.domain.screen_questions import ScreenQuestions
    from backpain_cli.terminal.paper import Paper


class AppContext:
    """The program's data, what is saved of the person, and the consoles. Closes what it opened."""

    def __init__(self, *, saves: bool = False) -> None:
        """Load nothing yet.

        Args:
            saves: whether `profile` saves what it is given.
        """
        self._saves = saves
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    @cached_property
    def atlas(self) -> "Anatomy":
        """The anatomy, with the safety texts."""
        from backpain_cli.library.anatomy_file import load_anatomy

        return load_anatomy()

    @cached_property
    def sign_table(self) -> "ScreenQuestions":
        """The questions of the full and of the short screening."""
        from backpain_cli.library.safety_file import load_screen_questions

        return load_screen_questions()

    @cached_property
    def circumstances(self) -> "Circumstances":
        """The circumstances that change a plan, with their questions and rules."""
        from backpain_cli.library.safety_file import load_circumstances

        return load_circumstances()

    @cached_property
    def profile(self) -> "Memory":
        """What is saved of the person, as far as it can be read."""
        from backpain_cli.cli.memory import Memory

        return self._opened.enter_context(Memory(data_folder(), saves=self._saves))

    @cached_property
    def out(self) -> "Paper":
        """The console of standard output."""
        from backpain_cli.terminal.paper import Paper

        return Paper()

    @cached_property
    def err(self) -> "Paper":
        """The console of standard error."""
        from backpain_cli.terminal.paper import talk

        return talk()


def plan_for(adapted: Adapted, *, sorer: Side | None = None) -> Plan:
    """Return the plan of a routine that was adapted to a person, or is meant for anybody. There is no other way to one.

    Args:
        adapted: from `adapted_routine`, or from `unadapted` for anybody.
        sorer: the person's sorer side, left or right; None leaves the two sides as easier and sorer.

    Raises:
        BackpainError: the routine is not for this person now.
    """
    if adapted.refused:
        hint = "`backpain screen --edit` asks about you again."
        raise BackpainError(adapted.refused, hint=hint, exit_code=ExitCode.SEE_A_DOCTOR_FIRST)
    return lay_out(adapted.routine, sorer=sorer)


def adapted_routine(
    routine: Routine,
    context: AppContext,
    *,
    answers: Mapping[str, str] | None = None,
    gentle: bool = False,
    dulled: bool = False,
    must_read: bool = False,
) -> Adapted:
    """Return `routine` adapted to the person: to the answers about their circumstances and to the signs they reported.

    Args:
        routine: as it is written.
        context: has what is saved of the person.
        answers: where they were just asked for; None takes the saved ones. If none are saved, the routine is adapted
            to reported signs only, and is not personal.
        gentle: whether it is the gentler form.
        dulled: whether something dulls pain today.
        must_read: whether saved data that cannot be read is an error; else standard error says so, and the routine
            is adapted to what can be read, and is not personal.

    Raises:
        BackpainError: `must_read`, and what is saved cannot be read.
    """
    if answers is not None:
        excluded = context.profile.kept_out()
        return adapt(routine, answers, context.circumstances, kept_out=excluded, gentle=gentle, dulled=dulled)
    saved, excluded = _saved_data(context, must_read=must_read) if _has_history() else ({}, frozenset[str]())
    is_personal = bool(saved) and context.profile.trouble is None
    if not (saved or excluded or gentle or dulled):
        return unadapted(routine)
    known = saved or {one.key: Standing.NO for one in context.circumstances.all}
    adapted = adapt(routine, known, context.circumstances, kept_out=excluded, gentle=gentle, dulled=dulled)
    return adapted._replace(is_personal=is_personal)


def _has_history() -> bool:
    """True unless there is certainly no history: of a new person nothing needs to be opened."""
    try:
        (data_folder() / HISTORY_FILE).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        # The profile reports what is wrong with the folder.
        return True
    return True


def _saved_data(context: AppContext, *, must_read: bool) -> tuple[Mapping[str, str], frozenset[str]]:
    """Return the saved answers and the keys of the muscles that signs exclude; report what cannot be read."""
    answers, excluded = context.profile.circumstances() or {}, context.profile.kept_out()
    if (trouble := context.profile.trouble) is not None:
        if must_read:
            raise trouble
        from backpain_cli.terminal.spans import paragraph

        text = f"{trouble.message} {trouble.hint} Until it can be read, this is for anybody, not adapted to you."
        context.err.print(paragraph(text, context.err.width, style="notice"))
    return answers, excluded

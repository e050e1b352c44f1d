"""What every command needs, made on first use; the one way to a plan."""

import sys
from contextlib import ExitStack
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self

from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import SessionOptions, keep_choices
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.paths import HISTORY_FILE, data_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from backpain_cli.cli.profile import PersonProfile
    from backpain_cli.domain.anatomy.atlas import Atlas
    from backpain_cli.domain.records.triage_records import TriageState
    from backpain_cli.domain.routine.plan import Plan
    from backpain_cli.domain.routine.routine import Routine
    from backpain_cli.domain.safety.adaptation import Adaptation
    from backpain_cli.domain.safety.fact_table import FactTable, HeldCircumstances
    from backpain_cli.domain.safety.in_session import InSessionTexts
    from backpain_cli.domain.safety.plan_rules import LeftOut
    from backpain_cli.domain.safety.sign_table import TriageTable
    from backpain_cli.domain.safety.signs import SafetyTexts
    from backpain_cli.domain.settings import Settings
    from backpain_cli.domain.terms import Side
    from backpain_cli.history.store import HistoryStore
    from backpain_cli.terminal.console import PageConsole


class AppContext:
    """The program's data, what is saved of the person, the options and the consoles. Closes what it opened."""

    def __init__(self, options: SessionOptions | None = None) -> None:
        """Load nothing yet.

        Args:
            options: of a session; without its `record`, `profile` saves nothing.
        """
        self.options = options or SessionOptions()
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    @cached_property
    def atlas(self) -> "Atlas":
        """The anatomy."""
        from backpain_cli.library.shipped import load_atlas

        return load_atlas()

    @cached_property
    def triage_table(self) -> "TriageTable":
        """The one table of signs."""
        from backpain_cli.library.shipped_safety import load_triage_table

        return load_triage_table()

    @cached_property
    def safety_texts(self) -> "SafetyTexts":
        """What is said before, during and after every session."""
        from backpain_cli.library.shipped_safety import load_safety_texts

        return load_safety_texts()

    @cached_property
    def in_session_texts(self) -> "InSessionTexts":
        """The stop rules, and the words of the key h."""
        from backpain_cli.library.shipped_safety import load_in_session_texts

        return load_in_session_texts()

    @cached_property
    def fact_table(self) -> "FactTable":
        """The facts that are asked about the person, and what they change in a plan."""
        from backpain_cli.library.shipped_facts import load_fact_table

        return load_fact_table()

    @cached_property
    def settings(self) -> "Settings":
        """The preferences, as they were saved when first read."""
        from backpain_cli.library.settings import load_settings

        return load_settings()

    @property
    def starts_big(self) -> bool:
        """Whether a session starts with digits as large as the screen."""
        return self.options.big or self.settings.big

    def save_choices(self) -> None:
        """Save the sound and the flash that the options choose, unless nothing is saved; say so if that fails."""
        if self.options.record:
            try:
                keep_choices(sound=self.options.sound, flash=self.options.flash)
            except BackpainError as error:
                from backpain_cli.cli.output import say

                say(f"{error.message} {error.hint}", self.err, style="caution")

    @cached_property
    def history(self) -> "HistoryStore":
        """The history; nothing is created before something is saved."""
        from backpain_cli.history.store import open_history

        return self._opened.enter_context(open_history(data_folder()))

    @cached_property
    def profile(self) -> "PersonProfile":
        """What is saved of the person, as far as it can be read."""
        from backpain_cli.cli.profile import PersonProfile

        saves = self.options.record and not self.options.is_rehearsal
        return self._opened.enter_context(PersonProfile(data_folder(), saves=saves))

    @cached_property
    def err(self) -> "PageConsole":
        """The console of standard error."""
        from backpain_cli.terminal.console import talk

        return talk()

    @cached_property
    def console(self) -> "PageConsole":
        """The console of a conversation: the terminal that the person sees, else standard error."""
        from backpain_cli.terminal.console import PageConsole

        return PageConsole(sys.stdout if can_ask() and sys.stdout.isatty() else sys.stderr)


def can_ask() -> bool:
    """Return whether there is a keyboard, and a terminal that shows the questions."""
    return sys.stdin.isatty() and (sys.stdout.isatty() or sys.stderr.isatty())


def plan_for(adapted: "Adaptation", *, sorer: "Side | None" = None) -> "Plan":
    """Return the plan of a routine that was adapted to a person, or is meant for anybody: the only way to a plan.

    Args:
        adapted: from `adapted_routine`, or from `unadapted` for anybody.
        sorer: the person's sorer side, left or right; None leaves the two sides as easier and sorer.

    Raises:
        BackpainError: the routine is not for this person now.
    """
    from backpain_cli.domain.routine.layout import lay_out

    if adapted.refused:
        hint = "`backpain screen --edit` asks about you again."
        raise BackpainError(adapted.refused, hint=hint, exit_code=ExitCode.SEE_A_DOCTOR_FIRST)
    return lay_out(adapted.routine, sorer=sorer)


def adapted_routine(
    routine: "Routine", context: AppContext, *,
    held: "HeldCircumstances | None" = None, gentle: bool = False, must_read: bool = False,
) -> "Adaptation":  # fmt: skip
    """Return `routine` adapted to the person: what `routine_adapter` returns does this to any number of them."""
    from backpain_cli.domain.routine.own_doses import without_optional

    done = without_optional(routine) if context.options.without_optional else routine
    return routine_adapter(context, held=held, gentle=gentle, must_read=must_read)(done)


def routine_adapter(
    context: AppContext, *, held: "HeldCircumstances | None" = None, gentle: bool = False, must_read: bool = False
) -> "Callable[[Routine], Adaptation]":
    """Return what adapts routines to the person: to what holds for them and to the signs they reported.

    Args:
        context: has what is saved of the person.
        held: what holds today, where it was just asked for; None takes what is saved. If nothing is, the routine is
            adapted to reported signs only, and is not personal.
        gentle: whether it is the gentler form.
        must_read: whether saved data that cannot be read is an error; else standard error says so, and the routine
            is adapted to what can be read, and is not personal.

    Raises:
        BackpainError: `must_read`, and what is saved cannot be read.
    """
    from backpain_cli.domain.routine.own_doses import as_done
    from backpain_cli.domain.safety.adaptation import adapt_routine, unadapted
    from backpain_cli.domain.safety.plan_rules import NOTHING_LEFT_OUT

    table, saved, left, is_personal = context.fact_table, held, NOTHING_LEFT_OUT, True
    if held is not None:
        left = context.profile.left_out(context.atlas)
    elif has_history():
        saved, left = _saved_data(context, must_read=must_read)
        is_personal = context.profile.trouble is None
    changes_nothing = saved is None and left == NOTHING_LEFT_OUT and not gentle

    def adapt(routine: "Routine") -> "Adaptation":
        done = as_done(routine, left.doses, highest_level=context.options.level)
        if changes_nothing:
            return unadapted(done)
        adapted = adapt_routine(
            done, saved, table,
            kept_out=left.kept_out, resting=left.resting, left_out=left.moves, gentle=gentle,
        )  # fmt: skip
        return adapted._replace(is_personal=is_personal and saved is not None)

    return adapt


def known_of_person(context: AppContext) -> "TriageState":
    """Return what is known of the person before any question; what cannot be read is not known."""
    from backpain_cli.domain.records.triage_records import NOTHING_KEPT
    from backpain_cli.domain.safety.known_person import known_state

    profile, now = context.profile, datetime.now().astimezone()
    kept, answers = profile.triage() or NOTHING_KEPT, profile.circumstances() or {}
    return known_state(kept, answers, context.fact_table, profile.circumstances_answered_at(), now)


def has_history() -> bool:
    """True unless there is certainly no history: of a new person nothing needs to be opened."""
    try:
        (data_folder() / HISTORY_FILE).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        # The profile reports what is wrong with the folder.
        return True
    return True


def _saved_data(context: AppContext, *, must_read: bool) -> "tuple[HeldCircumstances | None, LeftOut]":
    """Return what holds for the person, None if it was never asked, and what is left out.

    What cannot be read is reported.
    """
    from backpain_cli.domain.safety.known_person import held_by

    known, excluded = known_of_person(context), context.profile.left_out(context.atlas)
    if (trouble := context.profile.trouble) is not None:
        if must_read:
            raise trouble
        from backpain_cli.cli.output import say

        text = f"{trouble.message} {trouble.hint} Until it can be read, this is for anybody, not adapted to you."
        say(text, context.err, style="caution")
    if known.person is None or not known.person.has_facts:
        return None, excluded
    # The table of signs is loaded only for a person of whom a sign is kept.
    held = held_by(known, lambda key: context.triage_table.spared_by(key), context.fact_table)
    return held, excluded


class Range(NamedTuple):
    """From when to when; None is without an end."""

    since: datetime | None
    until: datetime | None
    """The first moment that is no longer meant."""


def range_of(since: str | None, until: str | None) -> Range:
    """Return the range of those days, both included, on this computer's clock.

    Raises:
        BackpainError: one is not a day, or the last comes before the first.
    """
    if since is None and until is None:
        return Range(None, None)
    from backpain_cli.domain.typed_input import day_end, day_start, parse_day

    today = datetime.now().astimezone().date()
    try:
        first, last = (None if text is None else parse_day(text, today) for text in (since, until))
    except ValueError as error:
        raise UsageError(str(error)) from None
    if first and last and last < first:
        raise UsageError("--until comes before --since.")
    return Range(day_start(first) if first else None, day_end(last) if last else None)


def say_what_waits(store: "HistoryStore") -> None:
    """Say on standard error how many sessions are not in the history yet, so not in any list or export."""
    from backpain_cli.cli.output import say
    from backpain_cli.history.journal_files import unfinished_sessions

    waiting = sum(not store.has_session(one.identifier) for one in unfinished_sessions(data_folder()))
    if waiting:
        which, it = ("One session is", "it") if waiting == 1 else (f"{waiting} sessions are", "them")
        reason = f"{which} not in the history yet: interrupted, or not saved."
        say(f"{reason} `backpain routine` goes on with {it}, or keeps {it}.", style="caution")

"""What a session is at one moment: the position in a plan, how it was reached, and what is asked.

No clock, thread or terminal is involved. Times are integers of nanoseconds, so that nothing is lost in rounding.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, Self

from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.sessions import ReportedSign
from backpain_cli.domain.routine.plan import Plan, Segment
from backpain_cli.domain.routine.plan_changes import GENTLER_HOLD_S
from backpain_cli.domain.safety.in_session import HurtsPage
from backpain_cli.session.events import NS_PER_S, SessionCommand
from backpain_cli.session.ledger import StepLedger

QUIT_WITHIN_NS = 2 * NS_PER_S
"""The second press of the quit key counts within this time."""


class SessionStatus(StrEnum):
    """What a session is doing."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    QUIT = "left"
    INTERRUPTED = "broken off"
    """A signal or a lost terminal ended it."""
    STOPPED = "stopped"
    """What a person reported with the key h ended it."""


_GRAVEST_FIRST = (
    ComplaintKind.EMERGENCY, ComplaintKind.SHARP_STAYED, ComplaintKind.LIGHT_HEADED_STAYED, ComplaintKind.LIGHT_HEADED,
)  # fmt: skip


class Notice(StrEnum):
    """What there is to say about the last key; a page of the key h has the same value as its notice."""

    NONE = ""
    AT_CAP = "at cap"
    AT_SHORTEST = "at shortest"
    NO_HOLD = "no hold"
    ENOUGH = "enough"
    """A spot is not pressed a third time."""
    QUIT_AGAIN = "quit again"
    EASIER = "easier"
    """A move is done in an easier form."""
    EASIEST = "easiest"
    """There is none."""
    LEFT_OUT = "left out"
    """An optional step, and where its time goes."""
    LAST_STEP = "last step"
    """Skipping the last step ends the session, so it is asked."""
    NOT_A_KEY = "not a key"
    AWAY = "away"
    HURTS = "hurts"
    SETTLING = "settling"
    SETTLED = "settled"
    RESTING = "resting"
    RESTED = "rested"
    PRESSURE_HALVED = "eased"
    REPETITIONS_HALVED = "fewer"
    HOLDS_HALVED = "shorter"
    """Those of a series."""
    BREATHE_FREELY = "freely"
    SMALLER = "smaller"
    """What is done for a time, without a hold."""
    SPOT_LEFT = "spot left"
    """Too strong for the second time, or done long enough: the step ended."""
    STEP_ENDED = "step ended"
    """Something sharp ended it, and it has gone."""
    SEATED = "seated"
    """The person was light-headed, and goes on seated."""


class HurtsQuestion(NamedTuple):
    """What is asked after the key h. Times are the session's `elapsed_ns`."""

    page: HurtsPage
    before: SessionStatus
    """Whether the session was running or paused."""
    turned_at: int
    """When this page came up."""
    under: HurtsPage | None = None
    """The page on which h was pressed once more, so that what it is is asked again."""
    since: int = 0
    """When the wait began: to settle, or to rest."""
    is_sharp_too: bool = False
    """Whether something sharp was reported before the person was light-headed, and has not gone yet."""
    chosen: int | None = None
    """The number (from 0) of the answer that the arrows point to; None before the first arrow."""
    key: SessionCommand | None = None
    """The key that answered the page before: while it is held down it answers nothing."""
    key_at: int = 0
    """When it last came."""

    @property
    def notice(self) -> Notice:
        """The notice of its page."""
        return Notice(self.page.value)


class SessionState(NamedTuple):
    """The position in a plan, and how it was reached."""

    plan: Plan
    position_ns: int = 0
    """Nanoseconds of the plan that lie behind."""
    status: SessionStatus = SessionStatus.RUNNING
    elapsed_ns: int = 0
    """Nanoseconds since the session began, pauses included; for the quit key and for notices."""
    practised: int = 0
    """Nanoseconds of the plan that were practised: neither skipped nor paused. What was repeated counts again."""
    paused: int = 0
    """Nanoseconds spent in pauses, being away included."""
    standing_ns: int = 0
    """Nanoseconds of the present pause."""
    completed_steps: frozenset[int] = frozenset()
    """Numbers of the steps whose end came by itself."""
    skipped: frozenset[int] = frozenset()
    """Numbers of the steps that were skipped and not done afterwards."""
    seek_count: int = 0
    """How often the position changed by a key; each one begins its step again."""
    notice: Notice = Notice.NONE
    absence_ns: int = 0
    """Of the last absence, while its notice is shown."""
    quit_asked_at: int | None = None
    """The `elapsed_ns` when quit was first pressed, while it can still be confirmed."""
    quit_within: int = QUIT_WITHIN_NS
    """Nanoseconds for which it can be confirmed; longer in a rehearsal, whose time runs faster."""
    question: HurtsQuestion | None = None
    """What is asked after the key h; None while nothing is."""
    complaints: tuple[ReportedSign, ...] = ()
    """What was answered, in order."""
    stopped: frozenset[int] = frozenset()
    """Numbers of the steps that a sign ended."""
    neck_work_at: int | None = None
    """The `elapsed_ns` when neck work was last practised; None while none was."""
    ledger: StepLedger = StepLedger()
    """How long each step was practised, and how often it was begun again."""
    levels: Mapping[str, int] = {}
    """Levels that were chosen by a key, by the key of the move."""
    help_shown: bool = False
    help_until: int | None = None
    """When they go away by themselves, in `elapsed_ns`; None for those that were asked for."""
    layout_named: bool = False
    """Whether it was said that a key means nothing here, and that another keyboard layout may be on."""
    floor_view: bool = False

    @property
    def is_over(self) -> bool:
        """True once nothing can change any more."""
        return self.status not in {SessionStatus.RUNNING, SessionStatus.PAUSED}

    @property
    def is_asking(self) -> bool:
        """Whether it is asked what hurts; nothing goes on before the answer."""
        return self.question is not None

    @property
    def total_ns(self) -> int:
        """Nanoseconds of the complete plan."""
        return self.plan.seconds * NS_PER_S

    @property
    def segment_index(self) -> int:
        """The number (from 0) of the present segment."""
        return self.plan.index_at(self.position_ns // NS_PER_S)

    @property
    def segment(self) -> Segment:
        """The present segment; the last one once it is over."""
        return self.plan.segments[self.segment_index]

    @property
    def seconds_left_in_segment(self) -> int:
        """Whole seconds to show: the segment's full length at its first instant, 0 only at the very end."""
        return -((self.position_ns - self.segment.end * NS_PER_S) // NS_PER_S)

    @property
    def seconds_left(self) -> int:
        """Whole seconds of the plan still to come, rounded up."""
        return -((self.position_ns - self.total_ns) // NS_PER_S)

    @property
    def was_too_strong(self) -> bool:
        """Whether the present step was too strong before."""
        of_step = [one for one in self.complaints if one.step_number == self.segment.step_number]
        return any(one.complaint is ComplaintKind.TOO_STRONG for one in of_step)

    @property
    def longest_hold_s(self) -> int:
        """The seconds to which the present hold may be made longer."""
        cap = self.segment.step.cap
        if not self.was_too_strong:
            return cap
        is_halved = self.segment.reps or self.segment.step.series is not None
        return self.segment.seconds if is_halved else min(cap, GENTLER_HOLD_S)

    @property
    def ended_by(self) -> ComplaintKind | None:
        """The gravest of what was reported in a session that ended because of it; None for any other."""
        if self.status is not SessionStatus.STOPPED:
            return None
        found = {one.complaint for one in self.complaints}
        return next((kind for kind in _GRAVEST_FIRST if kind in found), None)

    def jump_to(self, number: int) -> Self:
        """Return the session at the start of the step of that number."""
        return self._replace(
            position_ns=self.plan.start_of_step(number) * NS_PER_S,
            seek_count=self.seek_count + 1,
            ledger=self.ledger.with_start_of(number),
        )

    def skip(self) -> Self:
        """Return the session at the next step, or at its end; where nothing was done, it was left."""
        number = self.segment.step_number
        skipped = self.skipped | ({number} - self.completed_steps - self.stopped)
        if number < self.plan.steps:
            return self.jump_to(number + 1)._replace(skipped=skipped)
        if not self.completed_steps:
            return self._replace(skipped=skipped, status=SessionStatus.QUIT)
        ended = self._replace(position_ns=self.total_ns, seek_count=self.seek_count + 1, skipped=skipped)
        return ended._replace(status=SessionStatus.FINISHED)

    def had_its_turns(self, number: int) -> bool:
        """Return whether the spot of the step of that number was pressed as often as it may be."""
        step = self.plan.routine.steps[number - 1]
        # While one gets ready and finds the spot for the second time, nothing was pressed twice yet.
        once = self.plan.end_of_step(number) - self.plan.start_of_step(number) + step.ready + step.find
        return step.traits.presses and self.ledger.pressed_ns(self.plan, step) > once * NS_PER_S

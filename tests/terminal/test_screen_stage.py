"""The session on a simulated terminal: each second shows what the regions say, in few bytes, at once after a key."""

import re
from collections import Counter
from collections.abc import Hashable
from itertools import chain, repeat

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Plan, Segment
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.palette import DARK_COLORS
from backpain_cli.pictures.render.images import ImageProtocol
from backpain_cli.pictures.render.placeholders import PLACEHOLDER
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.pictures.scene import Dot, Role, Scene, ScenePoint
from backpain_cli.session.events import NS_PER_S, SessionCommand, SessionEnded, TimePassed
from backpain_cli.session.loop import new_session, run_loop
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.terminal.painter import RegionPainter
from backpain_cli.terminal.screen_pictures import PicturesInTmux, ScreenPictures
from backpain_cli.terminal.screen_stage import ScreenStage
from backpain_cli.terminal.tmux import TmuxView
from backpain_cli.views.charts import PictureView, TruePicture
from backpain_cli.views.session_pictures import StepPictures
from tests.counted import counted_at
from tests.fakes import FakeTime
from tests.pictures.render.test_placeholders import PASSED_ON, passed_on
from tests.plans import small_plan
from tests.screens import IN_SESSION
from tests.terminal.test_screen_pictures import SEEN_IN_KITTY, SEEN_IN_XTERM, needs_png
from tests.views.session_grid import prose, screen_console, screen_lines
from tests.views.window import Window

KEYS = (
    SessionCommand.LENGTHEN_HOLD, SessionCommand.HELP, SessionCommand.UNKNOWN, SessionCommand.HELP, SessionCommand.BIG,
    SessionCommand.HELP, SessionCommand.BIG, SessionCommand.RESTART, SessionCommand.SHORTEN_HOLD,
    SessionCommand.HURTS, SessionCommand.ZERO, SessionCommand.PAUSE, SessionCommand.PAUSE, SessionCommand.SKIP,
)  # fmt: skip


class Witness(ScreenStage):
    """A stage that checks after each second that the terminal shows what was composed."""

    def __init__(self, window: Window, *, ascii_only: bool = False) -> None:
        painter = RegionPainter(screen_console(), window.write)
        super().__init__(painter, lambda: window.size, IN_SESSION, ascii_only=ascii_only)
        self.window = window
        self.ascii_only = ascii_only
        self.drawn = 0

    def show(self, session: Session) -> None:
        super().show(session)
        if session.is_over:
            return
        self.drawn += 1
        assert self.window.text() == screen_lines(session, *self.window.size, ascii_only=self.ascii_only)


@pytest.mark.parametrize(
    ("size", "ascii_only"),
    [((120, 40), False), ((80, 24), False), ((80, 24), True), ((40, 12), False), ((30, 5), False)],
    ids=str,
)
def test_the_terminal_shows_the_regions_at_each_second_and_after_each_key(
    size: tuple[int, int], ascii_only: bool
) -> None:
    stage = Witness(Window(*size), ascii_only=ascii_only)
    time = FakeTime([(31.3 + 4.9 * number, key) for number, key in enumerate(KEYS)], late=lambda _: 0.1)
    session = run_loop(new_session(small_plan()), clock=time, inputs=time, stage=stage)
    assert session.status is SessionStatus.FINISHED
    assert stage.drawn > 60


def bytes_sent(laid_out: Plan, columns: int, lines: int) -> int:
    """Return how many bytes a terminal is sent in a whole session, pictures not counted."""
    window = Window(columns, lines)
    written: list[int] = []

    def write(data: bytes) -> bool:
        written.append(len(data))
        return True

    stage = ScreenStage(RegionPainter(screen_console(), write), lambda: window.size, IN_SESSION)
    time = FakeTime()
    session = run_loop(new_session(laid_out), clock=time, inputs=time, stage=stage)
    assert (session.status, session.practised) == (SessionStatus.FINISHED, 900 * NS_PER_S)
    assert len(time.waits) == 900
    return sum(written)


def test_fifteen_minutes_send_less_than_six_hundred_thousand_bytes(anatomy: Atlas) -> None:
    routine = next(one for one in load_shipped_routines(anatomy) if one.key == "lower-back")
    # Nothing is saved by not drawing: each second writes a digit at least.
    assert 20_000 < bytes_sent(lay_out(routine), 120, 40) < 600_000


def test_a_frame_that_broke_off_is_made_good_in_the_next_second() -> None:
    window = Window(80, 24)
    stage = Witness(window)
    stage.show(Session(plan=small_plan(), position_ns=36 * NS_PER_S))
    window.breaks = True
    with pytest.raises(AssertionError):
        stage.show(Session(plan=small_plan(), position_ns=37 * NS_PER_S))
    window.breaks = False
    stage.show(Session(plan=small_plan(), position_ns=38 * NS_PER_S))


class CountedPictures(StepPictures):
    """A dot for each step, which notes when it is drawn."""

    def __init__(self) -> None:
        super().__init__(dict, "own")
        self.asked: list[int] = []

    def of_segment(self, segment: Segment, side: Side | None = None) -> list[Scene]:
        return [Scene(100, 100, (Dot(Role.LIMB, ScenePoint(50, 50), 40),), f"{segment.step_number}", "")]


def test_the_words_of_a_step_come_before_its_pictures_and_the_next_ones_are_drawn_in_time() -> None:
    window = Window(120, 40)
    drawn: list[str] = []
    seen: list[str] = []

    class Noted(PictureView):
        def __rich_console__(self, console, options):  # type: ignore[no-untyped-def]
            drawn.append(self._scene.title)
            seen.append(prose(window.text()))
            yield from super().__rich_console__(console, options)

    def draw(scene: Scene, columns: int, lines: int) -> PictureView:
        return Noted(scene, columns, lines, PictureMode.ASCII, DARK_COLORS)

    painter = RegionPainter(screen_console(), window.write)
    stage = ScreenStage(painter, lambda: window.size, IN_SESSION, pictures=CountedPictures(), draw=draw)
    stage.show(Session(plan=small_plan()))
    assert "Bend forward slowly" in seen[0]
    assert drawn == ["1", "2"]
    for second in (1, 2, 19):
        stage.show(Session(plan=small_plan(), position_ns=second * NS_PER_S))
        assert drawn == ["1", "2"]
    # After a jump to a step whose pictures are not drawn yet, its words come first.
    stage.show(Session(plan=small_plan(), position_ns=110 * NS_PER_S))
    assert drawn == ["1", "2", "4"]
    assert "Breathe slowly" in seen[-1]


def test_a_storm_of_sizes_ends_with_the_right_screen() -> None:
    window = Window(80, 24)
    stage = Witness(window)
    session = Session(plan=small_plan(), position_ns=40 * NS_PER_S)
    for size in [(1, 1), (500, 200), (2, 50), (200, 2), (36, 10), (35, 9), (120, 40), (20, 1), (96, 28), (80, 24)]:
        window.resize(*size)
        stage.redraw()
        stage.show(session)
    assert stage.drawn == 10


def test_what_another_program_wrote_is_gone_after_a_redraw() -> None:
    window = Window(80, 24)
    stage = Witness(window)
    stage.show(Session(plan=small_plan()))
    window.screen.reset()
    window.screen.draw("another program")
    stage.redraw()
    stage.show(Session(plan=small_plan()))
    assert "another program" not in prose(window.text())


def test_the_end_draws_nothing() -> None:
    window = Window(80, 24)
    stage = ScreenStage(RegionPainter(screen_console(), window.write), lambda: window.size, IN_SESSION)
    stage.show(Session(plan=small_plan()).after(SessionEnded()))
    assert window.sent == 0


class TestFlash:
    @staticmethod
    def flashes(seconds: list[float], *, wanted: bool = True) -> list[bool]:
        """Return for each moment whether the verb was reversed over the width."""
        window = Window(80, 24)
        stage = ScreenStage(
            RegionPainter(screen_console(), window.write), lambda: window.size, IN_SESSION, flash=wanted
        )
        found = []
        for second in seconds:
            position = int(second * NS_PER_S)
            stage.show(Session(plan=small_plan(), position_ns=position, elapsed_ns=position, floor_view=True))
            found.append(window.text()[2].startswith(" " + "█" * 30))
        return found

    def test_each_change_of_phase_flashes_once(self) -> None:
        assert self.flashes([19, 20, 20.5, 21, 25, 26]) == [False, True, False, False, True, False]

    def test_no_two_come_within_a_second(self) -> None:
        assert self.flashes([19, 19.9, 20, 20.2, 25.0, 25.5]).count(True) == 2

    def test_none_comes_unless_it_is_asked_for(self) -> None:
        assert not any(self.flashes([19, 20, 25, 35], wanted=False))


class Images(ScreenPictures):
    """True pictures that nobody sees: it remembers which were shown."""

    def __init__(self, protocol: ImageProtocol) -> None:
        super().__init__(protocol, DARK_COLORS, lambda _: True, (10, 20))
        self.shown: list[str] = []
        self.keys: list[Hashable] = []
        self.prepared: set[str] = set()
        self.events: list[str] = []

    def prepare(self, key: Hashable, scene: Scene, columns: int, lines: int) -> None:
        self.prepared.add(scene.title)

    def place(self, key: Hashable, scene: Scene, place: tuple[int, int], columns: int, lines: int) -> None:
        self.shown.append(scene.title)
        self.keys.append(key)
        self.events.append("place")

    def clear(self) -> None:
        self.shown.clear()
        self.events.append("clear")

    def close(self) -> None:
        self.events.append("close")


def _stage_with(images: Images, plan: Plan | None = None, *, two_frames: bool = False) -> tuple[ScreenStage, Plan]:
    plan = plan or small_plan()
    pictures = StepPictures(load_picture_data, plan.routine.key)
    pictures.two_frames = two_frames
    painter = RegionPainter(screen_console(), lambda _: True)
    stage = ScreenStage(
        painter,
        lambda: (120, 40),
        IN_SESSION,
        pictures=pictures,
        draw=lambda scene, *_: TruePicture(scene),
        images=images,
    )
    return stage, plan


@pytest.mark.parametrize("protocol", [ImageProtocol.KITTY, ImageProtocol.SIXEL])
def test_a_true_picture_is_shown_once_and_goes_while_a_question_is_asked(protocol: ImageProtocol) -> None:
    images = Images(protocol)
    stage, plan = _stage_with(images)
    session = new_session(plan)
    with stage:
        stage.show(session)
        while not images.shown and not session.is_over:
            session = session.after(TimePassed(NS_PER_S))
            stage.show(session)
        assert images.shown
        shown, images.events = list(images.shown), []
        stage.show(session.after(TimePassed(NS_PER_S)))
        assert images.events == []
        stage.show(session.after(SessionCommand.HURTS))
        assert images.shown == []
        stage.show(session)
        assert images.shown == shown
        stage.redraw()
        stage.show(session)
        assert images.shown == shown
    assert images.events[-1] == "close"


def test_the_pictures_of_the_next_step_are_sent_before_it_begins() -> None:
    images = Images(ImageProtocol.KITTY)
    stage, plan = _stage_with(images)
    session = new_session(plan)
    while not (images.prepared or session.is_over):
        stage.show(session)
        session = session.after(TimePassed(5 * NS_PER_S))
    assert images.prepared


def _frames_of(title: str, anatomy: Atlas, *, two_frames: bool) -> list[str]:
    """Return for each second of the hold of a step how often pictures were placed, and a pause at its sixth second."""
    routine = next(one for one in load_shipped_routines(anatomy) if one.key == "whole-back")
    images = Images(ImageProtocol.KITTY)
    stage, plan = _stage_with(images, lay_out(routine, sorer=Side.LEFT), two_frames=two_frames)
    hold = next(one for one in plan.segments if one.step.title == title and one.phase is Phase.HOLD)
    found = []
    for second in (0, 1, 2, 3, 4, 5, 5, 5, 6, 7, 8, 9, 10, 12, 14):
        images.keys.clear()
        stage.show(Session(plan=plan, position_ns=(hold.start + second) * NS_PER_S))
        found.append("".join("B" if "begins" in str(key) else "E" for key in images.keys) or ".")
    return found


def test_a_stretch_shows_its_way_in_every_two_seconds_and_then_stays_at_its_end(anatomy: Atlas) -> None:
    assert "".join(_frames_of("Ear to shoulder stretch", anatomy, two_frames=True)) == "B.E.B...E......"


def test_what_is_repeated_is_shown_to_and_fro_all_through(anatomy: Atlas) -> None:
    assert "".join(_frames_of("Hip circles", anatomy, two_frames=True)) == "B.E.B...E.B.EBE"


def test_who_asked_for_reduced_motion_sees_one_frame(anatomy: Atlas) -> None:
    assert "".join(_frames_of("Hip circles", anatomy, two_frames=False)) == "E.............."


class _TmuxWindow(Window):
    """A pane of tmux: what is passed on never reaches its cells."""

    def __init__(self, columns: int, lines: int) -> None:
        super().__init__(columns, lines)
        self.passed_on = b""

    def write(self, data: bytes) -> bool:
        for piece in re.findall(PASSED_ON, data):
            self.passed_on += passed_on(piece)
        return super().write(re.sub(PASSED_ON, b"", data))

    def placeholders(self) -> dict[str, int]:
        """Return how many cells of which picture there are: of each the colour."""
        cells = [self.screen.buffer[y][x] for y in range(self.size[1]) for x in range(self.size[0])]
        return Counter(cell.fg for cell in cells if PLACEHOLDER in cell.data)


def _stage_in_tmux(window: _TmuxWindow, plan: Plan, *views: TmuxView) -> ScreenStage:
    """Return a stage within a tmux whose answers are `views`, the last one again and again."""
    answers = chain(views, repeat(views[-1]))
    images = PicturesInTmux(DARK_COLORS, window.write, (10, 20), lambda: next(answers))
    pictures = StepPictures(load_picture_data, plan.routine.key)
    pictures.two_frames = True

    def draw(scene: Scene, columns: int, lines: int) -> PictureView | TruePicture:
        if images.can_show(scene):
            return TruePicture(scene)
        return PictureView(scene, columns, lines, PictureMode.ASCII, DARK_COLORS)

    painter = RegionPainter(screen_console(), window.write)
    return ScreenStage(painter, lambda: window.size, IN_SESSION, pictures=pictures, draw=draw, images=images)


@pytest.fixture
def moving(anatomy: Atlas) -> Session:
    """A session in a movement that has two frames."""
    routine = next(one for one in load_shipped_routines(anatomy) if one.key == "whole-back")
    plan = lay_out(routine, sorer=Side.LEFT)
    hold = next(one for one in plan.segments if one.step.title == "Hip circles" and one.phase is Phase.HOLD)
    return Session(plan=plan, position_ns=hold.start * NS_PER_S)


@needs_png
def test_within_tmux_no_cell_of_a_picture_is_left_when_it_goes(moving: Session) -> None:
    window = _TmuxWindow(120, 40)
    with _stage_in_tmux(window, moving.plan, SEEN_IN_KITTY) as stage:
        stage.show(moving)
        (first,) = window.placeholders().items()
        stage.show(moving.after(TimePassed(NS_PER_S)))
        assert window.placeholders() == dict([first])
        # The other frame, in the same cells.
        stage.show(moving.after(TimePassed(2 * NS_PER_S)))
        (second,) = window.placeholders().items()
        assert second != first and second[1] == first[1]
        for elsewhere in (moving.after(SessionCommand.HURTS), moving.after(SessionCommand.BIG)):
            stage.show(elsewhere)
            assert window.placeholders() == {}
            stage.show(moving)
            assert window.placeholders() == dict([first])
        window.resize(60, 20)
        stage.redraw()
        stage.show(moving)
        assert window.placeholders() == {}
    sent = set(re.findall(rb"a=t,f=100,i=(\d+)", window.passed_on))
    assert sent == set(re.findall(rb"a=d,d=I,i=(\d+)", window.passed_on))


@needs_png
def test_the_pictures_within_tmux_follow_those_who_look(moving: Session) -> None:
    window = _TmuxWindow(120, 40)
    other = SEEN_IN_KITTY._replace(clients=(SEEN_IN_KITTY.clients[0]._replace(process="9"),))
    # When they are made, and every five seconds from then on.
    views = [SEEN_IN_KITTY, SEEN_IN_KITTY, other, SEEN_IN_XTERM, SEEN_IN_KITTY]
    stage = _stage_in_tmux(window, moving.plan, *views)
    found, session = [], moving
    for _ in range(4):
        window.passed_on = b""
        stage.show(session)
        stage.show(session)
        found.append((bool(window.placeholders()), b"a=t,f=100" in window.passed_on))
        session = session.after(TimePassed(5 * NS_PER_S))
    # Another kitty is sent all of them; a terminal that has none gets cells.
    assert found == [(True, True), (True, True), (False, False), (True, True)]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12), (30, 5)], ids=str)
def test_every_screen_of_a_demonstration_says_what_it_is(size: tuple[int, int]) -> None:
    window = Window(*size)
    stage = ScreenStage(
        RegionPainter(screen_console(), window.write), lambda: window.size, IN_SESSION, mark="DEMONSTRATION"
    )
    session = new_session(small_plan()).after(TimePassed(12 * NS_PER_S))
    for shown in (
        session,
        session.after(SessionCommand.HURTS),
        session.after(SessionCommand.BIG),
        session.after(SessionCommand.PAUSE),
        session.after(SessionCommand.HELP),
    ):
        stage.show(shown)
        assert window.text()[-1].rstrip().endswith("DEMONSTRATION")


@pytest.mark.parametrize("moves", [True, False])
def test_only_a_breath_moves_within_a_second_and_not_for_a_person_who_wants_no_motion(moves: bool) -> None:
    window = Window(80, 24)
    stage = ScreenStage(RegionPainter(screen_console(), window.write), lambda: window.size, IN_SESSION, moves=moves)
    breathing = counted_at("Slow breathing", Phase.HOLD, 2)
    assert stage.frames_per_s(breathing) == (4 if moves else 1)
    for still in (breathing.after(SessionCommand.PAUSE), counted_at("Bridge", Phase.WORK, 2)):
        assert stage.frames_per_s(still) == 1
    stage.show(breathing)
    before, quarter = window.sent, breathing.after(TimePassed(NS_PER_S // 4))
    stage.animate(quarter)
    # Both ends of a bar of three rows, and nothing else.
    assert 0 < window.sent - before < 400

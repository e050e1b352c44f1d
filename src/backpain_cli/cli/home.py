"""From what is known here to home, and from a choice there to a command."""

import os
import sys
from datetime import datetime, timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING

from backpain_cli.domain.errors import BackpainError

if TYPE_CHECKING:
    from backpain_cli.cli.context import AppContext
    from backpain_cli.pictures.scene import Scene
    from backpain_cli.views.home import HomeArea, HomeFound


LONG_ROUTINE_MINUTES = 10
"""From here on a routine is a session rather than first aid."""


def home_is_possible() -> bool:
    """Return whether home can be shown: input and output are a terminal that is large enough and not plain."""
    from backpain_cli.terminal.console import is_plain
    from backpain_cli.views.home import MIN_COLUMNS, MIN_LINES

    if is_plain(sys.stdout) or not sys.stdin.isatty() or find_spec("termios") is None:
        return False
    size = os.get_terminal_size(sys.stdout.fileno())
    return size.columns >= MIN_COLUMNS and size.lines >= MIN_LINES


def home_arguments() -> list[str]:
    """Show home, and return the arguments of the command that was chosen there; none to leave."""
    from backpain_cli.cli.context import AppContext
    from backpain_cli.cli.options import SessionOptions
    from backpain_cli.terminal.home import choose_at_home
    from backpain_cli.views.home import HomeState
    from backpain_cli.wording.phrases import DO_NOT_BEGIN

    with AppContext(SessionOptions(record=False)) as context:
        areas = home_areas(context)
        practised, last_area, interrupted = _remembered(context)
        keys = [area.key for area in areas]
        chosen = keys.index(last_area) if last_area in keys else keys.index("lower-back")
        state = HomeState(areas, DO_NOT_BEGIN, chosen, practised=practised, interrupted=interrupted)
        return choose_at_home(
            state,
            lambda area, front: home_scene(context, area, front=front),
            lambda typed: home_search(context, typed),
        )


def home_areas(context: "AppContext") -> "list[HomeArea]":
    """Return the pain areas from head to foot, with what can be done about each."""
    from backpain_cli.domain.anatomy.lookup import muscles_felt_in
    from backpain_cli.domain.routine.routine import routine_for
    from backpain_cli.library.routines.finder import list_routines
    from backpain_cli.views.home import HomeArea

    routines = list_routines(context.atlas).routines
    long = [routine for routine in routines if routine.minutes >= LONG_ROUTINE_MINUTES]
    short = [routine for routine in routines if routine.minutes < LONG_ROUTINE_MINUTES]
    return [
        HomeArea(
            area.key,
            area.name,
            tuple(match.muscle.english.lower() for match in muscles_felt_in(context.atlas, [area])),
            routine_for(area.key, long),
            routine_for(area.key, short),
        )
        for area in context.atlas.areas.values()
    ]


def _remembered(context: "AppContext") -> tuple[str, str, str]:
    """Return what was practised in a few words, the area of the last session, and what was interrupted.

    Home is shown without a history that cannot be read: the command that needs it says what is wrong.
    """
    from backpain_cli.cli.session.resume import sessions_to_resume
    from backpain_cli.domain.records.practice_progress import consecutive_weeks
    from backpain_cli.views.home import MAX_WEEKS_IN_A_ROW, practised_text
    from backpain_cli.views.widgets import Room

    now = datetime.now().astimezone()
    try:
        newest = context.history.sessions(most=1)
        sessions = context.history.sessions(since=now - timedelta(weeks=MAX_WEEKS_IN_A_ROW + 1))
        resumable = sessions_to_resume(context)
    except BackpainError:
        return "", "", ""
    interrupted = resumable[0].description if resumable else ""
    if not newest:
        return "", "", interrupted
    weeks = consecutive_weeks(sessions, now.date())
    areas = newest[0].areas
    return practised_text(weeks, newest[0], Room()), areas[0] if areas else "", interrupted


def home_search(context: "AppContext", typed: str) -> "HomeFound":
    """Return what words typed at home mean: areas, or else a muscle, an activity, or a sign with what to do first."""
    from backpain_cli.cli.first_help import FirstHelp
    from backpain_cli.domain.names import normalize_name
    from backpain_cli.domain.safety.sign_words import is_bad_day
    from backpain_cli.library.shipped import load_look_up_signs
    from backpain_cli.views.home import HomeFound

    atlas, reader = context.atlas, context.atlas.reader
    if (sign := FirstHelp(context).sign(typed)) is not None:
        return HomeFound(arguments=("muscles", typed), says="what to do first", warning=sign.text)
    is_place = atlas.area_names.find(typed) is not None or atlas.muscle_names.find(typed) is not None
    if not is_place and atlas.exercise_names.find(typed) is not None:
        return HomeFound(arguments=("moves", typed), says="how it is done")
    if (reading := reader.areas(typed)) is not None and reading.keys:
        return HomeFound(areas=reading.keys)
    if (muscles := reader.muscles(typed)) is not None:
        return HomeFound(arguments=("muscle", typed), says=", ".join((*muscles.entries, *muscles.keys)[:1]))
    if (done := reader.activities(typed)) is not None:
        return HomeFound(arguments=("strain", typed), says=f"what strains you: {atlas.activities[done.keys[0]].name}")
    if is_bad_day(load_look_up_signs(), typed):
        return HomeFound(arguments=("routine", typed), says="a routine for a bad day")
    if reading is not None or reader.outside(typed):
        return HomeFound(arguments=("muscles", typed), says="about this")
    begun = normalize_name(typed)
    named = ((area.key, (area.key, area.name, *area.aliases)) for area in atlas.areas.values())
    parts = [key for key, names in named if len(begun) > 1 and any(begun in normalize_name(name) for name in names)]
    return HomeFound(areas=tuple(parts))


def home_scene(context: "AppContext", area: str, *, front: bool) -> "Scene":
    """Return the body with an area of pain."""
    from backpain_cli.library.shipped import load_picture_data
    from backpain_cli.pictures.body.chart import body_chart, series_of_area
    from backpain_cli.pictures.body.shapes import BodyView

    series = [series_of_area(context.atlas.areas[area])]
    return body_chart(load_picture_data(), series, (BodyView.FRONT if front else BodyView.BACK,), "", legend=False)

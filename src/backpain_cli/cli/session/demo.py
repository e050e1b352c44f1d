"""A routine to look at: many times as fast as in life, without questions, and nothing is saved."""

import sys

from backpain_cli.audio.processes import AudioShutdown
from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
from backpain_cli.cli.options import with_choices
from backpain_cli.cli.output import say
from backpain_cli.cli.session.run import prepared_pictures, show_what_ended_it
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.adaptation import unadapted
from backpain_cli.domain.terms import SoundMode
from backpain_cli.session.loop import new_session
from backpain_cli.terminal import owner, session_runner
from backpain_cli.terminal.console import PageConsole

DEMO_SPEED = 20
_MARK = f"DEMONSTRATION, {DEMO_SPEED} times as fast"


def play_demo(routine: Routine, context: AppContext) -> ExitCode:
    """Play `routine`, adapted to what is known of the person, to look at.

    One that is not for this person now is played as it is written: nobody is asked to do it.
    """
    options = context.options
    adapted = adapted_routine(routine, context, gentle=options.gentle)
    plan = plan_for(unadapted(routine) if adapted.refused else adapted)
    say(f"{_MARK}: look, don't press. Nothing is saved; q twice leaves.", context.err)
    with AudioShutdown() as audio:
        run = session_runner.run_on_terminal(
            new_session(plan, speed=DEMO_SPEED, from_step=options.from_step, big=options.big),
            plain=options.plain,
            speed=DEMO_SPEED,
            pictures=prepared_pictures(plan, plain=options.plain),
            settings=with_choices(context.settings, reduced_motion=options.still or None),
            texts=context.in_session_texts,
            audio=audio,
            sound=SoundMode.OFF,
            mark=_MARK,
        )
    if run.ended_by is not None:
        owner.exit_by_signal(run.ended_by)
    if (code := show_what_ended_it(run.session, context, PageConsole(sys.stdout))) is not ExitCode.OK:
        return code
    say(f"That was a demonstration. To do it: {routine.begin_command}", context.err)
    return ExitCode.OK

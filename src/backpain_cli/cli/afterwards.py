"""What comes after a session: the summary, how it feels now, what helped, and what the scores give reason to say."""

import sys

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.gates import trouble_rows
from backpain_cli.cli.memory import Memory
from backpain_cli.cli.saving import Saving
from backpain_cli.cli.wishes import Wishes
from backpain_cli.guide.recording import NOTHING_TOLD, Begun
from backpain_cli.guide.session import Session
from backpain_cli.terminal.asking import ask_note
from backpain_cli.terminal.feeling import ask_effects, ask_pain, change_rows, steps_to_ask
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import paragraph
from backpain_cli.terminal.summary import summary_rows


def after_session(
    begun: Begun, session: Session, saving: Saving, context: AppContext, wishes: Wishes, paper: Paper
) -> None:
    """Tell what was done, ask how it feels, keep that too, and say what the scores give reason to say.

    Args:
        begun: how the session began.
        session: as it ended.
        saving: keeps it, and has done so once.
        context: has the safety texts, and what is saved of the person.
        wishes: how it was led.
        paper: where it is told and asked.
    """
    memory = context.profile
    regions = session.plan.routine.regions
    after = [advice.text for advice in context.atlas.safety.after if advice.concerns(regions)]
    paper.print(summary_rows(session, after, paper.width, rehearsed=wishes.rehearses))
    if wishes.rehearses:
        return
    record = saving.record
    if record.counts and sys.stdin.isatty() and paper.stream.isatty():
        _ask(begun, session, saving, memory, paper)
        paper.print(change_rows(record.before, saving.record.after, paper.width))
    saving.finish()
    if memory.saves:
        paper.print([(), *paragraph(saving.told, paper.width, style="quiet")])
    if memory.trouble is not None and memory.trouble.message != memory.said:
        paper.print(trouble_rows(memory.trouble, paper.width))
    for remark in filter(None, (memory.remark, saving.trouble)):
        paper.print(paragraph(remark, paper.width, style="notice"))
    if said := memory.progress_sentence(record.ended):
        paper.print([(), *paragraph(said, paper.width, style="caution")])


def _ask(begun: Begun, session: Session, saving: Saving, memory: Memory, paper: Paper) -> None:
    """Ask how it feels now, and keep each answer when it is given; whatever is left out stays as it is."""
    paper.print([()])
    told = NOTHING_TOLD
    for area in session.plan.routine.areas[:1]:
        scores = ask_pain(area, begun.sorer_side or "both", "after the session", paper)
        if scores is None:
            return
        told = told._replace(after=scores)
        saving.note(told)
    if not memory.saves:
        # The score is compared with the one before it; the rest would be asked for nothing.
        return
    for effects in ask_effects(steps_to_ask(saving.record.steps), paper):
        told = told._replace(effects=effects)
        saving.note(told)
    note = ask_note("A note for yourself, in one line; Enter leaves it out:", paper)
    saving.keep(told._replace(note=note))

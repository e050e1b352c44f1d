"""What comes after a session: the summary, how it feels now, what helped, and what the scores give reason to say."""

import sys
from datetime import datetime

from backpain_cli.cli.gates import trouble_rows
from backpain_cli.cli.memory import Memory
from backpain_cli.cli.wishes import Wishes
from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.record import PainScore, SessionRecord
from backpain_cli.guide.recording import Begun, record_of
from backpain_cli.guide.session import Session
from backpain_cli.terminal.asking import ask_note
from backpain_cli.terminal.feeling import ask_effects, ask_pain, change_rows, steps_to_ask
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import paragraph
from backpain_cli.terminal.summary import summary_rows


def after_session(
    begun: Begun, session: Session, number: int, *, anatomy: Anatomy, memory: Memory, wishes: Wishes, paper: Paper
) -> None:
    """Tell what was done, ask how it feels, keep that too, and say what the scores give reason to say.

    Args:
        begun: how the session began.
        session: as it ended.
        number: under which it is kept; 0 where it is not.
        anatomy: the vocabulary.
        memory: where it is kept.
        wishes: how it was led.
        paper: where it is told and asked.
    """
    regions = session.plan.routine.regions
    after = [advice.text for advice in anatomy.safety.after if advice.concerns(regions)]
    paper.print(summary_rows(session, after, paper.width, rehearsed=wishes.rehearses))
    if wishes.rehearses:
        return
    record = record_of(begun, session, ended=datetime.now().astimezone())
    if record.counts and sys.stdin.isatty() and paper.stream.isatty():
        record = _asked(begun, session, record, paper)
        paper.print(change_rows(record.before, record.after, paper.width))
        number = memory.keep_session(record) or number
    told = f"Saved as session {number}." if number else "Nothing of this session was saved."
    if memory.saves:
        paper.print([(), *paragraph(told, paper.width, style="quiet")])
    if memory.trouble is not None:
        paper.print(trouble_rows(memory.trouble, paper.width))
    if said := memory.progress_sentence(record.ended):
        paper.print([(), *paragraph(said, paper.width, style="caution")])


def _asked(begun: Begun, session: Session, record: SessionRecord, paper: Paper) -> SessionRecord:
    """Return the record with what the person says now; whatever is left out stays as it is."""
    paper.print([()])
    scores: tuple[PainScore, ...] = ()
    for area in session.plan.routine.areas[:1]:
        told = ask_pain(area, begun.sorer_side or "both", "after the session", paper)
        if told is None:
            return record
        scores = told
    effects = ask_effects(steps_to_ask(record.steps), paper)
    note = ask_note("A note for yourself, in one line; Enter leaves it out:", paper)
    return record_of(begun, session, ended=record.ended, after=scores, effects=effects, note=note)

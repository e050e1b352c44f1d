"""`--json` of a plan and of its sheet.

The names are documented in docs/json.md and stay as they are.
"""

from typing import Any

from backpain_cli.domain.anatomy.moves import PaceWord
from backpain_cli.domain.checklist import Checklist
from backpain_cli.domain.routine.counting import count_at, round_of
from backpain_cli.domain.routine.mix import mix_of
from backpain_cli.domain.routine.plan import Phase, Plan, Segment
from backpain_cli.domain.routine.steps import Step
from backpain_cli.export.json_documents import JsonDocument, json_document
from backpain_cli.wording.dose_text import step_dose_phrase

_SHEET_PARTS = (
    "title", "kind", "do", "where", "how", "place", "tool", "pressure", "feel", "avoid", "stop", "note", "link",
)  # fmt: skip


def plan_document(plan: Plan) -> JsonDocument:
    """Return `routine NAME --preview --json`."""
    segments = [_segment(plan, segment) for segment in plan.segments]
    mix = {str(kind): seconds for kind, seconds in mix_of(plan.routine.steps).by_kind.items()}
    return json_document(routine=plan.routine.key, seconds=plan.seconds, segments=segments, mix=mix)


def _segment(plan: Plan, segment: Segment) -> dict[str, Any]:
    step = segment.step
    return {
        "start": segment.start,
        "seconds": segment.seconds,
        "phase": str(segment.phase),
        "kind": str(step.kind),
        "side": str(segment.side),
        "step": segment.step_number,
        "title": step.title,
        "muscle": step.muscle.key if step.muscle is not None else None,
        "point": step.point.key if step.point is not None else None,
        **_form_of_step(step),
        **_counts(plan, segment),
    }


def _form_of_step(step: Step) -> dict[str, Any]:
    """Return which entry of ours a step is, at which level and where, whether it may be left out and takes turns."""
    entry = step.move or step.stretch
    return {
        "entry": None if entry is None else entry.key,
        "level": step.level,
        "place": str(step.place),
        "optional": step.optional,
        "alternates": step.alternates,
    }


def _counts(plan: Plan, segment: Segment) -> dict[str, Any]:
    """Return what is counted in a segment: repetitions, the hold of a series, a breath, the round; else nothing."""
    step, form = segment.step, {}
    if segment.reps and step.counted is not None:
        pace = [{"word": str(part.word), "seconds": part.seconds} for part in step.counted.pace]
        form = {"repetitions": segment.reps, "repetition_seconds": step.counted.rep_s, "pace": pace}
    elif (count := count_at(plan, segment.start)) is not None:
        form = {"number": count.number, "of": count.of}
    elif step.breathing is not None and segment.phase is Phase.HOLD:
        breath = step.breathing
        parts = ((PaceWord.IN, breath.inhale), (PaceWord.HOLD, breath.hold), (PaceWord.OUT, breath.exhale))
        form = {"breath": {str(word): seconds for word, seconds in parts}}
    if step.rounds.times > 1:
        form |= {"round": round_of(plan, segment), "rounds": step.rounds.times}
    return form


def checklist_document(routine: str, sheet: Checklist) -> JsonDocument:
    """Return `checklist NAME --json`: everything on the sheet; why steps were changed is for the person alone."""
    steps = [
        {
            "number": one.number,
            **{name: getattr(one.step, name) for name in _SHEET_PARTS},
            **_form_of_step(one.step),
            "dose": step_dose_phrase(one.step),
            "repetitions": one.step.number,
            "rounds": one.step.rounds.times,
            "seconds": one.seconds,
            "turns": one.turns,
        }
        for one in sheet.steps
    ]
    changes = [{"step_number": one.step_number, "title": one.title, "action": one.action} for one in sheet.changes]
    return json_document(routine=routine, **{**sheet._asdict(), "steps": steps, "changes": changes})

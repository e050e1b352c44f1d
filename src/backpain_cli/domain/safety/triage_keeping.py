"""What is kept of the questions before a session: keys of findings, outcomes, dates, releases and facts."""

from collections.abc import Iterator
from datetime import datetime

from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.triage_records import (
    FoundSign,
    KeptFact,
    PainPattern,
    PersonRecord,
    SignRelease,
    TriageKind,
    TriageRecord,
    TriageState,
    WatchedSign,
)
from backpain_cli.domain.safety.in_session import sign_key
from backpain_cli.domain.safety.interview import NO, SHORT_FACTS, YES
from backpain_cli.domain.safety.person_facts import AgeBand
from backpain_cli.domain.safety.triage_answers import LIMB, WORSE, TriageAnswers
from backpain_cli.domain.terms import Outcome


def state_after(answers: TriageAnswers, now: datetime) -> TriageState:
    """Return what is kept once the questions are over.

    Of somebody under 18 nothing is kept. Of a day on which something dulls pain, no record that lets go on: what a
    person took can wear off within hours, so that everything which is due is asked again.
    """
    kept, found = answers.kept, answers.assessment
    if answers.facts.age is AgeBand.UNDER_18:
        return kept
    if answers.repeats_stop:
        return kept._replace(records=(_record(answers, now), *kept.records))
    is_kept = (answers.due.screens or answers.due.day) and not answers.is_dulled
    is_kept = is_kept or not found.outcome.lets_go_on or bool(answers.due.ladders)
    return TriageState(
        records=(*([_record(answers, now)] if is_kept else []), *kept.records),
        watched=tuple(_watched(answers, now)),
        releases=tuple(_releases(answers, now)),
        person=_person(answers, now),
        pain=_pattern(answers, now),
    )


def record_of_sign(complaint: ComplaintKind, regions: frozenset[str], outcome: Outcome, when: datetime) -> TriageRecord:
    """Return what is kept of a sign that ended a session: it speaks against the next one too."""
    found = (FoundSign(sign_key(complaint), outcome, ""),)
    return TriageRecord(when, TriageKind.SIGN, regions, outcome, visit=False, found=found)


def _record(answers: TriageAnswers, now: datetime) -> TriageRecord:
    found = answers.assessment
    kind = TriageKind.SIGN if answers.due.ladders else TriageKind.DAY
    # What was asked in short counts for no other session.
    if not answers.repeats_stop and not answers.is_short and (answers.is_full or answers.due.screens):
        kind = TriageKind.FULL if answers.is_full else TriageKind.PART
    signs = tuple(FoundSign(one.key, one.outcome, one.raised_by) for one in found.findings)
    return TriageRecord(now, kind, answers.due.before, found.outcome, found.visit, signs)


def _watched(answers: TriageAnswers, now: datetime) -> Iterator[WatchedSign]:
    """Yield the signs with which the session goes on gently, but for those that a clinician released."""
    before = {} if answers.is_other else {one.key: one for one in answers.kept.watched}
    for found in answers.assessment.findings:
        if found.outcome is not Outcome.GENTLY or found.key in answers.released:
            continue
        known = before.get(found.key, WatchedSign(found.key, now, now, 0))
        if answers.value_of(f"watch:{found.key}"):
            yield known._replace(asked=now, same=known.same + 1)
        elif answers.line_of(found.key) in answers.settled:
            yield known._replace(asked=now)
        else:
            yield known


def _releases(answers: TriageAnswers, now: datetime) -> Iterator[SignRelease]:
    before = {} if answers.is_other else {one.key: one for one in answers.kept.releases}
    held = {one.key for one in answers.assessment.findings}
    for key in sorted(answers.released & held):
        known = before.get(key, SignRelease(key, now, now))
        is_new = answers.value_of(f"release:{key}") == YES
        is_confirmed = answers.value_of(f"changed:{key}") == NO
        yield SignRelease(key, now, now) if is_new else known._replace(confirmed=now) if is_confirmed else known


def _person(answers: TriageAnswers, now: datetime) -> PersonRecord | None:
    """Return age and facts; those that were not asked to their end stay as they were."""
    kept, facts = answers.kept.person, answers.facts
    if answers.asks_facts and "facts-2" not in answers.settled:
        return kept
    if answers.is_short and kept is None and facts.age is not None and SHORT_FACTS in answers.settled:
        return PersonRecord(facts.age, now, {}, None)
    if facts.age is None or facts.answers is None:
        return kept
    before = {} if kept is None or answers.asks_facts else kept.facts
    new = {key: KeptFact(answer.choices, answer.agreed, now) for key, answer in facts.answers.items()}
    is_pregnancy_confirmed = answers.value_of("pregnancy") == YES
    return PersonRecord(
        age=facts.age,
        age_answered=now if kept is None or "age" in answers.settled else kept.age_answered,
        facts={
            key: fact if key == "pregnant" and is_pregnancy_confirmed else before.get(key, fact)
            for key, fact in new.items()
        },
        facts_answered=now if kept is None or answers.asks_facts else kept.facts_answered,
    )


def _pattern(answers: TriageAnswers, now: datetime) -> PainPattern | None:
    kept = None if answers.is_other else answers.kept.pain
    limb, worse = answers.value_of(f"pain:{LIMB}"), answers.value_of(f"pain:{WORSE}")
    if not limb and not worse:
        return kept
    if limb not in {"", NO} and answers.answers.get(LIMB) == ():
        # None of its lines fitted, so that the tick is taken back.
        limb = NO
    return PainPattern(limb or (kept.limb if kept else NO), worse or (kept.worse if kept else "neither"), now)

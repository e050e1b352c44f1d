"""Strategies that draw sessions, pain scores, screens, and everything that may be remembered of somebody."""

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from backpain_cli.domain.records.care_records import (
    CareState,
    Goal,
    MoveChange,
    MoveSetting,
    PainBeginning,
    Walk,
)
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.sessions import (
    PainEntry,
    PainScore,
    PersonalData,
    ReportedSign,
    ScreeningKind,
    ScreeningRecord,
    SessionEnding,
    SessionRecord,
    StepEffect,
    StepOutcome,
    StepRecord,
)
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
from backpain_cli.domain.safety.person_facts import AgeBand
from backpain_cli.domain.terms import Outcome


def texts() -> st.SearchStrategy[str]:
    """Return a strategy for what a person may write, control characters among it."""
    return st.text(st.characters(codec="utf-8"), max_size=40)


def keys() -> st.SearchStrategy[str]:
    """Return a strategy for keys as the vocabulary has them."""
    return st.from_regex(r"\A[a-z]{1,8}(-[a-z]{1,8}){0,2}\Z")


def moments() -> st.SearchStrategy[datetime]:
    """Return a strategy for times with a zone, from the days when no clock was set to far ahead."""
    zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
    return st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2200, 1, 1), timezones=zones)


def scores() -> st.SearchStrategy[tuple[PainScore, ...]]:
    """Return a strategy for pain scores."""
    score = st.builds(PainScore, keys(), st.sampled_from(["", "left", "right", "both"]), st.integers(0, 10))
    return st.lists(score, max_size=3).map(tuple)


def _steps() -> st.SearchStrategy[StepRecord]:
    seconds = st.integers(0, 10_000)
    moves = st.just(("", 0, 0)) | st.tuples(keys(), st.integers(0, 3), st.integers(0, 30))
    plain = st.builds(
        StepRecord,
        st.integers(1, 99),
        st.sampled_from(["check", "press", "stretch"]),
        texts(),
        keys() | st.just(""),
        texts(),
        st.sampled_from(StepOutcome),
        seconds,
        seconds,
        st.integers(0, 9),
        st.sampled_from(StepEffect),
    )
    return st.builds(lambda step, move: StepRecord(*step[:10], *move), plain, moves)


def _signs() -> st.SearchStrategy[ReportedSign]:
    sides = st.sampled_from(["", "left", "right"])
    return st.builds(
        ReportedSign,
        st.sampled_from(ComplaintKind),
        st.integers(1, 99),
        keys() | st.just(""),
        sides,
        st.integers(0, 900),
    )


def sessions() -> st.SearchStrategy[SessionRecord]:
    """Return a strategy for sessions without a number."""
    plain = st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3),
        max_leaves=6,
    )
    whole = st.integers(0, 100_000)
    return st.builds(
        SessionRecord,
        number=st.just(0),
        identifier=st.uuids().map(str),
        routine=keys(),
        title=texts(),
        region=keys(),
        areas=st.lists(keys(), max_size=3, unique=True).map(tuple),
        routine_hash=st.from_regex(r"\A[0-9a-f]{64}\Z"),
        plan=st.dictionaries(texts(), plain, max_size=3),
        gentle=st.booleans(),
        started=moments(),
        ended=moments(),
        ending=st.sampled_from(SessionEnding),
        practised=whole,
        paused=whole,
        pauses=whole,
        added=st.integers(-900, 900),
        sorer_side=st.sampled_from(["", "left", "right"]),
        before=scores(),
        after=scores(),
        steps=st.lists(_steps(), max_size=3).map(tuple),
        signs=st.lists(_signs(), max_size=2).map(tuple),
        note=texts(),
    )


@st.composite
def triages(draw: st.DrawFn) -> TriageState:
    """Draw what may be kept of the questions before a session, its records by their times."""
    signs = st.from_regex(r"\A[A-CP][1-8](\.[1-6])?\Z")
    found = st.builds(FoundSign, signs, st.sampled_from(Outcome), keys() | st.just(""))
    regions = st.frozensets(st.sampled_from(["cervical", "thoracic", "lumbar"]))
    records = st.builds(
        TriageRecord,
        moments(),
        st.sampled_from(TriageKind),
        regions,
        st.sampled_from(Outcome),
        st.booleans(),
        st.lists(found, max_size=2).map(tuple),
    )
    listed = draw(st.lists(records, max_size=3, unique_by=lambda record: record.when))
    listed.sort(key=lambda record: record.when, reverse=True)
    watched = st.builds(WatchedSign, signs, moments(), moments(), st.integers(0, 9))
    releases = st.lists(st.builds(SignRelease, signs, moments(), moments()), max_size=2).map(tuple)
    fact = st.builds(KeptFact, st.lists(keys(), max_size=2).map(tuple), st.booleans(), moments())
    ages, facts = st.sampled_from(["", *AgeBand]), st.dictionaries(keys(), fact, max_size=3)
    person = st.builds(PersonRecord, ages, st.none() | moments(), facts, st.none() | moments())
    limbs, worse = st.sampled_from(["no", "arm", "leg", "both"]), st.sampled_from(["bending", "standing", "neither"])
    return TriageState(
        tuple(listed),
        tuple(draw(st.lists(watched, max_size=2, unique_by=lambda sign: sign.key))),
        draw(releases) if listed else (),
        draw(st.none() | person),
        draw(st.none() | st.builds(PainPattern, limbs, worse, moments())),
    )


def walks() -> st.SearchStrategy[Walk]:
    """Return a strategy for walks."""
    return st.builds(Walk, st.uuids().map(str), moments(), st.integers(1, 600))


def care() -> st.SearchStrategy[CareState]:
    """Return a strategy for what is kept of a person's care, in the order in which a store has it."""
    changes = st.builds(MoveChange, moments(), keys(), st.builds(MoveSetting, st.integers(1, 3), st.integers(0, 30)))
    return st.builds(
        CareState,
        st.dictionaries(keys(), moments(), max_size=3),
        st.just(False),
        st.none(),
        st.lists(moments(), max_size=3, unique=True).map(lambda found: tuple(sorted(found))),
        st.none() | st.builds(Goal, texts(), moments()),
        st.none() | st.builds(PainBeginning, moments().map(lambda moment: moment.date()), moments()),
        st.lists(changes, max_size=3, unique_by=lambda change: change.when).map(
            lambda found: tuple(sorted(found, key=lambda change: change.when))
        ),
    ).flatmap(lambda state: st.just(state) | moments().map(lambda when: state._replace(is_off=True, switched=when)))


@st.composite
def everything(draw: st.DrawFn) -> PersonalData:
    """Draw all that may be remembered of somebody, sessions numbered as a store would have."""
    listed = draw(st.lists(sessions(), max_size=4, unique_by=lambda session: session.identifier))
    numbers = sorted(draw(st.lists(st.integers(1, 500), min_size=len(listed), max_size=len(listed), unique=True)))
    entries = st.builds(PainEntry, st.uuids().map(str), moments(), scores(), texts())
    regions = st.frozensets(st.sampled_from(["cervical", "thoracic", "lumbar"]))
    screens = st.builds(ScreeningRecord, moments(), st.sampled_from(ScreeningKind), regions, st.sampled_from(Outcome))
    circumstances = draw(st.dictionaries(keys(), st.sampled_from(["yes", "no", "unsure"]), max_size=4))
    return PersonalData(
        sessions=tuple(
            SessionRecord(**{**{name: getattr(one, name) for name in one.__slots__}, "number": number})
            for one, number in zip(listed, numbers, strict=True)
        ),
        pain_entries=tuple(draw(st.lists(entries, max_size=3, unique_by=lambda entry: entry.identifier))),
        screens=tuple(draw(st.lists(screens, max_size=3, unique=True))),
        circumstances=circumstances,
        circumstances_answered_at=draw(moments()) if circumstances else None,
        readmitted_muscles=draw(st.dictionaries(keys(), moments(), max_size=3)),
        triage=draw(triages()),
        walks=tuple(draw(st.lists(walks(), max_size=3, unique_by=lambda walk: walk.identifier))),
        care=draw(care()),
    )

"""What answers in a file would lead to, for those who review the questions. Nothing is asked, kept or started."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from backpain_cli.cli.context import AppContext
from backpain_cli.codec import DecodeError, decode
from backpain_cli.domain.errors import BackpainError, ExitCode, InvalidFileError, file_problem
from backpain_cli.domain.names import did_you_mean
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.files import STANDARD_STREAM

if TYPE_CHECKING:
    from backpain_cli.domain.safety.fact_table import FactTable
    from backpain_cli.domain.safety.person_facts import PersonFacts
    from backpain_cli.domain.safety.sign_table import TriageTable

_OLDEST = 130


class TrialAnswers(NamedTuple):
    """The answers of a person who may be made up."""

    routine: str
    age: int
    """In years."""
    facts: tuple[str, ...] = ()
    """Keys, or with the answer to the follow-up question: `cancer=longer-ago`; without it the gravest counts."""
    ticks: tuple[str, ...] = ()
    """As `assess` takes them."""


def try_answers(path: Path) -> dict[str, Any]:
    """Return what the answers in a JSON file would lead to, as a document.

    Raises:
        InvalidFileError: it is not such a file, or names something that is not there or would not be asked.
        UnreadableFileError: it cannot be read.
    """
    from backpain_cli.domain.safety.triage import assess, regions_before
    from backpain_cli.library.routines.finder import find_routine
    from backpain_cli.library.shipped_facts import load_fact_table
    from backpain_cli.library.shipped_safety import load_triage_table
    from backpain_cli.library.yaml.text_files import read_text

    source = "standard input" if path == STANDARD_STREAM else escape_for_terminal(str(path))
    answers = _read(read_text(path, source, what="the answers"), source)
    table, fact_table = load_triage_table(), load_fact_table()
    problems = [*_person_problems(answers, fact_table), *_unknown_ticks(answers, table)]
    try:
        before = regions_before(find_routine(answers.routine, AppContext().atlas))
    except BackpainError as error:
        problems.insert(0, f"routine: {error.message} {error.hint}".strip())
    if not problems:
        facts = _facts(answers, fact_table)
        problems += _ticks_not_asked(answers, table, before, facts)
    if problems:
        raise InvalidFileError([file_problem(source, one, "") for one in problems])
    found = assess(table, before=before, facts=facts, ticks=answers.ticks)
    stop = ExitCode.EMERGENCY if found.help else ExitCode.SEE_A_DOCTOR_FIRST
    return {
        "version": 1,
        "outcome": str(found.outcome).replace(" ", "-"),
        "visit": found.visit,
        "exit_code": int(ExitCode.OK if found.outcome.lets_go_on else stop),
        "because": list(found.because),
    }


def _read(text: str, source: str) -> TrialAnswers:
    try:
        return decode(TrialAnswers, json.loads(text))
    except DecodeError as error:
        raise InvalidFileError([file_problem(source, str(one), "") for one in error.problems]) from None
    except (ValueError, RecursionError):
        raise InvalidFileError([file_problem(source, "is not valid JSON", "")]) from None


def _person_problems(answers: TrialAnswers, known: "FactTable") -> Iterator[str]:
    if not 0 <= answers.age <= _OLDEST:
        yield f"age: must be from 0 to {_OLDEST} years"
    for fact in answers.facts:
        key, has_choice, choice = fact.partition("=")
        shown = escape_for_terminal(fact, most=60)
        if key not in known.by_key:
            yield f"facts: `{shown}` is not a fact. {did_you_mean(key, known.by_key).capitalize()}".strip()
        elif has_choice and choice not in (choices := known.choices_of(key) or ()):
            yield f"facts: `{shown}` is not an answer about {key}; the answers: {', '.join(sorted(choices)) or 'none'}"


def _facts(answers: TrialAnswers, known: "FactTable") -> "PersonFacts":
    from backpain_cli.domain.safety.person_facts import FactAnswer, PersonFacts, age_band_of

    chosen: dict[str, set[str]] = {}
    for fact in answers.facts:
        key, _, choice = fact.partition("=")
        chosen.setdefault(key, set()).add(choice)
    completed = {key: known.by_key[key].completed(FactAnswer(tuple(choices))) for key, choices in chosen.items()}
    return PersonFacts(age_band_of(answers.age), completed)


def _unknown_ticks(answers: TrialAnswers, table: "TriageTable") -> Iterator[str]:
    from backpain_cli.domain.safety.triage import rung_of

    for tick in answers.ticks:
        if rung_of(table, tick) is None:
            shown = escape_for_terminal(tick, most=60)
            yield f"ticks: `{shown}` is not a line with its rung; they look like A5.2, B4 and B5=6"


def _ticks_not_asked(
    answers: TrialAnswers, table: "TriageTable", before: frozenset[str], facts: "PersonFacts"
) -> Iterator[str]:
    from backpain_cli.domain.safety.sign_table import LinePage
    from backpain_cli.domain.safety.triage import lines_asked, rung_of

    asked = [rung for page in LinePage for line in lines_asked(table, before, facts, page) for rung in line.rungs]
    for tick in answers.ticks:
        if rung_of(table, tick) not in asked:
            routine = escape_for_terminal(answers.routine, most=60)
            yield f"ticks: {tick} would not be asked of this person before `{routine}`"

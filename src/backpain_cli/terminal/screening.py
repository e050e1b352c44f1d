"""The screen and the circumstances on the terminal: one question at a time, one key an answer, and what comes of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, assert_never

from backpain_cli.domain.records.sessions import ScreeningRecord
from backpain_cli.domain.safety.circumstances import CircumstanceAnswer, Circumstances, standing
from backpain_cli.domain.safety.screening import Question, Screening
from backpain_cli.domain.safety.signs import SafetyTexts, ScreeningAnswer, SignTable
from backpain_cli.domain.terms import Outcome
from backpain_cli.terminal.opening import emergency_rows
from backpain_cli.terminal.spans import Row, item, paragraph, row
from backpain_cli.wording.phrases import outcome_sentence, urgency_phrase

KEYS = {"y": ScreeningAnswer.YES, "n": ScreeningAnswer.NO, "u": ScreeningAnswer.UNSURE, "?": ScreeningAnswer.UNSURE}
PROMPT = "y, n, u or q:"


def intro_rows(text: str, width: int) -> list[Row]:
    """Return what is said before the first question."""
    return [(), *paragraph(text, width)]


def question_rows(question: Question, width: int) -> list[Row]:
    """Return one question with what it asks for, and how far along it is."""
    part = f"{question.part} of {question.parts}. "
    lines = [line for text in question.lines for line in item(text, width)]
    return [*paragraph(f"{part}{question.ask}", width, style="strong"), *lines]


def all_questions_rows(questions: SignTable, regions: frozenset[str], width: int) -> list[Row]:
    """Return every question of the full screen for `regions`, for where nobody can be asked."""
    rows = paragraph("These questions come before a session, and are answered one by one in a terminal.", width)
    for group in questions.groups:
        if group.regions and not group.regions & regions:
            continue
        rows += [(), *paragraph(group.ask, width, style="strong")]
        for flag in group.questions:
            if not flag.regions or flag.regions & regions:
                rows += item(flag.ask, width)
    return rows


def outcome_rows(screening: Screening, safety: SafetyTexts, call: str, width: int) -> list[Row]:
    """Return what the screen says, and what to do; never what a person has, and never that a person is fine.

    Args:
        screening: one that is over.
        safety: the sentences that are said in every emergency and before every visit.
        call: which number to call.
        width: of the page.
    """
    tells = [finding.flag.doctor_summary for finding in screening.findings if finding.flag.doctor_summary]
    match screening.outcome:
        case Outcome.EMERGENCY:
            urgent = [finding.flag for finding in screening.findings if finding.flag.outcome is Outcome.EMERGENCY]
            reasons = [line for flag in urgent for line in paragraph(flag.reason, width)]
            said = paragraph(f"Say this: {'; '.join(flag.doctor_summary for flag in urgent)}.", width)
            return [*emergency_rows(safety, width, call=call), (), *reasons, *said, ()]
        case Outcome.SEE_A_DOCTOR_FIRST:
            return [*_doctor_rows(screening, safety, width), ()]
        case Outcome.GO_ON_AND_BOOK_A_VISIT:
            rows = [(), *paragraph(outcome_sentence(screening.outcome), width, style="strong")]
            rows += [line for text in _reasons(screening) for line in item(text, width)]
            return [*rows, *_tell_rows(tells, width), *_limits_rows(width)]
        case Outcome.GO_ON:
            noted = [line for text in _reasons(screening) for line in item(text, width)]
            return [(), row(outcome_sentence(screening.outcome), "strong"), *noted, *_limits_rows(width)]
        case None:
            raise ValueError("a screen that is not over has no outcome")
        case _ as unreachable:
            assert_never(unreachable)


def _reasons(screening: Screening) -> list[str]:
    return list(dict.fromkeys(finding.flag.reason for finding in screening.findings))


def _doctor_rows(screening: Screening, safety: SafetyTexts, width: int) -> list[Row]:
    grave = [finding.flag for finding in screening.findings if finding.flag.outcome is Outcome.SEE_A_DOCTOR_FIRST]
    badge = outcome_sentence(Outcome.SEE_A_DOCTOR_FIRST).rstrip(".").upper()
    rows: list[Row] = [(), row(f" {badge} ", "badge.change"), ()]
    rows += paragraph(f"Speak to a doctor or your health line {urgency_phrase(screening.soon)}.", width, style="strong")
    for reason in dict.fromkeys(flag.reason for flag in grave):
        rows += item(reason, width)
    rows += _tell_rows([flag.doctor_summary for flag in grave], width)
    rows += paragraph(safety.doctor_action[-1], width)
    return [*rows, *paragraph("No session is started.", width)]


def _tell_rows(tells: Sequence[str], width: int) -> list[Row]:
    return paragraph(f"Tell them: {'; '.join(dict.fromkeys(tells))}.", width) if tells else []


def _limits_rows(width: int) -> list[Row]:
    said = "These questions can miss things. If something worries you, ask a doctor."
    return paragraph(said, width, style="quiet")


def take_back_question(muscle: str, part: int, parts: int) -> Question:
    """Return the question whether the muscle of that name is pressed again, after signs that keep it out."""
    ask = f"{muscle}: a sharp, electric or tingling sign was reported twice, so it is left out. Press it again?"
    lines = ("y only if nothing of it is left; ask a doctor or physiotherapist if you are in doubt",)
    return Question(ask=ask, lines=lines, part=part, parts=parts)


class Kept(NamedTuple):
    """What is kept of the screens and of the person."""

    screens: Sequence[ScreeningRecord]
    """Newest first."""
    answers: Mapping[str, str]
    kept_out: Sequence[str] = ()
    """Names of the muscles that signs keep from being pressed."""


def kept_rows(kept: Kept, circumstances: Circumstances, now: datetime, width: int) -> list[Row]:
    """Return what is kept: the last screens, every circumstance with its answer, and what signs keep out."""
    rows: list[Row] = [(), row("Screens", "strong")]
    if not kept.screens:
        rows += paragraph("None is kept.", width)
    for record in kept.screens[:10]:
        when = record.when.astimezone(now.tzinfo)
        regions = ", ".join(sorted(record.regions))
        rows += item(f"{when:%Y-%m-%d %H:%M}  {record.kind}  {regions}: {record.outcome}", width)
    return [*rows, *circumstances_rows(kept.answers, circumstances, width), *_kept_out_rows(kept.kept_out, width)]


def _kept_out_rows(names: Sequence[str], width: int) -> list[Row]:
    if not names:
        return []
    why = "A sharp, electric or tingling sign was reported twice. `backpain screen --edit` asks whether it is over."
    listed = [line for name in names for line in item(name, width)]
    return [row("Not pressed", "strong"), *listed, *paragraph(why, width), ()]


def circumstances_rows(answers: Mapping[str, str], circumstances: Circumstances, width: int) -> list[Row]:
    """Return every circumstance that is not denied, with its answer."""
    rows: list[Row] = [(), row("About you", "strong")]
    if not answers:
        return [*rows, *paragraph("Not asked yet. `backpain screen --edit` asks.", width), ()]
    told = [one for one in circumstances.all if standing(answers, one.key) is not CircumstanceAnswer.NO]
    for one in told:
        rows += item(f"{one.name}: {standing(answers, one.key)}", width)
    rest = "To everything else" if told else "To every question"
    return [*rows, *paragraph(f"{rest}: no. `backpain screen --edit` asks again.", width), ()]

"""Lines, choices, scores, pages."""

from collections.abc import Iterable, Iterator, Sequence

from backpain_cli.domain.anatomy.records import PainArea
from backpain_cli.domain.records.sessions import PainScore, StepEffect, StepOutcome, StepRecord
from backpain_cli.domain.terms import WORST_PAIN
from backpain_cli.domain.text import first_forbidden_character
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.single_key import PromptEnd, SingleKeyPrompt, read_line, read_text_line
from backpain_cli.terminal.spans import Row, paragraph, row


def ask_choice(question: str, choices: dict[str, str], paper: Paper) -> str | None:
    """Ask until the answer is a key of `choices`, and return its value; None: q or no input."""
    while True:
        answer = read_line(question, paper)
        if answer is None or (answer in {"q", "quit"} and answer not in choices):
            return None
        if answer in choices:
            return choices[answer]
        known = ", ".join(key or "Enter" for key in choices)
        paper.print(paragraph(f"Please type one of: {known}; q leaves.", paper.width, style="notice"))


def ask_from_list(question: str, names: Sequence[str], rows: Iterable[Row], paper: Paper) -> str | None:
    """Show `rows`, and ask for one of `names` by number or name; None: q or no input."""
    paper.print(rows)
    numbers = {str(number): name for number, name in enumerate(names, start=1)}
    return ask_choice(question, numbers | {name: name for name in names}, paper)


MAX_NOTE_CHARACTERS = 500


def ask_note(question: str, paper: Paper) -> str:
    """Ask for a line in the person's own words, and return it as it was typed; empty where there is none.

    What must not reach a terminal is asked for again without it.
    """
    while True:
        note = read_text_line(question, paper)
        if not note:
            return ""
        if len(note) <= MAX_NOTE_CHARACTERS and first_forbidden_character(note) is None:
            return note
        message = f"Ordinary letters and signs only, {MAX_NOTE_CHARACTERS} at most, please."
        paper.print(paragraph(message, paper.width, style="notice"))


MAY_BE_CHANCE = 2
"""A change below this many points may be chance (sources S121, M9)."""

_SCORES = {str(score): str(score) for score in range(WORST_PAIN + 1)} | {"": ""}

_EFFECTS = {"h": str(StepEffect.HELPED), "s": str(StepEffect.SAME), "w": str(StepEffect.WORSE), "n": ""}


def ask_pain_scores(area: PainArea, side: str, when: str, paper: Paper) -> tuple[PainScore, ...] | None:
    """Ask for the pain in `area` on the scale of 0 to 10. Enter skips it: no score; None: the person left.

    Args:
        area: where.
        side: `left`, `right` or `both`; it is recorded only where the area has sides.
        when: the moment, in words: `now`, `after the session`.
        paper: where it is asked.
    """
    place = area.name[:1].lower() + area.name[1:]
    answer = ask_choice(
        f"How strong is the pain {when}, {place}? Type 0, none, to 10, the worst; Enter skips it:", _SCORES, paper
    )
    if answer is None:
        return None
    return (PainScore(area.key, side if area.paired else "", int(answer)),) if answer else ()


def steps_to_ask(steps: Sequence[StepRecord]) -> list[StepRecord]:
    """Return the steps whose effect can be asked for: those that worked on a muscle, to their end."""
    return [step for step in steps if step.muscle and step.outcome is StepOutcome.DONE]


def ask_step_effects(steps: Sequence[StepRecord], paper: Paper) -> Iterator[dict[int, StepEffect]]:
    """Ask with one key what each of `steps` did; q leaves out all that are left.

    Yields:
        after each answer all of them so far, by the step's number, so that none is lost if something ends the asking.
    """
    effects: dict[int, StepEffect] = {}
    if not steps:
        return
    keys = "h it helped, s the same, w worse, n nothing to say; q leaves out the rest"
    paper.print([(), row("How was each step?", "strong"), *paragraph(f"One key each: {keys}.", paper.width)])
    with SingleKeyPrompt(paper) as keyboard:
        for step in steps:
            answer = keyboard.press(f"{step.number}. {step.title} (h, s, w, n):", _EFFECTS)
            if isinstance(answer, PromptEnd):
                break
            if answer:
                effects[step.number] = StepEffect(answer)
                yield dict(effects)


def score_change_rows(before: Sequence[PainScore], after: Sequence[PainScore], width: int) -> list[Row]:
    """Return what became of the pain, honestly."""
    first = {(score.area, score.side): score.score for score in before}
    rows: list[Row] = []
    for score in after:
        if (was := first.get((score.area, score.side))) is None:
            continue
        doubt = " A change under 2 points may be chance." if 0 < abs(score.score - was) < MAY_BE_CHANCE else ""
        rows += paragraph(f"Pain before {was}, after {score.score}.{doubt}", width)
    return rows


Block = Sequence[Row]
"""Rows that belong together: a title with what follows it, one item of a list."""

_LINES_OF_QUESTION = 3
"""The question below a page takes two lines on a narrow screen, and the line before it stays empty."""


def question_pages(blocks: Iterable[Block], lines: int) -> list[list[Row]]:
    """Return `blocks` as pages for a screen of `lines` lines, with a question below each.

    A block is only broken where it fills more than a page by itself.
    """
    room = max(1, lines - _LINES_OF_QUESTION)
    pages: list[list[Row]] = [[]]
    for block in blocks:
        if pages[-1] and len(pages[-1]) + len(block) > room:
            pages.append([])
        for line in block:
            if len(pages[-1]) == room:
                pages.append([])
            if pages[-1] or line:
                pages[-1].append(line)
    return [page for page in pages if page]


def page_through(blocks: Iterable[Block], paper: Paper, *, last: str = "") -> bool:
    """Show `blocks` page by page; return whether they were read to their end.

    Args:
        blocks: what is shown.
        paper: where it is shown.
        last: what is asked below the last page; nothing is asked there where it is empty.
    """
    pages = question_pages(blocks, paper.lines)
    for number, page in enumerate(pages, start=1):
        paper.print([(), *page])
        question = last if number == len(pages) else "Press Enter for more (q leaves):"
        if question and ask_choice(question, {"": "read"}, paper) is None:
            return False
    return True

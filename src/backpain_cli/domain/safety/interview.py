"""The pages of questions before a session."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.safety.fact_table import AskedFact, FollowUp
from backpain_cli.domain.safety.person_facts import AgeBand
from backpain_cli.domain.safety.sign_table import DayLine, PainQuestion, TriageLine, words_before
from backpain_cli.domain.terms import WORST_PAIN

UNSURE = "unsure"
"""The value of an answer that says that the person does not know."""


class PageKind(StrEnum):
    """How a page is answered."""

    TICKS = "ticks"
    """Any number of lines is ticked; `0` says none of them."""
    LADDER = "ladder"
    """The first line that fits, gravest first; `0` takes the tick back that opened it."""
    CHOICE = "choice"
    """Exactly one line."""
    SCORE = "score"
    """A number from 0 to 10."""


class PageLine(NamedTuple):
    """A line of a page."""

    key: str
    """The key that chooses or ticks it: a digit."""
    text: str
    value: str
    """What an answer names it by."""


class CheckPage(NamedTuple):
    """A page of questions, the same on a terminal and in plain lines."""

    kind: PageKind
    key: str
    """Names the page, such as `age`, `A`, `A5`."""
    heading: str
    note: str
    """A line below the heading; empty for none."""
    lines: tuple[PageLine, ...]
    """Empty for a score."""
    part: int
    """Which part of the questions it belongs to, from 1; 0 where it is outside of them."""
    parts: int
    ticked: frozenset[str] = frozenset()
    """The values that are ticked when it is opened."""
    may_be_unsure: bool = False
    """Whether `u` is an answer."""
    may_be_none: bool = True
    """Whether `0` is an answer."""
    may_go_back: bool = True
    """Whether `←` is an answer; not on the first page."""


class PageAnswer(NamedTuple):
    """The answer to a page.

    Ticks: every ticked value, none for `0`. A ladder or a choice: one value, `UNSURE` for `u`, none for `0`. A score:
    the number as text.
    """

    values: tuple[str, ...] = ()
    back: bool = False
    """Whether the person goes back to the page before; `values` is then empty."""


MAX_LINES = 8
"""So many lines lie on a page."""
MAX_LINES_B = 7
"""So many lie on a page of screen B; what is over goes to a second one."""
_FIRST_NOTE = "Most back and neck pain is not dangerous. These lines look for the few that are."
_TICK_NOTE = "Tick every line that fits, even a little. Not sure? Tick it."
AGE_TEXTS = {
    AgeBand.UNDER_18: "under 18",
    AgeBand.FROM_18: "18 to 49",
    AgeBand.FROM_50: "50 to 59",
    AgeBand.FROM_60: "60 to 64",
    AgeBand.FROM_65: "65 to 69",
    AgeBand.FROM_70: "70 or over",
}
YES, NO, GONE = "yes", "no", "gone"
SHORT_FACTS = "facts-in-short"
"""The page with a few lines for all facts."""
_FACTS_A_LINE = 4


def numbered(lines: Iterable[tuple[str, str]]) -> tuple[PageLine, ...]:
    """Return lines with the keys from 1 on, from pairs of value and text."""
    return tuple(PageLine(str(key), text, value) for key, (value, text) in enumerate(lines, start=1))


def choice_page(key: str, heading: str, lines: Iterable[tuple[str, str]], *, note: str = "") -> CheckPage:
    """Return a page of which exactly one line is chosen, from pairs of value and text."""
    return CheckPage(PageKind.CHOICE, key, heading, note, numbered(lines), 0, 0, may_be_none=False)


def tick_page(key: str, heading: str, lines: Iterable[tuple[str, str]], *, note: str = "") -> CheckPage:
    """Return a page of which any number of lines is ticked, from pairs of value and text."""
    return CheckPage(PageKind.TICKS, key, heading, note, numbered(lines), 0, 0)


def age_page() -> CheckPage:
    """Return the question about the age."""
    return choice_page("age", "How old are you?", AGE_TEXTS.items())


def line_pages(lines: Sequence[TriageLine], before: frozenset[str], screen: str, note: str = "") -> list[CheckPage]:
    """Return the pages of screen `A` or `B`; none where no line is asked.

    Args:
        lines: those that are asked.
        before: the regions of the routine, which decide about words.
        screen: which of the two.
        note: what is said before screen A.
    """
    texts = [(line.key, words_before(line.text, before)) for line in lines]
    if screen == "A":
        chunks = [texts[start : start + MAX_LINES] for start in range(0, len(texts), MAX_LINES)]
        heading, notes = "Right now, or in the last days", " ".join(filter(None, (note, _FIRST_NOTE, _TICK_NOTE)))
        headings = [heading] * len(chunks)
    else:
        chunks = [texts[start : start + MAX_LINES_B] for start in range(0, len(texts), MAX_LINES_B)]
        heading, notes = "And these? Is any true, and no doctor or physiotherapist has looked at it yet?", ""
        headings = [heading, *["Because of what you told us"] * (len(chunks) - 1)]
    return [
        tick_page(f"{screen}-{number}", heading, chunk, note=notes if number == 1 else _TICK_NOTE if notes else "")
        for number, (heading, chunk) in enumerate(zip(headings, chunks, strict=False), start=1)
    ]


def ladder_page(line: TriageLine, before: frozenset[str]) -> CheckPage:
    """Return the ladder of a line, or the page of lines that are counted."""
    text = words_before(line.text, before)
    if line.counted:
        return tick_page(
            line.key, "Tick every line that fits. Not sure? Tick it.", [(one, one) for one in line.counted], note=text
        )
    rungs = numbered((rung.key, words_before(rung.text, before)) for rung in line.rungs)
    return CheckPage(PageKind.LADDER, line.key, "Which is the first that fits?", text, rungs, 0, 0, may_be_unsure=True)


def day_page(lines: Sequence[DayLine], facts: frozenset[str]) -> CheckPage:
    """Return the day's page, or the lines of it that are left, for a person with these facts."""
    shown = ((line.key, line.text_for(facts)) for line in lines)
    return tick_page("day", "Since last time, is any of this new?", shown)


def pain_page(question: PainQuestion) -> CheckPage:
    """Return a question about the pain today; one without choices asks for a score."""
    key = f"pain:{question.key}"
    if not question.choices:
        return CheckPage(PageKind.SCORE, key, question.text, "", (), 0, 0, may_be_none=False)
    # "No" is the key that says none of these elsewhere.
    first = 0 if question.choices[0].value == NO else 1
    lines = tuple(PageLine(str(at), one.text, one.value) for at, one in enumerate(question.choices, start=first))
    return CheckPage(PageKind.CHOICE, key, question.text, "", lines, 0, 0, may_be_none=False)


def dulled_page(lines: Sequence[DayLine]) -> CheckPage:
    """Return the line of the day's page that every session needs, for a day without that page."""
    return tick_page(
        "dulled", "And today?", [(one.key, one.text) for one in lines if not one.opens and not one.choices]
    )


def fact_page(number: int, heading: str, facts: Sequence[AskedFact], ticked: frozenset[str], note: str) -> CheckPage:
    """Return a page of facts about the person, with those ticked that are known."""
    page = tick_page(f"facts-{number}", heading, [(one.key, one.line) for one in facts], note=note)
    return page._replace(ticked=ticked)


def short_fact_page(heading: str, facts: Sequence[AskedFact], note: str) -> CheckPage:
    """Return a few lines for all facts about the person: one fact of a line ticks it."""
    # A line for each of them is too much to read, and a single line is longer than a small screen.
    groups = [facts[start : start + _FACTS_A_LINE] for start in range(0, len(facts), _FACTS_A_LINE)]
    lines = ["; ".join(one.in_short for one in group) for group in groups]
    return tick_page(
        SHORT_FACTS,
        heading,
        ((group[0].key, f"{line[:1].upper()}{line[1:]}.") for group, line in zip(groups, lines, strict=True)),
        note=note,
    )


def follow_up_page(fact: AskedFact, asked: FollowUp) -> CheckPage:
    """Return a follow-up question about a fact."""
    page = tick_page if asked.several else choice_page
    made = page(f"fact:{fact.key}:{asked.key}", asked.ask, asked.choices, note=fact.line)
    return made._replace(may_be_unsure=not asked.several)


def again_page(why: str) -> CheckPage:
    """Return the question whether a session begins now at all."""
    return choice_page("again", "Today", ((YES, "Begin all the same."), (NO, "Not now.")), note=why)


def stop_page(reported: str) -> CheckPage:
    """Return what is asked first after a stop."""
    lines = (
        ("still", "It is still so, and nobody has looked."),
        ("seen", "A doctor has looked at it."),
        (GONE, "It has gone."),
        ("slip", "That was a slip of the finger."),
    )
    return choice_page("stop", f"Last time you told us: {reported}.", lines)


def watch_page(key: str, reported: str) -> CheckPage:
    """Return the question how a sign is with which a session went on gently."""
    lines = ((GONE, "gone or better"), ("same", "the same"), ("worse", "worse"))
    return choice_page(f"watch:{key}", f"Last time you told us: {reported}. Is it", lines)


def release_page(key: str, reported: str) -> CheckPage:
    """Return the question whether a clinician released exactly this sign."""
    heading = "Has a doctor or physiotherapist looked at exactly this, and said that exercise is fine?"
    return choice_page(f"release:{key}", heading, ((YES, "Yes"), (NO, "Not yet")), note=f"You told us: {reported}.")


def changed_page(key: str, reported: str) -> CheckPage:
    """Return the question whether a released sign has changed."""
    heading = "Has it changed or become worse since it was looked at?"
    lines = ((YES, "Yes"), (NO, "No"), (GONE, "It has gone."))
    return choice_page(f"changed:{key}", heading, lines, note=f"You told us: {reported}.")


def check_answer(page: CheckPage, answer: PageAnswer) -> None:
    """Check that `answer` belongs to `page`.

    Raises:
        ValueError: it does not.
    """
    known = {line.value for line in page.lines}
    if page.kind is PageKind.SCORE:
        known = {str(score) for score in range(WORST_PAIN + 1)}
    known |= {UNSURE} if page.may_be_unsure else set()
    one_only = page.kind is not PageKind.TICKS
    is_count_wrong = one_only and (len(answer.values) > 1 or (not answer.values and not page.may_be_none))
    if answer.back:
        wrong = bool(answer.values) or not page.may_go_back
    else:
        wrong = is_count_wrong or not known.issuperset(answer.values)
    if wrong:
        raise ValueError(f"expected an answer to the page {page.key}, found {answer}")

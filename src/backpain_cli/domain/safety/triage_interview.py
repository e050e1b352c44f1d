"""The questions before a session as a state machine: which page comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backpain_cli.domain.safety.interview import (
    GONE,
    MAX_LINES,
    NO,
    SHORT_FACTS,
    YES,
    CheckPage,
    PageAnswer,
    PageKind,
    again_page,
    age_page,
    changed_page,
    check_answer,
    choice_page,
    day_page,
    dulled_page,
    fact_page,
    follow_up_page,
    ladder_page,
    line_pages,
    pain_page,
    release_page,
    short_fact_page,
    stop_page,
    watch_page,
)
from backpain_cli.domain.safety.person_facts import AgeBand
from backpain_cli.domain.safety.sign_table import LinePage
from backpain_cli.domain.safety.triage import assess
from backpain_cli.domain.safety.triage_answers import LIMB, SIDE, STRONG, WORSE, TriageAnswers
from backpain_cli.domain.terms import Outcome

_COMES_AND_GOES = "Signs that come and go can be serious. Tell a doctor today, even if it has gone."
_WEAK = "A5"
"""The line that pain in both arms or legs opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageInterview(TriageAnswers):
    """The state of the questions. Only `after` moves it on; one that is over stays as it is."""

    @property
    def page(self) -> CheckPage | None:
        """What is asked now; None once it is over. An emergency ends it at once."""
        if self.assessment.outcome is Outcome.EMERGENCY:
            return None
        waiting = ((section, page) for section, page in self._pages() if page.key not in self.settled)
        return next((self._opened(section, page) for section, page in waiting), None)

    def after(self, answer: PageAnswer) -> "TriageInterview":
        """Return the interview as it is once the present page has this answer.

        Raises:
            ValueError: the answer does not belong to the page.
        """
        page = self.page
        if page is None:
            return self
        check_answer(page, answer)
        if answer.back:
            return replace(self, settled=self.settled[:-1])
        return replace(self, answers={**self.answers, page.key: answer.values}, settled=(*self.settled, page.key))

    def _opened(self, section: str, page: CheckPage) -> CheckPage:
        """Return `page` as it is opened: with its part of the questions, and with what was ticked before."""
        ticked = frozenset(self.answers.get(page.key, page.ticked)) if page.kind is PageKind.TICKS else frozenset()
        unticked = {line.key for line in self.table.lines if self.answers.get(line.key) == ()}
        sections = self._sections
        return page._replace(
            part=sections.index(section) + 1 if section in sections else 0,
            parts=len(sections),
            ticked=ticked - unticked,
            may_go_back=bool(self.settled),
        )

    @property
    def _sections(self) -> list[str]:
        asked = {
            "day": self.due.day,
            "age": self.due.age or self.is_other,
            "A": self.due.screens or self.is_other,
            SHORT_FACTS: self.asks_short_facts,
            "facts-1": self.asks_facts,
            "facts-2": self.asks_facts,
            "B": (self.due.screens and not self.is_short) or self.is_other,
            STRONG: self.asks_today,
            LIMB: self.asks_pattern,
            WORSE: self.asks_pattern,
            SIDE: self.asks_side,
            "dulled": self.asks_today and not self.due.day,
        }
        return [section for section, is_asked in asked.items() if is_asked]

    def _pages(self) -> Iterator[tuple[str, CheckPage]]:
        """Yield the pages in order, each with its section. What comes after one that is not answered may change."""
        if self.due.ladders:
            for key in self.due.ladders:
                yield "", ladder_page(self.table.line_by_key[key], self.due.before)
            return
        yield from self._stop_pages()
        if self.repeats_stop:
            return
        if self.due.again:
            yield "", again_page(self.due.again)
        if self.is_declined:
            return
        yield from self._follow_up_pages()
        yield from self._day_pages()
        if self.due.age or self.is_other:
            yield "age", age_page()
        if self.facts.age is AgeBand.UNDER_18:
            return
        stop = self.due.stop
        gone = self.value_of("stop") == GONE and stop is not None and stop.outcome is Outcome.EMERGENCY
        yield from self._line_pages("A", (LinePage.A,), _COMES_AND_GOES if gone else "")
        if self.asks_short_facts:
            yield (
                SHORT_FACTS,
                short_fact_page(self.fact_table.heading_in_short, self.fact_table.facts, self.fact_table.note),
            )
        yield from self._fact_pages()
        yield from self._line_pages("B", (LinePage.B, LinePage.C))
        yield from self._pain_pages()
        yield from self._release_pages()

    def _stop_pages(self) -> Iterator[tuple[str, CheckPage]]:
        found = self.stop_findings
        if not found:
            return
        yield "", stop_page("; ".join(dict.fromkeys(one.reported for one in found)))
        if self.value_of("stop") == "seen" and all(one.may_be_released for one in found):
            for one in found:
                yield "", release_page(one.key, one.reported)

    def _follow_up_pages(self) -> Iterator[tuple[str, CheckPage]]:
        """Yield how the signs are that are watched or released; an answer may open a ladder."""
        for sign in self.due.watched:
            rung = self.table.rung_by_key.get(sign.key)
            if rung is not None:
                yield "", watch_page(sign.key, rung.reported)
                if rung.if_worse_opens and self.value_of(f"watch:{sign.key}") == "worse":
                    yield "", ladder_page(self.table.line_by_key[rung.if_worse_opens], self.due.before)
        for release in self.due.releases:
            yield from self._changed_pages(release.key)

    def _changed_pages(self, key: str) -> Iterator[tuple[str, CheckPage]]:
        """Yield whether a released sign has changed; a yes opens its ladder."""
        line = self.table.line_by_key.get(self.line_of(key))
        if line is None:
            return
        yield "", changed_page(key, self.reported(key))
        if self.value_of(f"changed:{key}") == YES and line.has_ladder:
            yield "", ladder_page(line, self.due.before)

    def _day_pages(self) -> Iterator[tuple[str, CheckPage]]:
        if not self.due.day:
            return
        # Where all lines are asked, those that only open some of them are left out.
        all_asked = self.due.screens and not self.due.known and not self.due.short
        lines = [one for one in self.table.day if not all_asked or one.choices or not one.opens or "facts" in one.opens]
        person = self.kept.person
        yield "day", day_page(lines, frozenset(person.facts if person is not None else ()))
        for line in lines:
            if line.choices and line.key in self.values_of("day"):
                choices = ((one.value, one.text) for one in line.choices)
                yield "day", choice_page(f"day:{line.key}", "Which is it?", choices)

    def _line_pages(self, screen: str, pages: Sequence[LinePage], note: str = "") -> Iterator[tuple[str, CheckPage]]:
        """Yield a screen and the ladders of what is ticked on it."""
        section = screen if screen in self._sections else "day"
        for page in line_pages(self.asked_lines(pages), self.due.before, screen, note):
            yield section, page
            for key in self.values_of(page.key):
                line = self.table.line_by_key[key]
                if line.has_ladder or line.counted:
                    yield section, ladder_page(line, self.due.before)

    def _fact_pages(self) -> Iterator[tuple[str, CheckPage]]:
        kept = None if self.is_other else self.kept.person
        if not self.asks_facts:
            if self.due.pregnancy and kept is not None:
                yield "", choice_page("pregnancy", "Are you still pregnant, or maybe?", ((YES, "Yes"), (NO, "No")))
            return
        ticked = frozenset(kept.facts if kept is not None else ())
        table, heading = self.fact_table, self.fact_table.heading
        if ticked:
            heading = f"Still right? {heading}"
        for number, start in enumerate(range(0, len(table.facts), MAX_LINES), start=1):
            facts, section = table.facts[start : start + MAX_LINES], f"facts-{number}"
            yield section, fact_page(number, heading, facts, ticked, table.note)
            for fact in (one for one in facts if one.key in self.values_of(section)):
                for _ in fact.follow_ups:
                    if (asked := fact.next_follow_up(self._follow_ups_of(fact))) is not None:
                        yield section, follow_up_page(fact, asked)

    def _pain_pages(self) -> Iterator[tuple[str, CheckPage]]:
        questions = {one.key: one for one in self.table.pain}
        if self.asks_today:
            yield STRONG, pain_page(questions[STRONG])
        if (self.score or 0) >= questions[STRONG].ladder_from_score:
            yield STRONG, ladder_page(self.table.line_by_key[STRONG], self.due.before)
        limbs = [one.key for one in self.due.watched if one.key.startswith(LIMB)]
        is_better = any(self.value_of(f"watch:{key}") == GONE for key in limbs)
        if self.asks_pattern or is_better:
            yield LIMB, pain_page(questions[LIMB])
            limb = self.value_of(f"pain:{LIMB}")
            if limb == "both":
                yield LIMB, ladder_page(self.table.line_by_key[_WEAK], self.due.before)
            if limb not in {"", NO}:
                yield LIMB, ladder_page(self.table.line_by_key[LIMB], self.due.before)
        if self.asks_pattern:
            yield WORSE, pain_page(questions[WORSE])
        if self.asks_side:
            yield SIDE, pain_page(questions[SIDE])
        if self.asks_today and not self.due.day:
            yield "dulled", dulled_page(self.table.day)

    def _release_pages(self) -> Iterator[tuple[str, CheckPage]]:
        """Yield whether a clinician has looked at what was ticked, if that could let the person go on."""
        if self.is_other:
            # What was answered before about a release was another person's.
            return
        chosen = {
            one.key for one in assess(self.table, before=self.due.before, facts=self.facts, ticks=self.ticks).findings
        }
        for release in self.kept.releases:
            if release.key in chosen and f"changed:{release.key}" not in self.settled:
                yield "", changed_page(release.key, self.reported(release.key))
        stops = [one for one in self.assessment.findings if not one.outcome.lets_go_on]
        asked = {LinePage.A, LinePage.P}
        for one in stops:
            line = self.table.line_by_key[self.line_of(one.key)]
            if not one.may_be_released or line.page not in asked or one.key not in chosen:
                return
            if self.value_of(f"changed:{one.key}") == YES:
                return
        for one in stops:
            if any(self.value_of(f"release:{other.key}") == NO for other in stops):
                return
            yield "", release_page(one.key, one.reported)

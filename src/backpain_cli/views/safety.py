"""What comes before a session: whose routine it is, the stop rules, and what was changed for the person."""

from collections.abc import Iterable
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.safety.adaptation import StepChange
from backpain_cli.domain.terms import Outcome
from backpain_cli.views.widgets import Cell, Room, bullets, card, gap, title
from backpain_cli.wording.dose_text import minutes_phrase
from backpain_cli.wording.phrases import outcome_sentence
from backpain_cli.wording.plan_text import adaptation_phrase, origin_text


class Section(NamedTuple):
    """A heading with what belongs below it, which may go on over several pages."""

    heading: str
    items: tuple[Cell, ...]
    style: str = "edge"


def section_cards(sections: Iterable[Section], room: Room) -> RenderableType:
    """Return each section as a card; one without items is left out."""
    return Group(
        *(
            card(room, heading, bullets(room, items, mark="▸" if style == "stop" else "-", style=style), style=style)
            for heading, items, style in sections
            if items
        )
    )


def welcome_page(plan: Plan, room: Room, *, speed: int, replaces: bool) -> RenderableType:
    """Return the title, the time and whose routine it is."""
    routine = plan.routine
    parts = [*gap(room), title(room, routine.title, f"{minutes_phrase(plan.seconds)}, {plan.steps} steps")]
    if not routine.is_ours:
        parts.append(Text(origin_text(routine, replaces=replaces), "caution"))
    if speed > 1:
        parts.append(Text(f"A rehearsal, {speed} times as fast: look, don't press.", "caution"))
    return Group(*parts)


def call_again(call: str) -> Text:
    """Return the call once more, for below a page that is longer than the screen."""
    return Text(f"{outcome_sentence(Outcome.EMERGENCY).upper()} {call}", "stop")


def refusal_card(why: str, room: Room) -> RenderableType:
    """Return why a session is refused now."""
    return Group(*gap(room), card(room, "No session now.", Text(why), style="caution"), *gap(room))


def stop_section(rules: tuple[str, ...]) -> Section:
    """Return the stop rules."""
    return Section("Stop rules. They hold all the time", rules, "stop")


def change_section(changes: Iterable[StepChange]) -> Section:
    """Return what was changed for the person: each reason with the steps that it touches."""
    by_reason: dict[str, list[StepChange]] = {}
    for change in changes:
        by_reason.setdefault(change.why, []).append(change)
    items: list[Cell] = []
    for why, touched in by_reason.items():
        steps = (f"\nstep {one.step_number}, {one.title}: {adaptation_phrase(one.action)}" for one in touched)
        items.append(Text.assemble(why, ("".join(steps), "quiet")))
    if items:
        items.append(Text("`backpain screen --edit` asks about you again.", "quiet"))
    return Section("Changed for you; the time stays the same", tuple(items), "caution")

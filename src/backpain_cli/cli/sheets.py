"""The sheet of a plan for this person."""

import os
from typing import TYPE_CHECKING

from backpain_cli.cli.context import AppContext, adapted_routine, known_of_person, plan_for
from backpain_cli.cli.output import show

if TYPE_CHECKING:
    from backpain_cli.domain.checklist import Checklist
    from backpain_cli.domain.routine.plan import Plan
    from backpain_cli.domain.routine.routine import Routine
    from backpain_cli.domain.safety.adaptation import Adaptation


def sheet_for(plan: "Plan", adapted: "Adaptation", context: AppContext) -> "Checklist":
    """Return the sheet of `plan`, with the signs that concern this person.

    Args:
        plan: what is done.
        adapted: how it came about.
        context: has what is saved of the person.
    """
    from backpain_cli.domain.checklist import checklist_for
    from backpain_cli.domain.safety.signs import helpline_sentence, territory_of
    from backpain_cli.library.shipped_safety import load_crisis_lines

    facts, person = None, known_of_person(context).person if adapted.is_personal else None
    if person is not None:
        from backpain_cli.domain.safety.known_person import facts_of

        facts = facts_of(person)
    return checklist_for(
        plan,
        context.safety_texts,
        context.triage_table,
        helpline=helpline_sentence(load_crisis_lines(), territory_of(os.environ)),
        facts=facts,
        changes=adapted.changes,
        is_personal=adapted.is_personal,
    )


def show_planned(made: "Routine", context: AppContext, *, as_sheet: bool) -> None:
    """Print a planned routine as any other is printed: every part with its time, or the sheet."""
    from backpain_cli.views.checklist import checklist_page
    from backpain_cli.views.plan import plan_page

    adapted = adapted_routine(made, context)
    laid_out = plan_for(adapted)
    if as_sheet:
        sheet = sheet_for(laid_out, adapted, context)
        show(lambda room: checklist_page(sheet, room, is_full=False))
    else:
        show(lambda room: plan_page(laid_out, room, changes=adapted.changes))

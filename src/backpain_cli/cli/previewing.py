"""A routine's plan to look at: as this person would do it, with what was changed for them and why."""

from typing import TYPE_CHECKING

from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
from backpain_cli.cli.pages import print_page
from backpain_cli.cli.printing import print_json
from backpain_cli.domain.adapting import unadapted
from backpain_cli.domain.routine import Routine
from backpain_cli.terminal.changes import change_rows, refused_rows
from backpain_cli.terminal.sheets import preview_rows
from backpain_cli.terminal.spans import Row

if TYPE_CHECKING:  # what draws is imported only where a chart is drawn
    from collections.abc import Sequence

    from backpain_cli.chart.charts import Series


def preview_json(routine: Routine, context: AppContext, *, gentle: bool) -> None:
    """Print the plan of `routine` as JSON.

    Raises:
        BackpainError: the routine is not for this person now.
    """
    from backpain_cli.export.json_forms import plan_form

    print_json(plan_form(plan_for(adapted_routine(routine, context, gentle=gentle))))


def preview_page(routine: Routine, context: AppContext, *, gentle: bool) -> None:
    """Print the plan of `routine` with its times, and its chart where there is room.

    A routine that is not for this person now is shown as it is written, below the reason.
    """
    adapted = adapted_routine(routine, context, gentle=gentle)
    plan = plan_for(unadapted(routine) if adapted.refused else adapted)

    def words(width: int) -> list[Row]:
        refused = refused_rows(adapted.refused, width) if adapted.refused else []
        return [*refused, *change_rows(adapted.changes, width), *preview_rows(plan, width)]

    def charted() -> "Sequence[Series]":
        from backpain_cli.chart.charts import series_of_routine

        return series_of_routine(context.atlas, plan.routine)

    print_page(words, charted)

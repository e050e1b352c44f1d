"""A routine's plan to look at: as this person would do it, with what was changed for them and why."""

from typing import TYPE_CHECKING

from backpain_cli.cli.fitting import for_this_person
from backpain_cli.cli.pages import print_page
from backpain_cli.cli.printing import print_json
from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.layout import lay_out
from backpain_cli.domain.routine import Routine
from backpain_cli.terminal.changes import change_rows, refused_rows
from backpain_cli.terminal.sheets import preview_rows
from backpain_cli.terminal.spans import Row

if TYPE_CHECKING:  # what draws is imported only where a chart is drawn
    from collections.abc import Sequence

    from backpain_cli.chart.charts import Series


def preview_json(routine: Routine, *, gentle: bool) -> None:
    """Print the plan of `routine` as JSON."""
    from backpain_cli.export.json_forms import plan_form

    print_json(plan_form(lay_out(for_this_person(routine, gentle=gentle).routine)))


def preview_page(routine: Routine, anatomy: Anatomy, *, gentle: bool) -> None:
    """Print the plan of `routine` with its times, and its chart where there is room."""
    adapted = for_this_person(routine, gentle=gentle)
    plan = lay_out(adapted.routine)

    def words(width: int) -> list[Row]:
        refused = refused_rows(adapted.refused, width) if adapted.refused else []
        return [*refused, *change_rows(adapted.changes, width), *preview_rows(plan, width)]

    def charted() -> "Sequence[Series]":
        from backpain_cli.chart.charts import series_of_routine

        return series_of_routine(anatomy, adapted.routine)

    print_page(words, charted)

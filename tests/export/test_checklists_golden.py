from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.export.checklists import checklist_markdown
from backpain_cli.library.routines.finder import find_routine
from tests.golden_files import assert_golden
from tests.sheets import sheet_of_plan


def test_the_markdown_sheet_looks_like_this(anatomy: Atlas) -> None:
    sheet = sheet_of_plan(lay_out(find_routine("lower-back", anatomy)))
    assert_golden("checklist-markdown", checklist_markdown(sheet).decode())

from backpain_cli.domain.safety.interview import CheckPage, PageKind, PageLine


def test_a_page_is_opened_with_nothing_ticked() -> None:
    line = PageLine("1", "Numb or odd between the legs.", "A4")
    page = CheckPage(PageKind.TICKS, "A", "Right now, or in the last days", "", (line,), 2, 8)
    assert not page.ticked
    assert page.may_be_none

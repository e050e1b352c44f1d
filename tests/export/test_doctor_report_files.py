"""The doctor's report, in each of its formats."""

import re
from datetime import date
from xml.etree import ElementTree

import pypdfium2
import pytest

from backpain_cli.domain.records.sessions import StepEffect
from backpain_cli.export.doctor_report import MOST_SESSIONS, DoctorReport, doctor_report
from backpain_cli.export.doctor_report_files import (
    HEIGHT,
    PLOT_COLORS,
    WIDTH,
    report_html,
    report_markdown,
    score_plot_svg,
)
from backpain_cli.export.pdf import report_pdf
from tests.records import noted, session, sign, step

MADE = date(2026, 11, 26)


def report(days: int = 30, title: str = "Lower back") -> DoctorReport:
    """Return the sheet of somebody who practised every third day."""
    steps = tuple(step(f"Step {number}", number=number, effect=StepEffect.HELPED) for number in range(1, 14))
    sessions = [
        session(day, title=title, steps=steps, signs=(sign(),) if day % 9 == 0 else (), note="a private note")
        for day in range(0, days, 3)
    ]
    return doctor_report(
        sessions[::-1],
        [noted(2, "neck:left=3", "head=2", note="another private note"), noted(9, "neck:left=5")],
        areas={"lower-back": "Lower back", "neck": "Neck"},
        muscles={"gluteus-medius": "Gluteus medius"},
        made=MADE,
    )


def text_of_pdf(data: bytes) -> tuple[int, str]:
    """Return the number of pages and the words of a PDF."""
    document = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return len(document), " ".join(text.split())


def words_of(form: str, sheet: DoctorReport) -> str:
    """Return what can be read on the sheet in that form."""
    if form == "pdf":
        return text_of_pdf(report_pdf(sheet))[1]
    text = (report_html(sheet) if form == "html" else report_markdown(sheet)).decode()
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\\", "").split())


@pytest.mark.parametrize("form", ["html", "pdf", "md"])
def test_the_sheet_says_what_was_reported_and_that_it_is_no_diagnosis(form: str) -> None:
    told = words_of(form, report())
    for wanted in (
        "3 Aug 2026 to 30 Aug 2026",
        "reported by the person",
        "nothing here is a diagnosis",
        "10 sessions, 10 to the end; 150 minutes in all.",
        "Before and after a session: median 6 before, 4 after; median change: 2 points less (10 sessions).",
        "Lower back 6",
        "sharp, electric or tingling (Gluteus medius, left): 4 times, last on 30 Aug 2026",
        "Step 13",
    ):
        assert wanted in told
    assert not re.search(r"\b(?:cure|heal|treats|caused by)\b", told)


@pytest.mark.parametrize("form", ["html", "pdf", "md"])
def test_the_notes_stay_with_the_person(form: str) -> None:
    assert "private" not in words_of(form, report())


@pytest.mark.parametrize("days", [3, 30, 400])
def test_the_pdf_is_one_page_and_tagged(days: int) -> None:
    data = report_pdf(report(days))
    pages, text = text_of_pdf(data)
    assert pages == 1
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert ("earlier sessions not shown" in text) == (days // 3 > MOST_SESSIONS)


def test_the_page_fetches_nothing_and_no_title_gets_out_of_its_place() -> None:
    hostile = report(title="`<script>alert(1)</script>|`")
    page = report_html(hostile).decode()
    assert "<script" not in page
    assert not re.findall(r"(?:src|href)=", page)
    assert "\\`\\<script\\>alert(1)\\</script\\>\\|\\`" in report_markdown(hostile).decode()
    assert "`<script>alert(1)</script>|`" in text_of_pdf(report_pdf(hostile))[1].replace(" ", "")


def test_other_letters_are_no_obstacle_to_the_pdf() -> None:
    pages, text = text_of_pdf(report_pdf(report(title="Нижняя часть спины & <b> #panic()")))
    assert pages == 1
    assert "Нижняячастьспины&<b>#panic()" in text.replace(" ", "")


def picture_of(days: int) -> ElementTree.Element:
    """Return the plot of the first area of a report."""
    return ElementTree.fromstring(score_plot_svg(report(days).areas[0]))  # noqa: S314 - our own


def test_the_plot_says_in_words_what_it_shows() -> None:
    picture = picture_of(30)
    kinds = [child.tag.rpartition("}")[2] for child in picture]
    assert picture[0].text == "Pain over time: Lower back"
    assert "week of 3 Aug 2026: before 6, after 4" in (picture[1].text or "")
    assert kinds.count("circle") == 8
    assert picture.get("role") == "img"


def test_every_mark_lies_within_the_plot_and_before_is_told_from_after_without_colour() -> None:
    picture = picture_of(200)
    dots = [child for child in picture if child.tag.endswith("circle")]
    assert {dot.get("fill") for dot in dots} == {"var(--paper)", "var(--ink)"}
    assert all(0 < float(dot.attrib["cx"]) < WIDTH and 0 < float(dot.attrib["cy"]) < HEIGHT for dot in dots)
    # Less pain is lower: 6 before a session, 4 after it.
    heights = {dot.get("fill"): float(dot.attrib["cy"]) for dot in dots}
    assert heights["var(--paper)"] < heights["var(--ink)"]
    labels = [child.text for child in picture if child.tag.endswith("text")]
    assert labels[:6] == ["0", "2", "4", "6", "8", "10"]


def test_every_colour_of_the_plots_is_known_to_page_and_paper() -> None:
    page = report_html(report()).decode()
    used = set(re.findall(r"var\(--([\w-]+)\)", score_plot_svg(report().areas[0])))
    assert used == set(PLOT_COLORS)
    assert used <= set(re.findall(r"--([\w-]+):", page))
    assert "var(" not in report_markdown(report()).decode()


def test_a_single_score_is_told_in_words_and_not_drawn() -> None:
    sheet = doctor_report([], [noted(0, "neck=4")], areas={}, muscles={}, made=MADE)
    page = report_html(sheet).decode()
    assert "<svg" not in page
    assert "3 Aug 2026: noted 4." in page
    assert "No sign was reported during a session." in page

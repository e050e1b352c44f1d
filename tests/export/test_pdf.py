"""The sheet as a PDF: read back as a program for reading aloud would get it."""

import re
import sys
from collections.abc import Callable
from ctypes import POINTER, c_ushort, cast, create_string_buffer

import pypdfium2
import pytest

from backpain_cli.cli.commands.checklist import document_for
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.terms import PaperSize
from backpain_cli.export.pdf import checklist_pdf
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.step_pictures import step_pictures
from backpain_cli.wording.phrases import place_phrase
from backpain_cli.wording.sheet_text import ready_texts
from tests.pdf_text import pages_of, plain
from tests.sheets import HOSTILE, SHIPPED, Document, hostile, sheet_of, shipped

MOST_PAGES = 2
"""One leaf: one side to read, one to hang up."""
SMALLEST_TYPE, SMALLEST_OF_SOURCES = 8.0, 6.5


LONGEST = "upper-back"
every_sheet = pytest.mark.parametrize(
    ("key", "paper"),
    [
        # Each takes seconds to set; on Letter, the one with the most text stands for the others by default.
        pytest.param(key, paper, marks=[] if paper is PaperSize.A4 or key == LONGEST else pytest.mark.slow)
        for paper in PaperSize
        for key in SHIPPED
    ],
)


def made(routine: Routine, anatomy: Atlas) -> bytes:
    return document_for(sheet_of(routine), routine, anatomy, PaperSize.A4)


@pytest.mark.parametrize("key", SHIPPED)
def test_every_sign_and_every_step_with_its_warnings_is_read_in_its_order(
    document: Document, key: str, anatomy: Atlas
) -> None:
    sheet = sheet_of(shipped(key, anatomy))
    expected = [sheet.title, *sheet.emergency, *sheet.emergency_action, *sheet.see_a_doctor_first, *sheet.cautions]
    expected += [*sheet.before, *sheet.do_nots, *sheet.after, sheet.title, *ready_texts(sheet.tools, sheet.places)]
    expected += sheet.stop_rules
    for entry in sheet.steps:
        expected += [f"{entry.number}. {entry.step.title}", place_phrase(entry.step.place)]
        expected += [f"{turn.seconds} s" for turn in entry.turns]
        expected += [entry.step.do, entry.step.where, entry.step.avoid, entry.step.stop, entry.step.neutral]
    # The foot of a page may come in between, in the middle of a list but not of a sentence.
    text = " ".join(pages_of(document(key, PaperSize.A4))).replace("\N{BULLET} ", "")
    at = 0
    for sentence in expected:
        at = text.index(plain(sentence), at)


@every_sheet
def test_a_routine_fits_on_the_two_sides_of_a_leaf(key: str, paper: PaperSize, document: Document) -> None:
    pages = pages_of(document(key, paper))
    assert len(pages) <= MOST_PAGES
    assert f"page {len(pages)} of {len(pages)}" in pages[-1]


@every_sheet
def test_type_stays_readable_at_an_arm_s_length(key: str, paper: PaperSize, document: Document) -> None:
    opened = pypdfium2.PdfDocument(document(key, paper))
    written = [
        (thing.get_font_size(), thing.extract())
        for page in opened
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage())
    ]
    opened.close()
    start = next(number for number, (_, text) in enumerate(written) if text.startswith("Sources"))
    end = next(number for number, (_, text) in enumerate(written) if "page 1 of" in text)
    assert min(size for size, text in written[:start] if text.strip()) >= SMALLEST_TYPE - 0.01
    assert min(size for size, text in written[start:end] if text.strip()) >= SMALLEST_OF_SOURCES - 0.01


def test_a_short_routine_is_set_in_larger_type_and_in_full(document: Document, anatomy: Atlas) -> None:
    text = " ".join(pages_of(document("first-twinge", PaperSize.A4)))
    for step in shipped("first-twinge", anatomy).steps:
        assert plain(step.how) in text
        assert plain(step.feel) in text


def test_the_outline_leads_to_every_step(document: Document, anatomy: Atlas) -> None:
    opened = pypdfium2.PdfDocument(document("lower-back", PaperSize.A4))
    titles = [entry.get_title() for entry in opened.get_toc()]
    opened.close()
    routine = shipped("lower-back", anatomy)
    steps = [f"{number}. {step.title}" for number, step in enumerate(routine.steps, start=1)]
    assert titles[-len(steps) :] == steps
    assert "Stop rules" in titles


@pytest.mark.parametrize("key", SHIPPED)
def test_the_steps_begin_on_a_page_that_can_be_hung_up(document: Document, key: str, anatomy: Atlas) -> None:
    routine = shipped(key, anatomy)
    (page,) = [page for page in pages_of(document(key, PaperSize.A4)) if f"1. {routine.steps[0].title}" in page]
    assert page.startswith(routine.title)
    assert all(word in page for word in ("Name", "Date", "Pain before", "Pain after", "Stop rules"))


@every_sheet
def test_no_step_goes_on_on_another_page(key: str, paper: PaperSize, document: Document, anatomy: Atlas) -> None:
    routine = shipped(key, anatomy)
    pages = pages_of(document(key, paper))
    for number, step in enumerate(routine.steps, start=1):
        (page,) = [page for page in pages if f"{number}. {step.title}" in page]
        told = page.split(f"{number}. {step.title}")[1].split(f" {number + 1}. ")[0]
        for text in (step.do, step.where, step.avoid, step.stop, step.neutral):
            assert plain(text) in told


@pytest.mark.parametrize(("paper", "size"), [(PaperSize.A4, (595.28, 841.89)), (PaperSize.LETTER, (612.0, 792.0))])
def test_every_page_is_of_the_paper_that_was_asked_for(
    paper: PaperSize, size: tuple[float, float], document: Document
) -> None:
    opened = pypdfium2.PdfDocument(document("first-twinge", paper))
    sizes = {opened.get_page_size(number) for number in range(len(opened))}
    opened.close()
    ((width, height),) = sizes
    assert (width, height) == pytest.approx(size, abs=0.1)


def test_a_document_tells_its_title_and_its_language(document: Document) -> None:
    opened = pypdfium2.PdfDocument(document("neck", PaperSize.A4))
    title = opened.get_metadata_value("Title")
    opened.close()
    assert title == "Neck: 15 minutes, treatment checklist"
    assert b"/Lang (en)" in document("neck", PaperSize.A4)


def told_by(read: Callable[..., int], element: object) -> str:
    """Return a text of an element of the structure."""
    length = read(element, None, 0)
    kept = create_string_buffer(length)
    read(element, kept, length)
    return kept.raw.decode("utf-16-le").rstrip("\0")


def structure_of(document: bytes) -> list[list[tuple[str, str]]]:
    """Return for each page what it is made of, in the order in which it is read: each tag with its words."""
    raw, opened = pypdfium2.raw, pypdfium2.PdfDocument(document)
    pages: list[list[tuple[str, str]]] = []
    for page in opened:
        tree = raw.FPDF_StructTree_GetForPage(page)
        assert raw.FPDF_StructTree_CountChildren(tree) == 1
        whole = raw.FPDF_StructTree_GetChildAtIndex(tree, 0)
        children = (
            raw.FPDF_StructElement_GetChildAtIndex(whole, number)
            for number in range(raw.FPDF_StructElement_CountChildren(whole))
        )
        # The children on other pages are none of this page's tree.
        pages.append(
            [
                (told_by(raw.FPDF_StructElement_GetType, child), told_by(raw.FPDF_StructElement_GetAltText, child))
                for child in children
                if child
            ]
        )
        raw.FPDF_StructTree_Close(tree)
    opened.close()
    return pages


@pytest.mark.parametrize("key", SHIPPED)
def test_a_program_that_reads_aloud_is_told_what_is_what(document: Document, key: str, anatomy: Atlas) -> None:
    routine = shipped(key, anatomy)
    read, hung_up = structure_of(document(key, PaperSize.A4))
    # Below the title for whom the sheet is, then what forbids to begin.
    assert [tag for tag, _ in read][:4] == ["H1", "H2", "P", "P"]
    assert "Figure" not in dict(read)
    tags = [tag for tag, _ in hung_up]
    assert tags[0] == "H1"
    assert tags.count("H3") == len(routine.steps)
    assert {*tags} == {"H1", "H2", "H3", "P", "Figure"}
    # A step's heading, what is drawn, and what to do.
    steps = " ".join(tags).split("H3")[1:]
    assert all(re.fullmatch(r"( Figure){1,2}( P)+ ?", step) for step in steps), steps


@pytest.mark.parametrize("key", SHIPPED)
def test_every_picture_is_told_in_words(document: Document, key: str, anatomy: Atlas) -> None:
    routine = shipped(key, anatomy)
    told = [words for page in structure_of(document(key, PaperSize.A4)) for tag, words in page if tag == "Figure"]
    expected = [
        scene.caption
        for step in routine.steps
        for scene in step_pictures(step, routine.key, load_picture_data(), small=True)
    ]
    assert told == expected
    assert len(told) >= len(routine.steps)


@pytest.mark.parametrize("key", SHIPPED)
def test_words_at_the_ends_of_lines_are_not_read_as_one(document: Document, key: str, anatomy: Atlas) -> None:
    sheet = sheet_of(shipped(key, anatomy))
    opened = pypdfium2.PdfDocument(document(key, PaperSize.A4))
    pieces: list[str] = []
    for page in opened:
        words = page.get_textpage()
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=words):
            length = pypdfium2.raw.FPDFTextObj_GetText(thing, words, None, 0)
            kept = create_string_buffer(length)
            pypdfium2.raw.FPDFTextObj_GetText(thing, words, cast(kept, POINTER(c_ushort)), length)
            pieces.append(kept.raw.decode("utf-16-le").rstrip("\0"))
    opened.close()
    text = plain("".join(pieces))
    for sentence in (*sheet.emergency, *sheet.see_a_doctor_first, *(entry.step.avoid for entry in sheet.steps)):
        assert plain(sentence) in text


def test_what_is_no_text_is_not_read_and_the_file_says_that_it_is_tagged(document: Document) -> None:
    data = document("neck", PaperSize.A4)
    assert b"/Marked true" in data
    opened = pypdfium2.PdfDocument(data)
    unmarked = [
        thing.type for page in opened for thing in page.get_objects() if not pypdfium2.raw.FPDFPageObj_CountMarks(thing)
    ]
    author = opened.get_metadata_value("Author")
    opened.close()
    assert unmarked == []
    assert author == ""


def test_pictures_are_drawn_and_not_painted_as_dots(document: Document) -> None:
    opened = pypdfium2.PdfDocument(document("neck", PaperSize.A4))
    kinds = [thing.type for page in opened for thing in page.get_objects()]
    opened.close()
    assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE) == 0
    assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_PATH) > 300


def test_the_same_sheet_is_the_same_file(anatomy: Atlas) -> None:
    routine = shipped("first-twinge", anatomy)
    assert made(routine, anatomy) == made(routine, anatomy)


def test_text_from_a_file_is_never_taken_as_markup(anatomy: Atlas) -> None:
    text = " ".join(pages_of(made(hostile(anatomy), anatomy)))
    assert text.count(plain(HOSTILE)) >= 8


def test_a_step_of_the_longest_texts_still_has_its_pages(anatomy: Atlas) -> None:
    routine = hostile(anatomy, "endless words", words=40)
    text = " ".join(pages_of(made(routine, anatomy)))
    assert text.count("endless words") >= 40 * 7


@pytest.mark.parametrize(("written", "read"), [("Köpfe – “ok”", "Köpfe – “ok”"), ("a\u0301 Spina", "á Spina")])
def test_letters_of_western_languages_are_read_back(written: str, read: str, anatomy: Atlas) -> None:
    assert read in pages_of(made(hostile(anatomy, written), anatomy))[0].replace("a\u0301", "á").replace("a ́", "á")


def test_a_missing_library_is_told_with_what_to_do(anatomy: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "reportlab" or "export.pdf_" in name]:
        monkeypatch.delitem(sys.modules, name)
    # What `None` in this place means to Python: there is no such module.
    monkeypatch.setitem(sys.modules, "reportlab", None)
    with pytest.raises(BackpainError) as caught:
        checklist_pdf(sheet_of(shipped("neck", anatomy)), {})
    assert caught.value.exit_code is ExitCode.UNAVAILABLE
    assert "pip install 'backpain[pdf]'" in caught.value.hint

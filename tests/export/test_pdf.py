"""The sheet as a PDF: read back as a program for reading aloud would get it. Each document is made once."""

from collections.abc import Callable, Iterator, Sequence
from ctypes import create_string_buffer

import pypdfium2
import pytest
import typst

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.terms import PaperSize
from backpain_cli.export.formats import SheetArt
from backpain_cli.export.pdf import MAX_FIGURES, checklist_pdf, steps_without_figure
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.step_pictures import step_pictures
from backpain_cli.wording.phrases import place_phrase, step_texts
from backpain_cli.wording.sheet_text import ready_texts
from tests.pdf_text import pages_of, plain
from tests.sheets import EVERY_SHIPPED, HOSTILE, SHIPPED, Document, hostile, sheet_of, shipped

MAX_PAGES = 5
"""Two leaves: the steps, the signs, the rules, and each step in full; the longest routine goes on for some lines."""
MIN_FONT_SIZE, MIN_FONT_SIZE_OF_SOURCES = 8.0, 6.5
LONGEST = "upper-back"


def without_pictures(routine: Routine, paper: PaperSize = PaperSize.A4) -> bytes:
    return checklist_pdf(sheet_of(routine), SheetArt(), paper=paper)


def assert_in_order(text: str, sentences: list[str]) -> None:
    at = 0
    for sentence in sentences:
        assert plain(sentence) in text[at:], f"{sentence!r} is missing, or comes earlier"
        at = text.index(plain(sentence), at)


def signs_page(pages: Sequence[str]) -> int:
    """Return which page (from 0) has the signs: the one behind the steps."""
    return next(number for number, page in enumerate(pages) if "Before you begin" in page)


@pytest.mark.parametrize("key", SHIPPED)
def test_every_sign_and_every_step_with_its_warnings_is_read_in_its_order(
    document: Document, key: str, anatomy: Atlas
) -> None:
    sheet = sheet_of(shipped(key, anatomy))
    pages = [page.replace("\N{BULLET} ", "") for page in pages_of(document(key, PaperSize.A4))]
    assert len(pages) <= MAX_PAGES
    emergency = [*sheet.emergency, *sheet.emergency_action, *sheet.doctor_today, *sheet.doctor_within_days]
    signs = signs_page(pages)
    assert_in_order(pages[signs], ["Before you begin", *emergency])
    rest = " ".join(pages[signs + 1 :])
    assert_in_order(rest, [*sheet.stop_rules, *ready_texts(sheet.tools, sheet.places), *sheet.cautions, *sheet.before])
    assert_in_order(rest, [*sheet.after, *sheet.do_nots, "Each step in full", sheet.why, "Sources"])
    steps = rest.partition("Each step in full")[2]
    for entry in sheet.steps:
        texts = dict(step_texts(entry.step))
        warnings = [text for label in ("Avoid", "Stop") if (text := texts.pop(label, ""))]
        head = [f"{entry.number} {entry.step.title}", place_phrase(entry.step.place)]
        assert_in_order(steps, [*head, entry.step.do, *texts.values(), *warnings])


@pytest.mark.parametrize(
    ("key", "paper"), [*((key, PaperSize.A4) for key in EVERY_SHIPPED), (LONGEST, PaperSize.LETTER)]
)
def test_all_steps_stand_on_the_first_page_which_says_what_to_read_first(
    document: Document, key: str, paper: PaperSize, anatomy: Atlas
) -> None:
    sheet = sheet_of(shipped(key, anatomy))
    pages = pages_of(document(key, paper))
    assert pages[0].startswith(sheet.title)
    signs = signs_page(pages)
    # A letter is 18 mm shorter than A4: there the last steps of a long routine go on on a second page.
    assert signs == (1 if paper is PaperSize.A4 else 2)
    assert f"1 of {len(pages)}, read page {signs + 1} first" in pages[0]
    assert all("first" not in page.rpartition(" of ")[2] for page in pages[signs:])
    for word in ("Name", "Date", "For anybody.", "Only when nothing that is to be read first speaks against it."):
        assert word in pages[0]
    for entry in sheet.steps:
        for text in (entry.step.title, entry.step.do, entry.step.stop, *(f"{turn.seconds} s" for turn in entry.turns)):
            assert plain(text) in " ".join(pages[:signs])


@pytest.mark.parametrize("key", SHIPPED)
def test_no_step_in_full_goes_on_on_another_page(key: str, document: Document, anatomy: Atlas) -> None:
    pages = pages_of(document(key, PaperSize.A4))
    for entry in sheet_of(shipped(key, anatomy)).steps:
        sentences = [plain(sentence) for sentence in (entry.step.do, *(text for _, text in step_texts(entry.step)))]
        assert any(all(sentence in page for sentence in sentences) for page in pages[signs_page(pages) + 1 :])


def test_a_short_routine_has_its_warnings_beside_its_figures(document: Document, anatomy: Atlas) -> None:
    first_page = pages_of(document("first-twinge", PaperSize.A4))[0]
    for step in shipped("first-twinge", anatomy).steps:
        assert plain(step.avoid) in first_page


@pytest.mark.parametrize("key", EVERY_SHIPPED)
def test_steps_that_hold_or_strengthen_keep_their_figures(key: str, anatomy: Atlas) -> None:
    sheet = sheet_of(shipped(key, anatomy))
    left_out = steps_without_figure(sheet.steps)
    assert len(sheet.steps) - len(left_out) == min(MAX_FIGURES, len(sheet.steps))
    kept = {StepKind.PRESS, StepKind.STRETCH, StepKind.STRENGTHEN}
    assert not any(entry.number in left_out for entry in sheet.steps if entry.step.kind in kept)


def test_type_stays_readable_at_an_arm_s_length(document: Document) -> None:
    opened = pypdfium2.PdfDocument(document(LONGEST, PaperSize.A4))
    written = [
        (thing.get_font_size() * thing.get_matrix().get()[0], thing.extract())
        for page in opened
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage())
    ]
    opened.close()
    start = next(number for number, (_, text) in enumerate(written) if text.startswith("Sources"))
    assert min(size for size, text in written[:start] if "your " not in text) >= MIN_FONT_SIZE - 0.01
    assert min(size for size, _ in written) >= MIN_FONT_SIZE_OF_SOURCES - 0.01


def test_the_outline_leads_to_every_step(document: Document, anatomy: Atlas) -> None:
    opened = pypdfium2.PdfDocument(document("lower-back", PaperSize.A4))
    titles = [entry.get_title() for entry in opened.get_toc()]
    opened.close()
    steps = [f"{number} {step.title}" for number, step in enumerate(shipped("lower-back", anatomy).steps, start=1)]
    assert {plain(title) for title in titles} >= {*steps, "Before you begin", "Stop rules", "Never"}


@pytest.mark.parametrize(("paper", "size"), [(PaperSize.A4, (595.28, 841.89)), (PaperSize.LETTER, (612.0, 792.0))])
def test_every_page_is_of_the_paper_that_was_asked_for(
    paper: PaperSize, size: tuple[float, float], anatomy: Atlas
) -> None:
    opened = pypdfium2.PdfDocument(without_pictures(shipped("lower-back", anatomy), paper))
    sizes = {opened.get_page_size(number) for number in range(len(opened))}
    opened.close()
    ((width, height),) = sizes
    assert (width, height) == pytest.approx(size, abs=0.1)


def test_a_document_names_its_title_its_language_and_its_standard(document: Document) -> None:
    data = document("neck", PaperSize.A4)
    opened = pypdfium2.PdfDocument(data)
    title, author = opened.get_metadata_value("Title"), opened.get_metadata_value("Author")
    opened.close()
    assert (title, author) == ("Neck: 15 minutes, treatment checklist", "")
    assert b"/Lang (en)" in data or b"/Lang(en)" in data
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data


def test_every_font_is_embedded(document: Document) -> None:
    opened = pypdfium2.PdfDocument(document("neck", PaperSize.A4))
    fonts = {
        (thing.get_font().get_base_name(), thing.get_font().is_embedded)
        for page in opened
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=5)
    }
    opened.close()
    assert fonts
    assert all(is_embedded and "Libertinus" in name for name, is_embedded in fonts), fonts


def text_of_element(read: Callable[..., int], element: object) -> str:
    """Return a text of an element of the structure."""
    length = read(element, None, 0)
    kept = create_string_buffer(length)
    read(element, kept, length)
    return kept.raw.decode("utf-16-le").rstrip("\0")


def structure_of(document: bytes) -> list[list[tuple[str, str]]]:
    """Return for each page what it is made of, in the order in which it is read: each tag with its words."""
    raw, opened = pypdfium2.raw, pypdfium2.PdfDocument(document)

    def descendants(element: object) -> Iterator[tuple[str, str]]:
        yield (
            text_of_element(raw.FPDF_StructElement_GetType, element),
            text_of_element(raw.FPDF_StructElement_GetAltText, element),
        )
        for number in range(raw.FPDF_StructElement_CountChildren(element)):
            if child := raw.FPDF_StructElement_GetChildAtIndex(element, number):
                yield from descendants(child)

    pages = []
    for page in opened:
        tree = raw.FPDF_StructTree_GetForPage(page)
        pages.append([
            piece
            for number in range(raw.FPDF_StructTree_CountChildren(tree))
            for piece in descendants(raw.FPDF_StructTree_GetChildAtIndex(tree, number))
        ])  # fmt: skip
        raw.FPDF_StructTree_Close(tree)
    opened.close()
    return pages


@pytest.mark.parametrize("key", ["first-twinge", "neck"])
def test_a_program_that_reads_aloud_is_told_what_is_what(document: Document, key: str, anatomy: Atlas) -> None:
    routine = shipped(key, anatomy)
    sheet = sheet_of(routine)
    steps, signs, *rest = structure_of(document(key, PaperSize.A4))
    tags = [tag for tag, _ in steps]
    assert tags.count("H1") == 1
    assert tags.count("H2") == len(sheet.steps)
    assert [tag for tag, _ in signs].count("LI") == sum(
        map(len, (sheet.emergency, sheet.doctor_today, sheet.doctor_within_days))
    )
    assert {"Table", "TR", "TH", "TD"} <= {tag for page in rest for tag, _ in page}
    left_out = steps_without_figure(sheet.steps)
    expected = [
        scene.caption
        for number, step in enumerate(routine.steps, start=1)
        if number not in left_out
        for scene in step_pictures(step, routine.key, load_picture_data(), small=True)
    ]
    assert [words for tag, words in steps if tag == "Figure"] == expected


def test_pictures_are_drawn_and_not_painted_as_dots(document: Document) -> None:
    opened = pypdfium2.PdfDocument(document("neck", PaperSize.A4))
    kinds = [thing.type for page in opened for thing in page.get_objects(max_depth=9)]
    opened.close()
    assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE) == 0
    assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_PATH) > 300


def test_the_same_sheet_is_the_same_file(anatomy: Atlas) -> None:
    routine = shipped("first-twinge", anatomy)
    assert without_pictures(routine) == without_pictures(routine)


def test_text_from_a_file_is_never_taken_as_markup(anatomy: Atlas) -> None:
    for written in (HOSTILE, '#panic("x") *bold* _it_ $x$ @ref <signs> `raw` // gone \\ = head'):
        text = "".join(pages_of(without_pictures(hostile(anatomy, written)))).replace(" ", "")
        assert text.count(written.replace(" ", "")) >= 12


def test_a_step_of_the_longest_texts_still_has_its_pages(anatomy: Atlas) -> None:
    routine = hostile(anatomy, "endless words", words=40)
    text = " ".join(pages_of(without_pictures(routine)))
    assert text.count("endless words") >= 40 * 8


def test_letters_of_many_languages_are_read_back(anatomy: Atlas) -> None:
    written = "Köpfe – “ok” á Спина Πλάτη"
    assert plain(written) in " ".join(pages_of(without_pictures(hostile(anatomy, written))))


def test_letters_without_a_font_are_an_error_that_names_them(anatomy: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_with = typst.compile
    # As on a computer without fonts of its own.
    monkeypatch.setattr(typst, "compile", lambda *a, **k: compile_with(*a, **k | {"ignore_system_fonts": True}))
    with pytest.raises(BackpainError) as caught:
        without_pictures(hostile(anatomy, "Back 腰 🧘"))
    assert caught.value.exit_code is ExitCode.UNAVAILABLE
    assert "the letters 腰, 🧘" in str(caught.value)
    assert "HTML" in caught.value.hint

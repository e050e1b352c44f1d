"""The sheet as an HTML page and as Markdown: complete, self-contained, in order, and no text is taken as markup."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from backpain_cli.cli.commands.checklist import art_for
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.export.checklists import checklist_html, checklist_markdown
from backpain_cli.export.formats import SheetArt
from backpain_cli.wording.phrases import SAME_SIDE, SHORTER_HOLDS, place_phrase
from backpain_cli.wording.sheet_text import ready_texts
from tests.sheets import HOSTILE, SHIPPED, hostile, sheet_of, shipped

_WITHOUT_END = {"meta", "input", "br"}


class Page(HTMLParser):
    """A page taken apart; it holds that every element that is begun is ended."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.headings: list[int] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in _WITHOUT_END:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _WITHOUT_END:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title", "desc"} & set(self.open):
            self.text += data

    def values(self, tag: str, name: str) -> list[str]:
        return [value for one, attribute, value in self.attributes if (one, attribute) == (tag, name)]


def page_for(routine: Routine, anatomy: Atlas) -> str:
    sheet = sheet_of(routine)
    return checklist_html(sheet, art_for(sheet, routine, anatomy)).decode()


@pytest.fixture(scope="module")
def pages(anatomy: Atlas) -> dict[str, str]:
    """Return the page of each shipped routine with its pictures."""
    return {key: page_for(shipped(key, anatomy), anatomy) for key in SHIPPED}


@pytest.mark.parametrize("key", SHIPPED)
def test_every_element_of_a_page_is_closed(pages: dict[str, str], key: str) -> None:
    assert Page(pages[key]).open == []


@pytest.mark.parametrize("key", SHIPPED)
def test_a_page_fetches_nothing_and_runs_nothing(pages: dict[str, str], key: str) -> None:
    page = Page(pages[key])
    assert not {"script", "link", "img", "iframe", "object", "use", "image"} & set(page.tags)
    assert [name for _, name, _ in page.attributes if name.startswith("on") or name == "src"] == []
    assert all(value.startswith("#") for _, name, value in page.attributes if name.endswith("href"))
    assert all(found.startswith("url(#") for found in re.findall(r"url\([^)]*", pages[key]))
    assert "@import" not in pages[key]


@pytest.mark.parametrize("key", SHIPPED)
def test_no_two_elements_of_a_page_share_a_name_and_every_link_leads_to_one(pages: dict[str, str], key: str) -> None:
    page = Page(pages[key])
    names = [value for _, name, value in page.attributes if name == "id"]
    assert len(names) == len(set(names))
    assert {value[1:] for value in page.values("a", "href")} <= set(names)
    assert set(re.findall(r"url\(#([^)]*)\)", pages[key])) <= set(names)


@pytest.mark.parametrize("key", SHIPPED)
def test_headings_begin_with_one_title_and_leave_no_level_out(pages: dict[str, str], key: str) -> None:
    headings = Page(pages[key]).headings
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


@pytest.mark.parametrize("key", SHIPPED)
def test_all_that_the_sheet_says_stands_on_the_page_in_its_order(
    pages: dict[str, str], key: str, anatomy: Atlas
) -> None:
    sheet = sheet_of(shipped(key, anatomy))
    expected = [sheet.title]
    for entry in sheet.steps:
        expected += [entry.step.title, place_phrase(entry.step.place), entry.step.do, entry.step.stop]
        expected += [entry.step.where, entry.step.how, entry.step.feel, entry.step.avoid, entry.step.neutral]
    expected += [
        *sheet.emergency,
        " ".join(sheet.emergency_action),
        *sheet.doctor_today,
        *sheet.doctor_within_days,
        *sheet.stop_rules,
    ]
    expected += [*ready_texts(sheet.tools, sheet.places), *sheet.cautions, *sheet.before]
    expected += [*sheet.do_nots, *sheet.after, sheet.why]
    text = Page(pages[key]).text
    at = 0
    for sentence in expected:
        at = text.index(sentence, at)


@pytest.mark.parametrize("key", SHIPPED)
def test_there_is_a_box_for_every_turn_and_for_everything_to_have_ready(
    pages: dict[str, str], key: str, anatomy: Atlas
) -> None:
    sheet = sheet_of(shipped(key, anatomy))
    wanted = len(ready_texts(sheet.tools, sheet.places)) + sum(len(entry.turns) for entry in sheet.steps)
    assert Page(pages[key]).values("input", "type").count("checkbox") == wanted


@pytest.mark.parametrize("key", SHIPPED)
def test_every_step_is_drawn_and_every_picture_is_told_in_words(
    pages: dict[str, str], key: str, anatomy: Atlas
) -> None:
    steps = shipped(key, anatomy).steps
    pictures = re.findall(r"<svg.*?</svg>", pages[key], re.DOTALL)
    assert len(pictures) == 1 + len(steps) + sum(step.point is not None for step in steps)
    assert all(re.search(r"<title>[^<]+</title>\s*<desc>[^<]+</desc>", picture) for picture in pictures)


def test_every_colour_of_the_pictures_is_known_to_the_page(pages: dict[str, str]) -> None:
    page = pages["whole-back"]
    assert set(re.findall(r"var\((--[\w-]+)\)", page)) <= set(re.findall(r"(--[\w-]+):", page))


def test_every_kind_of_step_has_its_colour_on_the_page_and_in_the_dark(pages: dict[str, str]) -> None:
    style = re.sub(r"\s+", " ", pages["neck"])
    for kind in StepKind:
        for place in (r"[},] ?\.", r"\.bar \."):
            assert re.search(place + kind + r"(,[^{}]*)? \{ background", style), (place, kind)


def test_a_page_is_read_in_english_prints_and_knows_the_dark(pages: dict[str, str]) -> None:
    page = pages["lower-back"]
    assert '<html lang="en">' in page
    assert "@media print" in page
    assert "break-inside: avoid" in page
    assert "prefers-color-scheme: dark" in page


def test_the_signs_are_named_before_the_first_step_with_a_link_to_all_of_them(pages: dict[str, str]) -> None:
    before = pages["neck"].partition('<article class="step"')[0]
    assert "Do not begin" in before
    assert 'href="#signs"' in before
    assert 'id="signs"' in pages["neck"].partition(before)[2]


def test_sources_are_told_with_what_they_stand_for(pages: dict[str, str]) -> None:
    assert "Travell and Simons" in Page(pages["lower-back"]).text.split("Sources", 1)[1]


def test_text_from_a_file_is_never_taken_as_markup(anatomy: Atlas) -> None:
    routine = hostile(anatomy)
    sheet = sheet_of(routine)
    text = page_for(routine, anatomy)
    page = Page(text)
    assert "script" not in page.tags
    # Those of the sheet itself: the first box, what to do, the label of a stop, and the sources.
    assert page.tags.count("b") == 3 + len(sheet.sources)
    # The titles of the sheet and of its step, why, the caution, what to do, How, Feel, Avoid, Stop and Instead.
    assert page.text.count(HOSTILE) == 10
    assert HOSTILE not in text


def test_nothing_of_a_text_is_markdown(anatomy: Atlas) -> None:
    text = checklist_markdown(sheet_of(hostile(anatomy))).decode()
    assert "<" not in text.replace("\\<", "")
    assert text.replace("\\", "").count(HOSTILE) >= 8


def test_a_sheet_without_pictures_is_complete(anatomy: Atlas) -> None:
    sheet = sheet_of(shipped("neck", anatomy))
    page = Page(checklist_html(sheet, SheetArt()).decode())
    assert "svg" not in page.tags
    assert page.open == []
    assert sheet.steps[-1].step.title in page.text


def test_a_sheet_says_once_on_which_side_a_point_is_felt_and_how_briefly_others_press(anatomy: Atlas) -> None:
    sheet = sheet_of(shipped("neck", anatomy))
    for text in (checklist_html(sheet, SheetArt()).decode(), checklist_markdown(sheet).decode()):
        assert [text.count(note) for note in (SAME_SIDE, SHORTER_HOLDS)] == [1, 1]

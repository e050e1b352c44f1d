"""The HTML sheet in a real browser. Not part of the default run: `python -m pytest -m browser tests/slow`."""

import json
import os
import re
import shutil
import subprocess
from html import escape, unescape
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from backpain_cli.cli.commands.checklist import art_for
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.export.checklists import checklist_html
from tests.sheets import SHIPPED, sheet_of, shipped

pytestmark = pytest.mark.browser

PHONE, DESKTOP = 390, 1280
HEIGHT = 900
LIGHT, DARK = 1, 0
"""What Chromium calls the colours that a person prefers."""
_SECONDS = 60
_BROWSER = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
_LEAST_CONTRAST = 4.5
"""Of WCAG 2.2, level AA, for text of an ordinary size."""

# Asks the page what a person would see, and leaves the answers where the browser's text of the page shows them.
_ASK = """
<script>
addEventListener("load", () => {
  const paper = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (!color.endsWith(", 0)") && color !== "transparent") return color;
    }
    return "rgb(255, 255, 255)";
  };
  const words = [...document.querySelectorAll("body *:not(svg, svg *, script, style)")]
    .filter((element) => [...element.childNodes].some((one) => one.nodeType === 3 && one.data.trim()));
  const found = {
    width: innerWidth,
    page: document.documentElement.scrollWidth,
    wide: [...document.querySelectorAll("body *:not(svg *)")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.tagName} ${element.className}`),
    paper: getComputedStyle(document.body).backgroundColor,
    pictures: [...document.querySelectorAll("svg")].map((picture) => {
      const { width, height } = picture.getBoundingClientRect();
      return { width, height, role: picture.getAttribute("role"), name: picture.querySelector("title").textContent };
    }),
    colors: [...new Set(words.map((one) => `${getComputedStyle(one).color} on ${paper(one)}`))],
    boxes: Math.min(...[...document.querySelectorAll("input[type=checkbox]")]
      .map((one) => one.getBoundingClientRect().height)),
    landmarks: ["body > header", "body > main", "body > footer"]
      .map((place) => document.querySelectorAll(place).length),
    first: document.querySelector(".step").getBoundingClientRect().top,
    sizes: [...new Set(words.map((one) => parseFloat(getComputedStyle(one).fontSize)))],
    columns: new Set([...document.querySelectorAll(".step")].map((one) => one.getBoundingClientRect().left)).size,
  };
  const told = document.createElement("pre");
  told.id = "found";
  told.textContent = JSON.stringify(found);
  parent.document.body.append(told);
});
</script>
"""


def _run(folder: Path, page: Path, *switches: str) -> str:
    if _BROWSER is None:
        pytest.skip("there is no Chromium here; Debian: apt-get install chromium")
    command = [
        _BROWSER,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={folder / 'profile'}",
        *switches,
        page.as_uri(),
    ]
    environment = {**os.environ, "HOME": str(folder)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=True, env=environment)
    return done.stdout


def _page(key: str, anatomy: Atlas) -> str:
    routine = shipped(key, anatomy)
    sheet = sheet_of(routine)
    return checklist_html(sheet, art_for(sheet, routine, anatomy)).decode()


def _seen(key: str, anatomy: Atlas, folder: Path, width: int, scheme: int) -> dict[str, Any]:
    """Return what the browser says of the page at that width."""
    asked = folder / "asked.html"
    inner = escape(_page(key, anatomy).replace("</body>", f"{_ASK}</body>"))
    # A window of Chromium is 500 pixels wide at least; a frame in it is as narrow as a telephone.
    frame = f'<iframe style="border: 0; width: {width}px; height: {HEIGHT}px" srcdoc="{inner}"></iframe>'
    head = '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
    asked.write_text(f"{head}<body>{frame}</body>", encoding="utf-8")
    scheme_switch = f"--blink-settings=preferredColorScheme={scheme}"
    dom = _run(folder, asked, f"--window-size={width + 100},{HEIGHT + 100}", scheme_switch, "--dump-dom")
    answer = re.search(r'<pre id="found">(.*?)</pre>', dom, re.DOTALL)
    assert answer is not None
    found: dict[str, Any] = json.loads(unescape(answer[1]))
    assert found["width"] == width
    return found


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", color)[:3])
    return red, green, blue


def _luminance(color: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _channels(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(ink: str, paper: str) -> float:
    lighter, darker = sorted((_luminance(ink), _luminance(paper)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("key", SHIPPED)
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_nothing_has_to_be_scrolled_sideways(key: str, width: int, anatomy: Atlas, tmp_path: Path) -> None:
    found = _seen(key, anatomy, tmp_path, width, LIGHT)
    assert found["wide"] == []
    assert found["page"] <= width


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_every_picture_can_be_seen_and_has_a_name(width: int, anatomy: Atlas, tmp_path: Path) -> None:
    found = _seen("neck", anatomy, tmp_path, width, LIGHT)
    assert len(found["pictures"]) > len(shipped("neck", anatomy).steps)
    for picture in found["pictures"]:
        assert picture["width"] >= 100
        assert picture["height"] >= 100
        assert picture["role"] == "img"
        assert picture["name"]


@pytest.mark.parametrize(("scheme", "is_light"), [(LIGHT, True), (DARK, False)])
def test_the_page_is_as_light_or_dark_as_the_person_prefers(
    scheme: int, is_light: bool, anatomy: Atlas, tmp_path: Path
) -> None:
    found = _seen("neck", anatomy, tmp_path, DESKTOP, scheme)
    assert (_luminance(found["paper"]) > 0.5) is is_light
    for pair in found["colors"]:
        ink, paper = pair.split(" on ")
        assert _contrast(ink, paper) >= _LEAST_CONTRAST, pair


def test_boxes_can_be_ticked_with_a_finger_and_each_landmark_is_there_once(anatomy: Atlas, tmp_path: Path) -> None:
    found = _seen("lower-back", anatomy, tmp_path, PHONE, LIGHT)
    assert found["boxes"] >= 24  # WCAG 2.2: the least size of what is touched
    assert found["landmarks"] == [1, 1, 1]


@pytest.mark.parametrize("key", SHIPPED)
def test_a_phone_shows_the_first_step_at_once_and_no_small_type(key: str, anatomy: Atlas, tmp_path: Path) -> None:
    found = _seen(key, anatomy, tmp_path, PHONE, LIGHT)
    assert found["first"] <= 240
    assert min(found["sizes"]) >= 14
    assert found["columns"] == 1


def test_a_wide_window_has_two_columns_of_steps(anatomy: Atlas, tmp_path: Path) -> None:
    assert _seen("neck", anatomy, tmp_path, 800, LIGHT)["columns"] == 2


def test_the_page_prints_on_paper_in_light_colours(anatomy: Atlas, tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    page.write_text(_page("lower-back", anatomy), encoding="utf-8")
    printed = tmp_path / "sheet.pdf"
    _run(
        tmp_path, page, "--blink-settings=preferredColorScheme=0", "--no-pdf-header-footer", f"--print-to-pdf={printed}"
    )
    document = pypdfium2.PdfDocument(printed)
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    bitmap = document[0].render(scale=1)
    corner = bytes(bitmap.buffer)[2 * bitmap.stride + 2 * bitmap.n_channels :][:3]
    document.close()
    # Eighteen steps take three and a half of them.
    assert len(texts) <= 7
    assert all(part > 240 for part in corner)
    for number, step in enumerate(shipped("lower-back", anatomy).steps, start=1):
        assert sum(f"{number} {step.title}" in re.sub(r"\s+", " ", text) for text in texts) == 1

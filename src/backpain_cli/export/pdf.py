"""The PDFs, through typst: the extra `pdf`. Everything is handed over as JSON, and no text of it is taken as markup."""

import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import typst

from backpain_cli.domain.checklist import Checklist, ChecklistStep
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.terms import PaperSize
from backpain_cli.export.doctor_report import DoctorReport, sentences_of
from backpain_cli.export.doctor_report_files import PLOT_COLORS, plot_title, score_plot_svg
from backpain_cli.export.formats import SheetArt, SheetPicture
from backpain_cli.wording.phrases import place_phrase, pressure_phrase, step_texts
from backpain_cli.wording.report_text import REPORT_HEADINGS, course_texts
from backpain_cli.wording.sheet_text import (
    SHEET_HEADINGS,
    adaptation_texts,
    audience_label,
    ready_texts,
    step_notes,
    timed_box_text,
)

MAX_FIGURES = 9
"""On the first page: three rows of three that can be seen from a mat."""
_WITHOUT_FIGURE = (StepKind.REST, StepKind.CHECK, StepKind.MOVE, StepKind.BREATHE)
"""Steps that can do without a figure, the first ones most easily."""
_WARNINGS = ("Avoid", "Stop")
_MISSING_LETTERS = re.compile(r'the text `"(.+?)"` could not be displayed')


def checklist_pdf(checklist: Checklist, art: SheetArt, *, paper: PaperSize = PaperSize.A4) -> bytes:
    """Return `checklist` as a PDF document: the steps on the first page, then what is read before, then the rest.

    Raises:
        BackpainError: no font has the letters of a text.
    """
    in_strips = steps_without_figure(checklist.steps)
    colors = {name: light for name, (light, _) in art.colors.items()}
    values = checklist._asdict() | {
        "paper": {PaperSize.A4: "a4", PaperSize.LETTER: "us-letter"}[paper],
        "headings": SHEET_HEADINGS._asdict(),
        "audience": audience_label(checklist),
        "changes": adaptation_texts(checklist.changes),
        "ready": ready_texts(checklist.tools, checklist.places),
        "notes": step_notes(checklist),
        "before": (*checklist.cautions, *checklist.before),
        "steps": [
            _step(entry, art.steps.get(entry.number, ()), colors) | {"in_strip": entry.number in in_strips}
            for entry in checklist.steps
        ],
        "sources": [f"{key} {art.references.get(key, '')}".rstrip() for key in checklist.sources],
    }
    return _compiled("checklist.typ", values)


def steps_without_figure(steps: Sequence[ChecklistStep]) -> set[int]:
    """Return the numbers of the steps that leave their figure to others, so that all fit on the first page."""
    spare = [entry for entry in steps if entry.step.kind in _WITHOUT_FIGURE]
    spare.sort(key=lambda entry: (_WITHOUT_FIGURE.index(entry.step.kind), -entry.number))
    return {entry.number for entry in spare[: max(0, len(steps) - MAX_FIGURES)]}


def _step(entry: ChecklistStep, pictures: Sequence[SheetPicture], colors: Mapping[str, str]) -> dict[str, Any]:
    step = entry.step
    texts = step_texts(step)
    pressure = pressure_phrase(step)
    return {
        "number": entry.number,
        "kind": step.kind,
        "title": step.title,
        "seconds": entry.seconds,
        "do": step.do,
        "pressure": f"{pressure[:1].upper()}{pressure[1:]}." if pressure else "",
        "place": place_phrase(step.place),
        "boxes": [timed_box_text(turn, brief=True) for turn in entry.turns],
        "warnings": [(label, text) for label, text in texts if label in _WARNINGS],
        "details": [(label, text) for label, text in texts if label not in _WARNINGS],
        "pictures": [picture._asdict() | {"svg": _painted(picture.svg, colors)} for picture in pictures],
    }


def report_pdf(report: DoctorReport) -> bytes:
    """Return `report` as a PDF document on A4, on one page wherever that can be read.

    Raises:
        BackpainError: no font has the letters of a text.
    """
    areas = [
        {
            "name": area.name,
            "plot": _painted(score_plot_svg(area), PLOT_COLORS),
            "words": f"{plot_title(area)}: {'; '.join(course_texts(area.course))}",
            "sentences": " ".join(sentences_of(area)),
        }
        for area in report.areas
    ]
    values = {name: value for name, value in report._asdict().items() if name != "areas"}
    return _compiled("report.typ", values | {"areas": areas, "headings": REPORT_HEADINGS._asdict()})


def _painted(svg: str, colors: Mapping[str, str]) -> str:
    """Return a picture with colours in the place of its CSS variables, which typst does not know."""
    return re.sub(r"var\(--([\w-]+)\)", lambda found: colors[found[1]], svg)


def _compiled(template: str, values: Mapping[str, Any]) -> bytes:
    source = files(__package__).joinpath("templates", template).read_bytes()
    inputs = {"values": json.dumps(values)}
    # The fonts that come with typst are the same everywhere; others are asked only for letters that those lack.
    for without_fonts_of_system in (True, False):
        try:
            return typst.compile(
                source,
                format="pdf",
                pdf_standards=["ua-1"],
                sys_inputs=inputs,
                ignore_system_fonts=without_fonts_of_system,
            )
        except typst.TypstError as error:
            missing = _MISSING_LETTERS.findall(error.diagnostic)
            if not missing:
                raise
    raise BackpainError(
        f"No font on this computer has the letters {', '.join(dict.fromkeys(missing))}, so no PDF was made.",
        hint="Write them in other letters, or use HTML: a browser knows more fonts.",
        exit_code=ExitCode.UNAVAILABLE,
    )

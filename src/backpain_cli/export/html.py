"""The checklist as one page for a browser: nothing in it is fetched, and it prints as it stands."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files

from backpain_cli.domain.checklist import Checklist, ChecklistStep
from backpain_cli.wording.phrases import place_phrase, pressure_phrase, step_texts
from backpain_cli.wording.sheet_text import SHEET_HEADINGS as HEADINGS
from backpain_cli.wording.sheet_text import (
    adaptation_texts,
    audience_text,
    ready_texts,
    timed_box_text,
)

HTML_SESSIONS = 7
"""For how many sessions there is room on a sheet: a week."""

_HATCHING = re.compile(r'(id="|url\(#)hatch-')


def checklist_html(
    checklist: Checklist,
    pictures: Mapping[int, Sequence[str]],
    chart: str,
    *,
    colors: Mapping[str, tuple[str, str]] | None = None,
    references: Mapping[str, str] | None = None,
) -> str:
    """Return `checklist` as an HTML document.

    Args:
        checklist: the sheet.
        pictures: SVG documents by the number of the step that they belong to.
        chart: the body chart of the routine as SVG; may be empty.
        colors: the light and the dark colour of each CSS variable that the pictures use.
        references: what the keys of the sources stand for.
    """
    title = f"{checklist.title}: {checklist.minutes} minutes"
    body = [
        *_head(checklist, title, chart),
        *_section("emergency", HEADINGS.emergency, checklist.emergency, more=_what_then(checklist.emergency_action)),
        *_section("doctor", HEADINGS.see_a_doctor, checklist.see_a_doctor_first),
        *_section("ready", HEADINGS.have_ready, ready_texts(checklist.tools, checklist.places), boxes=True),
        *_section("before", HEADINGS.before, (*checklist.cautions, *checklist.before)),
        *_section("stop", HEADINGS.stop_rules, checklist.stop_rules),
        f'<section id="steps" class="steps"><h2>{HEADINGS.steps}</h2>',
        *(line for entry in checklist.steps for line in _step(entry, pictures.get(entry.number, ()))),
        "</section>",
        *_section("never", HEADINGS.never, checklist.do_nots),
        *_section("after", HEADINGS.afterwards, checklist.after),
        *_why(checklist.why),
        "</main>",
        *_sources(checklist.sources, references or {}),
    ]
    style = _variables(colors or {}) + files(__package__).joinpath("sheet.css").read_text("utf-8")
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            '<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(title)}</title>",
            f"<style>\n{style}</style>\n</head>\n<body>",
            *body,
            "</body>\n</html>\n",
        ]
    )


def _variables(colors: Mapping[str, tuple[str, str]]) -> str:
    """Return the pictures' colours for a light page, for a dark one, and for paper, which is always light."""
    light = "".join(f"--{name}:{color};" for name, (color, _) in colors.items())
    dark = "".join(f"--{name}:{color};" for name, (_, color) in colors.items())
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme: dark){{:root{{{dark}}}}}\n"


def _head(checklist: Checklist, title: str, chart: str) -> list[str]:
    name = f'<label class="name">{HEADINGS.name} <input type="text" autocomplete="off"></label>'
    columns = (HEADINGS.date, HEADINGS.score_before, HEADINGS.score_after)
    heads = "".join(f'<th scope="col">{column}</th>' for column in columns)
    rows = "".join(_session(number) for number in range(1, HTML_SESSIONS + 1))
    links = {
        "steps": HEADINGS.steps,
        "stop": HEADINGS.stop_rules,
        "never": HEADINGS.never,
        "after": HEADINGS.afterwards,
    }
    return [
        "<header>",
        f"<h1>{escape(checklist.title)} <small>{checklist.minutes} minutes, treatment checklist</small></h1>",
        f'<p class="whose">{escape(checklist.whose)}</p>' if checklist.whose else "",
        f'<p class="whose">{escape(audience_text(checklist))}</p>',
        *_list_of(adaptation_texts(checklist.changes)),
        '<nav aria-label="On this page">' + " ".join(f'<a href="#{k}">{v}</a>' for k, v in links.items()) + "</nav>",
        "</header>",
        "<main>",
        f'<div class="opening{"" if chart else " alone"}">',
        f'<div class="chart">{_own_hatching(chart, "chart")}</div>' if chart else "",
        f'<section class="log"><h2>{HEADINGS.name}, dates and scores</h2>{name}',
        f"<table><caption>{HEADINGS.scores}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>",
        "</section>",
        "</div>",
    ]


def _list_of(changes: Sequence[str]) -> list[str]:
    return ["<ul>", *(f"<li>{escape(change)}</li>" for change in changes), "</ul>"] if changes else []


def _session(number: int) -> str:
    def field(what: str, mode: str) -> str:
        label = f"{what}, session {number}"
        return f'<td><input type="text" inputmode="{mode}" autocomplete="off" aria-label="{label}"></td>'

    scores = "".join(field(what, "numeric") for what in (HEADINGS.score_before, HEADINGS.score_after))
    return f"<tr>{field(HEADINGS.date, 'text')}{scores}</tr>"


def _section(key: str, title: str, items: Iterable[str], *, boxes: bool = False, more: str = "") -> list[str]:
    listed = [f"<li>{_ticked(item) if boxes else escape(item)}</li>" for item in items]
    if not listed:
        return []
    kind = ' class="boxes"' if boxes else ""
    return [f'<section id="{key}" class="words {key}"><h2>{title}</h2><ul{kind}>', *listed, f"</ul>{more}</section>"]


def _what_then(action: Iterable[str]) -> str:
    told = " ".join(escape(sentence) for sentence in action)
    return f"<p><strong>{HEADINGS.what_then}:</strong> {told}</p>" if told else ""


def _ticked(text: str) -> str:
    return f'<label><input type="checkbox"> <span>{escape(text)}</span></label>'


def _step(entry: ChecklistStep, pictures: Sequence[str]) -> list[str]:
    step = entry.step
    number = entry.number
    drawn = "".join(_own_hatching(picture, f"{number}-{place}") for place, picture in enumerate(pictures))
    details = "".join(f"<dt>{label}</dt><dd>{escape(text)}</dd>" for label, text in step_texts(entry.step))
    turns = "".join(f"<li>{_ticked(timed_box_text(turn, pressure_phrase(step)))}</li>" for turn in entry.turns)
    return [
        f'<article class="step {step.kind}" aria-labelledby="step-{number}">',
        f'<h3 id="step-{number}"><span class="number">{number}</span> {escape(step.title)} '
        f"<small>{escape(place_phrase(step.place))}</small></h3>",
        f'<div class="pictures">{drawn}</div>' if drawn else "",
        '<div class="told">',
        f'<p class="do">{escape(step.do)}</p>',
        f'<ul class="boxes">{turns}</ul>' if turns else "",
        f"<dl>{details}</dl>" if details else "",
        "</div>",
        "</article>",
    ]


def _own_hatching(picture: str, name: str) -> str:
    """Return a picture whose patterns have names of their own: on one page no two may share one."""
    return _HATCHING.sub(rf"\1hatch-{name}-", picture)


def _why(why: str) -> list[str]:
    return [f'<section class="words why"><h2>{HEADINGS.why}</h2><p>{escape(why)}</p></section>'] if why else []


def _sources(keys: Sequence[str], references: Mapping[str, str]) -> list[str]:
    told = "; ".join(f"<b>{escape(key)}</b> {escape(references.get(key, ''))}".rstrip() for key in keys)
    return [f"<footer><h2>{HEADINGS.sources}</h2><p>{HEADINGS.no_diagnosis}</p><p>{told}</p></footer>"]

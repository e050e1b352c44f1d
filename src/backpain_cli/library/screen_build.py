"""From the plain value of the red flags to the questions of the screen."""

from typing import Any

from backpain_cli.domain.screen_questions import (
    Answer,
    Count,
    Group,
    Line,
    RedFlag,
    ScreenQuestions,
    ShortQuestion,
    Soon,
)
from backpain_cli.domain.screen_record import Outcome
from backpain_cli.domain.terms import Region

Plain = dict[str, Any]


def screen_questions_from(plain: Plain) -> ScreenQuestions:
    """Return the questions that the file describes.

    Raises:
        KeyError: a field is missing.
        ValueError: a value is not one of those allowed.
    """
    return ScreenQuestions(
        intro=plain["intro"],
        groups=tuple(map(_group, plain["groups"])),
        short=tuple(map(_short, plain["short"])),
    )


def _group(entry: Plain) -> Group:
    counts = entry.get("counts")
    flag = _counted if counts else _flag
    return Group(
        key=entry["key"],
        ask=entry["ask"],
        lines=tuple(Line(text=line["text"], regions=_regions(line)) for line in entry.get("lines", ())),
        regions=_regions(entry),
        opened_by=entry.get("opened-by", ""),
        questions=tuple(flag(question) for question in entry["questions"]),
        counts=_count(entry["key"], counts) if counts else None,
    )


def _regions(entry: Plain) -> frozenset[str]:
    return frozenset(Region(region) for region in entry.get("regions", ()))


def _flag(entry: Plain) -> RedFlag:
    outcome = Outcome(entry["outcome"])
    return RedFlag(
        key=entry["key"],
        flags=tuple(entry["flags"]),
        ask=entry["ask"],
        tell=entry["tell"],
        outcome=outcome,
        soon=Soon.NOW if outcome is Outcome.EMERGENCY else Soon(entry.get("when", "")),
        regions=_regions(entry),
        keeps=entry.get("keeps", ""),
        today=entry.get("today", ""),
        reason=entry["reason"],
        sources=tuple(entry["sources"]),
    )


def _counted(entry: Plain) -> RedFlag:
    """Read a question that means something only together with others."""
    told = {"flags": (), "tell": "", "outcome": Outcome.GO_ON, "reason": "", "sources": ()}
    return _flag(told | entry)


def _count(key: str, entry: Plain) -> Count:
    return Count(
        least=int(entry["least"]),
        exactly=_flag(entry | {"key": key, "ask": "", "reason": entry["exactly"]}),
        more=_flag(entry | {"key": key, "ask": ""}),
    )


def _short(entry: Plain) -> ShortQuestion:
    return ShortQuestion(
        key=entry["key"],
        ask=entry["ask"],
        wanted=Answer(entry["wanted"]),
        renews=entry.get("renews", "false") == "true",
    )

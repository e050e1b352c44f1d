"""From the plain value of the red flags to the questions of the screen."""

from typing import Any

from backpain_cli.domain.safety.signs import (
    ScreeningAnswer,
    ShortQuestion,
    SignCount,
    SignLadder,
    SignLine,
    SignRung,
    SignTable,
    Urgency,
)
from backpain_cli.domain.terms import Outcome, Region

ScreeningValues = dict[str, Any]
_FLAG_FIELDS = ("key", "flags", "ask", "tell", "outcome", "when", "regions", "keeps", "today", "reason", "sources")


def sign_table_from(plain: ScreeningValues) -> SignTable:
    """Return the questions that the file describes.

    Raises:
        KeyError: a field is missing.
        ValueError: a value is not one of those allowed, or a field is not known.
    """
    _check_fields(plain, "intro", "groups", "short")
    return SignTable(
        intro=plain["intro"], groups=tuple(map(_group, plain["groups"])), short=tuple(map(_short, plain["short"]))
    )


def _check_fields(entry: ScreeningValues, *known: str) -> None:
    """Refuse a field that is not in `known`: it may be the rest of a text that was cut at a comma."""
    if unknown := sorted(entry.keys() - set(known)):
        raise ValueError(f"expected only the fields {', '.join(known)}; found {', '.join(map(repr, unknown))}")


def _group(entry: ScreeningValues) -> SignLadder:
    _check_fields(entry, "key", "ask", "lines", "regions", "opened-by", "questions", "counts")
    counts = entry.get("counts")
    flag = _counted if counts else _flag
    return SignLadder(
        key=entry["key"],
        ask=entry["ask"],
        lines=tuple(map(_line, entry.get("lines", ()))),
        regions=_regions(entry),
        opened_by=entry.get("opened-by", ""),
        questions=tuple(flag(question) for question in entry["questions"]),
        counts=_count(entry["key"], counts) if counts else None,
    )


def _line(entry: ScreeningValues) -> SignLine:
    _check_fields(entry, "text", "regions")
    return SignLine(text=entry["text"], regions=_regions(entry))


def _regions(entry: ScreeningValues) -> frozenset[str]:
    return frozenset(Region(region) for region in entry.get("regions", ()))


def _flag(entry: ScreeningValues) -> SignRung:
    _check_fields(entry, *_FLAG_FIELDS)
    outcome = Outcome(entry["outcome"])
    return SignRung(
        key=entry["key"],
        flags=tuple(entry["flags"]),
        ask=entry["ask"],
        doctor_summary=entry["tell"],
        outcome=outcome,
        soon=Urgency.NOW if outcome is Outcome.EMERGENCY else Urgency(entry.get("when", "")),
        regions=_regions(entry),
        keeps=entry.get("keeps", ""),
        today=entry.get("today", ""),
        reason=entry["reason"],
        sources=tuple(entry["sources"]),
    )


def _counted(entry: ScreeningValues) -> SignRung:
    """Read a question that means something only together with others."""
    unused = {"flags": (), "tell": "", "outcome": Outcome.GO_ON, "reason": "", "sources": ()}
    return _flag(unused | entry)


def _count(key: str, entry: ScreeningValues) -> SignCount:
    more = {name: value for name, value in entry.items() if name not in {"least", "exactly"}} | {"key": key, "ask": ""}
    return SignCount(least=int(entry["least"]), exactly=_flag(more | {"reason": entry["exactly"]}), more=_flag(more))


def _short(entry: ScreeningValues) -> ShortQuestion:
    _check_fields(entry, "key", "ask", "wanted", "renews")
    return ShortQuestion(
        key=entry["key"],
        ask=entry["ask"],
        wanted=ScreeningAnswer(entry["wanted"]),
        renews=entry.get("renews", "false") == "true",
    )

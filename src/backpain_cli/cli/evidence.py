"""What `backpain why` answers with: the claims behind a name, as values or as rows."""

from collections.abc import Iterable

from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.evidence import Claim
from backpain_cli.domain.evidence_lookup import claims_about, claims_for_area, claims_for_muscle, claims_for_step
from backpain_cli.domain.lookup import felt_in
from backpain_cli.library.routines import find_step
from backpain_cli.terminal import evidence_pages as pages
from backpain_cli.terminal.spans import Row


def claims_behind(anatomy: Anatomy, name: str | None) -> Iterable[Claim]:
    """Return the claims that `name` stands for; all of them without a name."""
    return claims_about(anatomy, name) if name else anatomy.claims.values()


def rows_behind(anatomy: Anatomy, name: str | None, width: int) -> list[Row]:
    """Return the page for a topic, a muscle, an area or a step; the list of topics without a name."""
    if not name:
        return pages.topic_rows(anatomy.claims.values(), width)
    if (claim := anatomy.find_claim(name)) is not None:
        return pages.claim_rows(anatomy, claim, width)
    if (muscle := anatomy.find_muscle(name)) is not None:
        return pages.why_muscle_rows(anatomy, muscle, claims_for_muscle(anatomy, muscle), width)
    if (area := anatomy.find_area(name)) is not None:
        return pages.why_area_rows(anatomy, felt_in(anatomy, [area]), claims_for_area(anatomy), width)
    step, number = find_step(name, anatomy)
    return pages.why_step_rows(anatomy, step, number, claims_for_step(anatomy, step), width)

"""Which claims bear on a muscle, an area or a step."""

from backpain_cli.domain.anatomy import Muscle
from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.errors import UnknownNameError
from backpain_cli.domain.evidence import Claim
from backpain_cli.domain.routine import Step
from backpain_cli.domain.text import shown

MAPS = ("referral-maps", "prevalence")
"""Claims that bear on every list of muscles for an area."""


def claims_for_muscle(anatomy: Anatomy, muscle: Muscle) -> list[Claim]:
    """Return the claims about `muscle`, then those about maps as such."""
    about = [claim for claim in anatomy.claims.values() if muscle.key in claim.muscles]
    return about + [claim for claim in claims_for_area(anatomy) if claim not in about]


def claims_for_area(anatomy: Anatomy) -> list[Claim]:
    """Return the claims that bear on any list of muscles for an area."""
    return [anatomy.claims[key] for key in MAPS if key in anatomy.claims]


def claims_for_step(anatomy: Anatomy, step: Step) -> list[Claim]:
    """Return the claims that bear on `step`: those about its kind, then those about its muscle."""
    about = [claim for claim in anatomy.claims.values() if step.kind in claim.kinds]
    if step.muscle is not None:
        about += [claim for claim in anatomy.claims.values() if step.muscle.key in claim.muscles and claim not in about]
    return about


def claims_about(anatomy: Anatomy, name: str) -> list[Claim]:
    """Return the claims that `name` (a topic, a muscle or an area) stands for.

    Raises:
        UnknownNameError: it is none of them; the hint tells the nearest names.
    """
    if (claim := anatomy.find_claim(name)) is not None:
        return [claim]
    if (muscle := anatomy.find_muscle(name)) is not None:
        return claims_for_muscle(anatomy, muscle)
    if anatomy.find_area(name) is not None:
        return claims_for_area(anatomy)
    raise UnknownNameError(
        f"There is no topic, muscle or area called `{shown(name, most=60)}`.",
        hint=f"{anatomy.suggest_topic(name).capitalize()} `backpain why` lists the topics.".strip(),
    )

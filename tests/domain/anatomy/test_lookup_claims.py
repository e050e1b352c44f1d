"""Which claims a name stands for."""

import pytest

from backpain_cli.domain.anatomy.atlas import Anatomy
from backpain_cli.domain.anatomy.lookup import MAPS, claims_about
from backpain_cli.domain.errors import UnknownNameError


def test_a_name_that_is_no_topic_muscle_or_area_is_refused_with_the_nearest(anatomy: Anatomy) -> None:
    with pytest.raises(UnknownNameError, match="called `piriformsi`") as caught:
        claims_about(anatomy, "piriformsi")
    assert "piriformis" in caught.value.hint.lower()


def test_a_topic_stands_for_itself_and_an_area_for_the_claims_about_maps(anatomy: Anatomy) -> None:
    claim = next(iter(anatomy.claims.values()))
    assert claims_about(anatomy, claim.key) == [claim]
    assert [one.key for one in claims_about(anatomy, "lower-back")] == list(MAPS)


def test_a_muscle_stands_for_its_own_claims_and_those_about_maps(anatomy: Anatomy) -> None:
    found = claims_about(anatomy, "piriformis")
    assert set(MAPS) <= {claim.key for claim in found}
    assert all("piriformis" in claim.muscles or claim.key in MAPS for claim in found)

"""Which claims a name stands for."""

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.lookup import MAPS, find_claims
from backpain_cli.domain.errors import UnknownNameError


def test_a_name_that_is_no_topic_muscle_or_area_is_refused_with_the_nearest(anatomy: Atlas) -> None:
    with pytest.raises(UnknownNameError, match="called `piriformsi`") as caught:
        find_claims(anatomy, "piriformsi")
    assert "piriformis" in caught.value.hint.lower()


def test_a_topic_stands_for_itself_and_an_area_for_the_claims_about_maps(anatomy: Atlas) -> None:
    claim = next(iter(anatomy.claims.values()))
    assert find_claims(anatomy, claim.key) == [claim]
    assert [one.key for one in find_claims(anatomy, "lower-back")] == list(MAPS)


def test_a_muscle_stands_for_its_own_claims_and_those_about_maps(anatomy: Atlas) -> None:
    found = find_claims(anatomy, "piriformis")
    assert set(MAPS) <= {claim.key for claim in found}
    assert all("piriformis" in claim.muscles or claim.key in MAPS for claim in found)

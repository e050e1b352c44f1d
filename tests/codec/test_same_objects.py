"""The codec makes the same objects of our YAML as the builders that it replaces."""

from backpain_cli.library import atlas_data
from backpain_cli.library import shipped as anatomy_file
from backpain_cli.library import shipped as safety_file


def test_the_anatomy_is_the_same() -> None:
    old, new = anatomy_file.load_anatomy(), atlas_data.load_atlas()
    for group in ("areas", "muscles", "stretches", "other_muscles", "sources", "claims", "activities"):
        before, after = getattr(old, group), getattr(new, group)
        assert list(before) == list(after)
        assert [key for key in before if repr(before[key]) != repr(after[key])] == []
    assert old == new


def test_what_is_asked_before_a_session_is_the_same() -> None:
    assert atlas_data.load_circumstances() == safety_file.load_circumstances()
    assert atlas_data.load_emergency_numbers() == safety_file.load_emergency_numbers()
    assert atlas_data.load_screen_questions() == safety_file.load_screen_questions()
    assert atlas_data.circumstance_keys() == safety_file.circumstance_keys()

from backpain_cli.domain.records.triage_records import TriageState


def test_of_a_new_person_nothing_is_known() -> None:
    assert TriageState() == TriageState(records=(), watched=(), releases=(), person=None, pain=None)

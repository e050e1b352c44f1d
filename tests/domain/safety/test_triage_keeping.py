"""What is kept of the questions, and what is not."""

from datetime import timedelta

from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.triage_records import NOTHING_KEPT, FoundSign, TriageKind
from backpain_cli.domain.safety.triage_keeping import record_of_sign, state_after
from backpain_cli.domain.terms import Outcome
from tests.interviews import CERVICAL, LUMBAR, NOON, asked_through, begun, kept_after, ticked


def test_keys_outcomes_and_dates_are_kept_and_no_answer_that_was_no() -> None:
    kept = kept_after(ticked("B1.2") | {"facts-1": ("sickle-cell",)})
    assert kept.records[0].found == (FoundSign("B1.2", Outcome.DOCTOR_WITHIN_DAYS, ""),)
    assert (kept.records[0].kind, kept.records[0].regions, kept.records[0].when) == (TriageKind.FULL, LUMBAR, NOON)
    assert kept.person is not None
    assert list(kept.person.facts) == ["sickle-cell"]


def test_of_somebody_under_age_nothing_is_kept() -> None:
    assert kept_after({"age": ("under-18",)}) == NOTHING_KEPT


def test_a_day_on_which_something_dulls_pain_is_not_kept_unless_it_stops() -> None:
    kept = kept_after()
    assert kept_after({"day": ("7",)}, kept, days=1).records == kept.records
    assert kept_after({"dulled": ("7",)}).records == ()
    stopped = kept_after({"day": ("4", "7"), "A-1": ("A8",), "A8": ("A8.1",)}, kept, days=1)
    assert stopped.records[0].outcome is Outcome.EMERGENCY


def test_the_kind_of_a_record_is_what_was_asked() -> None:
    kept = kept_after()
    assert kept_after(kept=kept, days=1).records[0].kind is TriageKind.DAY
    assert kept_after(kept=kept, before=CERVICAL, days=1).records[0].kind is TriageKind.PART
    somebody_else = {"day": ("6",), "day:6": ("somebody-else",)}
    assert kept_after(somebody_else, kept, days=1).records[0].kind is TriageKind.FULL


def test_who_leaves_an_emergency_early_keeps_age_and_facts_as_they_were() -> None:
    kept = kept_after({"facts-1": ("cancer",), "fact:cancer:since": ("longer-ago",)})
    stopped = kept_after({"day": ("2",), "A-1": ("A1",), "A1": ("A1.1",)}, kept, days=1)
    assert (stopped.person, stopped.pain) == (kept.person, kept.pain)
    assert kept_after(ticked("A1.1")).person is None


def test_a_stop_that_is_still_so_changes_nothing_but_the_record() -> None:
    stopped = kept_after({"pain:P2": ("leg",), "P2": ("P2.2",), **ticked("A7.2")})
    assert [one.key for one in stopped.watched] == ["P2.2"]
    again = kept_after({"stop": ("still",)}, stopped, days=1)
    assert again == stopped._replace(records=again.records)
    assert again.records[0]._replace(when=NOON, kind=TriageKind.FULL, found=()) == stopped.records[0]._replace(found=())


def test_where_the_pain_runs_is_kept_until_it_is_asked_again() -> None:
    leg = kept_after({"pain:P2": ("leg",), "P2": ("P2.2",)})
    assert leg.pain is not None
    assert (leg.pain.limb, leg.pain.worse) == ("leg", "neither")
    assert kept_after(kept=leg, days=1).pain == leg.pain
    gone = kept_after({"watch:P2.2": ("gone",)}, leg, days=7)
    assert gone.pain is not None
    assert gone.pain.limb == "no"
    none_fits = kept_after({"pain:P2": ("arm",), "P2": ()})
    assert none_fits.pain is not None
    assert none_fits.pain.limb == "no"


def test_a_sign_in_a_session_is_kept_as_what_it_was() -> None:
    kept = record_of_sign(ComplaintKind.EMERGENCY, LUMBAR, Outcome.EMERGENCY, NOON)
    assert (kept.kind, kept.outcome, kept.found[0].key) == (TriageKind.SIGN, Outcome.EMERGENCY, "H4")


def test_another_persons_answers_replace_all_that_is_about_the_person() -> None:
    kept = kept_after(ticked("A2.5") | {"facts-1": ("cancer",), "fact:cancer:since": ("longer-ago",)})
    asked, _ = asked_through(begun(kept, days=1), {"day": ("6",), "day:6": ("somebody-else",), "age": ("60-64",)})
    other = state_after(asked, NOON + timedelta(days=1))
    assert (other.watched, other.releases) == ((), ())
    assert other.person is not None
    assert (other.person.age, other.person.facts) == ("60-64", {})

"""What people type where a name is wanted: understood, said, asked, or answered with what to do first."""

import json
from typing import Any

from backpain_cli.cli.options import complete_scores
from tests.cases import all_cases
from tests.program import run_program


def json_of(*arguments: str) -> dict[str, Any]:
    done = run_program(*arguments, "--json")
    assert (done.code, done.err) == (0, "")
    form: dict[str, Any] = json.loads(done.out)
    return form


@all_cases(
    ("words", "areas"),
    [
        (["lower", "back"], ["lower-back"]),
        (["my", "lower", "back", "hurts"], ["lower-back"]),
        (["neck", "shoulder-blade"], ["neck", "shoulder-blade"]),
        (["between the shoulder blades", "neck"], ["between-the-shoulder-blades", "neck"]),
        (["neck", "and", "upper", "back"], ["neck", "between-the-shoulder-blades"]),
        (["my", "arm"], ["upper-arm", "forearm-and-hand"]),
        (["L4"], ["lower-back"]),
        (["sciatica"], ["buttock", "back-of-the-thigh", "lower-leg", "lower-back"]),
    ],
)
def test_words_without_quotes_are_areas(words: list[str], areas: list[str]) -> None:
    assert json_of("muscles", *words)["areas"] == areas
    assert [one["key"] for one in json_of("areas", *words)["areas"]] == areas


def test_a_side_a_misspelling_and_a_condition_are_in_the_json() -> None:
    understood = json_of("muscles", "left", "sholder", "blade")["understood"]
    assert understood == {"side": "left", "taken": [{"typed": "sholder", "meant": "shoulder"}], "conditions": []}
    (condition,) = json_of("muscles", "whiplash")["understood"]["conditions"]
    assert condition["name"] == "whiplash"
    assert "six weeks" in condition["text"]
    assert condition["sources"]


def test_what_was_taken_is_said_beside_the_answer() -> None:
    done = run_program("muscles", "tailbon")
    assert done.code == 0
    assert done.err == "Took `tailbon` for tailbone.\n"
    assert "felt in: tailbone" in done.out


def test_a_condition_is_answered_with_what_these_pages_cannot_do_and_no_diagnosis() -> None:
    page = run_program("muscles", "slipped", "disc").out
    assert page.index("Slipped disc") < page.index("Muscles published as felt in")
    assert "can't tell what pain down a leg comes from" in page


@all_cases(
    ("arguments", "sentence"),
    [
        (("muscles", "lower", "back"), "numb between the legs"),
        (("muscles", "chest"), "Call your emergency number"),
        (("areas", "left", "calf"), "One calf newly swollen"),
        (("overlap", "QL", "psoas"), "Go to an emergency department now"),
    ],
)
def test_a_look_up_begins_with_when_to_get_help(arguments: tuple[str, ...], sentence: str) -> None:
    first, _, _ = run_program(*arguments).out.partition("\n")
    assert first.startswith("First: ")
    assert sentence in first
    assert sentence in json_of(*arguments)["first"]["text"]


def test_a_sentence_that_another_begins_with_is_said_once() -> None:
    page = run_program("muscles", "buttock", "lower-back").out
    assert page.count("numb between the legs") == 1


@all_cases(
    ("words", "code", "says"),
    [
        ("can't pee", 3, "Go to an emergency department now."),
        ("can't breathe", 3, "your emergency number"),
        ("I want to die", 3, "You need not explain."),
        ("shingles", 4, "See a doctor today."),
    ],
)
def test_words_that_are_signs_are_answered_and_nothing_else(words: str, code: int, says: str) -> None:
    for command in ("muscles", "areas", "muscle"):
        done = run_program(command, *words.split())
        assert (done.code, done.err) == (code, "")
        assert says in done.out
        assert len(done.out.splitlines()) == 1
    form = json.loads(run_program("muscles", words, "--json").out)
    assert set(form) == {"version", "first"}
    assert says in form["first"]["text"]


def test_a_sign_with_a_place_comes_before_the_list() -> None:
    done = run_program("muscles", "chest", "pain")
    assert done.code == 0
    assert done.out.startswith("If this is you now: ")
    assert done.out.index("If this is you now") < done.out.index("Muscles published as felt in: front of the chest")
    first = json_of("muscles", "chest", "pain")["first"]
    assert (first["sign"], first["outcome"]) == ("A1.1", "emergency")
    assert "understood" not in json_of("muscles", "chest")


@all_cases(
    ("arguments", "says"),
    [
        (("muscles", "xyzzy"), "There is no pain area called `xyzzy`."),
        (("muscles", "piriformis"), "buttock"),
        (("muscles", "infraspinatus"), "`backpain muscle infraspinatus`"),
        (("muscles", "gardening"), "`backpain strain stooping`"),
        (("muscle", "left", "knee"), "`backpain muscles knee`"),
        (("muscle", "gastrocnemius"), "no page about this: gastrocnemius"),
        (("muscles", "my", "heart"), "no page about this: heart"),
        (("muscles", "fibromyalgia"), "don't treat it"),
    ],
)
def test_what_has_no_answer_here_gets_a_way_to_one_or_nothing(arguments: tuple[str, ...], says: str) -> None:
    done = run_program(*arguments)
    if done.code != 0:
        assert (done.code, done.out) == (2, "")
    assert says in done.err + done.out


@all_cases(
    ("words", "routine"),
    [
        ("bad day", "flare-up"),
        ("Flare up", "flare-up"),
        ("very bad today", "flare-up"),
        ("worse than ever today", "flare-up"),
        ("my back is acting up", "flare-up"),
        ("lower back and neck flared up", "flare-up"),
        # It is made for the back; what is more exactly meant has a routine of its own.
        ("my neck is acting up", "neck"),
        ("sciatica acting up", "leg-pain"),
        ("bad back", "lower-back"),
    ],
)
def test_a_bad_day_has_a_routine_of_its_own(words: str, routine: str) -> None:
    done = run_program("routine", *words.split(), "--preview")
    assert done.code == 0
    assert f"for the routine {routine}." in done.err or routine == "flare-up"
    title = run_program("routine", routine, "--preview").out.partition(",")[0]
    assert done.out.startswith(title)


def test_a_bad_day_without_a_place_is_answered_with_that_routine() -> None:
    for command in ("muscles", "areas", "plan"):
        done = run_program(command, "very", "bad", "day")
        assert (done.code, done.out) == (2, "")
        assert "`backpain routine flare-up` is for a day that is much worse than usual." in done.err


def test_a_sign_on_a_bad_day_is_answered_and_nothing_else() -> None:
    done = run_program("routine", "bad", "day,", "can't", "pee", "--preview")
    assert (done.code, done.err) == (3, "")
    assert done.out.startswith("If this is you now:")


def test_a_far_name_suggests_no_muscle_that_is_never_pressed() -> None:
    for far in ("scaffold", "subscription", "psoriasis", "oblivious", "coccyx muscle thing"):
        err = run_program("muscle", far).err
        for never in ("scalenes", "subscapularis", "psoas-major", "abdominal-obliques", "levator-ani"):
            assert f"`{never}`?" not in err
            assert f"`{never}` or" not in err


def test_a_group_lists_its_muscles_and_what_has_no_page() -> None:
    page = run_program("muscle", "rotator", "cuff").out
    assert all(name in page for name in ("supraspinatus", "infraspinatus", "teres-minor", "subscapularis"))
    form = json_of("muscle", "quads")
    assert form["group"]["key"] == "quadriceps"
    assert [one["key"] for one in form["muscles"]] == ["rectus-femoris", "vastus-lateralis"]
    assert "vastus" in run_program("muscle", "quads").out


def test_one_muscle_by_several_words_is_that_muscle() -> None:
    assert json_of("muscle", "quadratus", "lumborum")["key"] == "quadratus-lumborum"
    assert json_of("muscle", "left", "upper", "traps")["key"] == "trapezius-upper"


@all_cases(
    "words",
    [
        ["erector-spinae", "levator-scapulae"],
        ["erector", "spinae", "levator", "scapulae"],
        ["erector spinae", "and", "levator"],
    ],
)
def test_muscles_one_after_the_other_are_compared(words: list[str]) -> None:
    assert json_of("overlap", *words)["muscles"] == ["erector-spinae", "levator-scapulae"]


def test_a_group_is_compared_as_one() -> None:
    form = json_of("overlap", "traps", "levator", "scapulae")
    assert form["muscles"] == ["trapezius", "levator-scapulae"]
    assert "neck" in [one["key"] for one in form["areas"]]


@all_cases(
    ("words", "keys"),
    [
        (["raking", "leaves"], ["lifting-and-twisting"]),
        (["car", "accident"], ["jolt-or-whiplash"]),
        (["carrying", "my", "toddler"], ["lifting"]),
        (["lifting boxes", "and", "driving"], ["lifting", "driving"]),
    ],
)
def test_what_somebody_did_is_found_in_their_words(words: list[str], keys: list[str]) -> None:
    assert {one["key"] for one in json_of("strain", *words)["activities"]} >= set(keys)


def test_several_activities_have_a_page_each() -> None:
    page = run_program("strain", "lifting boxes and driving").out
    assert "Driving, 7 muscles" in page
    assert "Lifting, 5 muscles" in page
    assert page.count("One change") == 2


@all_cases(
    ("typed", "saved"),
    [
        (["left", "shoulder", "blade", "4"], "shoulder-blade:left=4"),
        (["left", "shoulder", "blade=4"], "shoulder-blade:left=4"),
        (["lower", "back", "=", "3"], "lower-back=3"),
        (["between the shoulder blades=5", "neck:left=3"], "between-the-shoulder-blades=5, neck:left=3"),
        (["neck", "3", "and", "right", "hip", "bone", "at", "the", "back=2"], None),
        (["shoulder=2"], "top-of-the-shoulder=2"),
        (["neck", "4/10"], "neck=4"),
        (["my", "whole", "back=2"], "between-the-shoulder-blades=2, mid-back=2, lower-back=2"),
        (["tailbon=1"], "tailbone=1"),
    ],
)
def test_scores_are_kept_for_places_in_words(typed: list[str], saved: str | None) -> None:
    done = run_program("log", *typed)
    assert (done.code, done.out) == ((0, f"Saved: {saved}.\n") if saved else (2, ""))


def test_a_score_for_several_places_of_which_one_is_meant_is_not_guessed() -> None:
    done = run_program("log", "leg=4")
    assert (done.code, done.out) == (2, "")
    assert "`leg` can be back-of-the-thigh, lower-leg" in done.err
    assert "Nothing is kept yet" in run_program("history").err + run_program("history").out


def test_a_score_with_a_sign_is_saved_before_the_sign_is_answered() -> None:
    done = run_program("log", "chest", "pain", "6")
    assert done.code == 0
    assert done.out.startswith("Saved: chest=6.\nIf this is you now: ")
    nothing = run_program("log", "can't", "pee=5")
    assert (nothing.code, nothing.err) == (3, "")
    assert nothing.out.startswith("If this is you now: ")
    assert "chest" in run_program("history", "--area", "the chest").out


def test_what_is_kept_is_looked_up_in_the_same_words() -> None:
    run_program("log", "left", "shoulder", "blade=4")
    assert "shoulder-blade" in run_program("history", "--area", "my left shoulder blade", "--json").out
    assert [one["area"] for one in json_of("progress", "left", "scapula")["areas"]] == ["shoulder-blade"]
    done = run_program("history", "--area", "leg")
    assert (done.code, done.out) == (2, "")


@all_cases(
    ("words", "begins"),
    [
        (["left", "lower", "back"], "Lower back, the plan"),
        (["stiff", "neck"], "Neck, the plan"),
        (["my", "whole", "back"], "Whole back, the plan"),
        (["bum"], "Hip and buttock, the plan"),
        (["sciatica"], "Back pain that runs into the leg, the plan"),
        (["Lower", "back"], "Lower back, the plan"),
    ],
)
def test_a_routine_is_found_by_where_it_hurts(words: list[str], begins: str) -> None:
    assert run_program("routine", *words, "--preview").out.startswith(begins)


@all_cases(
    ("words", "code", "says"),
    [
        (["chest", "pain"], 3, "If this is you now"),
        (["kidney", "stones"], 4, "See a doctor today."),
        (["frozen", "shoulder"], 2, "treat no joint"),
        (["xyzzy"], 2, "There is no routine called `xyzzy`"),
    ],
)
def test_no_sign_and_no_condition_leads_to_a_session(words: list[str], code: int, says: str) -> None:
    done = run_program("routine", *words)
    assert done.code == code
    assert says in done.out + done.err
    assert "plan" not in done.out


def test_evidence_and_charts_are_found_by_words_too() -> None:
    assert run_program("why", "my", "left", "piriformis").out.startswith("Why piriformis")
    assert run_program("why", "can't", "pee").code == 3
    chart = run_program("chart", "my", "left", "knee", "--describe").out
    assert chart.startswith("First: ")
    assert " Knee: " in chart
    assert "Iliacus" in run_program("chart", "hip flexors muscles", "--describe").out
    assert run_program("chart", "worst", "headache").out.startswith("If this is you now")
    assert run_program("chart", "can't", "pee").code == 3


def test_a_picture_for_a_program_holds_no_sentences() -> None:
    done = run_program("chart", "neck", "--format", "svg")
    assert done.out.startswith("<")
    assert done.err.startswith("First: ")


def test_a_routine_file_names_areas_and_muscles_in_everyday_words() -> None:
    text = """title: Mine
region: lumbar
areas: [my lower back, bum]
minutes: 5
why: So that it is read.
steps:
  - press: left glute med
    hold: 30s
"""
    done = run_program("validate", "-", typed=text.encode())
    assert "there is no pain area" not in done.out + done.err
    assert "there is no muscle" not in done.out + done.err


@all_cases(
    ("begun", "goes_on"),
    [
        ("low", ["lower-ribs=", "lower-back=", "lower-leg="]),
        ("neck:", ["neck:left=", "neck:right=", "neck:both="]),
        ("neck:l", [f"neck:left={score}" for score in range(11)]),
        ("tailbone:", []),
        ("neck=1", ["neck=1", "neck=10"]),
    ],
)
def test_a_score_is_completed_to_its_end(begun: str, goes_on: list[str]) -> None:
    assert complete_scores(begun) == goes_on

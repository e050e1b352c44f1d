"""How much is done, in the many ways in which hand-outs say it."""

import pytest

from backpain_cli.library.routines.handout_doses import written_dose

_DOSES = """
3 sets of 10 -> sets=3 reps=10
3 sets x 10 reps -> sets=3 reps=10
10 reps x 3 sets -> sets=3 reps=10
3 x 10-12 -> sets=3 reps=10-12
2-3 sets of 8-10 reps -> sets=2 reps=8-10
3x10x5s -> sets=3 reps=10 seconds=5
3 x 10 x 5 sec hold -> sets=3 reps=10 seconds=5
10 reps, hold 5 secs each -> reps=10 seconds=5
Hold for 5–10 seconds, repeat 10 times -> reps=10 seconds=5-10
hold 5 secs x 10 -> reps=10 seconds=5
hold 5 x 10 -> reps=10 seconds=5
10 x 5 second holds -> reps=10 seconds=5
5 second hold x 10 -> reps=10 seconds=5
5 sec hold, 10 reps, 2 sets -> sets=2 reps=10 seconds=5
2 sets 10 reps 5 sec hold -> sets=2 reps=10 seconds=5
2 sets of 30 seconds -> sets=2 seconds=30
30s/side -> seconds=30 sides=both
30s per side x 3 -> reps=3 seconds=30 sides=both
3 x 30s/side -> reps=3 seconds=30 sides=both
2 x 30 sec L/R -> reps=2 seconds=30 sides=both
30 sec (each side) -> seconds=30 sides=both
1 min -> seconds=60
½ minute -> seconds=30
1/2 min -> seconds=30
1½ minutes -> seconds=90
1 min 30 secs -> seconds=90
a minute and a half -> seconds=90
90 secs. -> seconds=90
2-3 minutes -> seconds=120-180
up to 10 times -> reps=10
at least 30 seconds -> seconds=30
10 times each leg -> reps=10 sides=both
10 each leg, twice -> sets=2 reps=10 sides=both
x10 -> reps=10
x 10 each -> reps=10 sides=both
10x -> reps=10
×10 -> reps=10
8–12 reps -> reps=8-12
ten times -> reps=10
5 or 6 times -> reps=5-6
three sets of eight -> sets=3 reps=8
Repeat 10 times on each side -> reps=10 sides=both
Repeat three to five times -> reps=3-5
Repeat on other side -> sides=both
Repeat on the opposite leg -> sides=both
hold for a count of 5 -> seconds=5
hold for a slow count of ten -> seconds=10
Hold 20 secs, 3 reps, R + L -> reps=3 seconds=20 sides=both
2 sets of 10, rest 30 seconds between sets -> sets=2 reps=10 rest_s=30
3x12, 60s rest -> sets=3 reps=12 rest_s=60
10 reps 2x/day -> reps=10 often=2x/day
10 reps, 3 times a day -> reps=10 often=3 times a day
10 reps x 2 sets daily -> sets=2 reps=10 often=daily
2x10 BD -> sets=2 reps=10 often=BD
10 times, 3 times daily -> reps=10 often=3 times daily
x 10, am and pm -> reps=10 often=am and pm
10 reps every 2 hours -> reps=10 often=every 2 hours
3x/week: 3x10 -> sets=3 reps=10 often=3x/week
3 sets of 10 on Mon, Wed and Fri -> sets=3 reps=10 often=Mon, Wed and Fri
10 reps with right leg only -> reps=10 sides=right
Left only: 10 -> reps=10 sides=left
Sets: 3 Reps: 12 -> sets=3 reps=12
Reps 12, Sets 3 -> sets=3 reps=12
Reps: 10 Hold: 5 sec Sets: 2 -> sets=2 reps=10 seconds=5
3 rounds of 10 -> sets=3 reps=10
30" x 3 -> reps=3 seconds=30
30 seconds on, 30 seconds rest, 3 rounds -> sets=3 seconds=30 rest_s=30
20 secs then relax, 4 times -> reps=4 seconds=20
4 times for 20 secs -> reps=4 seconds=20
1 x 10 -> sets=1 reps=10
10 repetitions (2 sets) -> sets=2 reps=10
10 reps - 2 sets - each leg -> sets=2 reps=10 sides=both
2 sets each side of 8 -> sets=2 reps=8 sides=both
2 x 8/side -> sets=2 reps=8 sides=both
alternating legs, 20 reps -> reps=20 sides=alternate
hold 10 s on the left, then right -> seconds=10 sides=both
2 mins each way -> seconds=120 sides=each way
0:45 -> seconds=45
1:30 -> seconds=90
5min -> seconds=300
10s x 10 -> reps=10 seconds=10
10secx10 -> reps=10 seconds=10
3*10 -> sets=3 reps=10
3 × 15 reps -> sets=3 reps=15
15 reps × 3 -> sets=3 reps=15
for 30 sec. Repeat x3 -> reps=3 seconds=30
for thirty seconds, twice on each leg -> reps=2 seconds=30 sides=both
once on each side for 30 secs -> reps=1 seconds=30 sides=both
"""


@pytest.mark.parametrize("row", _DOSES.strip().splitlines())
@pytest.mark.parametrize("name", ["Bridge ", "Bridge: ", "Bridge, ", ""])
def test_a_dose_is_read_and_the_name_is_what_is_left(name: str, row: str) -> None:
    written, _, expected = row.partition(" -> ")
    dose = written_dose(f"{name}{written}")
    said = {key: value for key, value in dose._asdict().items() if value and key != "name"}
    assert " ".join(f"{key}={value}" for key, value in said.items()) == expected
    assert dose.name == name.strip(" :,")


@pytest.mark.parametrize(
    "text",
    ["Turn your head to the left and look over your shoulder", "Place the sore arm on a table", "Squat to 90 degrees",
     "Hold the belt in both hands", "Row with 5 kg", "Week 2", "Figure 4"],
)  # fmt: skip
def test_numbers_and_sides_that_are_no_dose_stay_words(text: str) -> None:
    dose = written_dose(text)
    assert (dose.is_amount, dose.sides, dose.name) == (False, "", text)

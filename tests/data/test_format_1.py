import hashlib
import json
from functools import cache

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.domain.terms import Side
from backpain_cli.history.plan_snapshot import plan_from_snapshot, plan_snapshot, routine_hash
from backpain_cli.library.routines.reader import parse_routine
from backpain_cli.library.shipped import load_atlas
from tests.data.format_1_files import DRAWN, FORMAT_1, atlas_of_then, drawn_file, plan_text

SHIPPED_THEN = sorted(path.stem for path in (FORMAT_1 / "routines").glob("*.yaml"))


@cache
def _atlas() -> Atlas:
    return atlas_of_then(load_atlas())


def _plans(text: str, origin: RoutineOrigin) -> str:
    routine, _ = parse_routine(text, source="then.yaml", anatomy=_atlas(), key="then", origin=origin)
    return "".join(plan_text(lay_out(routine, sorer=sorer)) for sorer in (None, Side.LEFT))


@pytest.mark.parametrize("key", SHIPPED_THEN)
def test_the_routines_of_format_1_that_we_shipped_keep_their_plans(key: str) -> None:
    text = (FORMAT_1 / "routines" / f"{key}.yaml").read_text(encoding="utf-8")
    assert _plans(text, RoutineOrigin.SHIPPED) == (FORMAT_1 / "plans" / f"{key}.txt").read_text(encoding="utf-8")


def test_files_of_format_1_keep_their_plans() -> None:
    noted = (FORMAT_1 / "drawn.txt").read_text(encoding="utf-8").split()
    plans = (_plans(drawn_file(number), RoutineOrigin.FILE) for number in range(DRAWN))
    assert [hashlib.sha256(plan.encode()).hexdigest()[:16] for plan in plans] == noted


def test_a_plan_that_was_kept_before_format_2_is_read_and_is_kept_in_the_same_form() -> None:
    kept = json.loads((FORMAT_1 / "snapshot.json").read_text(encoding="utf-8"))
    plan = plan_from_snapshot(kept["plan"], _atlas())
    assert plan_snapshot(plan) == kept["plan"]
    assert routine_hash(plan.routine) == kept["routine_hash"]

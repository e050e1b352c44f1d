"""What a deletion removes: named part by part or one by one, before it is asked for."""

from datetime import timedelta

import pytest
from rich.console import RenderableType
from tests.records import a_walk
from tests.views.histories import ENTRIES, SESSIONS, TODAY, hostile
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.records.sessions import NOTHING_DELETED, DeletionCounts
from backpain_cli.views.deletion_pages import Deletable, deleted_sentence, deletion_list, deletion_table
from backpain_cli.views.widgets import Room

ROOMS = [Room(140), Room(80), Room(40), PIPE, SENTENCES]


def _deletion(room: Room) -> RenderableType:
    days = (TODAY - timedelta(days=3), TODAY)
    return deletion_table(DeletionCounts(2, 1, 0, 3, 0, 0, 1, 4, 2, 1), days, room, everything=True)


def _chosen(room: Room) -> RenderableType:
    numbers = {entry.identifier: number for number, entry in enumerate(ENTRIES, start=1)}
    chosen = Deletable(SESSIONS[:2], ENTRIES[:2], [a_walk()], numbers, {a_walk().identifier: 7})
    return deletion_list(chosen, room, today=TODAY)


@pytest.mark.parametrize("page", [_deletion, _chosen])
def test_every_page_of_a_deletion_fits_every_screen(page: object) -> None:
    assert_fits_every_screen(page)  # type: ignore[arg-type]


@pytest.mark.parametrize("room", ROOMS)
def test_what_would_be_deleted_is_shown_part_by_part(room: Room) -> None:
    text = " ".join(" ".join(rendered(_deletion, room)).split())
    for wanted in (
        "This would be deleted for good",
        "1 note of pain without a session",
        "3 answers about yourself",
        "1 journal of an interrupted session",
        "2 walks",
        "20 Sep 2026 to 23 Sep 2026",
        "Your own routines stay.",
        "asked in full again",
        "copies in backups, this program cannot reach.",
    ):
        assert wanted in text.replace(". what:", "")


def test_the_questions_come_again_only_where_their_answers_are_deleted() -> None:
    counts = DeletionCounts(2, 1, 0, 0, 0, 0, 1, 4, 0, 0)
    kept = rendered(lambda room: deletion_table(counts, None, room, everything=False), Room(100))
    assert "asked in full" not in "".join(kept)
    assert "your answers about yourself" in "".join(kept)
    with_answers = counts._replace(screens=3)
    lost = rendered(lambda room: deletion_table(with_answers, None, room, everything=False), Room(100))
    assert "are asked again" in "".join(lost)
    assert deleted_sentence(with_answers).startswith(
        "Deleted: 2 sessions, 1 note of pain without a session, 3 outcomes"
    )
    assert deleted_sentence(NOTHING_DELETED) == "Deleted: nothing."


@pytest.mark.parametrize("room", ROOMS)
def test_what_was_chosen_is_shown_one_by_one(room: Room) -> None:
    text = " ".join(" ".join(rendered(_chosen, room)).split())
    for wanted in (
        "This would be deleted for good",
        "p1",
        "p2",
        "w7",
        "10 minutes",
        "copies in backups, this program cannot reach.",
    ):
        assert wanted in text
    assert str(SESSIONS[0].number) in text


def test_signs_that_go_with_a_session_are_told() -> None:
    room, (odd, _) = Room(100), hostile()
    with_signs, without = (
        " ".join(rendered(lambda room, one=one: deletion_list(Deletable([one]), room, today=TODAY), room))  # type: ignore[misc]
        for one in (odd, SESSIONS[0])
    )
    assert "may be pressed again" in " ".join(with_signs.split())
    assert "may be pressed again" not in without

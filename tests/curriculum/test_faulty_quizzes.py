"""A quiz that its bank could not fill is refused with file, line and reason, and nothing is written."""

from __future__ import annotations

import pytest

from tests.curriculum.folder import Folder
from tests.curriculum.refusals import Faulty, assert_change_is_refused, assert_refused
from tests.curriculum.texts import BANK, MODULE, QUIZ

pytestmark = pytest.mark.django_db

FAULTY = {
    "more of a topic than the bank has": Faulty(
        "count: 2", "count: 3", "count: 3", "3 items on “treatment” are drawn, but the bank has only 2 left for level everyone"
    ),
    "more than the other draws leave": Faulty(
        "{count: 1}",
        "{count: 2}",
        "{count: 2}",
        "2 items on any topic are drawn, but the bank has only 1 left for level everyone",
    ),
    "an unknown topic": Faulty("{count: 1}", "{topic: sick, count: 1}", "topic: sick", "law/topics.yaml has no topic “sick”"),
    "nothing drawn": Faulty("count: 2", "count: 0", "count: 0", "draw.0.count: Input should be greater than or equal to 1"),
    "an unknown policy": Faulty(
        "minutes: 10",
        "policy: exam\nminutes: 10",
        "policy",
        "policy: Input should be 'practice', 'certification' or 'survey'",
    ),
    "a pass mark above all": Faulty(
        "minutes: 10", "pass_mark: 101\nminutes: 10", "pass_mark", "pass_mark: Input should be less than or equal to 100"
    ),
    "more attempts than can be counted": Faulty(
        "minutes: 10", "attempts: 40000\nminutes: 10", "attempts", "attempts: Input should be less than or equal to 32767"
    ),
}


@pytest.mark.parametrize("faulty", FAULTY.values(), ids=FAULTY)
def test_a_faulty_quiz_is_refused(folder: Folder, faulty: Faulty) -> None:
    told = faulty.reason.startswith("law/topics")
    folder.change(QUIZ, faulty.old, faulty.new)
    if told:
        assert f"{QUIZ}:{folder.line(QUIZ, faulty.at)}: {faulty.reason}" in folder.faults()
    else:
        assert_refused(folder, QUIZ, faulty.at, faulty.reason)


def test_items_of_a_higher_level_do_not_fill_a_quiz_for_everyone(folder: Folder) -> None:
    folder.change(BANK, "topic: treatment", "topic: treatment\n    level: commanders")
    reason = "2 items on “treatment” are drawn, but the bank has only 1 left for level everyone"
    assert_refused(folder, QUIZ, "count: 2", reason)


def test_they_do_fill_a_quiz_for_that_level(folder: Folder) -> None:
    folder.change(BANK, "topic: treatment", "topic: treatment\n    level: commanders")
    folder.change(QUIZ, "minutes: 10", "level: commanders\nminutes: 10")
    assert folder.faults() == []


def test_a_quiz_without_a_bank_is_refused(folder: Folder) -> None:
    (folder.root / BANK).unlink()
    assert_refused(folder, QUIZ, "- {topic", "the module has no bank.yaml to draw from")


def test_a_bank_is_no_activity(folder: Folder) -> None:
    faulty = Faulty(
        "  - quiz.yaml",
        "  - quiz.yaml\n  - bank.yaml",
        "- bank.yaml",
        "activities.4: “bank.yaml” is no activity; write lessons/1-name.md, scenarios/name.yaml or quiz.yaml",
    )
    assert_change_is_refused(folder, f"{MODULE}/module.yaml", faulty)

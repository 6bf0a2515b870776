"""Open answers stand in a file of their own: practice draws them, no examination does; a faulty file is refused."""

from __future__ import annotations

import pytest

from quizzes.blueprint import blueprint_rows, candidates
from quizzes.kinds import KINDS
from quizzes.models import Item, ItemBank, QuizPage
from tests.curriculum.folder import Folder
from tests.curriculum.refusals import Faulty, assert_change_is_refused, assert_refused
from tests.curriculum.texts import BANK, MODULE

pytestmark = pytest.mark.django_db
WRITTEN, PRACTICE = f"{MODULE}/written.yaml", f"{MODULE}/in-your-own-words.yaml"
OPEN = """\
title: First steps, in your own words
items:
  - key: what-you-write
    kind: open-answer
    topic: wounded
    cites: [GC I Art 12]
    stem: A man lies beside the road. Write the report.
    criteria:
      - criterion: Says where
        points: 2
        guidance: So that others find it.
      - criterion: Says what was done
        points: 1
        guidance: Care first.
    model: By the mill. One man, wounded. We gave first aid.
"""
QUIZ = """\
title: In your own words
minutes: 10
policy: practice
pass_mark: 50
required: false
bank: written
opens: anytime
draw:
  - {topic: wounded, count: 1}
"""


@pytest.fixture
def written(folder: Folder) -> Folder:
    folder.write(WRITTEN, OPEN)
    folder.write(PRACTICE, QUIZ)
    folder.change(f"{MODULE}/module.yaml", "  - quiz.yaml", "  - in-your-own-words.yaml\n  - quiz.yaml")
    return folder


def drawn_by(quiz: QuizPage) -> set[str]:
    pool = candidates(blueprint_rows(quiz.blueprint.all()), locale=quiz.locale_id, level=3)
    return set(Item.objects.filter(pk__in=[each.item for each in pool]).values_list("key", flat=True))


def test_practice_draws_them_and_nothing_else_does(written: Folder) -> None:
    written.write(
        "final-examination.yaml", "title: Final\nminutes: 30\nopens: after-course\ndraw:\n  - {topic: wounded, count: 1}\n"
    )
    written.load()
    practice = QuizPage.objects.get(title="In your own words")
    assert (practice.policy, practice.is_required, practice.pass_mark) == ("practice", False, 50)
    assert drawn_by(practice) == {"what-you-write"}
    others = QuizPage.objects.exclude(pk=practice.pk)
    assert len(others) == 2
    assert not [quiz for quiz in others if "what-you-write" in drawn_by(quiz)]


def test_the_rubric_and_the_model_answer_are_loaded(written: Folder) -> None:
    written.load()
    item = Item.objects.get(key="what-you-write")
    assert KINDS[item.kind].faults(item) == []
    _content, key = KINDS[item.kind].freeze(item)
    assert [(each["text"], each["points"]) for each in key["criteria"]] == [("Says where", 2), ("Says what was done", 1)]
    assert key["model_answer"].startswith("By the mill.")
    assert item.bank == ItemBank.objects.get(key="01-first-steps-written")


def test_loading_it_again_changes_nothing(written: Folder) -> None:
    written.load()
    again = written.load(days=1)
    assert (again.created, again.updated) == ([], [])


FAULTY = {
    "no criteria": Faulty(
        OPEN[OPEN.index("    criteria") : OPEN.index("    model")],
        "",
        "- key: what-you-write",
        "items.0: a open-answer item has criteria, and no other list",
    ),
    "two criteria that say the same": Faulty(
        "Says what was done", "Says  where", "- key: what-you-write", "items.0: two criteria say the same"
    ),
    "no model answer": Faulty(
        OPEN[OPEN.index("    model") :],
        "",
        "- key: what-you-write",
        "items.0: an open-answer item has a model, and no other kind has one",
    ),
    "another kind": Faulty(
        "kind: open-answer",
        "kind: ordering",
        "- key: what-you-write",
        "items.0: a ordering item has steps, and no other list",
    ),
}


@pytest.mark.parametrize("faulty", FAULTY.values(), ids=FAULTY)
def test_a_faulty_open_answer_is_refused(written: Folder, faulty: Faulty) -> None:
    assert_change_is_refused(written, WRITTEN, faulty)


def test_an_open_answer_in_the_bank_of_examinations_is_refused(folder: Folder) -> None:
    folder.write(BANK, (folder.root / BANK).read_text(encoding="utf-8").rstrip() + "\n" + OPEN.partition("items:\n")[2])
    assert_refused(folder, BANK, "kind: open-answer", "open answers, and they alone, stand in written.yaml")


@pytest.mark.parametrize(("old", "new"), [("policy: practice", "policy: certification"), ("required: false\n", "")])
def test_nothing_that_a_certificate_needs_waits_for_a_marker(written: Folder, old: str, new: str) -> None:
    written.change(PRACTICE, old, new)
    reason = "what a trainer marks is drawn into a practice or a survey that is not required, and nowhere else"
    assert_refused(written, PRACTICE, 1, reason)


def test_a_practice_without_its_bank_is_refused(written: Folder) -> None:
    (written.root / WRITTEN).unlink()
    assert_refused(written, PRACTICE, "- {topic", "the module has no written.yaml to draw from")

"""A bank holds questions of every kind that a file can say; each is loaded whole, or refused with file, line and reason."""

from __future__ import annotations

import pytest

from quizzes.freezing import freeze_items
from quizzes.kinds import KINDS
from quizzes.models import Item
from tests.curriculum.folder import FIRST, Folder
from tests.curriculum.refusals import Faulty, assert_change_is_refused
from tests.curriculum.texts import BANK

pytestmark = pytest.mark.django_db

SAME = "topic: wounded\n    cites: [GC I Art 12]\n"
MIXED = f"""
  - key: who-helps
    kind: matching
    {SAME}    stem: Three people come to the gate. Whom do you send each of them to?
    pairs:
      - left: A woman with a cut hand.
        right: the medic
        because: The medic treats whoever is hurt.
      - left: A father who looks for his son.
        right: the liaison officer
        because: Liaison knows who asks after the missing.
      - right: the cook
  - key: first-steps-in-order
    kind: ordering
    {SAME}    stem: A man lies beside the road. What do you do first, second and third?
    steps:
      - step: Look whether the place is safe.
        because: A second casualty helps nobody.
      - step: Stop the bleeding.
        because: It cannot wait.
      - step: Tell your commander.
        because: Others can come then.
  - key: what-to-call-it
    kind: short-answer
    {SAME}    stem: How is care given, whoever the wounded are? By medical …
    answers:
      - accept: "*need*"
        because: Need alone decides.
      - accept: rank
        share: 0
        because: Rank never decides.
  - key: how-many-hours
    kind: numerical
    {SAME}    stem: For how many hours is the post manned each day?
    numbers:
      - {{accept: 24, tolerance: 0.5, because: Day and night.}}
    units:
      - {{unit: h}}
      - {{unit: min, factor: 0.0166667}}
  - key: at-the-clinic
    kind: situation-set
    {SAME}    stem: Two wounded fighters lie in the clinic. An officer wants them put outside.
    questions:
      - kind: true-false
        stem: The fighters may stay.
        options:
          - right: True
            because: They are wounded, and out of the fight.
          - wrong: False
            because: Whom they fought for says nothing here.
      - kind: single
        stem: What do you tell the officer?
        cites: [GC I Art 3]
        options:
          - right: They stay, and I report what you asked.
            because: The rule protects them, and a report protects others.
          - wrong: I cannot say anything about it.
            because: Everybody may name the rule.
"""


@pytest.fixture
def mixed(folder: Folder) -> Folder:
    folder.write(BANK, (folder.root / BANK).read_text(encoding="utf-8").rstrip() + MIXED)
    return folder


def test_every_kind_is_loaded_and_can_be_asked(mixed: Folder) -> None:
    mixed.load()
    items = {item.key: item for item in Item.objects.all()}
    assert [fault for item in items.values() for fault in KINDS[item.kind].faults(item)] == []
    asked = Item.objects.ready().filter(key__in=["who-helps", "first-steps-in-order", "what-to-call-it", "how-many-hours"])
    assert asked.count() == 4
    versions = freeze_items(items=[item.pk for item in items.values()], at=FIRST)
    keys = {key: version.answer_key for key, item in items.items() for version in [versions[item.pk]]}
    assert len(keys["who-helps"]["pairs"]) == 2
    assert len(keys["first-steps-in-order"]["order"]) == 3
    assert [answer["fraction"] for answer in keys["what-to-call-it"]["answers"]] == [1, 0]
    assert KINDS["numerical"].mark(keys["how-many-hours"], {"text": "24.5", "unit": "h"}) == 1


def test_the_questions_on_a_situation_are_asked_with_it_alone(mixed: Folder) -> None:
    mixed.load()
    whole = Item.objects.get(key="at-the-clinic")
    assert list(whole.parts.order_by("situation_order").values_list("key", flat=True)) == ["at-the-clinic-1", "at-the-clinic-2"]
    assert list(Item.objects.ready().filter(key__startswith="at-the-clinic")) == [whole]
    version = freeze_items(items=[whole.pk], at=FIRST)[whole.pk]
    assert len(version.content["parts"]) == 2
    assert {rule["citation"] for rule in version.answer_key["rules"]} == {"GC I Art 12", "GC I Art 3"}


def test_loading_it_again_changes_nothing_and_a_change_is_taken_over(mixed: Folder) -> None:
    mixed.load()
    again = mixed.load(days=1)
    assert (again.created, again.updated, again.kept) == ([], [], [])
    mixed.change(BANK, "Everybody may name the rule.", "Whoever knows the rule names it.")
    assert mixed.load(days=2).updated == ["item:01-first-steps/at-the-clinic/2"]


def test_a_situation_that_was_taken_away_here_takes_its_questions_with_it(mixed: Folder) -> None:
    mixed.load()
    whole = Item.objects.get(key="at-the-clinic")
    whole.parts.all().delete()
    whole.delete()
    assert not [key for key in mixed.load(days=1).created if "at-the-clinic" in key]
    assert not Item.objects.filter(key__startswith="at-the-clinic").exists()


FAULTY = {
    "parts of another kind": Faulty(
        "kind: ordering", "kind: matching", "key: first-steps-in-order", "items.4: a matching item has pairs, and no other list"
    ),
    "a pair without a reason": Faulty(
        "        because: The medic treats whoever is hurt.\n",
        "",
        "- left: A woman with a cut hand.",
        "items.3.pairs.0: a pair has left, right and because; what fits nowhere has right alone",
    ),
    "two left sides that say the same": Faulty(
        "A father who looks for his son.", "A woman with  a cut hand.", "key: who-helps", "items.3: two left sides say the same"
    ),
    "two steps that say the same": Faulty(
        "Stop the bleeding.", "Tell your commander.", "key: first-steps-in-order", "items.4: two steps say the same"
    ),
    "an answer that accepts everything": Faulty(
        '"*need*"', '"*"', "key: what-to-call-it", "items.5: “*” alone accepts everything; it can only earn 0"
    ),
    "no answer that earns everything": Faulty(
        '"*need*"', '"*need*"\n        share: 50', "key: what-to-call-it", "items.5: at least one answer earns 100"
    ),
    "a faulty question on a situation": Faulty(
        "- wrong: I cannot say",
        "- right: I cannot say",
        "- kind: single",
        "items.7.questions.1: a single item has exactly one right option, not 2",
    ),
    "an unknown rule in one": Faulty(
        "cites: [GC I Art 3]\n        options",
        "cites: [GC I Art 99]\n        options",
        "GC I Art 99",
        "no rule in law/rules/ is cited as “GC I Art 99”",
    ),
    "a question whose key is taken": Faulty(
        "key: who-helps",
        "key: at-the-clinic-1",
        "- kind: true-false",
        "the key “at-the-clinic-1” is given twice, first in line 35",
    ),
}


@pytest.mark.parametrize("faulty", FAULTY.values(), ids=FAULTY)
def test_a_faulty_question_is_refused(mixed: Folder, faulty: Faulty) -> None:
    assert_change_is_refused(mixed, BANK, faulty)

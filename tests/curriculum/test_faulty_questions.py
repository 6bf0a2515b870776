"""A faulty bank is refused with file, line and reason, and nothing is written."""

from __future__ import annotations

import pytest

from tests.curriculum.folder import Folder
from tests.curriculum.refusals import Faulty, assert_change_is_refused
from tests.curriculum.texts import BANK

pytestmark = pytest.mark.django_db

FAULTY = {
    "a key given twice": Faulty(
        "key: what-is-owed", "key: 'kneeling-man'", "'kneeling-man'", "the key “kneeling-man” is given twice, first in line 3"
    ),
    "a key with spaces": Faulty(
        "key: kneeling-man",
        "key: Kneeling man",
        "Kneeling man",
        "items.0.key: “Kneeling man” may hold small letters, digits and hyphens only",
    ),
    "single with two rights": Faulty(
        "- wrong: Leave him there.",
        "- right: Leave him there.",
        "key: kneeling-man",
        "items.0: a single item has exactly one right option, not 2",
    ),
    "single without a right": Faulty(
        "- right: Bring him",
        "- wrong: Bring him",
        "key: kneeling-man",
        "items.0: a single item has exactly one right option, not 0",
    ),
    "multiple with one right": Faulty(
        "- right: Shade.",
        "- wrong: Shade.",
        "key: what-is-owed",
        "items.1: a multiple item has two or more right options and at least one wrong one",
    ),
    "multiple with rights alone": Faulty(
        "- wrong: A rifle.",
        "- right: A rifle.",
        "key: what-is-owed",
        "items.1: a multiple item has two or more right options and at least one wrong one",
    ),
    "true-false with other options": Faulty(
        "- wrong: False",
        "- wrong: Not true",
        "key: need-alone",
        "items.2: a true-false item has exactly the options True and False",
    ),
    "two options that say the same": Faulty(
        "- wrong: A rifle.", "- wrong: 'water. '", "key: what-is-owed", "items.1: two options say the same"
    ),
    "an option that is right and wrong": Faulty(
        "- right: Water.",
        "- right: Water.\n        wrong: Water.",
        "- right: Water.",
        "items.1.options.0: an option is either right or wrong",
    ),
    "an option without a reason": Faulty(
        "        because: The sun harms him.\n", "", "- right: Shade.", "items.1.options.1.because: is missing"
    ),
    "an option that speaks of those above it": Faulty(
        "- wrong: A rifle.",
        "- wrong: None of the above",
        "None of the above",
        "items.1.options.2: options are shuffled, so none may speak of those above it",
    ),
    "an option that no button has room for": Faulty(
        "- wrong: A rifle.",
        f"- wrong: {'x' * 301}",
        "- wrong: x",
        "items.1.options.2.wrong: String should have at most 300 characters",
    ),
    "an unknown kind": Faulty(
        "kind: multiple",
        "kind: several",
        "kind: several",
        "items.1.kind: Input should be 'single', 'multiple', 'true-false', 'matching', 'ordering', 'short-answer', 'numerical', "
        "'hotspot', 'situation-set' or 'open-answer'",
    ),
    "an unknown topic": Faulty("topic: wounded", "topic: sick", "topic: sick", "law/topics.yaml has no topic “sick”"),
    "an unknown level": Faulty(
        "    topic: wounded",
        "    topic: wounded\n    level: officers",
        "level: officers",
        "items.2.level: Input should be 'everyone', 'ncos' or 'commanders'",
    ),
    "a citation that no rule has": Faulty(
        "cites: [GC I Art 3, Policy para 1]",
        "cites:\n      - GC I Art 3\n      - Policy para 2",
        "Policy para 2",
        "no rule in law/rules/ is cited as “Policy para 2”",
    ),
    "a question without law": Faulty("    cites: [GC I Art 12]\n", "", "key: need-alone", "items.2.cites: is missing"),
    "a word that nobody knows": Faulty(
        "title: First steps", "title: First steps\nquestions: 3", "questions", "questions: is no word that may stand here"
    ),
}


@pytest.mark.parametrize("faulty", FAULTY.values(), ids=FAULTY)
def test_a_faulty_question_is_refused(folder: Folder, faulty: Faulty) -> None:
    assert_change_is_refused(folder, BANK, faulty)


def test_a_faulty_bank_is_not_blamed_on_the_quiz(folder: Folder) -> None:
    folder.change(BANK, "kind: multiple", "kind: several")
    assert len(folder.faults()) == 1

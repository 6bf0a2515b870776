"""Every response of the oracle earns what another examination engine gives for it, marked by the real kinds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quizzes.formats import ParsedQuestion
from quizzes.item_questions import fill
from quizzes.kinds import KINDS
from quizzes.models import Item
from tests.factories.courses import english
from tests.quizzes.formats.cases import kind_of, question_at

CASES = 639


@pytest.mark.django_db
def test_every_graded_response_earns_the_same_fraction(oracles: Path) -> None:
    folder = oracles / "questions"
    graded, wrong = 0, []
    for entry in json.loads((folder / "grading_oracle.json").read_text()):
        question = question_at(folder, entry["file"], entry["nr"])
        assert question.kind == kind_of(entry)
        item = Item(locale=english())
        fill(item, question)
        content, key = KINDS[item.kind].freeze(item)
        for case in entry["cases"]:
            data = response_to(question, content, case["response"])
            mark = KINDS[item.kind].mark(key, KINDS[item.kind].clean_response(content, data))
            graded += 1
            if abs(float(mark) - case["fraction"]) > 1e-6:
                wrong.append((entry["file"], entry["nr"], case, float(mark)))
    assert wrong == []
    assert graded == CASES


def response_to(question: ParsedQuestion, content: dict[str, Any], response: Any) -> dict[str, Any]:
    """The oracle's response in the shape of the kind: positions become ids, words stay."""
    if question.kind in ("single", "multiple"):
        return {"chosen": [content["options"][position]["id"] for position in response]}
    if question.kind == "true-false":
        return {"chosen": [content["options"][0 if response else 1]["id"]]}
    if question.kind == "matching":
        stems, choices = ({part["text"]: part["id"] for part in content[name]} for name in ("stems", "choices"))
        return {"pairs": {stems[stem]: choices[choice] for stem, choice in response if choice is not None}}
    return {"text": response}

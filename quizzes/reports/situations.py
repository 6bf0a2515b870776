"""The questions of a situation as lines of their own: each with what it earned and what was answered to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from quizzes.kinds import KINDS
from quizzes.reports.answers import Version
from quizzes.reports.columns import Column


def inner_columns(version: Version, column: Column) -> Iterator[tuple[Version, Column]]:
    """In their order; nothing of a version that is one question. The rest of an attempt is what stands outside the situation."""
    inner = KINDS[version.kind].questions_in(version.content, version.answer_key)
    given = [(json.loads(response or "null") or {}).get("parts", {}) for response in column.responses] if inner else []
    for part in inner:
        answers = [each.get(part.id) for each in given]
        marks = [float(KINDS[part.kind].mark(part.answer_key, answer)) for answer in answers]
        responses = [json.dumps(answer) if answer else None for answer in answers]
        own = replace(version, kind=part.kind, content=part.content, answer_key=part.answer_key)
        yield own, Column(places=column.places, marks=marks, rests=column.rests, responses=responses)

"""The rules that decide an attempt: frozen at its start, read from there ever after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from base.prepared import Prepared
from quizzes.marking import Demands, Section
from quizzes.models import BlueprintRow, QuizPage

NAMES = ("policy", "pass_mark", "time_limit", "attempts_allowed", "wait_hours", "rereads", "valid_days")


def frozen_rules(quiz: QuizPage, blueprint: list[BlueprintRow]) -> dict[str, Any]:
    """As ``Attempt.rules`` keeps them. One query."""
    rows = [
        {
            "bank": row.bank_id,
            "topic": row.topic_id,
            "level": row.level,
            "difficulty": row.difficulty,
            "count": row.count,
            "minimum": row.minimum,
            "name": row.name,
        }
        for row in blueprint
    ]
    critical = sorted(key for (key,) in _critical(quiz.pk))
    return {**{name: getattr(quiz, name) for name in NAMES}, "critical_topics": critical, "blueprint": rows}


_critical: Prepared[Any] = Prepared(
    lambda quiz: QuizPage.critical_topics.through.objects.filter(quizpage=quiz).order_by().values_list("topic__key")
)


def demands_of(rules: Mapping[str, Any]) -> Demands:
    """What must be fulfilled beside the pass mark. Attempts of older days have no such rules."""
    rows = enumerate(rules["blueprint"])
    return Demands(
        critical_topics=frozenset(rules.get("critical_topics", ())),
        sections=tuple(Section(n, row["name"], row["minimum"]) for n, row in rows if row.get("minimum")),
    )

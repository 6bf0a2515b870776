"""Loading is idempotent: what was loaded works, and the second run writes nothing."""

from __future__ import annotations

import pytest

from quizzes.models import Item, QuizPage
from scenarios.models import CompilationReport, Edition
from tests.curriculum.folder import Folder, all_rows

pytestmark = pytest.mark.django_db


def test_a_scenario_can_be_played_and_a_quiz_drawn(loaded: Folder) -> None:
    assert Edition.objects.get().document["title"] == "Checkpoint"
    assert not CompilationReport.objects.exists()
    assert [(row.topic and row.topic.key, row.count) for row in QuizPage.objects.get().blueprint.all()] == [
        ("treatment", 2),
        (None, 1),
    ]
    assert Item.objects.filter(status=Item.Status.READY, live=True).count() == 3


def test_the_second_loading_writes_nothing(loaded: Folder) -> None:
    before = all_rows()
    outcome = loaded.load(days=30)
    assert all_rows() == before
    assert (outcome.created, outcome.updated, outcome.kept, outcome.absent, outcome.dropped) == ([], [], [], [], [])
    assert len(outcome.unchanged) == 18

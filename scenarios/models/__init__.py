from scenarios.models.reviews import ScenarioReview, ScenarioReviewState
from scenarios.models.scenarios import (
    ChangedPlay,
    CompilationReport,
    Decision,
    Edition,
    EditionQuerySet,
    Examination,
    ExpectedPlay,
    Run,
    RunQuerySet,
    ScenarioPage,
)

__all__ = [
    "ChangedPlay",
    "CompilationReport",
    "Decision",
    "Edition",
    "EditionQuerySet",
    "Examination",
    "ExpectedPlay",
    "Run",
    "RunQuerySet",
    "ScenarioPage",
    "ScenarioReview",
    "ScenarioReviewState",
]

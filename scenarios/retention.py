"""What this floor keeps about people, and how long. The whole: ``people.retention``."""

from __future__ import annotations

from people.retention.rules import Rule

RULES = (
    Rule(
        "scenarios.Decision",
        "What somebody chose; read by nobody else but as figures over at least five people.",
        person="run__enrolment__learner",
        section="decisions",
        fields=("run", "back_to"),
        harmless=("scene", "choice", "state_after"),
    ),
    Rule(
        "scenarios.Run",
        "Which scenarios somebody played to which end.",
        person="enrolment__learner",
        section="runs",
        fields=("enrolment", "begun_after"),
        harmless=("ending",),
    ),
    Rule("scenarios.ScenarioReviewState", "As a review in the editor.", harmless=("sha256",)),
)

IMPERSONAL = (
    "scenarios.ChangedPlay",
    "scenarios.CompilationReport",
    "scenarios.Edition",
    "scenarios.Examination",
    "scenarios.ExpectedPlay",
    "scenarios.ScenarioPage",
    "scenarios.ScenarioReview",
    "scenarios.ScenarioReview_groups",
)

"""What this floor keeps about people, and how long. The whole: ``people.retention``."""

from __future__ import annotations

from people.retention.rules import Rule

RULES = (
    Rule(
        "scenarios.Decision",
        "What somebody chose; read by nobody else but as figures over at least five people.",
        person="run__enrolment__learner",
        fields=("run", "back_to"),
        harmless=("scene", "choice", "state_after"),
    ),
    Rule(
        "scenarios.Run",
        "Which scenarios somebody played to which end.",
        person="enrolment__learner",
        fields=("enrolment", "begun_after"),
        harmless=("ending",),
    ),
)

IMPERSONAL = (
    "scenarios.CompilationReport",
    "scenarios.Edition",
    "scenarios.Examination",
    "scenarios.ExpectedPlay",
    "scenarios.ScenarioPage",
)

"""The groups that the house needs to stand. Migration and tests call the same function."""

from typing import Any

TRAINERS = "Trainers"
LEGAL_REVIEWERS = "Legal reviewers"
ADMINISTRATORS = "Administrators"
AUDITORS = "Auditors"
GROUPS = (TRAINERS, LEGAL_REVIEWERS, ADMINISTRATORS, AUDITORS)


def ensure_groups(group_model: Any) -> None:
    """Makes the groups that are missing; repeating it changes nothing."""
    for name in GROUPS:
        group_model.objects.get_or_create(name=name)

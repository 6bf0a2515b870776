"""The groups that the house needs to stand. Migration and tests call the same function."""

from typing import Any

from django.utils.translation import gettext, gettext_noop

TRAINERS = gettext_noop("Trainers")
LEGAL_REVIEWERS = gettext_noop("Legal reviewers")
ADMINISTRATORS = gettext_noop("Administrators")
AUDITORS = gettext_noop("Auditors")
GROUPS = (TRAINERS, LEGAL_REVIEWERS, ADMINISTRATORS, AUDITORS)


def group_in_words(name: str) -> str:
    """What a group is called in the language of the reader."""
    return gettext(name)


def ensure_groups(group_model: Any) -> None:
    """Makes the groups that are missing; repeating it changes nothing."""
    for name in GROUPS:
        group_model.objects.get_or_create(name=name)

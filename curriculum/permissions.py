"""May this person?"""

from __future__ import annotations

from typing import Any

from people.permissions import can_edit_content


def can_see_mapping(user: Any) -> bool:
    """What the lessons answer to: whoever writes or reviews them."""
    return can_edit_content(user)


def can_edit_mapping(user: Any) -> bool:
    """Says what a lesson answers to: legal reviewers and administrators."""
    return bool(user.has_perm("curriculum.change_mappedlesson"))

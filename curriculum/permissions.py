"""May this person?"""

from __future__ import annotations

from typing import Any

from people.permissions import can_edit_content, group_roles
from people.powers import Power, grants


def can_see_mapping(user: Any) -> bool:
    """What the lessons answer to: whoever writes or reviews them."""
    return can_edit_content(user)


def can_edit_mapping(user: Any) -> bool:
    """Says what a lesson answers to: legal reviewers and administrators, as they keep the law."""
    return any(grants(role, Power.KEEP_LAW) for role in group_roles(user))

"""May this person finish that activity?"""

from __future__ import annotations

from typing import Any

from courses.models import ActivityPage, LessonPage
from courses.outline import is_open


def can_finish(user: Any, activity: ActivityPage) -> bool:
    """Signed in, the page is live, and what the author ordered before it is done."""
    return bool(user.is_authenticated and activity.live and not is_open(activity, user))


def visible_lessons(user: Any) -> Any:
    """Live lessons outside private sections, unless the reader may edit them anyway."""
    lessons = LessonPage.objects.live()
    return lessons if user.has_perm("wagtailadmin.access_admin") else lessons.public()

"""May this person read that page, and finish that activity?"""

from __future__ import annotations

from typing import Any

from wagtail.models import PageViewRestriction

from courses.models import ActivityPage, LessonPage
from courses.outline import missing_for


def can_finish(user: Any, activity: ActivityPage) -> bool:
    """Signed in, the page is live, and what the author ordered before it is done."""
    return bool(user.is_authenticated and activity.live and not missing_for(activity, user))


def visible_lessons(user: Any) -> Any:
    """Live lessons that the person may read."""
    return readable(LessonPage.objects.live(), user)


def readable(pages: Any, user: Any) -> Any:
    """The pages of a queryset outside the private sections that are closed to the person. One query more."""
    for restriction in PageViewRestriction.objects.select_related("page").prefetch_related("groups"):
        if not is_admitted(user, restriction):
            pages = pages.not_descendant_of(restriction.page, inclusive=True)
    return pages


def is_admitted(user: Any, restriction: PageViewRestriction) -> bool:
    """As Wagtail admits readers; a section with a shared password proves nobody's identity and counts as closed."""
    if not user.is_authenticated or restriction.restriction_type == PageViewRestriction.PASSWORD:
        return False
    if restriction.restriction_type == PageViewRestriction.LOGIN or user.is_superuser:
        return True
    names = {group.name for group in restriction.groups.all()}
    return bool(names & user.group_names)

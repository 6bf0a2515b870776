"""May this person read that page, and finish that activity?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, prefetch_related_objects
from wagtail.models import PageViewRestriction

from base.prepared import Prepared
from courses.models import ActivityPage, Enrolment, LessonPage
from courses.outline import missing_for
from credentials.permissions import can_revoke


def can_finish(user: Any, activity: ActivityPage, on: date) -> bool:
    """Signed in, the page is live, and what the author ordered before it is done."""
    return bool(user.is_authenticated and activity.live and not missing_for(activity, user, on))


def can_revoke_earned(user: Any, enrolment: Enrolment) -> bool:
    """Takes back what the enrolment earned: whoever revokes that credential."""
    return enrolment.credential is not None and can_revoke(user, enrolment.credential)


def visible_lessons(user: Any) -> Any:
    """Live lessons that the person may read."""
    return readable(LessonPage.objects.live(), user)


def readable(pages: Any, user: Any) -> Any:
    """The pages of a queryset outside the private sections that are closed to the person. One query more."""
    for path in closed_sections(user):
        pages = pages.exclude(path__startswith=path)
    return pages


def closed_sections(user: Any) -> tuple[str, ...]:
    """Paths of the private sections that are closed to the person. One query; one more where anything is private."""
    restrictions = _restrictions()
    prefetch_related_objects(restrictions, "groups")
    return tuple(each.section for each in restrictions if not is_admitted(user, each))


_restrictions: Prepared[Any] = Prepared(lambda: PageViewRestriction.objects.annotate(section=F("page__path")))


def is_admitted(user: Any, restriction: PageViewRestriction) -> bool:
    """As Wagtail admits readers; a section with a shared password proves nobody's identity and counts as closed."""
    if not user.is_authenticated or restriction.restriction_type == PageViewRestriction.PASSWORD:
        return False
    if restriction.restriction_type == PageViewRestriction.LOGIN or user.is_superuser:
        return True
    names = {group.name for group in restriction.groups.all()}
    return bool(names & user.group_names)

"""What is cited in a text or kept by a record is not deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import quote
from django.db import router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import ReferenceIndex


def is_in_use(row: Any) -> bool:
    """Whether a text cites the row, a list holds it, or the database protects it."""
    lists = [link.field for link in row._meta.related_objects if link.many_to_many]
    if any(field.model._base_manager.filter(**{field.name: row}).exists() for field in lists):
        return True
    if ReferenceIndex.get_references_to(row).exists():
        return True
    try:
        Collector(using=router.db_for_write(type(row)), origin=row).collect([row])
    except (ProtectedError, RestrictedError):
        return True
    return False


def refuse_in_use(request: HttpRequest, rows: Iterable[Any]) -> HttpResponse | None:
    """For the hook ``before_delete_snippet``: says what is in use and leads to where; None where nothing is."""
    used = [row for row in rows if is_in_use(row)]
    if not used:
        return None
    names = ", ".join(f"“{row}”" for row in used)
    messages.error(
        request, _("In use, therefore kept: %(names)s. Take it out where it is used, then delete it.") % {"names": names}
    )
    return redirect(used[0].snippet_viewset.get_url_name("usage"), quote(used[0].pk))

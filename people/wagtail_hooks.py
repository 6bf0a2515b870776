"""People in the editor: units and ranks, deeds on accounts, and no deed on many accounts at once."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from people import services
from people.audit.services import note
from people.erasure.views import erase
from people.models import User
from people.permissions import can_reset_second_factor, is_trainer
from people.viewsets import PeopleGroup, person_buttons

log = logging.getLogger("bluehelm.people")


@hooks.register("register_admin_viewset")
def viewsets() -> PeopleGroup:
    return PeopleGroup()


@reauthentication_required
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the second factor off somebody's account when the phone is lost; logged, and told to the person."""
    person = get_object_or_404(User, pk=pk)
    if not can_reset_second_factor(request.user, person):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "people/admin/reset_second_factor.html", {"person": person})
    gone = services.reset_second_factor(user=person)
    note("second factor reset", by=request.user.pk, at=timezone.now(), user=person.pk)
    log.warning("second factor reset", extra={"data": {"user": person.pk, "by": request.user.pk, "factors": gone}})
    get_adapter().send_notification_mail("account/email/second_factor_reset", person)
    messages.success(request, _("The second factor of %(person)s is gone. A new one can be set up.") % {"person": person})
    return redirect("wagtailusers_users:edit", person.pk)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("users/second-factor/<int:pk>/", reset_second_factor, name="people-reset-second-factor"),
        path("users/erase/<int:pk>/", erase, name="people-erase"),
    ]


@hooks.register("register_user_listing_buttons")
def listing_buttons(user: User, request_user: Any) -> list[Button]:
    return person_buttons(user, request_user)


@hooks.register("before_bulk_action")
def one_account_at_a_time(
    request: HttpRequest, action_type: str, objects: list[Any], action_class_instance: Any
) -> HttpResponse | None:
    """Wagtail's bulk deeds on accounts ask only for a model permission: they would reach superusers."""
    if User in action_class_instance.models:
        raise PermissionDenied
    return None


@hooks.register("before_delete_page", order=-1)
def only_authors_delete_pages(request: HttpRequest, page: Page) -> None:
    """Wagtail lets whoever may change a page delete it; a legal reviewer mends what stands, and deletes nothing."""
    if not is_trainer(request.user):
        raise PermissionDenied


@hooks.register("before_bulk_action", order=-1)
def only_authors_delete_pages_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action_class_instance: Any
) -> None:
    """The same for many at once."""
    if action_type == "delete" and Page in action_class_instance.models and not is_trainer(request.user):
        raise PermissionDenied

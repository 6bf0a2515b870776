"""Erasing a person, in the editor: what goes, what stays, and one deed without a way back."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from people.erasure.forms import ErasureForm
from people.erasure.services import erase_person, refusal
from people.models import Posting, User
from people.permissions import can_edit_person, is_administrator
from people.postings import Refused
from people.requests import PersonRequest

TEMPLATE = "people/admin/erase.html"


@never_cache
@reauthentication_required
def erase(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks, then erases. Whoever may not be erased now is said to be so, with the reason."""
    person = get_object_or_404(User, pk=pk)
    if not is_administrator(request.user) or not (can_edit_person(request.user, person) or person.erased_at):
        raise PermissionDenied
    at = timezone.now()
    form = ErasureForm(request.POST or None, person=person)
    told = refusal(person=person, by=request.user, on=timezone.localdate(at))
    if not told and form.is_valid():
        try:
            erase_person(person=person, by=request.user, why=form.cleaned_data["why"], at=at)
        except Refused as refused:
            told = str(refused)
        else:
            messages.success(request, _("The person is erased. What was earned and counted stays, without a name."))
            return redirect("wagtailusers_users:index")
    posting = Posting.objects.main().valid(timezone.localdate(at)).filter(user=person).select_related("unit").first()
    return render(request, TEMPLATE, {"person": person, "form": form, "told": told, "posting": posting})

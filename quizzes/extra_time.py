"""The page on which a training officer records who gets more time in every timed quiz."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from people.middleware import guarded
from people.models import User
from people.permissions import can_manage_training, managed_people
from quizzes.clock import TimeRefused
from quizzes.models import ExtraTime
from quizzes.models.timing import MOST_EXTRA
from quizzes.timing import record_extra_time


class ExtraTimeForm(forms.Form):
    """``people``: for whom it may be recorded; nobody else is found."""

    username = forms.CharField(label=gettext_lazy("Sign-in name"), max_length=40, help_text=gettext_lazy("For example QM-10423."))
    percent = forms.IntegerField(
        label=gettext_lazy("Extra time in per cent"),
        validators=[MinValueValidator(0), MaxValueValidator(MOST_EXTRA)],
        help_text=gettext_lazy("25 makes 50 of 40 minutes. 0 takes it back. Do not write down why."),
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people

    def clean_username(self) -> User:
        person = self.people.filter(username__iexact=self.cleaned_data["username"].strip()).first()
        if person is None:
            raise forms.ValidationError(_("Nobody in your units has this sign-in name."))
        return person


def those_with_extra_time(people: QuerySet[User]) -> list[ExtraTime]:
    """One line a person, by name; those whose time was taken back are left out. One query."""
    latest: dict[int, ExtraTime] = {}
    for row in ExtraTime.objects.filter(person__in=people).select_related("person__rank").order_by("pk"):
        latest[row.person_id] = row
    return sorted((row for row in latest.values() if row.percent), key=lambda row: row.person.name)


@never_cache
@guarded
def extra_time(request: HttpRequest) -> HttpResponse:
    """Who has extra time, and a form to record it."""
    at = timezone.now()
    officer = cast(User, request.user)
    if not can_manage_training(officer, timezone.localdate(at)):
        raise Http404
    people = managed_people(officer, timezone.localdate(at))
    form = ExtraTimeForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():
        try:
            record_extra_time(person=form.cleaned_data["username"], percent=form.cleaned_data["percent"], at=at, by=officer)
        except TimeRefused as refusal:
            form.add_error("username", str(refusal))
        else:
            messages.success(request, _("Saved. It counts from the next attempt on."))
            return redirect("quizzes:extra-time")
    context = {"form": form, "rows": those_with_extra_time(people), "section": "planning"}
    return render(request, "quizzes/extra_time.html", context)

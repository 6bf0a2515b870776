"""Who prints and enters forms: whoever runs or teaches the class, as for sittings; never the own form."""

from __future__ import annotations

from datetime import date
from typing import Any

from courses.classes.permissions import visible_classes
from courses.models import ClassMember
from people.models import User
from quizzes.models import PaperForm


def visible_forms(user: Any, on: date) -> Any:
    """Whoever sees the class sees its forms."""
    return PaperForm.objects.filter(training_class__in=visible_classes(user, on))


def people_to_enter(form: PaperForm, by: Any) -> Any:
    """Whose sheet it may be: whoever was ever in the class, but for the person who enters it; by name."""
    members = ClassMember.objects.filter(training_class=form.training_class_id).values("user")
    return User.objects.filter(pk__in=members).exclude(pk=by.pk).select_related("rank").order_by("name", "pk")

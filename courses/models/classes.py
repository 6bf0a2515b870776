"""A class: a course taught by named instructors to named people on dated sessions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MINUTES_BEFORE = 30


class TrainingClassQuerySet(models.QuerySet["TrainingClass"]):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def taught_by(self, user: Any) -> Self:
        return self.filter(pk__in=Instructor.objects.teaching().filter(user=user).values("training_class"))

    def attended_by(self, user: Any, on: date) -> Self:
        """The classes to which the person belongs on the day."""
        return self.filter(pk__in=ClassMember.objects.of(user).valid(on).values("training_class"))


class TrainingClass(models.Model):
    """A course taught at a place in a language; whoever trains its unit runs it, its instructors teach it."""

    course = models.ForeignKey("courses.CoursePage", models.PROTECT, related_name="classes", verbose_name=_("course"))
    title = models.CharField(_("title"), max_length=100)
    place = models.CharField(_("place"), max_length=100, blank=True)
    language = models.CharField(_("language of instruction"), max_length=10)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="classes", verbose_name=_("unit"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    made_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True)

    objects = TrainingClassQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("made_at")), name="class_closed_after_it_was_opened"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("classes:class", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class InstructorQuerySet(models.QuerySet["Instructor"]):
    def teaching(self) -> Self:
        """Those who have not left the class to others."""
        return self.filter(left_at__isnull=True)


class Instructor(models.Model):
    """Who teaches a class; whoever is named here sees its learners until he or she leaves it to others."""

    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="instructors", verbose_name=_("class"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))

    left_at = models.DateTimeField(_("left"), null=True)

    objects = InstructorQuerySet.as_manager()

    class Meta:
        verbose_name = _("instructor")
        verbose_name_plural = _("instructors")
        constraints = [models.UniqueConstraint(fields=["training_class", "user"], name="instructor_once_a_class")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As a record names who taught: “Capt Leila Haddad”."""
        return self.user.rank_and_name


class ClassMemberQuerySet(models.QuerySet["ClassMember"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)

    def valid(self, on: date) -> Self:
        """Members on the day; the days of joining and leaving are included."""
        return self.filter(Q(joined_on__lte=on) & (Q(left_on__isnull=True) | Q(left_on__gte=on)))

    def staying(self) -> Self:
        return self.filter(left_on__isnull=True)

    def by_name(self) -> Self:
        return self.select_related("user__rank").order_by("user__name", "pk")


class ClassMember(models.Model):
    """A learner of a class from a day to a day."""

    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="members", verbose_name=_("class"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="class_memberships", verbose_name=_("person"))
    joined_on = models.DateField(_("joined"))
    left_on = models.DateField(_("left"), null=True)

    objects = ClassMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a class")
        verbose_name_plural = _("members of classes")
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "user"], condition=Q(left_on__isnull=True), name="one_open_membership_a_class"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")), name="membership_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.training_class}"


class ClassSessionQuerySet(models.QuerySet["ClassSession"]):
    def held(self) -> Self:
        """Sessions that take or took place."""
        return self.filter(called_off_at__isnull=True)

    def overlapping(self, starts_at: datetime, ends_at: datetime) -> Self:
        return self.held().filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class ClassSession(models.Model):
    """One meeting of a class: when, where, by whom, in which language, about what."""

    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="sessions", verbose_name=_("class"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=100, blank=True)
    instructor = models.ForeignKey(Instructor, models.PROTECT, related_name="sessions", verbose_name=_("instructor"))
    language = models.CharField(_("language"), max_length=10)
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    called_off_at = models.DateTimeField(_("called off"), null=True)

    objects = ClassSessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("session of a class")
        verbose_name_plural = _("sessions of classes")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_times_in_order"),
            models.UniqueConstraint(
                fields=["training_class", "starts_at"],
                condition=Q(called_off_at__isnull=True),
                name="one_session_of_a_class_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training_class} · {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("classes:session", args=[self.pk])

    @property
    def day(self) -> date:
        """The day of the session where the site's clock hangs."""
        return timezone.localdate(self.starts_at)

    @property
    def opens_at(self) -> datetime:
        """From when attendance is taken: people come in before it starts."""
        return self.starts_at - timedelta(minutes=MINUTES_BEFORE)

    @property
    def is_held(self) -> bool:
        return self.called_off_at is None

    @property
    def hours(self) -> float:
        """Hours of instruction, to the minute."""
        return round((self.ends_at - self.starts_at).total_seconds() / 3600, 2)

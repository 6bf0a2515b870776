"""Enrolment and the ledger of completions."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.families import FamiliesField, Family
from credentials.models.credential import day_after
from people.levels import Level


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def of(self, learner: Any) -> Self:
        return self.filter(learner=learner)

    def open(self, on: date | None = None) -> Self:
        """Begun and not complete by the end of the day, without a day by now."""
        if on is None:
            return self.filter(completed_at__isnull=True)
        after = day_after(on)
        return self.filter(Q(completed_at__isnull=True) | Q(completed_at__gte=after), started_at__lt=after)

    def latest_first(self) -> Self:
        return self.order_by(F("started_at").desc(nulls_first=True), "-pk")

    def oldest_first(self) -> Self:
        """What was not begun yet is the newest."""
        return self.order_by(F("started_at").asc(nulls_last=True), "pk")


class Enrolment(models.Model):
    """A learner in a course for one certification period; the level is fixed at its start.

    Somebody whom an officer enrolled has begun nothing: ``started_at`` is empty until the first deed of the own.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments", verbose_name=_("learner"))
    course = models.ForeignKey("courses.CoursePage", models.PROTECT, related_name="enrolments", verbose_name=_("course"))
    course_key = models.UUIDField(editable=False)  # the course in every language
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    required_families = FamiliesField(verbose_name=_("scenarios needed of each family"))  # as the course asked at the start
    started_at = models.DateTimeField(_("started"), null=True)
    completed_at = models.DateTimeField(_("completed"), null=True)
    credential = models.OneToOneField("credentials.Credential", models.PROTECT, null=True, related_name="enrolment")

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        indexes = [
            models.Index(fields=["started_at"], name="enrolment_by_start"),
            models.Index(fields=["completed_at"], name="enrolment_by_end", condition=Q(completed_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course_key"], condition=Q(completed_at__isnull=True), name="one_open_enrolment_a_course"
            ),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True) | Q(started_at__isnull=False), name="completed_only_when_started"
            ),
            models.CheckConstraint(
                condition=Q(credential__isnull=True) | Q(completed_at__isnull=False), name="credential_only_when_complete"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.course}"


class Completion(models.Model):
    """One line of the ledger: a finished activity of any kind, once for all its languages."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="completions")
    activity = models.ForeignKey("courses.ActivityPage", models.PROTECT, related_name="completions")
    activity_key = models.UUIDField(editable=False)
    completed_at = models.DateTimeField(_("completed"))
    taught_in = models.ForeignKey(
        "courses.Teaching", models.PROTECT, null=True, related_name="completions", verbose_name=_("taught in a class")
    )
    instructor_name = models.CharField(_("instructor"), max_length=160, blank=True)  # as it was when the lesson was taught
    family = models.CharField(_("family"), max_length=10, choices=Family.choices, blank=True)  # that the pass proves

    class Meta:
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity_key"], name="activity_completed_once"),
            models.CheckConstraint(
                condition=Q(taught_in__isnull=True, instructor_name="") | Q(taught_in__isnull=False) & ~Q(instructor_name=""),
                name="instructor_named_where_taught",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.activity}"


class Shortfall(models.Model):
    """A topic in which a completed activity fell short."""

    completion = models.ForeignKey(Completion, models.PROTECT, related_name="shortfalls")
    topic = models.ForeignKey("law.Topic", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["completion", "topic"], name="shortfall_once_a_topic")]

    def __str__(self) -> str:
        return f"{self.completion}: {self.topic}"

"""What happened in a class: who was there, what was taught, what was said to all."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.classes import ClassMember, ClassSession, Instructor, TrainingClass


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def standing(self) -> Self:
        """What counts now: the last word about each member in each session."""
        return self.filter(replaced_at__isnull=True)


class Attendance(models.Model):
    """One word about one member in one session; a correction replaces it and keeps it."""

    class State(models.TextChoices):
        PRESENT = "present", _("Present")
        ABSENT = "absent", _("Absent")
        EXCUSED = "excused", _("Excused")

    session = models.ForeignKey(ClassSession, models.PROTECT, related_name="attendance", verbose_name=_("session"))
    member = models.ForeignKey(ClassMember, models.PROTECT, related_name="attendance", verbose_name=_("member"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("marked by"))
    marked_at = models.DateTimeField(_("marked"))
    replaced_at = models.DateTimeField(_("replaced"), null=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "member"], condition=Q(replaced_at__isnull=True), name="one_standing_word_on_attendance"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_state_display()}"


class Teaching(models.Model):
    """A lesson taught in a session, once for all its languages."""

    session = models.ForeignKey(ClassSession, models.PROTECT, related_name="teachings", verbose_name=_("session"))
    lesson = models.ForeignKey("courses.LessonPage", models.PROTECT, related_name="teachings", verbose_name=_("lesson"))
    lesson_key = models.UUIDField(editable=False)
    instructor = models.ForeignKey(Instructor, models.PROTECT, related_name="teachings", verbose_name=_("instructor"))
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("marked by"))
    at = models.DateTimeField(_("taught"))

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("taught lesson")
        verbose_name_plural = _("taught lessons")
        constraints = [models.UniqueConstraint(fields=["session", "lesson_key"], name="lesson_taught_once_a_session")]

    def __str__(self) -> str:
        return f"{self.lesson} · {self.session}"


class ClassMessage(models.Model):
    """A word to everybody in a class; each member's own copy is a notice, read or not."""

    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="messages", verbose_name=_("class"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("from"))
    text = models.TextField(_("message"))
    language = models.CharField(_("language"), max_length=10)
    sent_at = models.DateTimeField(_("sent"))
    notices = models.ManyToManyField("people.Notice", related_name="class_messages", verbose_name=_("copies"))

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("message to a class")
        verbose_name_plural = _("messages to classes")

    def __str__(self) -> str:
        return self.text[:60]

"""Question files on their way into a bank, and what the file said of each item that came from one."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.levels import Level
from quizzes.models.items import Item, ItemBank


class QuestionFileQuerySet(models.QuerySet["QuestionFile"]):
    def visible_to(self, user: Any) -> Self:
        """A file belongs to whoever sent it."""
        return self.filter(sent_by=user)

    def waiting(self) -> Self:
        return self.filter(taken_over_at__isnull=True)


class QuestionFile(models.Model):
    """A file as it was sent, until it is taken over; then its lines alone remain.

    ``lines``: [{file, line, title, verdict, reasons, item}] as ``quizzes.importing.Line`` has them.
    """

    bank = models.ForeignKey(ItemBank, models.CASCADE, related_name="+", verbose_name=_("bank"))
    topic = models.ForeignKey("law.Topic", models.CASCADE, related_name="+", verbose_name=_("topic"))
    locale = models.ForeignKey("wagtailcore.Locale", models.CASCADE, related_name="+", verbose_name=_("language"))
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, default=Level.EVERYONE)
    name = models.CharField(_("file"), max_length=150)
    content = models.BinaryField(default=bytes)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent"))
    taken_over_at = models.DateTimeField(_("taken over"), null=True)
    lines = models.JSONField(default=list)

    objects = QuestionFileQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("question file")
        verbose_name_plural = _("question files")

    def __str__(self) -> str:
        return self.name


class ItemSource(models.Model):
    """Where an item came from. ``document``: its question as the file said it, in the house's JSON; ``fingerprint``: of the item
    as it was made, so that an export knows whether it still says what the file said."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="source")
    identity = models.CharField(max_length=64, unique=True)  # of the question and its language: a question comes in once
    document = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    file_name = models.CharField(max_length=150)
    line = models.PositiveIntegerField()
    warnings = models.JSONField(default=list)

    class Meta:
        verbose_name = _("source of an item")

    def __str__(self) -> str:
        return f"{self.file_name}:{self.line}"

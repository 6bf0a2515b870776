"""What the house tells a person inside the application."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def unread_first(self) -> Self:
        return self.alias(is_read=Q(read_at__isnull=False)).order_by("is_read", "-sent_at", "-pk")


class Notice(models.Model):
    """A message in the reader's language at the time, from a person or from the house itself (``sent_by`` is empty)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name=_("to"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("from"))
    text = models.TextField(_("message"))
    language = models.CharField(_("language"), max_length=10)
    url = models.CharField(max_length=300, blank=True)  # a path of this site: where to act on it
    sent_at = models.DateTimeField(_("sent"))
    read_at = models.DateTimeField(_("read"), null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(fields=["user", "read_at"], name="notice_by_reader")]

    def __str__(self) -> str:
        return self.text[:60]

"""All certificates of a unit as one file, made in the background."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Unit

SILENT = timedelta(minutes=5)  # a worker tells every few seconds how far it is


def private_files() -> Any:
    """Files that have no address of their own: a view asks first who may have them."""
    return storages["private"]


class CertificatePrintQuerySet(models.QuerySet["CertificatePrint"]):
    def visible_to(self, user: Any) -> Self:
        """A file belongs to whoever asked for it."""
        return self.filter(asked_by=user)


class CertificatePrint(models.Model):
    """One file that somebody asked for. It is kept for a day; the row stays, without it.

    While it is drawn: ``run`` is the worker's, ``beat_at`` its last sign of life; ``parts`` holds what is drawn so far, whole up
    to each of ``ends`` (in bytes); ``contents`` is a digest of which certificates are printed, ``printed`` has
    their numbers.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made")
        GONE = "gone", _("Deleted")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    achievement_key = models.SlugField(max_length=60, blank=True)
    language = models.CharField(max_length=10, default="en")  # of whoever asked
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    unprinted = models.PositiveIntegerField(default=0)  # certificates with a letter that no font here has
    file = models.FileField(storage=private_files, blank=True, upload_to="prints/")
    finished_at = models.DateTimeField(null=True)
    run = models.UUIDField(null=True)
    beat_at = models.DateTimeField(null=True)
    contents = models.CharField(max_length=64, blank=True)
    parts = models.FileField(storage=private_files, blank=True, upload_to="prints/")
    ends = models.JSONField(default=list)
    printed = models.JSONField(default=list)

    objects = CertificatePrintQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["asked_at"], name="print_by_moment")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.total}"

    @staticmethod
    def is_silent(at: datetime) -> Q:
        """The condition that no worker gave a sign of life for a while."""
        return Q(beat_at__lt=at - SILENT) | Q(beat_at__isnull=True, asked_at__lt=at - SILENT)

    def is_stalled(self, at: datetime) -> bool:
        """Whether it waits, and nobody works at it: the same as ``is_silent`` for one."""
        return self.state == self.State.WAITING and (self.beat_at or self.asked_at) < at - SILENT

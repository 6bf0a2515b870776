"""A holder's own link to a certificate with the full name, until it is withdrawn."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from credentials.models.credential import Credential


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    def open(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        """Links are their holder's own business."""
        return self.filter(credential__holder=user)


class ShareLink(models.Model):
    """Whoever has the link reads the full name; the printed code shows initials alone.

    ``client_id``: of the form that made it, so that sending it twice makes one; None of what is older.
    """

    credential = models.ForeignKey(Credential, models.PROTECT, related_name="share_links")
    token = models.CharField(max_length=26, unique=True, editable=False)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    client_id = models.UUIDField(null=True, editable=False)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["credential", "client_id"], name="link_made_once")]

    def __str__(self) -> str:
        return f"Link {self.pk}"

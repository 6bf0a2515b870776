"""Deeds on a holder's own links."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction

from credentials.models import Credential, ShareLink
from credentials.services import new_code
from people.models import User

MOST_OPEN = 20  # links of one certificate at a time
log = logging.getLogger("bluehelm.credentials")


@transaction.atomic
def share_credential(*, credential: Credential, by: User, at: datetime, client_id: UUID | None = None) -> ShareLink:
    """A new link; the same ``client_id`` again finds the one that it made, withdrawn or not.

    Raises ValueError for anybody but the holder, and beyond MOST_OPEN links.
    """
    row = Credential.objects.select_for_update().get(pk=credential.pk)
    if row.holder_id != by.pk:
        raise ValueError("Only the holder shares a certificate.")
    if client_id and (made := row.share_links.filter(client_id=client_id).first()):  # type: ignore[attr-defined]
        return made  # type: ignore[no-any-return]
    if row.share_links.open().count() >= MOST_OPEN:  # type: ignore[attr-defined]
        raise ValueError("Too many links are open.")
    link = ShareLink.objects.create(credential=row, token=new_code(), made_at=at, client_id=client_id)
    log.info("certificate shared", extra={"data": {"credential": row.pk, "link": link.pk, "by": by.pk}})
    return link


@transaction.atomic
def withdraw_link(*, link: ShareLink, at: datetime) -> ShareLink:
    """From now on the link leads nowhere. Withdrawing it again changes nothing."""
    ShareLink.objects.open().filter(pk=link.pk).update(withdrawn_at=at)
    link.refresh_from_db()
    return link

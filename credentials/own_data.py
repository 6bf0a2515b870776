"""What this floor holds about a person, for the own-data page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from credentials.models import Credential, CredentialSignature, ExternalCertificate, ShareLink
from people.models import User
from people.own_data import Section


def credentials_held(user: User) -> Section:
    """Every certificate, with all that happened to it."""
    columns = {
        "title": _("Certificate"),
        "code": _("Code"),
        "level": _("Level"),
        "unit": _("Unit"),
        "issued_at": _("Issued"),
        "expires_on": _("Valid until"),
        "superseded_at": _("Replaced"),
        "renewal_due_on": _("Renewed by"),
        "revoked_at": _("Revoked"),
        "revocation_reason": _("Reason"),
    }
    rows = [
        {
            "title": c.title,
            "code": c.code,
            "level": c.get_level_display(),
            "unit": c.unit_name,
            "issued_at": c.issued_at,
            "expires_on": c.expires_on,
            "superseded_at": c.superseded_at,
            "renewal_due_on": c.renewal_due_on,
            "revoked_at": c.revoked_at,
            "revocation_reason": c.revocation_reason,
        }
        for c in Credential.objects.held_by(user)
    ]
    return Section(_("Your certificates"), columns, rows)


def links_held(user: User) -> Section:
    """Every link that the person made to the own full name."""
    columns = {"certificate": _("Certificate"), "made_at": _("Made"), "withdrawn_at": _("Withdrawn")}
    links = ShareLink.objects.visible_to(user).select_related("credential")
    rows = [{"certificate": x.credential.title, "made_at": x.made_at, "withdrawn_at": x.withdrawn_at} for x in links]
    return Section(_("Links that you made"), columns, rows)


def external_held(user: User) -> Section:
    """Every certificate of others that was recorded for the person; the scan has its own address."""
    columns = {
        "title": _("Certificate"),
        "provider": _("Issued by"),
        "number": _("No."),
        "earned_on": _("Issued"),
        "expires_on": _("Valid until"),
        "recorded_at": _("Recorded"),
        "approved_at": _("Approved"),
        "refusal_reason": _("Reason of the refusal"),
        "withdrawn_at": _("Withdrawn"),
        "withdrawal_reason": _("Reason"),
    }
    kept = ExternalCertificate.objects.filter(holder=user)
    rows = [
        {name: getattr(x, name, None) for name in columns} | {"approved_at": x.decided_at if x.is_approved else None}
        for x in kept
    ]
    return Section(_("Training done elsewhere"), columns, rows)


def signed_files(user: User) -> Iterator[tuple[str, bytes]]:
    """The signed files of the own certificates, byte by byte."""
    for row in CredentialSignature.objects.filter(credential__holder=user).select_related("credential"):
        if row.document:
            yield f"certificate-{row.credential.code}.json", bytes(row.document)


def scans(user: User) -> Iterator[tuple[str, bytes]]:
    """The scans of certificates of others; one that the storage has lost is left out."""
    for row in ExternalCertificate.objects.filter(holder=user).exclude(scan="").order_by("pk"):
        name = str(row.scan.name)
        if row.scan.storage.exists(name):
            with row.scan.open() as file:
                yield f"external-{row.pk}{Path(name).suffix}", file.read()

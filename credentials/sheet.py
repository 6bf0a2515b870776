"""From a frozen credential to its printed sheet; nothing but the row and its signed bytes are read."""

from __future__ import annotations

import json
from typing import cast

from credentials.badges.documents import verify_url
from credentials.document import CertificateSheet, Language, certificate_pdf, words_of
from credentials.models import Credential, CredentialSignature


def qr_address(credential: Credential) -> str:
    """The address of the verdict, with the signed claim behind it, which a saved page reads and no server ever sees."""
    signature = signature_of(credential)
    if signature is None or not signature.document:
        return verify_url(credential.code)
    signed: str = json.loads(bytes(signature.document))["id"]  # as it was at issue, whatever the site is called today
    return f"{signed}#{signature.claim}"


def signature_of(credential: Credential) -> CredentialSignature | None:
    """None for what was issued before there were signatures."""
    try:
        return credential.signature
    except CredentialSignature.DoesNotExist:
        return None


def sheet_of(credential: Credential) -> CertificateSheet:
    """All that is printed, in the credential's own language, by the edition of its issue."""
    language = cast("Language", credential.language if credential.language in {"en", "fr", "ar"} else "en")
    signature = signature_of(credential)
    levels: list[str] = words_of(credential.sheet_edition)[language]["levels"]
    return CertificateSheet(
        holder_name=credential.holder_name,
        rank=credential.holder_rank,
        service_number=credential.holder_service_number,
        unit=credential.unit_name,
        title=credential.title,
        level=levels[credential.level - 1],
        language=language,
        issued_on=credential.issued_on,
        expires_on=credential.expires_on,
        code=credential.code,
        verify_url=qr_address(credential),
        issuer=credential.issuer,
        criteria=credential.criteria,
        badge=bytes(signature.document).decode() if signature else "",
        edition=credential.sheet_edition,
    )


def pdf_of(credential: Credential) -> bytes:
    """The sheet as PDF: the same bytes for the same credential."""
    return certificate_pdf(sheet_of(credential))

"""From a frozen credential to its printed sheet; nothing but the row is read."""

from __future__ import annotations

from django.utils import translation

from credentials.badges.documents import verify_url
from credentials.document import CertificateSheet, certificate_pdf
from credentials.models import Credential, CredentialSignature


def qr_address(credential: Credential) -> str:
    """The address of the verdict, with the signed claim behind it, which a saved page reads and no server ever sees."""
    signature = signature_of(credential)
    return verify_url(credential.code) + (f"#{signature.claim}" if signature else "")


def signature_of(credential: Credential) -> CredentialSignature | None:
    """None for what was issued before there were signatures."""
    try:
        return credential.signature
    except CredentialSignature.DoesNotExist:
        return None


def sheet_of(credential: Credential) -> CertificateSheet:
    """All that is printed, in the credential's own language."""
    language = credential.language if credential.language in {"en", "fr", "ar"} else "en"
    signature = signature_of(credential)
    with translation.override(language):
        level = str(credential.get_level_display())
    return CertificateSheet(
        holder_name=credential.holder_name,
        rank=credential.holder_rank,
        service_number=credential.holder_service_number,
        unit=credential.unit_name,
        title=credential.title,
        level=level,
        language=language,  # type: ignore[arg-type]
        issued_on=credential.issued_on,
        expires_on=credential.expires_on,
        code=credential.code,
        verify_url=qr_address(credential),
        issuer=credential.issuer,
        criteria=credential.criteria,
        badge=bytes(signature.document).decode() if signature else "",
    )


def pdf_of(credential: Credential) -> bytes:
    """The sheet as PDF: the same bytes for the same credential."""
    return certificate_pdf(sheet_of(credential))

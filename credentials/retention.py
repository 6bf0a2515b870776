"""What this floor keeps about people, and how long. The whole: ``people.retention``."""

from __future__ import annotations

from django.db.models import Q

from people.retention.rules import DELETE, ERASED, QUARTER, TEN_YEARS, TWO_YEARS, Rule, blank

RULES = (
    Rule(
        "credentials.ShareLink",
        "A holder’s own link to the full name.",
        person="credential__holder",
        section="share_links",
        fields=("credential", "token"),
        days=QUARTER,
        since="withdrawn_at",
        action=DELETE,
        erased=DELETE,
    ),
    Rule(
        "credentials.CredentialSignature",
        "The bytes that prove a certificate; the hash stays for ever.",
        person="credential__holder",
        section="credentials",
        fields=("credential", "document", "claim"),
        harmless=("digest",),
        erased=blank(document=b"", claim=""),
    ),
    Rule(
        "credentials.Credential",
        "That something was earned. The code, the hash and the state stay for ever, so that a stranger is answered truly.",
        person="holder",
        section="credentials",
        fields=(
            "holder",
            "revoked_by",
            "superseded_by",
            "holder_name",
            "holder_rank",
            "holder_service_number",
            "unit_name",
            "revocation_reason",
        ),
        texts=("revocation_reason",),
        known_as=("holder_name", "holder_service_number"),
        harmless=("code", "title", "criteria", "language", "issuer"),
        erased=blank(holder_name="", holder_rank="", holder_service_number="", unit_name=""),
    ),
    Rule(
        "credentials.Credential",
        "Why a certificate was revoked.",
        person="holder",
        section="credentials",
        where=Q(revoked_at__isnull=False),
        which="revoked",
        days=TEN_YEARS,
        since="revoked_at",
        action=blank(revocation_reason=ERASED),
        erased=blank(revocation_reason=ERASED),
    ),
    Rule(
        "credentials.ExternalCertificate",
        "Training done elsewhere that counts here: its day and what it stands for.",
        person="holder",
        section="external_certificates",
        fields=(
            "holder",
            "recorded_by",
            "decided_by",
            "withdrawn_by",
            "title",
            "provider",
            "number",
            "scan",
            "refusal_reason",
            "withdrawal_reason",
        ),
        texts=("refusal_reason", "withdrawal_reason"),
        harmless=("scan_type", "scan_digest"),
        erased=blank(title=ERASED, provider=ERASED, number="", scan="", refusal_reason="", withdrawal_reason=""),
    ),
    Rule(
        "credentials.ExternalCertificate",
        "The scan of a paper that was refused or withdrawn.",
        where=Q(is_approved=False) | Q(withdrawn_at__isnull=False),
        which="refused or withdrawn",
        days=TWO_YEARS,
        since="recorded_at",
        action=blank(scan="", number=""),
    ),
    Rule(
        "credentials.CertificatePrint",
        "The certificates of a unit as one file, for whoever asked for it.",
        fields=("asked_by", "file"),
        days=1,
        since="asked_at",
        action=blank(file="", state="gone"),
    ),
    Rule("credentials.RenewalRule", "Who set how long a certificate lasts.", fields=("created_by",)),
    Rule(
        "credentials.RenewalCall",
        "Who asked for renewal, and why.",
        fields=("called_by", "reason"),
        texts=("reason",),
    ),
)

IMPERSONAL = (
    "credentials.Achievement",
    "credentials.Deployment",
    "credentials.Requirement",
    "credentials.Requirement_ranks",
    "credentials.StatusList",
)

"""Signatures over credentials: the exact bytes that were signed, and the lists that say what was revoked."""

from __future__ import annotations

from django.db import models

from credentials.models.credential import Credential


class StatusList(models.Model):
    """One signed list of 131,072 bits (W3C Bitstring Status List): a set bit is a revoked credential."""

    number = models.AutoField(primary_key=True)
    document = models.BinaryField(default=b"")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"Status list {self.number}"


class CredentialSignature(models.Model):
    """What was signed for one credential, byte by byte; served as it is and never made anew.

    ``digest``: SHA-256 of the document in hexadecimal; it stays when an erasure takes the document away. ``claim``: the
    compact claim for the QR code. ``key_number``: the key that signed both.
    """

    credential = models.OneToOneField(Credential, models.PROTECT, primary_key=True, related_name="signature")
    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="signatures")
    index = models.PositiveIntegerField()
    key_number = models.PositiveSmallIntegerField()
    document = models.BinaryField()
    digest = models.CharField(max_length=64, unique=True)
    claim = models.CharField(max_length=300)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["status_list", "index"], name="one_credential_a_bit")]

    def __str__(self) -> str:
        return f"Signature of {self.credential_id}"

"""What happened to a certificate, line by line: the state, since when, by whom, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from credentials.models import Credential
from credentials.models.credential import day_after
from credentials.recertification import EXPIRING_DAYS


@dataclass(frozen=True)
class Line:
    """``state``: issued, called, expiring, expired, superseded or revoked; ``actor`` and ``reason`` in the reader's words."""

    state: str
    label: str
    at: datetime
    actor: str
    reason: str


def history_of(credential: Credential, at: datetime, *, with_names: bool) -> list[Line]:
    """Everything up to a moment, the oldest first. Without names: who did it by office alone, and no written reasons."""
    lines = [_issued(credential), *_called(credential, with_names), *_ended(credential), *_replaced(credential)]
    lines += _revoked(credential, with_names)
    return sorted((line for line in lines if line.at <= at), key=lambda line: line.at)


def _issued(credential: Credential) -> Line:
    reason = credential.criteria or _("All that the course asks was done.")
    return Line("issued", _("Issued"), credential.issued_at, credential.issuer, reason)


def _called(credential: Credential, with_names: bool) -> list[Line]:
    call = credential.renewal_call
    if call is None:
        return []
    actor, reason = (call.called_by.rank_and_name, call.reason) if with_names else (_("An administrator"), "")
    at = max(call.called_at, credential.issued_at)  # on what was issued instead of another it bears from its issue on
    return [Line("called", _("Renewal called for"), at, actor, reason)]


def _ended(credential: Credential) -> list[Line]:
    """The days that follow from the rule; none after it was revoked or replaced."""
    last = credential.standing(credential.renewal_due_on or credential.expires_on or credential.issued_on).until
    if last is None:
        return []
    rule = _("The rule for renewal, version %(version)s") % {"version": credential.rule_version}
    ended = min((at for at in (credential.revoked_at, credential.superseded_at) if at), default=None)
    soon = max(day_after(last - timedelta(days=EXPIRING_DAYS + 1)), credential.issued_at)
    lines = [
        Line("expiring", _("Expires soon"), soon, rule, _("Fewer than %(days)s days are left.") % {"days": EXPIRING_DAYS + 1}),
        Line("expired", _("Expired"), day_after(last), rule, _("Its last day has passed.")),
    ]
    return [line for line in lines if ended is None or line.at < ended]


def _replaced(credential: Credential) -> list[Line]:
    newer = credential.superseded_by
    if credential.superseded_at is None or newer is None:
        return []
    reason = _("A newer certificate was issued: %(code)s") % {"code": newer.grouped_code}
    return [Line("superseded", _("Replaced"), credential.superseded_at, newer.issuer, reason)]


def _revoked(credential: Credential, with_names: bool) -> list[Line]:
    if credential.revoked_at is None or credential.revoked_by is None:
        return []
    actor, reason = _("An administrator"), ""
    if with_names:
        actor, reason = credential.revoked_by.rank_and_name, credential.revocation_reason
    return [Line("revoked", _("Revoked"), credential.revoked_at, actor, reason)]

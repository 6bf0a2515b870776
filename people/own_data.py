"""Everything held about one person, section by section.

Lower floors do not know higher ones: each floor registers what it holds, in ``AppConfig.ready``::

    own_data.register("credentials", own_credentials)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone
from django.utils.translation import gettext as _

from base.dates import in_words
from people.audit.kinds import PERSON
from people.audit.words import event_in_words
from people.groups import group_in_words
from people.models import AuditEntry, Notice, User

LINES_OF_LOG = 1000

Value = str | int | float | date | datetime | None


@dataclass(frozen=True)
class Section:
    """A table: ``columns`` maps a stable key (for the file) to its words (for the page); each row has the same keys."""

    title: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Value]]

    @property
    def lines(self) -> list[list[tuple[str, Value]]]:
        """For the page: each row as (words, value), dates in words, empty values left out."""
        return [
            [(words, _in_words(row[key])) for key, words in self.columns.items() if row.get(key) not in (None, "")]
            for row in self.rows
        ]


def _in_words(value: Value) -> Value:
    if isinstance(value, datetime):
        return in_words(timezone.localtime(value), "j F Y, H:i")
    return in_words(value) if isinstance(value, date) else value


Collect = Callable[[User], Section]
_collectors: dict[str, Collect] = {}


def register(key: str, collect: Collect) -> None:
    """Adds a section under a key that is unique on the whole site; registering it again replaces it."""
    _collectors[key] = collect


def everything(user: User) -> dict[str, Section]:
    """All sections about the person, in the order of registration."""
    return {key: collect(user) for key, collect in _collectors.items()}


def as_json(sections: Mapping[str, Section]) -> dict[str, list[dict[str, Value]]]:
    """The sections with their stable keys, ready for a JSON encoder that knows dates."""
    return {key: [dict(row) for row in section.rows] for key, section in sections.items()}


def account(user: User) -> Section:
    """One row: who the person is here, and since when."""
    columns = {
        "sign_in_name": _("Sign-in name"),
        "name": _("Name"),
        "country": _("Country"),
        "service_number": _("Service number"),
        "rank": _("Rank"),
        "former_ranks": _("Former ranks"),
        "email": _("E-mail address"),
        "language": _("Language"),
        "groups": _("Groups"),
        "made_at": _("Account made"),
        "claimed_at": _("Account claimed"),
        "last_sign_in_at": _("Last sign-in"),
    }
    row: dict[str, Value] = {
        "sign_in_name": user.username,
        "name": user.name,
        "country": user.country.name,
        "service_number": user.service_number,
        "rank": user.rank.name if user.rank else None,
        "former_ranks": _(", ").join(_former_ranks(user)),
        "email": _(", ").join(_addresses(user)),
        "language": user.get_language_display(),
        "groups": _(", ").join(sorted(map(group_in_words, user.group_names))),
        "made_at": user.date_joined,
        "claimed_at": user.claimed_at,
        "last_sign_in_at": user.last_login,
    }
    return Section(_("Your account"), columns, [row])


def _former_ranks(user: User) -> list[str]:
    held = user.former_ranks.select_related("rank")
    return [f"{row.rank.name if row.rank else '–'} (… {in_words(row.ends_on, 'j F Y')})" for row in held]


def _addresses(user: User) -> list[str]:
    known = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return sorted({user.email, *known} - {""})


def postings(user: User) -> Section:
    """Every one, past and to come, commands among them."""
    columns = {
        "unit": _("Unit"),
        "role": _("Role"),
        "status": _("Status"),
        "reason": _("Reason"),
        "home": _("Home unit"),
        "from": _("From"),
        "until": _("Until"),
    }
    rows = [
        {
            "unit": p.unit.name,
            "role": p.get_role_display(),
            "status": p.get_status_display(),
            "reason": p.get_reason_display() or None,
            "home": p.home.name if p.home else None,
            "from": p.starts_on,
            "until": p.ends_on,
        }
        for p in user.postings.select_related("unit", "home")
    ]
    return Section(_("Where you serve and served"), columns, rows)


def sign_in(user: User) -> Section:
    """Second factors, open sessions and slips: what kind and when, never a secret."""
    columns = {"what": _("What"), "detail": _("Detail"), "since": _("Since"), "last_used_at": _("Last used"), "until": _("Until")}
    factors = [
        {"what": _("Second factor"), "detail": a.get_type_display(), "since": a.created_at, "last_used_at": a.last_used_at}
        for a in Authenticator.objects.filter(user=user).order_by("created_at")
    ]
    sessions = [
        {"what": _("Open session"), "detail": f"{s.user_agent} ({s.ip})", "since": s.created_at}
        for s in UserSession.objects.filter(user=user).order_by("created_at")
    ]
    slips = [
        {"what": _("Slip with a code"), "since": c.issued_at, "last_used_at": c.used_at, "until": c.expires_at}
        for c in user.claim_codes.all()
    ]
    return Section(_("How you sign in"), columns, [*factors, *sessions, *slips])


def messages(user: User) -> Section:
    """Notices to the person; without a sender where no person wrote."""
    columns = {"sent_at": _("Sent"), "from": _("Sent by"), "text": _("Message"), "read_at": _("Read")}
    rows = [
        {
            "sent_at": notice.sent_at,
            "from": notice.sent_by.short_label if notice.sent_by else None,
            "text": notice.text,
            "read_at": notice.read_at,
        }
        for notice in Notice.objects.of(user).select_related("sent_by__rank")
    ]
    return Section(_("Messages to you"), columns, rows)


def log(user: User) -> Section:
    """What the audit log says of the person: own deeds and those of others about him or her, the newest LINES_OF_LOG."""
    columns = {"at": _("When"), "event": _("Event"), "by": _("By")}
    found = AuditEntry.objects.filter(actor=user.pk) | AuditEntry.objects.concerning(user.pk, PERSON.keys, PERSON.list_key)
    whose = {user.pk: _("Yourself"), None: _("The server")}
    rows: list[dict[str, Value]] = [
        {"at": entry.at, "event": event_in_words(entry.event), "by": whose.get(entry.actor, _("Somebody on duty"))}
        for entry in found[:LINES_OF_LOG]
    ]
    return Section(_("The audit log about you"), columns, rows)


register("account", account)
register("postings", postings)
register("sign_in", sign_in)
register("messages", messages)
register("log", log)

"""Erases a person: the name goes everywhere, what was earned and counted stays as numbers.

What goes with a person is said by the table of ``people.retention``; here it is asked. Documents issued for a deployment keep
their list until their own retention ends.
"""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.audit.services import note
from people.erasure.copies import forget_copies
from people.erasure.words import names_of, strike_out
from people.models import Posting, User
from people.open_sessions import end_sessions
from people.postings import Refused
from people.retention.rules import Kind, Rule, all_rules
from people.retention.services import BATCH, apply_action

log = logging.getLogger("bluehelm.people")


class Why(TextChoices):
    """A class, never the story behind it: it stands in the audit log."""

    ASKED = "asked", gettext_lazy("The person asked for it")
    LEFT = "left", gettext_lazy("The person left, and nothing is needed any more")
    MISTAKE = "mistake", gettext_lazy("The account was a mistake")
    ORDER = "order", gettext_lazy("An authority ordered it")


def refusal(*, person: User, by: User, on: date) -> str:
    """Why this person is not erased now; empty where nothing stands in the way."""
    if person.pk == by.pk:
        return _("Nobody erases the own account. Ask another administrator.")
    if person.erased_at is not None:
        return _("This person was erased before.")
    posts = (Posting.objects.commands() | Posting.objects.training()).from_day(on).filter(user=person)
    post = posts.select_related("unit").first()
    if post is not None:
        words = {"role": post.get_role_display(), "unit": post.unit.name}
        return _("This person has a post: %(role)s, %(unit)s. End the appointment first.") % words
    return ""


@transaction.atomic
def erase_person(*, person: User, by: User, why: str, at: datetime) -> User:
    """Takes the name out of the whole record, in one transaction. There is no way back. Raises Refused."""
    row = User.objects.select_for_update().get(pk=person.pk)
    if told := refusal(person=row, by=by, on=timezone.localdate(at)):
        raise Refused(told)
    names = names_of(row)
    end_sessions(user=row)
    rules = [rule for rule in all_rules() if rule.person and rule.erased.kind != Kind.KEEP]
    rows = sum(_apply(rule, row) for rule in rules)
    _anonymise(row, at)
    rows += strike_out(names) + forget_copies(row.pk)
    note("person erased", by=by.pk, at=at, user=row.pk, why=str(Why(why).value), rows=rows)
    log.warning("person erased", extra={"data": {"user": row.pk, "by": by.pk, "rows": rows}})
    return row


def _apply(rule: Rule, person: User) -> int:
    about = rule.model_class._default_manager.filter(rule.where, **{rule.person: person.pk})
    keys = list(about.order_by("pk").values_list("pk", flat=True))
    return sum(apply_action(rule.model_class, keys[n : n + BATCH], rule.erased) for n in range(0, len(keys), BATCH))


def _anonymise(row: User, at: datetime) -> None:
    """The rank stays, for the figures of past days; the account is closed and opens no more."""
    row.name = f"Erased {row.pk}"
    row.service_number = f"ERASED-{row.pk}"
    row.username = f"{row.country_id}-{row.service_number}"
    row.email, row.last_login, row.claimed_at = "", None, None
    row.is_active = row.is_superuser = False
    row.closed_on = row.closed_on or timezone.localdate(at)
    row.erased_at = row.changed_at = at
    row.set_unusable_password()
    row.save()

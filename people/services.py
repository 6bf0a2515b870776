"""Deeds on people, units and postings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from people.audit.services import note
from people.models import FormerRank, Notice, Placement, Posting, Rank, Unit, User
from people.open_sessions import end_sessions
from people.postings import Refused, posted, touch_people, write_postings

ROWS_A_WRITE = 500


@dataclass(frozen=True)
class Message:
    """What one person is told: ``user`` is the key, ``url`` a path of this site where to act on it."""

    user: int
    text: str
    language: str
    url: str = ""


def hold_tree() -> None:
    """Within a transaction: whoever else changes the tree waits until this one is done."""
    list(Placement.objects.select_for_update().filter(depth=1).values_list("pk"))


def place_below(parent: Unit, on: date) -> Placement:
    """The parent's place on the day, fit to stand under. Raises Refused when it has none, or leaves it later."""
    above = Placement.objects.select_for_update().valid(on).filter(unit=parent).first()
    if above is None:
        raise Refused(_("%(unit)s is not in the tree on that day.") % {"unit": parent})
    if above.ends_on is not None:
        raise Refused(_("%(unit)s moves or ends later. Choose a day from then on.") % {"unit": parent})
    return above


@transaction.atomic
def place_unit(*, unit: Unit, parent: Unit | None, on: date) -> Placement:
    """Puts a unit that has no place yet under a parent (or at the top) from the day on. Raises Refused."""
    hold_tree()
    if parent is None:
        return Placement.add_root(unit=unit, starts_on=on)
    return place_below(parent, on).add_child(unit=unit, starts_on=on)


@transaction.atomic
def post_person(
    *,
    user: User,
    unit: Unit,
    on: date,
    role: str = Posting.Role.MEMBER,
    is_main: bool = True,
    until: date | None = None,
    at: datetime,
) -> Posting:
    """Posts a person from the day on, and returns the posting of that day. What began before the day of ``at`` was served.

    A new main posting ends the older one on the day before, and planned ones give way; leave stays. Raises Refused where
    another one that began meanwhile would vanish.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if not is_main:
        touch_people(users=[user.pk], at=at)
        return Posting.objects.create(user=user, unit=unit, role=role, is_main=False, starts_on=on, ends_on=until)
    rows = Posting.objects.main().filter(user=user)
    recasting = posted(user=user, unit=unit, role=role, on=on, today=timezone.localdate(at), until=until, rows=rows)
    write_postings([recasting], at=at)
    return rows.valid(on).get()


@transaction.atomic
def change_rank(*, rank: Rank, by: int | None, at: datetime) -> Rank:
    """Saves a row of the table of ranks; whoever holds the rank is counted anew."""
    rank.save()
    touch_people(users=User.objects.filter(rank=rank).order_by().values("pk"), at=at)
    note("rank changed", by=by, at=at, rank=rank.pk, level=rank.level)
    return rank


def keep_former_ranks(*, ranks: Mapping[int, int | None], on: date) -> None:
    """Writes down what people were until the day before, as they get another rank on the day. {person: former rank}, by key.

    What was written down before stays, and the former rank follows on it; one that was held for no whole day leaves nothing.
    """
    last = dict(FormerRank.objects.filter(user__in=ranks).order_by().values_list("user").annotate(Max("ends_on")))
    until = on - timedelta(days=1)
    FormerRank.objects.bulk_create(
        FormerRank(user_id=user, rank_id=rank, starts_on=last[user] + timedelta(days=1) if user in last else None, ends_on=until)
        for user, rank in ranks.items()
        if user not in last or last[user] < until
    )


def set_language(*, user: User, language: str) -> User:
    """The language in which the pages speak to this person everywhere."""
    user.language = language
    user.save(update_fields=["language"])
    return user


@transaction.atomic
def reset_second_factor(*, user: User) -> int:
    """Takes every second factor and recovery code off an account whose phone is lost; returns how many there were.

    Whoever found the phone may be signed in on it: all sessions end.
    """
    end_sessions(user=user)
    gone, _count = Authenticator.objects.filter(user=user).delete()
    return gone


@transaction.atomic
def notify_people(*, messages: Iterable[Message], at: datetime, by: User | None = None) -> list[Notice]:
    """Tells many people something inside the application, in their order; all or nobody. Without ``by`` the house speaks."""
    rows = [
        Notice(user_id=each.user, sent_by=by, text=each.text, language=each.language, url=each.url, sent_at=at)
        for each in messages
    ]
    return Notice.objects.bulk_create(rows, batch_size=ROWS_A_WRITE)


def read_notices(*, notices: Iterable[Notice], at: datetime) -> int:
    """Marks them as read; those read before keep their moment. Returns how many were new."""
    return Notice.objects.unread().filter(pk__in=[notice.pk for notice in notices]).update(read_at=at)


def read_everything(*, user: User, at: datetime) -> int:
    """Marks all messages of the person as read; returns how many were new."""
    return Notice.objects.of(user).unread().update(read_at=at)

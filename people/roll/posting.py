"""Taking moves and leavings over: the postings of hundreds of people at a time, within the transaction of the roll."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils import timezone

from people.models import Posting, RollImport, User
from people.models.units import subtree_rows
from people.postings import Recasting, end_other_posts, segment_of, write_postings
from people.roll.ground import chunks
from people.status.segments import Segment, begin, leave

Tell = Callable[[int], None]  # so many more are done


def move_people(units: dict[int, int], roll: RollImport, at: datetime, tell: Tell) -> None:
    """Posts people as members of their new units. {key of the person: key of the unit}"""
    on, today = roll.takes_effect_on, timezone.localdate(at)
    _recast(
        units,
        lambda user, rows: begin(rows, unit=units[user], role=Posting.Role.MEMBER, on=on, today=today),
        at,
        tell,
    )


def dismiss_people(users: list[int], roll: RollImport, at: datetime, tell: Tell) -> None:
    """Ends their postings in the units that the roll is for; other posts there end today at the earliest: they were used."""
    on, today = roll.takes_effect_on, timezone.localdate(at)
    units = {place.unit_id for place in subtree_rows([roll.unit], on)} if users else set()
    _recast(users, lambda _user, rows: leave(rows, units=units, on=on, today=today), at, tell)
    for chunk in chunks(users):
        others = Posting.objects.filter(user__in=chunk, unit__in=units, is_main=False).from_day(max(on, today))
        end_other_posts(posts=others, on=max(on, today), at=at)


def _recast(users: Iterable[int], recast: Callable[[int, list[Segment]], list[Segment]], at: datetime, tell: Tell) -> None:
    for chunk in chunks(users):
        list(User.objects.select_for_update().filter(pk__in=chunk).order_by("pk").values_list("pk"))
        rows: dict[int, list[Posting]] = defaultdict(list)
        for row in Posting.objects.main().filter(user__in=chunk):
            rows[row.user_id].append(row)
        write_postings(
            [Recasting(user, rows[user], recast(user, [segment_of(row) for row in rows[user]])) for user in chunk], at=at
        )
        tell(len(chunk))

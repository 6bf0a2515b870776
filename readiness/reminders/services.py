"""Deeds of reminding. Each chunk of people is one transaction: the ledger, the messages and the letters, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from people.models import Notice, User
from people.services import Message, notify_people
from readiness.models import Letter, Reminder
from readiness.reminders import texts
from readiness.reminders.scan import Due, Ground, Person, due_of, people_in_chunks
from readiness.thresholds import Decision, decide

ROWS_A_WRITE = 500
Decided = list[tuple[Due, Decision]]
Key = tuple[int, str, date]


def remind_everybody(*, on: date, at: datetime) -> tuple[Counter[str], Counter[str]]:
    """Reminds whoever is due on the day; repeating it adds nothing.

    Returns how many reminders were sent and suppressed now, and the number of overdue people by the path of their unit.
    """
    ground, names = Ground(on), texts.achievement_names()
    done, overdue = Counter[str](), Counter[str]()
    for people in people_in_chunks(ground):
        due = list(due_of(people, ground))
        done += remind_people(due=due, names=names, on=on, at=at)
        late = {each.person.user: each.person.path for each in due if each.is_overdue and not each.person.is_excused}
        overdue.update(late.values())
    return done, overdue


def remind_people(*, due: list[Due], names: dict[str, dict[str, str]], on: date, at: datetime) -> Counter[str]:
    """Sends what is decided of these people, in one transaction; counts by “sent” and “suppressed”."""
    if not _decided(due, on):
        return Counter()
    with transaction.atomic():
        lock_people({each.person.user for each in due})
        decided = _decided(due, on)
        sent = [(each, decision.send) for each, decision in decided if decision.send is not None and not each.person.is_excused]
        messages = [_message(each, names, on) for each, _threshold in sent]
        notices = tell([each.person for each, _threshold in sent], messages, at)
        rows = [_row(each, t, on, at, notice=n) for (each, t), n in zip(sent, notices, strict=True)]
        silent = [_row(each, t, on, at, reason=reason) for each, decision in decided for t, reason in _silent(each, decision)]
        Reminder.objects.bulk_create([*silent, *rows], batch_size=ROWS_A_WRITE)
    return Counter(sent=len(rows), suppressed=len(silent))


def lock_people(users: Iterable[int]) -> None:
    """Holds these people until the transaction ends, always in the same order: two runs never decide about one at once."""
    list(User.objects.select_for_update(no_key=True).filter(pk__in=users).order_by("pk").values_list("pk"))


def _decided(due: list[Due], on: date) -> Decided:
    """What is to be recorded, given what already is. One query at most."""
    near = [each for each in due if decide(each.day.on, on, ())]
    if not near:
        return []
    rows = Reminder.objects.automatic().filter(user__in={each.person.user for each in near})
    recorded: dict[Key, set[int]] = {}
    for user, key, due_on, threshold in rows.values_list("user", "achievement_key", "due_on", "threshold"):
        if due_on is not None and threshold is not None:
            recorded.setdefault((user, key, due_on), set()).add(threshold)
    return [(each, decision) for each in near if (decision := decide(each.day.on, on, recorded.get(_key(each), ())))]


def _key(due: Due) -> Key:
    return (due.person.user, due.achievement_key, due.day.on)


def _silent(due: Due, decision: Decision) -> list[tuple[int, str]]:
    """(threshold, reason) of what is recorded without a message."""
    silent: list[tuple[int, str]] = [(each, Reminder.Reason.OVERTAKEN) for each in decision.suppress]
    if decision.send is not None and due.person.is_excused:
        silent.append((decision.send, Reminder.Reason.EXCUSED))
    return silent


def _message(due: Due, names: dict[str, dict[str, str]], on: date) -> Message:
    person = due.person
    name = texts.name_in(names.get(due.achievement_key, {}), person.language)
    return Message(person.user, texts.reminder_once(person.language, name, due.day, on), person.language, where_to_act())


def where_to_act() -> str:
    """The learner's home shows what is due, and the way to it."""
    return reverse("courses:home")


def _row(due: Due, threshold: int, on: date, at: datetime, *, notice: Notice | None = None, reason: str = "") -> Reminder:
    return Reminder(
        user_id=due.person.user,
        achievement_key=due.achievement_key,
        due_on=due.day.on,
        threshold=threshold,
        on=on,
        at=at,
        notice=notice,
        reason=reason,
    )


def tell(people: list[Person], messages: list[Message], at: datetime, by: User | None = None) -> list[Notice]:
    """Messages in the application, and letters for those who have an address."""
    notices = notify_people(messages=messages, at=at, by=by)
    write_letters([n for n, person in zip(notices, people, strict=True) if person.has_address])
    return notices


def write_letters(notices: list[Notice], *, is_digest: bool = False) -> None:
    """Puts the notices into the outbox as well."""
    letters = [Letter(notice=each, subject=texts.subject(each.language, is_digest=is_digest)) for each in notices]
    Letter.objects.bulk_create(letters, batch_size=ROWS_A_WRITE)

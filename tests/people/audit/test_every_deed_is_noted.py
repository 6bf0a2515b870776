"""Every deed that the audit log promises, each done once through its page or service, and the line that it leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from people.audit.kinds import choices, kind_of
from people.groups import TRAINERS
from people.models import AuditEntry, User
from people.roll.services import apply_roll, check_roll, name_columns, send_roll
from people.status.services import appoint_training_officer, end_appointment
from people.tree.services import move_unit
from quizzes.models import Attempt
from tests.conftest import Cast, give_second_factor
from tests.factories.stage import furnish
from tests.people.at_the_door import confirm_identity
from tests.people.roll.lists import applied

Stage = dict[str, Any]
Play = Callable[["House"], Any]


class House:
    """The furnished house, and everybody's own browser with an identity just confirmed."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.stage, self.clients = cast, furnish(cast), dict[int, Client]()
        self.today = timezone.localdate()

    def client(self, user: User) -> Client:
        if user.pk not in self.clients:
            give_second_factor(user)
            client = self.clients[user.pk] = Client()
            client.force_login(user, backend="people.backends.AuthenticationBackend")
            confirm_identity(client)
        return self.clients[user.pk]

    def get(self, who: str, path: str) -> Any:
        answer = self.client(getattr(self.cast, who)).get(path.format(**self.keys))
        assert answer.status_code == 200, (path, answer.status_code)
        return answer

    def post(self, who: str, path: str, **data: Any) -> Any:
        answer = self.client(getattr(self.cast, who)).post(path.format(**self.keys), data)
        assert answer.status_code == 302, (path, answer.content.decode()[-300:])
        return answer

    @property
    def keys(self) -> dict[str, Any]:
        numbers = {name.replace("-", "_"): row.pk for name, row in self.stage.items() if hasattr(row, "pk")}
        return numbers | {"code": self.stage["learner-credential"].code}


def as_trainer(house: House) -> None:
    """The groups of the comrade are changed on the page of his account."""
    person, group = house.cast.comrade, Group.objects.get(name=TRAINERS)
    values = {"country": person.country_id, "service_number": person.service_number, "name": person.name}
    values |= {"rank": person.rank_id, "email": "", "language": "en", "groups": [group.pk], "is_active": "on"}
    house.post("administrator", f"/admin/users/edit/{person.pk}/", **values)


def sent_and_taken_over(house: House) -> None:
    """A roll of one person whom nobody knew."""
    file = {"file_name": "roll.csv", "content": b"Service number,Name\n90001,Ada Oko\n", "is_complete": False}
    roll = send_roll(unit=house.cast.alpha, by=house.cast.administrator, on=house.today, **file, at=timezone.now())
    at = timezone.now()
    apply_roll(roll=check_roll(roll=name_columns(roll=roll, columns=roll.columns, at=at), at=at), at=at)


def address_by_a_list(house: House) -> None:
    """The comrade's stands beside the name on a roll."""
    person = house.cast.comrade
    content = f"Service number,Name,E-mail\n{person.service_number},{person.name},new@example.org\n".encode()
    applied(house.cast.alpha, house.cast.administrator, content)


def officer_for_a_day(house: House) -> None:
    by, first = house.cast.administrator, house.today
    post = appoint_training_officer(user=house.cast.comrade, unit=house.cast.alpha, starts_on=first, by=by, at=timezone.now())
    end_appointment(posting=post, on=first + timedelta(days=1), by=by, at=timezone.now())


def another_level(house: House) -> None:
    rank = house.cast.learner.rank
    assert rank is not None
    values = {"country": rank.country_id, "name": rank.name, "abbreviation": rank.abbreviation, "level": 3, "order": 0}
    house.post("administrator", f"/admin/rank/edit/{rank.pk}/", **values)


SITTING = "/quiz/sittings/{sitting}/"


def class_is_filled(house: House) -> None:
    who = {"names": house.cast.comrade.username, "joined_on": house.today.isoformat()}
    house.post("administrator", "/classes/{class}/members/", **who)


def more_time(house: House) -> None:
    house.post("trainer", SITTING + "time/", minutes=5, reason="Power cut", client_id=uuid4())


def closed_for_good(house: House) -> None:
    """Everybody has stood still for longer than an answer is on its way."""
    Attempt.objects.open().filter(seat__isnull=False).update(paused_at=timezone.now() - timedelta(minutes=1))
    house.post("trainer", SITTING + "close/", note="")


DEEDS: dict[str, tuple[str, Play]] = {
    # imports
    "a nominal roll": ("roll applied", sent_and_taken_over),
    "an address by a list": ("address set", address_by_a_list),
    # grants
    "groups of an account": ("grants changed", as_trainer),
    "an office": ("appointed", officer_for_a_day),
    "slips": ("slips issued", lambda h: h.client(h.cast.administrator).post(f"/me/slip/{h.cast.comrade.pk}/")),
    "a level in the table of ranks": ("rank changed", another_level),
    # classes
    "a class is filled": (
        "class members added",
        lambda h: h.post(
            "administrator", "/classes/{class}/members/", names=h.cast.comrade.username, joined_on=h.today.isoformat()
        ),
    ),
    "a class is closed": ("class closed", lambda h: h.post("administrator", "/classes/{class}/close/")),
    # sittings
    "a sitting is paused": ("sitting paused", lambda h: h.post("trainer", SITTING + "pause/")),
    "a sitting goes on": ("sitting resumed", lambda h: h.post("trainer", SITTING + "resume/")),
    "a sitting gets more time": (
        "sitting extended",
        more_time,
    ),
    "a sitting is closed": ("sitting closed", closed_for_good),
    "a record is printed": ("record of a sitting looked at", lambda h: h.get("trainer", SITTING + "record/")),
    # overrides
    "extra time": (
        "extra time recorded",
        lambda h: h.post("administrator", "/quiz/extra-time/", username=h.cast.learner.username, percent=25),
    ),
    "a contest is answered": (
        "contest answered",
        lambda h: h.post("administrator", "/contests/{contest}/answer/", outcome="stands", answer="It was right."),
    ),
    # revocations
    "a certificate is revoked": (
        "credential revoked",
        lambda h: h.post("administrator", "/certificates/{code}/revoke/", reason="Another person sat the examination."),
    ),
    "a document is withdrawn": (
        "document withdrawn",
        lambda h: h.post("commander", "/readiness/documents/{document}/withdraw/", reason="Wrong day."),
    ),
    # exports
    "readiness as a file": ("readiness exported", lambda h: h.get("commander", "/readiness/units/{alpha}/names.csv")),
    "a document as a file": ("document taken away", lambda h: h.get("commander", "/readiness/documents/{document}/document.pdf")),
    "certificates of a unit as a file": (
        "certificates taken away",
        lambda h: h.get("commander", "/prints/{print}/certificates.pdf"),
    ),
    "the audit log as a file": ("audit log exported", lambda h: h.get("administrator", "/audit/entries.csv")),
    "the own data as a file": ("own data taken away", lambda h: h.get("learner", "/me/data/bluehelm-own-data.zip")),
    # looks at a named person's result
    "a certificate": ("credential looked at", lambda h: h.get("commander", "/certificates/{code}/")),
    "a certificate as a sheet": ("certificate taken away", lambda h: h.get("commander", "/certificates/{code}/sheet.pdf")),
    "the list of external certificates": ("external certificates looked at", lambda h: h.get("administrator", "/external/")),
    "an external certificate": ("external certificate looked at", lambda h: h.get("administrator", "/external/{external}/")),
    "names of a unit": ("names of a unit looked at", lambda h: h.get("commander", "/readiness/units/{alpha}/names/")),
    "results of a class": ("results of a class looked at", lambda h: h.get("trainer", "/quiz/figures/classes/{class}/{quiz}/")),
    "a class with its people": ("class looked at", lambda h: h.get("trainer", "/classes/{class}/")),
    "the report of a class": ("report of a class looked at", lambda h: h.get("trainer", "/classes/{class}/results/")),
    "reminders": ("reminders looked at", lambda h: h.get("administrator", "/reminders/")),
    "certificates in the editor": ("list of certificates looked at", lambda h: h.get("administrator", "/admin/certificates/")),
    "an open answer": ("answer looked at", lambda h: h.get("administrator", "/quiz/to-mark/{marking}/")),
    "a contested result": ("contest looked at", lambda h: h.get("administrator", "/contests/{contest}/")),
    "a unit gets another name": (
        "unit renamed",
        lambda h: h.post(
            "administrator", f"/admin/unit-tree/{h.cast.bravo.pk}/rename/", name="B", short_name="B", kind="company"
        ),
    ),
    # moves, last: afterwards the commander sees nobody of the platoon
    "a unit": (
        "unit moved",
        lambda h: move_unit(unit=h.cast.platoon, parent=h.cast.bravo, on=h.today, by=h.cast.administrator, at=timezone.now()),
    ),
}
# What furnishing the house does already.
FURNISHED = {
    "class opened",
    "sitting opened",
    "slips issued",
    "certificates printed",
    "document issued",
    "credential issued",
    "external certificate recorded",
    "lesson marked as taught",
    "appointed",
    "correction approved",
    "answer marked",
    "result contested",
    "paper forms printed",
}


@pytest.fixture
def house(cast: Cast) -> House:
    return House(cast)


def test_deeds_leave_their_lines_and_no_names(house: House) -> None:
    missing = []
    for what, (event, play) in DEEDS.items():
        before = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        try:
            play(house)
        except AssertionError as error:
            missing.append(f"{what}: {error}")
        if not AuditEntry.objects.filter(pk__gt=before, event=event).exists():
            found = list(AuditEntry.objects.filter(pk__gt=before).values_list("event", flat=True))
            missing.append(f"{what}: no line “{event}”, but {found}")
    assert not missing, "\n".join(missing)
    written = {key for entry in AuditEntry.objects.all() for key in entry.data}
    kinds_asked = [kind_of(key) for key, _words in choices() if key]
    assert not {key for kind in kinds_asked for key in (*kind.keys, kind.list_key) if key} - written  # a filter that never finds
    whole = str(list(AuditEntry.objects.values_list("event", "data")))
    names = [person.name for person in User.objects.all()] + [person.username for person in User.objects.all()]
    assert not [name for name in (*names, "Power cut", "Wrong day", "Another person") if name in whole]


def test_what_the_house_was_furnished_with_is_in_it(house: House) -> None:
    assert FURNISHED - {"slips issued"} - set(AuditEntry.objects.values_list("event", flat=True)) == set()

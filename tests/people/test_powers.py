"""The table of powers is what the predicates answer, and docs/permissions.md is the table.

To write the page anew after a change that is meant: ``BLUEHELM_RECORD_POWERS=1 make test ARGS=tests/people/test_powers.py``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.utils import timezone

from credentials.external.permissions import recordable_people
from credentials.permissions import manageable_units, printable_units, revocable_credentials
from people.models import Posting, Unit, User
from people.permissions import (
    can_appoint,
    can_edit_content,
    can_edit_person,
    can_manage_training,
    can_manage_unit,
    can_read_audit,
    can_see_people,
    can_see_readiness,
    can_shape_tree,
    is_trainer,
    managed_people,
    needs_second_factor,
    roles_of,
    slip_holders,
    units_with_people,
)
from people.powers import ROLE_OF_GROUP, TABLE, Power, Reach, Role
from people.services import post_person
from quizzes.corrections.permissions import can_decide_some, can_propose
from quizzes.reports.permissions import can_read_figures
from readiness.permissions import Sight, remindable_units, sight_of
from tests.conftest import Cast
from tests.factories.people import LONG_AGO, UserFactory

PAGE = Path(__file__).parent.parent.parent / "docs" / "permissions.md"
RECORD = os.environ.get("BLUEHELM_RECORD_POWERS") == "1"
POSTS = {
    Role.COMMANDER: Posting.Role.COMMANDER,
    Role.ACTING_COMMANDER: Posting.Role.ACTING_COMMANDER,
    Role.TRAINING_OFFICER: Posting.Role.TRAINING_OFFICER,
}
HEAD = """# Who may do what

Written from the table in `people/powers.py`; `tests/people/test_powers.py` keeps the two equal and asks the code whether it
does what the table says. `tests/access_table.py` has every address for every role, `tests/relations_table.py` every relation to
a unit: above, below, beside, former, future, acting, another country.

- A commander, an acting commander and a training officer reach the units below the own post **as they stand on that day**:
  a transfer, a move of a unit and the end of an appointment take effect on their day. Whoever is attached to another unit keeps
  the role at home and has no power in the host unit; whoever is on leave keeps both.
- As of another day the people of a unit are those of that day, and the names those of whom the reader sees today: whoever left,
  or comes later, is counted and not named.
- Acting commanders have the powers of a commander from a day to a day.
- Only administrators appoint commanders and training officers. Nobody revokes the own certificate or resets the own second
  factor or erases oneself, and another administrator’s account is a superuser’s business.
- A contested result is answered by whoever trains the learner that day, never by the learner; the case goes to the officers of
  the nearest unit that has one, else to the administrators.
- A document certifies to the United Nations what a commander answers for: whoever commands the unit issues it, never who trained
  it. Training officers read the same names and figures, print the certificates, and sign the paper beside the commander.
- Under “Corrections” trainers find the question that is wrong and what was proposed; training officers the own proposals alone.
- Legal reviewers change texts that stand, and write the law that they cite and what each lesson answers to in
  the training standard. They make, delete and upload nothing else: lessons, scenarios, items and files are their authors’.
- Everybody but learners needs a second factor. Outside the own reach an address answers “not found”.

"""


def cell(role: Role, power: Power) -> str:
    return TABLE[role].get(power, "")


def the_page() -> str:
    lines = [HEAD + "| power | " + " | ".join(Role) + " |", "|---" * (len(Role) + 1) + "|"]
    lines += ["| " + " | ".join([power, *(cell(role, power) for role in Role)]) + " |" for power in Power]
    return "\n".join(lines) + "\n"


def test_the_page_of_documentation_is_the_table() -> None:
    if RECORD:
        PAGE.write_text(the_page())
    assert PAGE.read_text() == the_page()


def test_every_role_and_every_power_is_used() -> None:
    assert set(TABLE) == set(Role)
    assert {power for powers in TABLE.values() for power in powers} == set(Power)


# --- The code does what the table says ------------------------------------------------------------


def holder_of(role: Role, cast: Cast) -> User:
    """Somebody with this one role; posts are of Alpha."""
    user = UserFactory(name=role)
    if role in POSTS:
        post_person(user=user, unit=cast.alpha, on=LONG_AGO, role=POSTS[role], is_main=False, at=timezone.now())
    for group in [name for name, given in ROLE_OF_GROUP.items() if given == role]:
        user.groups.add(Group.objects.get(name=group))
    return user


def reach(inside: bool, beside: bool) -> Reach | None:
    return Reach.ALL if inside and beside else Reach.SUBTREE if inside else None


def whole(holds: bool) -> Reach | None:
    return Reach.ALL if holds else None


def of_units(units: object, cast: Cast) -> Reach | None:
    found = set(units)  # type: ignore[call-overload]
    return reach(cast.platoon in found, cast.bravo in found)


def of_people(people: object, cast: Cast) -> Reach | None:
    found = set(people)  # type: ignore[call-overload]
    return reach(cast.learner in found, cast.other_commander in found)


def sight(user: User, unit: Unit) -> Sight | None:
    return sight_of(user, unit.pk, on=today(), today=today())


def documents_issued(user: User, unit: Unit) -> bool:
    found = sight(user, unit)
    return found is not None and found.issues_documents


def names_readable(user: User, unit: Unit) -> bool:
    found = sight(user, unit)
    return found is not None and found.sees_names


today = timezone.localdate
PROBES: dict[Power, Callable[[User, Cast], Reach | None]] = {
    Power.READ_RECORDS: lambda user, cast: of_people(User.objects.visible_to(user, today()), cast),
    Power.ISSUE_DOCUMENTS: lambda user, cast: reach(*(documents_issued(user, u) for u in (cast.platoon, cast.bravo))),
    Power.READ_NAMES: lambda user, cast: reach(*(names_readable(user, u) for u in (cast.platoon, cast.bravo))),
    Power.READ_FIGURES: lambda user, cast: reach(*(sight(user, u) is not None for u in (cast.platoon, cast.bravo))),
    Power.READ_PEOPLE: lambda user, cast: of_units(units_with_people(user, today()), cast),
    Power.SET_STATUS: lambda user, cast: of_people(managed_people(user, today()), cast),
    Power.APPOINT_ACTING: lambda user, cast: reach(*(can_manage_unit(user, u, today()) for u in (cast.platoon, cast.bravo))),
    Power.APPOINT: lambda user, cast: whole(can_appoint(user)),
    Power.SHAPE_TREE: lambda user, cast: whole(can_shape_tree(user)),
    Power.IMPORT_ROLL: lambda user, cast: of_units(Unit.objects.trained_by(user, today()), cast),
    Power.PRINT_SLIPS: lambda user, cast: of_people(slip_holders(user, timezone.now()), cast),
    Power.REMIND: lambda user, cast: of_units(remindable_units(user, today()), cast),
    Power.PLAN: lambda user, cast: of_units(manageable_units(user, today()), cast),
    Power.RECORD_ELSEWHERE: lambda user, cast: of_people(recordable_people(user, today()), cast),
    Power.READ_STATISTICS: lambda user, cast: whole(can_read_figures(user)),
    Power.WRITE_CONTENT: lambda user, cast: whole(
        is_trainer(user) and user.has_perms(["quizzes.add_item", "quizzes.delete_item"])
    ),
    Power.KEEP_LAW: lambda user, cast: whole(user.has_perms(["law.add_instrument", "law.add_rule", "law.change_rule"])),
    Power.PROPOSE_CORRECTIONS: lambda user, cast: whole(can_propose(user)),
    Power.DECIDE_CORRECTIONS: lambda user, cast: whole(can_decide_some(user)),
    Power.KEEP_ACCOUNTS: lambda user, cast: whole(can_edit_person(user, cast.learner)),
    Power.PRINT_CERTIFICATES: lambda user, cast: of_units(printable_units(user, today()), cast),
    Power.READ_AUDIT: lambda user, cast: whole(can_read_audit(user)),
    Power.REVOKE: lambda user, cast: whole(not revocable_credentials(user).query.is_empty()),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("power", PROBES)
def test_the_code_gives_each_role_what_the_table_says(cast: Cast, role: Role, power: Power) -> None:
    user = User.objects.get(pk=holder_of(role, cast).pk)
    assert PROBES[power](user, cast) == TABLE[role].get(power)


@pytest.mark.parametrize("role", Role)
def test_a_role_follows_from_group_or_post_and_brings_no_other(cast: Cast, role: Role) -> None:
    user = holder_of(role, cast)
    assert roles_of(user, today()) == {Role.LEARNER, role}
    assert needs_second_factor(user, today()) == (role != Role.LEARNER)
    assert can_edit_content(user) == (role in {Role.TRAINER, Role.LEGAL_REVIEWER, Role.ADMINISTRATOR})
    assert can_manage_training(user, today()) == (role in {Role.TRAINING_OFFICER, Role.ADMINISTRATOR})
    assert can_see_readiness(user, today()) == (Power.READ_FIGURES in TABLE[role])
    assert can_see_people(user, today()) == (Power.READ_PEOPLE in TABLE[role])


def test_nobody_without_an_open_account_has_a_role(cast: Cast) -> None:
    cast.administrator.is_active = False
    assert roles_of(cast.administrator, today()) == roles_of(AnonymousUser(), today()) == set()

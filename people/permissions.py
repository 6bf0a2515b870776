"""May this person? Every question about people and units, both directions side by side.

Which role has which power stands in ``people.powers``; here it meets the person, the object and the day.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from people.groups import ADMINISTRATORS, AUDITORS
from people.powers import EDITING, PRIVILEGED, ROLE_OF_GROUP, Power, Role, grants

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import Unit, User


def group_roles(user: Any) -> set[Role]:
    """Roles that follow from the account and its groups, on every day. Nobody without an open account has any."""
    if not (user.is_authenticated and user.is_active):
        return set()
    roles = {Role.LEARNER} | {ROLE_OF_GROUP[name] for name in user.group_names if name in ROLE_OF_GROUP}
    return roles | {Role.ADMINISTRATOR} if user.is_superuser else roles


def roles_of(user: Any, on: date) -> set[Role]:
    """The same, and the roles that follow from the postings of the day."""
    from people.models import Posting

    roles = group_roles(user)
    if roles:
        posts = Posting.objects.commands() | Posting.objects.training()
        held = posts.valid(on).filter(user=user).values_list("role", flat=True)
        roles |= {Role(post.replace("-", " ")) for post in held}
    return roles


def is_administrator(user: Any) -> bool:
    """By group and on every day, never by posting; a superuser needs no group."""
    return bool(user.is_authenticated and user.is_active and (user.is_superuser or ADMINISTRATORS in user.group_names))


def is_trainer(user: Any) -> bool:
    """Writes lessons, scenarios and items."""
    return any(grants(role, Power.WRITE_CONTENT) for role in group_roles(user))


def can_edit_content(user: Any) -> bool:
    """Reaches the editor: trainers, legal reviewers and administrators."""
    return any(grants(role, power) for role in group_roles(user) for power in EDITING)


def can_shape_tree(user: Any) -> bool:
    """Adds, renames, moves and dissolves units."""
    return any(grants(role, Power.SHAPE_TREE) for role in group_roles(user))


def is_training_officer(user: Any, on: date) -> bool:
    """Whether the person looks after the training of a unit on the day; not where he or she is only lent."""
    from people.models import Posting

    return bool(user.is_authenticated and Posting.objects.training().valid(on).filter(user=user).exists())


def can_hold_classes(user: Any, on: date) -> bool:
    """Whether the person has to do with classes at all; with which, ``courses.classes.permissions`` says."""
    return is_trainer(user) or is_training_officer(user, on)


def is_auditor(user: Any) -> bool:
    """Reads the figures of every unit, never a name."""
    return bool(user.is_authenticated and user.is_active and AUDITORS in user.group_names)


def can_read_audit(user: Any) -> bool:
    """Reads who did what, by numbers alone: auditors and administrators."""
    return any(grants(role, Power.READ_AUDIT) for role in group_roles(user))


def can_see_readiness(user: Any, on: date) -> bool:
    """Whether the person reads figures of readiness at all; of which units, ``readiness.permissions.sight_of`` says."""
    return any(grants(role, Power.READ_FIGURES) for role in roles_of(user, on))


def can_manage_training(user: Any, on: date) -> bool:
    """Enrols, reminds, prints and runs classes for the own subtree: training officers; administrators everywhere."""
    return is_administrator(user) or is_training_officer(user, on)


def can_see_people(user: Any, on: date) -> bool:
    """Whether the person reads who serves where at all; in which units, ``units_with_people``."""
    return any(grants(role, Power.READ_PEOPLE) for role in roles_of(user, on))


def units_with_people(user: User, on: date) -> QuerySet[Unit]:
    """Units whose people the reader may list: commanders and training officers the own subtree, administrators all."""
    from people.models import Unit

    return Unit.objects.visible_to(user, on) | Unit.objects.trained_by(user, on)


def known_people(user: User, units: QuerySet[Unit], on: date) -> QuerySet[User]:
    """Whom the reader of these units may name, also on a list of another day: whoever serves there today or is lent from there.

    Administrators everybody.
    """
    from people.models import Posting, User

    if is_administrator(user):
        return User.objects.all()
    rows = Posting.objects.main().valid(on)
    rows = rows.filter(unit__in=units) | rows.filter(home__in=units)
    return User.objects.filter(is_active=True, pk__in=rows.values("user"))


def can_manage_unit(user: User, unit: Unit, on: date) -> bool:
    """Sets statuses and appoints acting commanders there; for lists, ``Unit.objects.trained_by(user, on)``."""
    return type(unit).objects.trained_by(user, on).filter(pk=unit.pk).exists()


def can_appoint(user: Any) -> bool:
    """Appoints commanders and training officers: administrators alone."""
    return any(grants(role, Power.APPOINT) for role in group_roles(user))


def managed_people(user: User, on: date) -> QuerySet[User]:
    """Whose status the person sets: whoever serves on the day in the subtree that he or she trains."""
    from people.models import Unit, User

    return User.objects.filter(is_active=True).serving_in(Unit.objects.trained_by(user, on), on)


def can_issue_slips(user: Any, on: date) -> bool:
    """Whether the person prints slips at all; for whom, ``slip_holders`` says."""
    return can_manage_training(user, on)


def slip_holders(user: Any, at: datetime) -> QuerySet[User]:
    """Whose slips the person prints: of those with no more powers administrators all, training officers the own subtree."""
    from people.models import Unit

    on = timezone.localdate(at)
    people: Any = no_mightier(user, on).filter(is_active=True)
    return people if is_administrator(user) else people.serving_in(Unit.objects.trained_by(user, on), on)


def no_mightier(user: Any, on: date) -> QuerySet[User]:
    """By whose accounts the person would see no more than today, wherever they serve: whose way in may be handed to him or her.

    For administrators everybody but another administrator, for superusers everybody. For training officers no author,
    reviewer, auditor or administrator, and nobody who commands or trains a unit beyond the own subtree.
    """
    from people.models import Posting, Unit, User

    people = User.objects.all()
    if is_administrator(user):
        others = people if user.is_superuser else people.exclude(groups__name=ADMINISTRATORS).exclude(is_superuser=True)
        return others | people.filter(pk=user.pk)
    units = Unit.objects.trained_by(user, on)
    beyond = (Posting.objects.commands() | Posting.objects.training()).valid(on).exclude(unit__in=units)
    return people.filter(groups__isnull=True, is_superuser=False).exclude(pk__in=beyond.values("user"))


def can_issue_claim_slip(user: Any, person: User, at: datetime) -> bool:
    """The answer for one person; for lists, ``slip_holders``."""
    return can_issue_slips(user, timezone.localdate(at)) and slip_holders(user, at).filter(pk=person.pk).exists()


def can_edit_person(user: Any, person: User) -> bool:
    """Administrators edit accounts, reset second factors and erase people; another administrator's only a superuser does.

    What is left of an erased person nobody edits.
    """
    if not is_administrator(user) or person.erased_at is not None:
        return False
    return user.is_superuser or user.pk == person.pk or not is_administrator(person)


def can_reset_second_factor(user: Any, person: User) -> bool:
    """Somebody else's, never the own: whoever may do that would be rid of it."""
    return user.pk != person.pk and can_edit_person(user, person)


def can_erase(user: Any, person: User) -> bool:
    """Somebody else, never oneself. Whether anything stands in the way today, ``people.erasure.services.refusal`` says."""
    return user.pk != person.pk and can_edit_person(user, person)


def needs_second_factor(user: Any, on: date) -> bool:
    """Whoever reaches the editor, other people's data, or figures about them."""
    return any(grants(role, power) for role in roles_of(user, on) for power in PRIVILEGED)

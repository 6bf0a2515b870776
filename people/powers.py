"""Every power on the site on one page: who may do what, and how far it reaches. docs/permissions.md says the same.

``people.permissions`` asks this table; the words here are for that page and for the code, never for the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from people.groups import ADMINISTRATORS, AUDITORS, LEGAL_REVIEWERS, TRAINERS


class Role(StrEnum):
    """The first follows from an account, the next three from postings of the day, the rest from groups."""

    LEARNER = "learner"
    COMMANDER = "commander"
    ACTING_COMMANDER = "acting commander"
    TRAINING_OFFICER = "training officer"
    TRAINER = "trainer"
    LEGAL_REVIEWER = "legal reviewer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Reach(StrEnum):
    """Over whom or what a power is held."""

    OWN = "own record"
    SUBTREE = "own subtree"  # as it stands on that day
    CLASSES = "own classes"
    ASSIGNED = "what is assigned"
    ALL = "everything"


class Power(StrEnum):
    """What a role may do, in the words of docs/permissions.md."""

    LEARN = "takes courses, reads and takes away the own record"
    READ_RECORDS = "reads certificates and progress of people"
    ISSUE_DOCUMENTS = "issues and withdraws documents of a unit, and takes them away"
    READ_NAMES = "reads by name who is ready"
    READ_FIGURES = "reads figures of readiness without names"
    READ_PEOPLE = "reads who serves where, with role and status"
    SET_STATUS = "sets statuses: present, attached, excused"
    APPOINT_ACTING = "appoints acting commanders"
    APPOINT = "appoints commanders and training officers"
    SHAPE_TREE = "changes the tree of units"
    IMPORT_ROLL = "sends nominal rolls"
    PRINT_SLIPS = "prints and withdraws claim slips"
    TRAIN = "enrols, runs classes and sittings"
    REMIND = "reminds people of what they must earn"
    PLAN = "says what units must have earned, and when they deploy"
    RECORD_ELSEWHERE = "records and accepts training done elsewhere"
    WRITE_CONTENT = "writes lessons, scenarios and items"
    READ_STATISTICS = "reads figures of quizzes and questions without names"
    MARK = "marks open answers"
    REVIEW_CONTENT = "reviews content in the editor and mends what stands there"
    KEEP_LAW = "writes instruments and rules of law"
    PROPOSE_CORRECTIONS = "proposes that results are corrected"
    PROPOSE_AMENDMENTS = "proposes for one attempt that a line of a sheet is put right, or an answer counts that came late"
    DECIDE_CORRECTIONS = "decides on corrections of results, never the own proposal"
    KEEP_ACCOUNTS = "edits accounts, resets second factors, erases people"
    KEEP_RULES = "sets achievements, ranks and countries"
    PRINT_CERTIFICATES = "prints the certificates of a unit"
    READ_AUDIT = "reads the audit log"
    REVOKE = "revokes certificates, never the own"


LEADS: Mapping[Power, Reach] = {
    Power.READ_RECORDS: Reach.SUBTREE,
    Power.ISSUE_DOCUMENTS: Reach.SUBTREE,
    Power.READ_NAMES: Reach.SUBTREE,
    Power.READ_FIGURES: Reach.SUBTREE,
    Power.READ_PEOPLE: Reach.SUBTREE,
    Power.REMIND: Reach.SUBTREE,
    Power.PRINT_CERTIFICATES: Reach.SUBTREE,
}

# Whoever signs in is a learner too. An administrator holds every power; what one may not do to oneself, its predicate says.
TABLE: Mapping[Role, Mapping[Power, Reach]] = {
    Role.LEARNER: {Power.LEARN: Reach.OWN},
    Role.COMMANDER: LEADS,
    Role.ACTING_COMMANDER: LEADS,
    Role.TRAINING_OFFICER: {
        Power.READ_NAMES: Reach.SUBTREE,
        Power.READ_FIGURES: Reach.SUBTREE,
        Power.READ_PEOPLE: Reach.SUBTREE,
        Power.SET_STATUS: Reach.SUBTREE,
        Power.APPOINT_ACTING: Reach.SUBTREE,
        Power.IMPORT_ROLL: Reach.SUBTREE,
        Power.PRINT_SLIPS: Reach.SUBTREE,
        Power.TRAIN: Reach.SUBTREE,
        Power.REMIND: Reach.SUBTREE,
        Power.PLAN: Reach.SUBTREE,
        Power.RECORD_ELSEWHERE: Reach.SUBTREE,
        Power.PROPOSE_AMENDMENTS: Reach.SUBTREE,
        Power.PRINT_CERTIFICATES: Reach.SUBTREE,
    },
    Role.TRAINER: {
        Power.TRAIN: Reach.CLASSES,
        Power.WRITE_CONTENT: Reach.ALL,
        Power.READ_STATISTICS: Reach.ALL,
        Power.MARK: Reach.ASSIGNED,
        Power.PROPOSE_CORRECTIONS: Reach.ALL,
        Power.PROPOSE_AMENDMENTS: Reach.CLASSES,
    },
    Role.LEGAL_REVIEWER: {Power.REVIEW_CONTENT: Reach.ALL, Power.KEEP_LAW: Reach.ALL},
    Role.ADMINISTRATOR: {power: Reach.ALL for power in Power if power != Power.LEARN},
    Role.AUDITOR: {Power.READ_FIGURES: Reach.ALL, Power.READ_AUDIT: Reach.ALL},
}
ROLE_OF_GROUP: Mapping[str, Role] = {
    TRAINERS: Role.TRAINER,
    LEGAL_REVIEWERS: Role.LEGAL_REVIEWER,
    ADMINISTRATORS: Role.ADMINISTRATOR,
    AUDITORS: Role.AUDITOR,
}
EDITING = frozenset({Power.WRITE_CONTENT, Power.REVIEW_CONTENT})
# What shows other people's data, or changes what everybody learns: not without a second factor.
PRIVILEGED = frozenset(Power) - {Power.LEARN}


def grants(role: Role, power: Power) -> bool:
    """Whether the role has the power, however far it reaches."""
    return power in TABLE[role]

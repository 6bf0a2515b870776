"""An invented contingent of about 300 people, so that a newcomer sees the house lived in. Never in production."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from courses.models import ActivityPage, Completion, CoursePage, Enrolment, ModulePage
from credentials.services import issue_credential, revoke_credential
from curriculum.absences import appoint_and_excuse
from curriculum.demonstration_class import open_demonstration_class
from curriculum.tour import plan_tour
from people.groups import ADMINISTRATORS, AUDITORS, LEGAL_REVIEWERS, TRAINERS
from people.levels import Level
from people.models import Country, Posting, Rank, Unit, User
from people.services import place_unit
from people.slips.services import issue_claim_code

PASSWORD = "quiet river at dawn"  # noqa: S105 - a demonstration account's, printed at every start
COUNTRY = "QM"  # a code that no country uses
SEED = 20261124
MODULE_LEFT = 3  # what stands between a newcomer who plays that soldier and a certificate
RANKS = [
    ("Pte", "Private", Level.EVERYONE),
    ("LCpl", "Lance Corporal", Level.EVERYONE),
    ("Cpl", "Corporal", Level.NCOS),
    ("Sgt", "Sergeant", Level.NCOS),
    ("WO", "Warrant Officer", Level.NCOS),
    ("Lt", "Lieutenant", Level.NCOS),
    ("Capt", "Captain", Level.COMMANDERS),
    ("Maj", "Major", Level.COMMANDERS),
    ("Lt Col", "Lieutenant Colonel", Level.COMMANDERS),
]
COMPANIES = [
    ("Headquarters Company", "HQ Coy", 1),
    ("Alpha Company", "A Coy", 3),
    ("Bravo Company", "B Coy", 3),
    ("Charlie Company", "C Coy", 3),
]
# First names, an empty line, last names.
NAMES = """
Amina Daniel Fatou Grace Ibrahim Joseph Leila Mariam Nadia Omar Paul Rosa Samuel Sofia Tomás Yusuf Aïcha Benoît Chipo
Diego Elif Farid Hana Ivan Jana Kofi Lina Marta Nuno Oksana Priya Rafael Sana Tariq Uma Viktor Wanjiru Zeynep

Diallo Okafor Mensah Silva Haddad Novak Rahman Tesfaye Kimani Costa Aydin Bello Chaudhary Duarte Eze Fofana Gurung
Hassan Ilić Juma Kaya Lopes Mbeki Ndiaye Ouedraogo Pereira Qureshi Rossi Sarr Thapa Umarov Vega Wolde Yilmaz Zongo
"""
FIRST, LAST = (part.split() for part in NAMES.split("\n\n"))
ORDINALS = ["1st", "2nd", "3rd"]
# Share of a company that is: done, begun. The rest has not started.
PROGRESS = {"HQ Coy": (0.82, 0.12), "A Coy": (0.68, 0.2), "B Coy": (0.41, 0.34), "C Coy": (0.22, 0.4)}


@dataclass(frozen=True)
class Account:
    """One person who can sign in, for the list at the start."""

    username: str
    role: str


@dataclass(frozen=True)
class Demonstration:  # what a newcomer needs to try the house
    accounts: list[Account]
    claim_username: str
    claim_code: str
    certificate_code: str


ACCOUNTS = [
    Account(f"{COUNTRY}-10001", "soldier at the beginning (Cpl Amina Diallo)"),
    Account(f"{COUNTRY}-10002", "soldier half-way (Pte Jonas Weber)"),
    Account(f"{COUNTRY}-10004", "soldier with one module left (Pte Adaeze Okoye)"),
    Account(f"{COUNTRY}-20001", "company commander (Maj Grace Mensah, Alpha Company)"),
    Account(f"{COUNTRY}-20002", "battalion commander (Lt Col Pavel Novak)"),
    Account(f"{COUNTRY}-20003", "training officer of the battalion (Capt Nadia Kimani)"),
    Account(f"{COUNTRY}-20004", "training officer of Alpha Company (WO Samuel Costa)"),
    Account(f"{COUNTRY}-30001", "trainer (Leila Haddad)"),
    Account(f"{COUNTRY}-30002", "legal reviewer (Marta Costa)"),
    Account(f"{COUNTRY}-30003", "administrator (Tomás Silva)"),
    Account(f"{COUNTRY}-40001", "verifier at a force headquarters (Hana Rahman); needs no account to verify"),
    Account(f"{COUNTRY}-40002", "auditor at a force headquarters (Maj Elif Aydin)"),
]
CLAIMED_BY_SLIP = f"{COUNTRY}-10003"


@transaction.atomic
def load_demonstration(*, at: datetime) -> Demonstration:
    """Makes the contingent once; later calls keep it as it is and only print a fresh claim slip while it is unclaimed."""
    if not User.objects.filter(is_demonstration=True).exists():
        Contingent(at).make()
    soldier = User.objects.filter(username=CLAIMED_BY_SLIP, claimed_at=None, is_active=True).first()
    code = issue_claim_code(user=soldier, by=None, at=at)[1] if soldier is not None else ""
    shown = (
        Enrolment.objects.filter(credential__revoked_at__isnull=True, credential__isnull=False).order_by("-completed_at").first()
    )
    return Demonstration(ACCOUNTS, CLAIMED_BY_SLIP, code, shown.credential.code if shown and shown.credential else "")


class Contingent:
    """One making of the contingent; the same seed gives the same people."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.today = timezone.localdate(at)
        self.start = self.today - timedelta(days=900)
        self.random = random.Random(SEED)  # noqa: S311 - plausible, not secret
        self.country, _ = Country.objects.update_or_create(code=COUNTRY, defaults={"name": "Meridia"})
        self.ranks = {
            short: Rank.objects.get_or_create(
                country=self.country, abbreviation=short, defaults={"name": name, "level": level, "order": n}
            )[0]
            for n, (short, name, level) in enumerate(RANKS)
        }
        self.password = make_password(PASSWORD)
        self.next_number = 50_001

    def make(self) -> None:
        contingent = self.unit("Meridia Contingent", "MERCON", Unit.Kind.CONTINGENT, None)
        battalion = self.unit("1st Infantry Battalion", "1 Inf Bn", Unit.Kind.BATTALION, contingent)
        self.named_people(battalion)
        for name, short, platoons in COMPANIES:
            self.company(battalion, name, short, platoons)
        plan_tour(contingent=contingent, battalion=battalion, at=self.at)
        for unit in Unit.objects.filter(kind=Unit.Kind.COMPANY, country=self.country, short_name__in=PROGRESS):
            self.progress(unit)
        appoint_and_excuse(battalion, self.start, self.at)
        self.training_class()

    def unit(self, name: str, short: str, kind: str, parent: Unit | None) -> Unit:
        unit = Unit.objects.create(country=self.country, name=name, short_name=short, kind=kind)
        place_unit(unit=unit, parent=parent, on=self.start)
        return unit

    def person(self, name: str, rank: str, number: int | None = None, *, can_sign_in: bool = False, language: str = "en") -> User:
        if number is None:
            number, self.next_number = self.next_number, self.next_number + 1
        return User(
            username=f"{COUNTRY}-{number}",
            country=self.country,
            service_number=str(number),
            name=name,
            rank=self.ranks[rank],
            language=language,
            is_demonstration=True,
            password=self.password if can_sign_in else make_password(None),
            claimed_at=self.at if can_sign_in else None,
        )

    def post(self, people: list[User], unit: Unit, role: str = Posting.Role.MEMBER) -> None:
        User.objects.bulk_create(people)
        Posting.objects.bulk_create([Posting(user=u, unit=unit, role=role, starts_on=self.start) for u in people])

    def named_people(self, battalion: Unit) -> None:
        """Those who can sign in and serve outside the companies."""
        self.post([self.person("Pavel Novak", "Lt Col", 20002, can_sign_in=True)], battalion, Posting.Role.COMMANDER)
        self.post([self.person("Nadia Kimani", "Capt", 20003, can_sign_in=True)], battalion)
        outside = {
            TRAINERS: self.person("Leila Haddad", "Capt", 30001, can_sign_in=True),
            LEGAL_REVIEWERS: self.person("Marta Costa", "Capt", 30002, can_sign_in=True),
            ADMINISTRATORS: self.person("Tomás Silva", "WO", 30003, can_sign_in=True),
            AUDITORS: self.person("Elif Aydin", "Maj", 40002, can_sign_in=True),
            "": self.person("Hana Rahman", "Maj", 40001, can_sign_in=True),
        }
        User.objects.bulk_create(outside.values())
        for group, user in outside.items():
            if group:
                user.groups.add(Group.objects.get(name=group))

    def company(self, battalion: Unit, name: str, short: str, platoons: int) -> None:
        company = self.unit(name, short, Unit.Kind.COMPANY, battalion)
        commander = (
            self.person("Grace Mensah", "Maj", 20001, can_sign_in=True) if short == "A Coy" else self.person(self.name(), "Maj")
        )
        self.post([commander], company, Posting.Role.COMMANDER)
        staff = [self.person(self.name(), rank) for rank in ("Capt", "WO", "Sgt", "Cpl")]
        if short == "A Coy":
            staff[1] = self.person("Samuel Costa", "WO", 20004, can_sign_in=True)
        self.post(staff, company)
        for n in range(1, platoons + 1):
            platoon = self.unit(f"{ORDINALS[n - 1]} Platoon", f"{n} Pl {short}", Unit.Kind.PLATOON, company)
            self.post([self.person(self.name(), "Lt")], platoon, Posting.Role.COMMANDER)
            self.post(self.platoon_people(short, n), platoon)

    def platoon_people(self, company: str, number: int) -> list[User]:
        ranks = ["Sgt", "Cpl", "Cpl", "Cpl", "LCpl", "LCpl", "LCpl", *["Pte"] * 20]
        people = [self.person(self.name(), rank) for rank in ranks]
        if company == "A Coy" and number == 1:
            people[1] = self.person("Amina Diallo", "Cpl", 10001, can_sign_in=True)
            people[7] = self.person("Jonas Weber", "Pte", 10002, can_sign_in=True)
            people[8] = self.person("Fatou Sarr", "Pte", 10003, language="fr")
            people[9] = self.person("Adaeze Okoye", "Pte", 10004, can_sign_in=True)
        return people

    def name(self) -> str:
        return f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"

    def training_class(self) -> None:
        """Alpha Company’s training officer runs a class of its first platoon, which the trainer teaches."""
        officer = User.objects.get(username=f"{COUNTRY}-20004")
        trainer = User.objects.get(username=f"{COUNTRY}-30001")
        platoon = Unit.objects.get(short_name="1 Pl A Coy")
        open_demonstration_class(unit=platoon, officer=officer, trainer=trainer, at=self.at)

    # --- What they have learnt ---------------------------------------------------------------

    def progress(self, company: Unit) -> None:
        """Done, begun and untouched people of a company, in the shares of PROGRESS."""
        course = CoursePage.objects.live().filter(achievement__isnull=False).select_related("achievement__locale").first()
        if course is None:
            return
        done, begun = PROGRESS[company.short_name]
        people = (
            User.objects.serving_in(Unit.objects.under([company], self.today), self.today).select_related("rank").order_by("pk")
        )
        for user in people:
            luck = self.random.random()
            if user.username == ACCOUNTS[1].username:
                self.study(user, course, share=0.5)
            elif user.username == ACCOUNTS[2].username:
                left = ModulePage.objects.descendant_of(course).order_by("number").filter(number__lte=MODULE_LEFT).last()
                self.study(user, course, share=1, left=left)
            elif user.claimed_at is not None or user.username == CLAIMED_BY_SLIP:
                continue
            elif luck < done:
                self.study(user, course, share=1)
            elif luck < done + begun:
                self.study(user, course, share=self.random.uniform(0.1, 0.9))

    def study(self, user: User, course: CoursePage, share: float, left: ModulePage | None = None) -> None:
        """Ledger lines up to a share of the course, but for a module that is left; the whole of it earns the credential."""
        required = ActivityPage.objects.live().descendant_of(course).filter(minimum_level__lte=user.level, is_required=True)
        activities = list((required.not_descendant_of(left) if left else required).order_by("path"))
        count = max(1, int(len(activities) * share))
        finished = self._moment(share)
        begun = finished - timedelta(days=count)
        enrolment = Enrolment.objects.create(
            learner=user, course=course, course_key=course.translation_key, level=user.level, started_at=begun
        )
        Completion.objects.bulk_create(
            Completion(
                enrolment=enrolment,
                activity=a,
                activity_key=a.translation_key,
                completed_at=begun + timedelta(days=n, minutes=n * 13),
            )
            for n, a in enumerate(activities[:count])
        )
        if left is None and count == len(activities) and course.achievement is not None:
            enrolment.completed_at = finished
            enrolment.credential = issue_credential(holder=user, achievement=course.achievement, level=user.level, at=finished)
            enrolment.save()
            self._sometimes_revoke(enrolment)

    def _moment(self, share: float) -> datetime:
        """When somebody finished: mostly lately, some so long ago that the credential expires soon or has expired."""
        days = (
            self.random.choice([3, 9, 15, 30, 41, 60, 90, 120, 200, 320, 690, 705, 722, 760])
            if share == 1
            else self.random.randint(1, 25)
        )
        return self.at - timedelta(days=days, hours=self.random.randint(0, 9))

    def _sometimes_revoke(self, enrolment: Enrolment) -> None:
        if enrolment.credential is not None and self.random.random() < 0.01:
            administrator = User.objects.get(username=f"{COUNTRY}-30003")
            revoke_credential(
                credential=enrolment.credential,
                by=administrator,
                reason="Issued to the wrong person.",
                at=self.at - timedelta(days=1),
            )


def welcome(demonstration: Demonstration, today: date) -> str:
    """The lines that a newcomer reads in the terminal."""
    rows = "\n".join(f"    {a.username:<10} {a.role}" for a in demonstration.accounts)
    claim = (
        f"  To claim an account from a slip: {settings.PUBLIC_URL}/me/claim/\n"
        f"    name {demonstration.claim_username}, code {demonstration.claim_code}\n"
        if demonstration.claim_code
        else ""
    )
    code = demonstration.certificate_code
    verify = f"  To verify a certificate as a stranger: {settings.PUBLIC_URL}/v/{code}/\n" if code else ""
    return (
        f"\nBluehelm runs at {settings.PUBLIC_URL} (demonstration, invented people, {today:%d %B %Y}).\n"
        f"  Sign in at {settings.PUBLIC_URL}/account/login/ with the password “{PASSWORD}” as:\n{rows}\n{claim}{verify}"
        f"  First look: sign in as {ACCOUNTS[2].username}, press Continue, finish module {MODULE_LEFT}, "
        f"and keep {settings.PUBLIC_URL}/readiness/ open as "
        f"{ACCOUNTS[3].username}.\n  Stop with Ctrl-C.\n"
    )

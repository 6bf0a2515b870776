"""A furnished house: one of everything that an address can name, made by and about the cast."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from courses.classes.services import message_class, remove_member
from courses.classes.teaching import mark_lesson_taught
from courses.contests.services import contest_result
from courses.models import CoursePage, Enrolment
from courses.services import enrol_learner
from credentials.external.services import record_external
from credentials.models import Deployment, Requirement
from credentials.prints.drawing import make_print
from credentials.prints.services import ask_for_print
from credentials.services import issue_credential
from credentials.sharing import share_credential
from people.groups import AUDITORS, LEGAL_REVIEWERS, TRAINERS
from people.levels import Level
from people.models import Posting, RollImport, User
from people.roll.services import check_roll, name_columns, send_roll
from people.services import Message, notify_people, post_person
from people.status.services import appoint_acting_commander, set_status
from quizzes.corrections.effects import effects_of, fingerprint
from quizzes.corrections.services import approve_correction, propose_withdrawal
from quizzes.hand_marking.services import mark_answer
from quizzes.importing import send_file
from quizzes.models import Attempt, ItemVersion, LateAnswer, Marking, PaperForm, QuestionFile, QuizPage
from quizzes.paper.services import enter_form, print_forms
from quizzes.services import save_answer, start_attempt, submit_attempt
from quizzes.sittings.services import admit_learner, begin_seated, open_sitting
from readiness.documents.services import issue_document
from readiness.page import reading_of
from readiness.permissions import sight_of
from readiness.reminders.services import remind_everybody
from scenarios.models import Run, ScenarioPage
from scenarios.services import decide, start_run
from tests.factories.classes import make_class, make_session, mark, member
from tests.factories.courses import english, make_achievement, make_course, make_lesson, make_module, make_rule, make_topic
from tests.factories.people import LONG_AGO, UserFactory
from tests.factories.quizzes import make_bank, make_items, make_quiz
from tests.factories.scenarios import make_scenario


def question_file_of(cast: Any, bank: Any) -> QuestionFile:
    """A file that the trainer sent, with a question and a broken one."""
    where = {"bank": bank, "topic": make_topic(), "locale": english(), "level": 1}
    content = b"Who guards the bridge?{=We ~They}\n\nWho?{~me ~=you}\n"
    return send_file(**where, name="bank.txt", content=content, by=cast.trainer, at=timezone.now())


def roll_of(cast: Any) -> RollImport:
    """A checked roll for Alpha, sent by the administrator, with a faulty row."""
    content = b"Service number,Name\n90001,Ada Oko\n,Nobody\n"
    on = timezone.localdate()
    roll = send_roll(
        unit=cast.alpha, by=cast.administrator, on=on, file_name="roll.csv", content=content, is_complete=False, at=timezone.now()
    )
    return check_roll(roll=name_columns(roll=roll, columns=roll.columns, at=timezone.now()), at=timezone.now())


def credentials_of(cast: Any, achievement: Any, at: datetime) -> dict[str, Any]:
    """One for learner and comrade, and the learner's link to the own."""
    held = credential_of(cast.learner, achievement, at)
    link = share_credential(credential=held, by=cast.learner, at=at)
    return {
        "learner-credential": held,
        "status-list": held.signature.status_list,
        "link": link,
        "comrade-credential": credential_of(cast.comrade, achievement, at),
    }


def external_of(cast: Any, at: datetime) -> Any:
    """A certificate of somebody else that the learner brought and the administrator recorded."""
    return record_external(
        holder=cast.learner,
        achievement_key="core",
        title="UN Core",
        provider="Integrated Training Service",
        earned_on=timezone.localdate(at),
        scan=b"%PDF-1.4",
        scan_type="application/pdf",
        by=cast.administrator,
        at=at,
    )


def document_of(cast: Any, at: datetime, kind: str = "gaps") -> Any:
    """The gap list of Alpha, or a document of another kind, issued by its commander."""
    today = timezone.localdate(at)
    sight = sight_of(cast.commander, cast.alpha.pk, on=today, today=today)
    assert sight is not None
    reading = reading_of(sight, language="en", achievement_key="core")
    return issue_document(kind=kind, reading=reading, language="en", by=cast.commander, at=at)


def print_of(cast: Any, at: datetime) -> Any:
    """A file of Alpha's certificates, asked for by its commander and drawn."""
    return make_print(asked=ask_for_print(unit=cast.alpha, achievement_key="", by=cast.commander, at=at), clock=lambda: at)


def postings_of(cast: Any) -> dict[str, Posting]:
    """Leave of the comrade that begins tomorrow, and days on which he is to act for the commander of the platoon."""
    first, by = timezone.localdate() + timedelta(days=1), cast.administrator
    last = first + timedelta(days=6)
    rows = set_status(
        user=cast.comrade, status="excused", reason="leave", starts_on=first, ends_on=last, by=by, at=timezone.now()
    )
    acting = appoint_acting_commander(
        user=cast.comrade, unit=cast.platoon, starts_on=first, ends_on=last, by=by, at=timezone.now()
    )
    return {"leave": rows[1], "acting": acting}


def officials_of(cast: Any) -> dict[str, User]:
    """The roles beside the cast: the training officer of Alpha, and one of each of the groups that read without teaching."""
    officer, reviewer, auditor = (UserFactory(name=name) for name in ("officer", "reviewer", "auditor"))
    post_person(user=officer, unit=cast.alpha, on=LONG_AGO, role=Posting.Role.TRAINING_OFFICER, at=timezone.now())
    reviewer.groups.add(Group.objects.get(name=LEGAL_REVIEWERS))
    auditor.groups.add(Group.objects.get(name=AUDITORS))
    return {"officer": officer, "reviewer": reviewer, "auditor": auditor}


def furnish(cast: Any) -> dict[str, Any]:
    """Objects by the names under which the access table calls them; records belong to cast.learner."""
    at = timezone.now() - timedelta(minutes=5)
    achievement = make_achievement()
    course = make_course(achievement=achievement, slug="core")
    module = make_module(course, slug="module")
    lesson = make_lesson(module, slug="lesson")
    bank = make_bank()
    make_items(bank, 4)
    quiz = make_quiz(module, [(bank, None, 2)], slug="quiz")
    scenario = make_scenario(module, slug="scenario")
    secret = make_lesson(make_module(course, number=2, title="Staff only", slug="private"), slug="secret")
    PageViewRestriction.objects.create(page=secret.get_parent(), restriction_type=PageViewRestriction.GROUPS)
    staff = make_lesson(make_module(course, number=3, title="For trainers", slug="trainers"), slug="staff")
    restriction = PageViewRestriction.objects.create(page=staff, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.get(name=TRAINERS))
    today = timezone.localdate()
    requirement = Requirement.objects.create(unit=cast.contingent, achievement=achievement, due_on=today)
    tour = Deployment.objects.create(unit=cast.contingent, mission="UNAK", starts_on=today, ends_on=today + timedelta(days=30))
    remind_everybody(on=today, at=at)
    sound, staff_sound = make_document("orders.mp3"), make_document("notes.mp3", staff_collection())
    classes = classes_of(cast, course, lesson, at)
    return {
        **vars(cast),
        "home": course.get_parent(),
        "course": course,
        "module": module,
        "lesson": lesson,
        "draft": make_lesson(module, title="Draft", slug="draft", live=False),
        "secret": secret,
        "quiz": quiz,
        "scenario": scenario,
        "rule": make_rule(),
        "staff": staff,
        "requirement": requirement,
        "deployment": tour,
        "sound": sound,
        "staff-sound": staff_sound,
        "staff-upload": staff_sound.file,
        "roll": roll_of(cast),
        "print": print_of(cast, at),
        "bank": bank,
        "question-file": question_file_of(cast, bank),
        **postings_of(cast),
        "notice": notify_people(messages=[Message(cast.learner.pk, "Please go on.", "en", "/learn/")], at=at)[0],
        **credentials_of(cast, achievement, at),
        "external": external_of(cast, at),
        "document": document_of(cast, at),
        **records_of(cast.learner, course, scenario, quiz, at),
        **classes,
        **sittings_of(cast, classes, quiz, at),
        **corrections_of(cast, at),
        **markings_of(cast, at),
        **contest_of(cast, course, at),
    }


def contest_of(cast: Any, course: CoursePage, at: datetime) -> dict[str, Any]:
    """What the learner contests in the course, waiting for an answer."""
    enrolment = enrol_learner(learner=cast.learner, course=course, at=at)
    reason = {"reason": "The last question has two right answers.", "about": "attempt:1", "subject": "Quiz, attempt 1"}
    return {"enrolment": enrolment, "contest": contest_result(enrolment=enrolment, **reason, at=at)}


def classes_of(cast: Any, course: CoursePage, lesson: Any, at: datetime) -> dict[str, Any]:
    """The trainer's class in Alpha, with learner in it and comrade gone from it; and a class beside it in Bravo."""
    own = make_class(course, cast.administrator, cast.learner, cast.comrade, at=at, instructors=[cast.trainer], unit=cast.alpha)
    remove_member(member=member(own, cast.comrade), on=timezone.localdate(at - timedelta(days=2)))
    session = make_session(own, at)
    mark(session, cast.trainer, at, present=cast.learner)
    other = make_class(course, cast.administrator, at=at, title="Bravo, first class", unit=cast.bravo)
    message = message_class(training_class=own, text="Bring a pencil.", language="en", by=cast.trainer, at=at)
    return {
        "class": own,
        "class-instructor": own.instructors.get(),
        "membership": member(own, cast.learner),
        "former-membership": member(own, cast.comrade),
        "session": session,
        "teaching": mark_lesson_taught(session=session, lesson=lesson, by=cast.trainer, at=at).teaching,
        "coming-session": make_session(own, at + timedelta(days=1)),
        "other-class": other,
        "other-session": make_session(other, at),
        "notice": message.notices.get(user=cast.learner),
    }


def corrections_of(cast: Any, at: datetime) -> dict[str, Any]:
    """The trainer's and the administrator's proposals about the learner's open attempt, and one that was approved."""
    first, second, third = ItemVersion.objects.order_by("pk")[:3]
    reason = {"reason": "The key is wrong.", "at": at}
    approved = propose_withdrawal(version=third, by=cast.trainer, **reason)
    seen = fingerprint(effects_of(approved))
    return {
        "asked-version": first,
        "correction": propose_withdrawal(version=first, by=cast.trainer, **reason),
        "own-correction": propose_withdrawal(version=second, by=cast.administrator, **reason),
        "approved-correction": approve_correction(correction=approved, by=cast.administrator, at=at, seen=seen),
    }


def markings_of(cast: Any, at: datetime) -> dict[str, Any]:
    """Two open answers of the comrade, one of them marked; both were assigned to the trainer."""
    bank, course = make_bank("open", "Open questions"), make_course(slug="report-course")
    make_items(bank, 2, kind="open-answer")
    make_quiz(course, [(bank, None, 2)], title="Report")
    sit_with_open_answers(cast.comrade, at)
    marking, marked = Marking.objects.order_by("pk")
    return {
        "marking": marking,
        "marked": mark_answer(marking=marked, points=[1, 2], comment="Good.", by=cast.trainer, at=at),
    }


def sit_with_open_answers(learner: User, at: datetime) -> None:
    """Two open answers of the person, handed in, to be marked."""
    quiz = QuizPage.objects.get(title="Report")
    enrolment = enrol_learner(learner=learner, course=CoursePage.objects.get(slug="report-course"), at=at)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=at)
    for number in (1, 2):
        deed = {"client_id": uuid4(), "seen_sequence": 0, "at": at, "by": learner}
        save_answer(attempt=attempt, number=number, response={"text": "I report it."}, **deed)
    submit_attempt(attempt=attempt, client_id=uuid4(), at=at, by=learner)


def sittings_of(cast: Any, classes: dict[str, Any], quiz: QuizPage, at: datetime) -> dict[str, Any]:
    """An open sitting of the trainer's class with the learner in it, one of the class beside it, and a form of each on paper."""
    own, other = classes["class"], classes["other-class"]
    deed = {"quiz": quiz, "by": cast.administrator, "at": at}
    sitting = open_sitting(training_class=own, **deed)
    seat = admit_learner(learner=cast.learner, code=sitting.code, quiz_key=None, at=at)
    begun = begin_seated(seat=seat, quiz=quiz, at=at)
    paper = {"level": Level.EVERYONE, "number": 1, **deed}
    return {
        "sitting": sitting,
        "place": SimpleNamespace(seat_id=seat.pk),
        "other-sitting": open_sitting(training_class=other, **deed),
        "form": print_forms(training_class=own, **paper)[0],
        "other-form": print_forms(training_class=other, **paper)[0],
        "late-answer": late_answer_of(begun, at),
        "entered-form": entered_form_of(cast, print_forms(training_class=own, **paper)[0], at),
    }


def late_answer_of(attempt: Attempt, at: datetime) -> LateAnswer:
    """What arrived from the learner's device when the attempt took nothing any more."""
    item, client_id = attempt.items.order_by("number")[0], uuid4()
    response = {"chosen": [item.option_order[0]]}
    return LateAnswer.objects.create(attempt=attempt, item=item, client_id=client_id, response=response, at=at)


def entered_form_of(cast: Any, form: PaperForm, at: datetime) -> PaperForm:
    """The answer sheet of the comrade, who has left the class since: nothing stands on it."""
    enter_form(form=form, learner=cast.comrade, sat_at=at, responses={}, by=cast.trainer, at=at)
    return PaperForm.objects.get(pk=form.pk)


def make_document(name: str, collection: Collection | None = None) -> Document:
    """An uploaded file; size and hash are kept with it, as an upload does."""
    place = collection or Collection.get_first_root_node()
    document = Document.objects.create(title=name, collection=place, file=ContentFile(b"sound", name))
    document.get_file_size()
    document.get_file_hash()
    return document


def staff_collection() -> Collection:
    """A collection that trainers alone may open."""
    collection = Collection.get_first_root_node().add_child(name="For trainers")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name=TRAINERS))
    return collection


def credential_of(holder: User, achievement: Any, at: datetime) -> Any:
    return issue_credential(holder=holder, achievement=achievement, level=Level.EVERYONE, at=at)


def records_of(learner: User, course: CoursePage, scenario: ScenarioPage, quiz: QuizPage, at: datetime) -> dict[str, Any]:
    """An enrolment with a finished and an open run, a submitted and an open attempt."""
    enrolment = enrol_learner(learner=learner, course=course, at=at)
    old = start_attempt(enrolment=enrolment, quiz=quiz, at=at)
    old = submit_attempt(attempt=old, client_id=uuid4(), at=at, by=learner)
    return {
        "enrolment": enrolment,
        "finished-run": play_through(enrolment, scenario, at),
        "run": start_run(enrolment=enrolment, scenario=scenario, at=at),
        "submitted-attempt": old,
        "attempt": start_attempt(enrolment=enrolment, quiz=quiz, at=at),
    }


def play_through(enrolment: Enrolment, scenario: ScenarioPage, at: datetime) -> Run:
    run = start_run(enrolment=enrolment, scenario=scenario, at=at)
    for sequence, choice in enumerate(("warn", "call"), 1):
        decide(run=run, sequence=sequence, choice=choice, client_id=uuid4(), at=at)
    run.refresh_from_db()
    return run

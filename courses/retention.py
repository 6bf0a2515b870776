"""What this floor keeps about people, and how long. The whole: ``people.retention``."""

from __future__ import annotations

from django.db.models import Q

from people.retention.rules import ERASED, FIVE_YEARS, TWO_YEARS, Rule, blank

RULES = (
    Rule(
        "courses.Contest",
        "Which result somebody contested, why, and what was answered.",
        person="enrolment__learner",
        section="contests",
        fields=("enrolment", "answered_by", "reason", "answer", "subject"),
        texts=("reason", "answer"),
        harmless=("about",),
        days=FIVE_YEARS,
        since="answered_at",
        action=blank(reason=ERASED, answer=ERASED),
        erased=blank(reason=ERASED),
    ),
    Rule(
        "courses.Contest",
        "The answer to a contest.",
        person="enrolment__learner",
        section="contests",
        where=Q(answered_at__isnull=False),
        which="answered",
        erased=blank(answer=ERASED),
    ),
    Rule(
        "courses.Shortfall",
        "Which topics were to be repeated.",
        person="completion__enrolment__learner",
        section="completions",
        fields=("completion",),
    ),
    Rule(
        "courses.Completion",
        "What somebody finished: the ledger on which a certificate rests.",
        person="enrolment__learner",
        section="completions",
        fields=("enrolment", "taught_in", "instructor_name"),
        texts=("instructor_name",),
    ),
    Rule(
        "courses.Enrolment",
        "Which course somebody takes or took.",
        person="learner",
        section="enrolments",
        fields=("learner", "credential"),
        harmless=("required_families",),
    ),
    Rule(
        "courses.TrainingClass",
        "Which class was held where; part of training reports.",
        fields=("made_by", "title", "place"),
        texts=("title", "place"),
        harmless=("language",),
    ),
    Rule("courses.Instructor", "Who taught.", person="user", section="classes", fields=("user",)),
    Rule("courses.ClassMember", "Who belonged to a class.", person="user", section="classes", fields=("user",)),
    Rule(
        "courses.ClassSession",
        "Which session was held when and by whom.",
        fields=("instructor", "place", "topic"),
        texts=("place", "topic"),
        harmless=("language",),
    ),
    Rule(
        "courses.Attendance",
        "Who was there.",
        person="member__user",
        section="attendance",
        fields=("member", "marked_by"),
    ),
    Rule("courses.Teaching", "Which lesson was taught by whom.", fields=("instructor", "marked_by")),
    Rule(
        "courses.ClassMessage",
        "What an instructor told a class.",
        fields=("sent_by", "text"),
        texts=("text",),
        harmless=("language",),
        days=TWO_YEARS,
        since="sent_at",
        action=blank(text=ERASED),
    ),
    Rule(
        "courses.ClassMessage_notices",
        "Whom a message reached.",
        person="notice__user",
        section="class_messages",
        fields=("notice",),
    ),
)

IMPERSONAL = (
    "courses.ActivityPage",
    "courses.CoursePage",
    "courses.LessonPage",
    "courses.LessonPage_further_rules",
    "courses.ModulePage",
    "law.GlossaryTerm",
    "law.GlossaryTerm_rules",
    "law.Instrument",
    "law.Rule",
    "law.Rule_topics",
    "law.Topic",
)

from courses.models.classes import ClassMember, ClassSession, Instructor, TrainingClass
from courses.models.classroom import Attendance, ClassMessage, Teaching
from courses.models.contests import Contest
from courses.models.enrolment import Completion, Enrolment, Shortfall
from courses.models.families import Family
from courses.models.pages import ActivityPage, CoursePage, LessonPage, ModulePage

__all__ = [
    "ActivityPage",
    "Attendance",
    "ClassMember",
    "ClassMessage",
    "ClassSession",
    "Completion",
    "Contest",
    "CoursePage",
    "Enrolment",
    "Family",
    "Instructor",
    "LessonPage",
    "ModulePage",
    "Shortfall",
    "Teaching",
    "TrainingClass",
]

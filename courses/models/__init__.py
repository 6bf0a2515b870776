from courses.models.enrolment import Completion, Enrolment, Shortfall
from courses.models.pages import ActivityPage, CoursePage, LessonPage, ModulePage

__all__ = ["ActivityPage", "Completion", "CoursePage", "Enrolment", "LessonPage", "ModulePage", "Shortfall"]

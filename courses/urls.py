"""Addresses of the learner's own pages; lessons and outlines have the addresses of their pages."""

from django.urls import path

from courses import views
from courses.classes import session_views

app_name = "courses"
urlpatterns = [
    path("", views.home, name="home"),
    path("lessons/<int:pk>/finish/", views.lesson_finish, name="lesson-finish"),
    path("courses/<int:pk>/renew/", views.course_renew, name="course-renew"),
    path("enrolments/<int:pk>/finish/", views.course_finish, name="course-finish"),
    path("lessons/<int:pk>/screen/", session_views.screen, name="lesson-screen"),
]

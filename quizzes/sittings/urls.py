"""Addresses of sittings, for invigilators; learners come in by ``quizzes:sit``."""

from django.urls import path

from quizzes.sittings import views

app_name = "sittings"
urlpatterns = [
    path("", views.index, name="index"),
    path("classes/<int:pk>/open/", views.open_sitting, name="open"),
    path("<int:pk>/", views.sitting, name="sitting"),
    path("<int:pk>/wall/", views.wall, name="wall"),
    path("<int:pk>/pause/", views.pause, name="pause"),
    path("<int:pk>/resume/", views.resume, name="resume"),
    path("<int:pk>/time/", views.more_time, name="more-time"),
    path("<int:pk>/time/<int:seat_id>/", views.more_time, name="more-time-for-one"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/record/", views.record, name="record"),
]

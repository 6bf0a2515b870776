"""Addresses of classes, for those who run and teach them."""

from django.urls import path

from courses.classes import session_views, views

app_name = "classes"
urlpatterns = [
    path("", views.index, name="index"),
    path("open/", views.open_class, name="open"),
    path("<int:pk>/", views.show, name="class"),
    path("<int:pk>/members/", views.members, name="members"),
    path("members/<int:pk>/remove/", views.member_remove, name="member-remove"),
    path("<int:pk>/instructors/", views.instructors, name="instructors"),
    path("instructors/<int:pk>/remove/", views.instructor_remove, name="instructor-remove"),
    path("<int:pk>/sessions/", session_views.schedule, name="schedule"),
    path("<int:pk>/message/", views.message, name="message"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/roster/", views.roster, name="roster"),
    path("<int:pk>/results/", views.results, name="results"),
    path("sessions/<int:pk>/", session_views.session, name="session"),
    path("sessions/<int:pk>/change/", session_views.change, name="session-change"),
    path("sessions/<int:pk>/call-off/", session_views.call_off, name="call-off"),
    path("sessions/<int:pk>/sheet/", session_views.sheet, name="sheet"),
    path("sessions/<int:pk>/lessons/<int:lesson_id>/", session_views.notes, name="notes"),
    path("sessions/<int:pk>/lessons/<int:lesson_id>/taught/", session_views.taught, name="taught"),
]

"""Addresses of contested results."""

from django.urls import path

from courses.contests import views

app_name = "contests"
urlpatterns = [
    path("", views.index, name="index"),
    path("courses/<int:pk>/", views.course, name="course"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/answer/", views.answer, name="answer"),
]

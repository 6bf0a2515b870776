"""Addresses of open answers to mark."""

from django.urls import path

from quizzes.hand_marking import views

app_name = "hand-marking"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.answer, name="answer"),
    path("<int:pk>/hand-on/", views.hand_on, name="hand-on"),
]

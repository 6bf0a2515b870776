"""Addresses of paper forms, for those who hold classes."""

from django.urls import path

from quizzes.paper import views

app_name = "paper"
urlpatterns = [
    path("", views.index, name="index"),
    path("classes/<int:pk>/", views.of_class, name="class"),
    path("forms/<int:pk>/", views.paper_form, name="form"),
    path("forms/<int:pk>/again/", views.again, name="again"),
]

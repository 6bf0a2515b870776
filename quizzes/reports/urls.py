"""Addresses of figures and results, for trainers."""

from django.urls import path

from quizzes.reports import views

app_name = "figures"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.results, name="results"),
    path("<int:pk>/questions/", views.questions, name="questions"),
    path("<int:pk>/questions/<int:version>/", views.question, name="question"),
    path("classes/<int:pk>/", views.class_quizzes, name="class"),
    path("classes/<int:training_class_id>/<int:pk>/", views.class_results, name="class-results"),
]

"""Addresses of corrections, for those who propose them and those who decide."""

from django.urls import path

from quizzes.corrections import amend_views, views

app_name = "corrections"
urlpatterns = [
    path("", views.index, name="index"),
    path("versions/<int:pk>/propose/", views.propose, name="propose"),
    path("sheets/<int:pk>/<int:number>/", amend_views.sheet, name="amend-sheet"),
    path("marks/<int:pk>/", amend_views.points, name="amend-points"),
    path("late/", amend_views.late_answers, name="late"),
    path("late/<int:pk>/", amend_views.late, name="amend-late"),
    path("<int:pk>/", views.correction, name="correction"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/refuse/", views.refuse, name="refuse"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/reverse/", views.reverse, name="reverse"),
]

"""Addresses of corrections, for those who propose them and those who decide."""

from django.urls import path

from quizzes.corrections import views

app_name = "corrections"
urlpatterns = [
    path("", views.index, name="index"),
    path("versions/<int:pk>/propose/", views.propose, name="propose"),
    path("<int:pk>/", views.correction, name="correction"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/refuse/", views.refuse, name="refuse"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/reverse/", views.reverse, name="reverse"),
]

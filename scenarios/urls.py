"""Addresses of a play; the introduction has the address of its page."""

from django.urls import path

from scenarios import views

app_name = "scenarios"
urlpatterns = [
    path("<int:pk>/start/", views.start, name="start"),
    path("<uuid:public_id>/", views.run, name="run"),
    path("<uuid:public_id>/decide/", views.decide, name="decide"),
    path("<uuid:public_id>/back/", views.step_back, name="step-back"),
    path("<uuid:public_id>/from/<int:number>/", views.play_from, name="play-from"),
    path("<uuid:public_id>/shown/", views.shown, name="shown"),
    path("<uuid:public_id>/pace/", views.pace, name="pace"),
    path("<uuid:public_id>/debrief/", views.debrief, name="debrief"),
]

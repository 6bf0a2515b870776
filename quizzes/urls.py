"""Addresses of quizzes; a quiz's own page has the address of its page."""

from django.urls import path

from quizzes import saving, views
from quizzes.contesting import attempt_contest
from quizzes.extra_time import extra_time
from quizzes.sittings.entry import sit

app_name = "quizzes"
urlpatterns = [
    path("mine/", views.history, name="history"),
    path("extra-time/", extra_time, name="extra-time"),
    path("sit/", sit, name="sit"),
    path("start/<int:pk>/", views.attempt_start, name="attempt-start"),
    path("<uuid:public_id>/", views.attempt, name="attempt"),
    path("<uuid:public_id>/save/", saving.attempt_save, name="attempt-save"),
    path("<uuid:public_id>/answer/", saving.attempt_answer, name="attempt-answer"),
    path("<uuid:public_id>/time/", views.attempt_time, name="attempt-time"),
    path("<uuid:public_id>/review/", views.attempt_review, name="attempt-review"),
    path("<uuid:public_id>/submit/", views.attempt_submit, name="attempt-submit"),
    path("<uuid:public_id>/reread/", views.attempt_reread, name="attempt-reread"),
    path("<uuid:public_id>/contest/", attempt_contest, name="attempt-contest"),
    path("<uuid:public_id>/result/", views.attempt_result, name="attempt-result"),
]

"""Addresses of people: the own account, claiming it, and slips for those who print them."""

from django.urls import path

from people import claims, notices, views

app_name = "people"
urlpatterns = [
    path("", views.account, name="account"),
    path("data/", views.own_data, name="own-data"),
    path("data/bluehelm-own-data.json", views.own_data_file, name="own-data-file"),
    path("data/bluehelm-own-data.zip", views.own_data_archive, name="own-data-archive"),
    path("messages/", notices.index, name="messages"),
    path("messages/read/", notices.read_all, name="messages-read"),
    path("messages/<int:pk>/open/", notices.open_message, name="message-open"),
    path("finish/", views.finish, name="finish"),
    path("claim/", claims.claim, name="claim"),
    path("claim/password/", claims.claim_password, name="claim-password"),
    path("slip/", claims.slip, name="slip"),
    path("slip/<int:pk>/", claims.slip_issue, name="slip-issue"),
]

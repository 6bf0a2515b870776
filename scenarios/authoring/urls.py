"""Addresses of the authors' tools, below the editor's."""

from django.urls import path

from scenarios.authoring import checking, parts, views
from scenarios.importing import views as exchange
from scenarios.insight.views import insight

app_name = "scenario-tools"
urlpatterns = [
    path("import/", exchange.import_story, name="import"),
    path("parts/<slug:kind>/state/", parts.part_state, name="part-state"),
    path("parts/<slug:kind>/value/", parts.part_value, name="part-value"),
    path("check/", checking.check, name="check"),
    path("schema.json", exchange.exchange_schema, name="schema"),
    path("<int:pk>/examine/", views.examine, name="examine"),
    path("<int:pk>/plays/", views.expect_play, name="expect-play"),
    path("<int:pk>/plays/<int:play>/forget/", views.forget_play, name="forget-play"),
    path("<int:pk>/compare/", views.comparison, name="compare"),
    path("<int:pk>/table-top/", views.tabletop, name="tabletop"),
    path("<int:pk>/insight/", insight, name="insight"),
    path("<int:pk>/export.json", exchange.export_story, name="export"),
]

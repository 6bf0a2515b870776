"""Addresses of the authors' tools, below the editor's."""

from django.urls import path

from scenarios.importing import views as exchange

app_name = "scenario-tools"
urlpatterns = [
    path("import/", exchange.import_story, name="import"),
    path("schema.json", exchange.exchange_schema, name="schema"),
    path("<int:pk>/export.json", exchange.export_story, name="export"),
]

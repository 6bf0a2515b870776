"""Secrets of authenticator apps and recovery codes, kept as they are until now, are sealed with the key of the site."""

from typing import Any

from django.db import migrations

from people.second_factors import changed, open_secret, seal_secret

SECRET = ("totp", "recovery_codes")


def seal(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=SECRET):
        row.data = changed(row.data, seal_secret)
        row.save(update_fields=["data"])


def unseal(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=SECRET):
        row.data = changed(row.data, open_secret)
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("people", "0011_audit_rows_stay"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(seal, unseal)]

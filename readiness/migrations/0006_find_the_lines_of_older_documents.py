"""Of whom the lines of older documents speak: whoever holds the certificate that stands in the line; else whoever has, or had at
the issue of a certificate, both the service number and the name that stand in it. A number alone decides nothing: it may have
passed to somebody else. Erased people are left out.
"""

from collections import defaultdict

from django.db import migrations


def find_lines(apps, schema_editor):
    documents = apps.get_model("readiness", "IssuedDocument").objects.order_by("pk")
    named = apps.get_model("readiness", "NamedPerson")
    if not documents.exists():
        return
    by_code, by_number = known_people(apps)
    for document in documents.only("pk", "content").iterator(chunk_size=20):
        lines = [
            named(document_id=document.pk, user_id=account, table=table, line=line)
            for table, each in enumerate(document.content.get("tables", []))
            for line, cells in enumerate(each["rows"])
            if (account := account_in(cells, by_code, by_number))
        ]
        named.objects.bulk_create(lines, batch_size=500)


def known_people(apps):
    """{code in groups of four: account}, {(service number, name): accounts}"""
    by_code, by_number = {}, defaultdict(set)
    held = apps.get_model("credentials", "Credential").objects.exclude(holder_name="").order_by("pk")
    for code, number, name, holder in held.values_list("code", "holder_service_number", "holder_name", "holder"):
        by_code[" ".join(code[i : i + 4] for i in range(0, len(code), 4))] = holder
        by_number[number, name].add(holder)
    people = apps.get_model("people", "User").objects.filter(erased_at__isnull=True).order_by("pk")
    for number, name, account in people.values_list("username", "name", "pk"):
        by_number[number, name].add(account)
    return by_code, by_number


def account_in(cells, by_code, by_number):
    """The one account of which a line speaks; None where none or several could be meant."""
    if held := [by_code[cell] for cell in cells if cell in by_code]:
        return held[0]
    meant = set().union(*(by_number.get((number, name), ()) for number in cells for name in cells))
    return meant.pop() if len(meant) == 1 else None


class Migration(migrations.Migration):
    dependencies = [
        ("readiness", "0005_whose_line_it_is"),
        ("credentials", "0009_letters_that_could_not_be_printed"),
        ("people", "0011_audit_rows_stay"),
    ]

    operations = [migrations.RunPython(find_lines, migrations.RunPython.noop)]

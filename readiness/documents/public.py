"""What a stranger with the code of a document is told: genuine, date, achievement, strength and number; never the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from credentials.models import Credential
from credentials.verdicts import PublicPage
from people.codes import normalise_code
from readiness.models import IssuedDocument

TEMPLATE = "readiness/documents/verdict.html"


@dataclass(frozen=True)
class PersonChecked:
    """``is_listed``: whether the certificate with the code stands on the list. ``state``: how it stands today."""

    code: str
    is_listed: bool
    state: str = ""


def find_document(code: str, request: HttpRequest, on: date) -> PublicPage | None:
    """The page of a document, where the code is one."""
    found = IssuedDocument.objects.filter(code=code).select_related("replaced_by").defer("pdf", "workbook", "content").first()
    if found is None:
        return None
    asked = request.POST.get("person", "")  # in the body: what an address says stands in logs and histories
    # Ten years later the list is gone: then nobody is told that he or she does not stand on it.
    checked = check_person(found, asked, on) if asked.strip() and found.people else None
    return PublicPage(TEMPLATE, {"document": found, "on": on, "checked": checked, "newer": getattr(found, "replaced_by", None)})


def document_of_code(typed: str) -> int | None:
    """The number of the document that carries the code."""
    return IssuedDocument.objects.filter(code=normalise_code(typed)[:40]).values_list("pk", flat=True).first()


def check_person(document: IssuedDocument, typed: str, on: date) -> PersonChecked:
    """Whoever shows the own certificate is found by its code; unknown and unlisted codes are told alike."""
    code = normalise_code(typed)[:40]
    if code not in document.people:
        return PersonChecked(code, False)
    credential = Credential.objects.filter(code=code).first()
    return PersonChecked(code, True, str(credential.state(on).label) if credential else "")

"""May this content of a scenario be released? It may once a legal review approved it, where there is such a review."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, Revision

from scenarios.findings import Finding, error
from scenarios.models import Edition, ScenarioPage
from scenarios.models.reviews import is_approved, review_workflow


def is_cleared(scenario: ScenarioPage, sha256: str) -> bool:
    """No review applies, or one approved exactly this content, or it was released before."""
    if review_workflow() is None:
        return True
    released = Edition.objects.filter(scenario_id=scenario.pk, sha256=sha256)
    return scenario.pk is not None and (is_approved(scenario.pk, sha256=sha256) or released.exists())


def is_by_script(revision: Revision | None) -> bool:
    """Whether no person wrote it. Whoever did may be gone since: the log still says that somebody saved it."""
    if revision is None or revision.user_id is not None:
        return revision is None
    return not PageLogEntry.objects.filter(revision=revision, user__isnull=False).exists()


def not_reviewed(where: str) -> Finding:
    """``where``: the title of the scenario."""
    told = _("It goes live after a legal review. Save the draft and hand it in with “Submit to Legal review of scenarios”.")
    return error("not-reviewed", where, told)

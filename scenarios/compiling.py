"""The one receiver of the house: a scenario that goes live, by whatever door, becomes an edition."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from scenarios.findings import error
from scenarios.models import CompilationReport, ScenarioPage
from scenarios.releasing import is_by_script
from scenarios.services import compile_edition
from scenarios.streams import lost_in_content

logger = logging.getLogger("bluehelm.scenarios")


def compile_when_published(*, instance: ScenarioPage, revision: Revision | None = None, **_extra: Any) -> None:
    """Never raises: an exception here would stop bulk publishing halfway and leave later scheduled pages unpublished."""
    if not instance.live:  # Wagtail says “published” as well when publishing was only scheduled
        return
    at = timezone.now()
    try:
        lost = lost_in_content(revision.content) if revision else []
        by_script = is_by_script(revision)
        compile_edition(scenario=instance, at=at, known_findings=lost, by_script=by_script)
    except Exception:
        logger.exception("scenario not compiled", extra={"data": {"scenario": instance.pk}})
        _report_failure(instance, at)


def _report_failure(scenario: ScenarioPage, at: datetime) -> None:
    """In a savepoint of its own, so that whoever publishes goes on undisturbed."""
    message = _("The scenario could not be read. Tell the administrator; the time of this report leads to the cause.")
    finding = {**vars(error("not-compiled", scenario.title, message))}
    try:
        with transaction.atomic():
            CompilationReport.objects.create(scenario=scenario, at=at, findings=[finding])
    except DatabaseError:
        logger.exception("compilation report not written", extra={"data": {"scenario": scenario.pk}})

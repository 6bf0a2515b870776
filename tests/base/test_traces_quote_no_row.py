"""A trace in the log says what went wrong and where; of the row that a database refused it says nothing."""

from __future__ import annotations

import json
import logging
import sys

from django.db import IntegrityError

from base.logging import JsonFormatter

REFUSED = """duplicate key value violates unique constraint "one_number_a_country"
DETAIL:  Key (country_id, service_number)=(QM, 10423) already exists.
CONTEXT:  COPY people_user, line 1: "Amina Diallo\""""


def test_what_postgresql_refused_is_named_by_its_rule_alone() -> None:
    try:
        raise IntegrityError(REFUSED)
    except IntegrityError:
        record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Internal Server Error", (), sys.exc_info())
    trace = json.loads(JsonFormatter().format(record))["trace"]
    assert "one_number_a_country" in trace and "test_traces_quote_no_row.py" in trace
    assert "10423" not in trace and "Diallo" not in trace

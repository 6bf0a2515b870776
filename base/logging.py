"""Log lines as JSON in UTC: ids, never names."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

QUOTING = ("DETAIL:", "CONTEXT:")


class JsonFormatter(logging.Formatter):
    """One JSON object a line; what is passed as ``extra={"data": {...}}`` stands under its own keys."""

    def formatException(self, ei: Any) -> str:
        """Without the lines in which PostgreSQL quotes the row that it refused."""
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.startswith(QUOTING))

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line.update(getattr(record, "data", {}))
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)

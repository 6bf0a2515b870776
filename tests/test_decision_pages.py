"""Each decision has a number of its own, and every mention of one leads to its page."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "docs" / "decisions").glob("*.md"))
MENTION = re.compile(r"decisions/(\d{4}-[a-z0-9-]+\.md)")


def test_numbers_run_from_one_without_a_gap_or_a_double() -> None:
    numbers = Counter(int(page.name[:4]) for page in PAGES)
    assert sorted(numbers.elements()) == list(range(1, len(PAGES) + 1))


def test_each_page_begins_with_its_heading() -> None:
    for page in PAGES:
        assert re.match(r"# \D", page.read_text("utf-8")), page.name


def test_mentions_lead_to_a_page() -> None:
    folders = [
        "docs",
        "base",
        "config",
        "courses",
        "credentials",
        "curriculum",
        "law",
        "people",
        "quizzes",
        "readiness",
        "scenarios",
    ]
    files = [file for folder in folders for end in ("*.md", "*.py") for file in (ROOT / folder).rglob(end)]
    mentioned = {name for file in files for name in MENTION.findall(file.read_text("utf-8"))}
    assert mentioned
    assert mentioned <= {page.name for page in PAGES}

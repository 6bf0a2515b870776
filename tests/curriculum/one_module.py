"""The built-in course cut down to its module on humane treatment: whole enough for a journey, and quick to load."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from curriculum.mapping import NAME as MAPPING
from curriculum.reading import CONTENT, EXAMINATION, LANGUAGES, Content, read_content

MODULE = "03-humane-treatment"
SECOND_SCENARIO = "two-places-in-the-helicopter.yaml"  # one is enough for a journey


def one_module(to: Path) -> Path:
    """A copy of the content folder with this module alone, in one language, without what is about all of them."""
    others = {path.name for path in (CONTENT / "modules").iterdir()} - {MODULE}
    others |= {EXAMINATION, MAPPING, SECOND_SCENARIO, *LANGUAGES}
    root = Path(shutil.copytree(CONTENT, to / "content", ignore=lambda folder, names: others & set(names)))
    course = root / "course.yaml"
    course.write_text(re.sub(r"(?s)\nmodules:\n.*", f"\nmodules:\n  - {MODULE}\n", course.read_text("utf-8")), "utf-8")
    outline = root / "modules" / MODULE / "module.yaml"
    lines = outline.read_text("utf-8").splitlines(keepends=True)
    outline.write_text("".join(line for line in lines if SECOND_SCENARIO not in line), "utf-8")
    return root


def read_one_module(to: Path) -> Content:
    return read_content(one_module(to))

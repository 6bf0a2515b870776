"""What stands where in a Markdown file, whatever its language: a translation has the same parts in the same order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from curriculum.markdown import Lines

# How a line begins, and what it is called; a part (:::) is called by what stands there.
MARKS = (
    (re.compile(r"::: *(?:level|diagram) +[\w-]+|::: *\w+"), ""),
    (re.compile(r":::"), "the end of a part"),
    (re.compile(r"#{2,3} "), "a heading"),
    (re.compile(r"- \[x\] ", re.IGNORECASE), "a right option"),
    (re.compile(r"- \[ \] "), "a wrong option"),
    (re.compile(r"- "), "an entry of a list"),
    (re.compile(r"\d+\. "), "a numbered entry"),
)


def skeleton(lines: Lines) -> Lines:
    """The marks of the text, each with its line: parts, headings, options, entries, rows of tables, citations."""
    found: Lines = []
    in_citations = False
    for number, text in lines:
        bare = text.strip()
        in_citations = bool(bare) and not bare.startswith(":::") and (in_citations or bare.startswith("cite:"))
        if in_citations and not bare.startswith("cite:"):
            found[-1] = (found[-1][0], f"{found[-1][1]} {bare}")
        elif in_citations:
            found.append((number, bare))
        elif mark := _mark(bare):
            found.append((number, mark))
    return found


def _mark(bare: str) -> str:
    if bare.startswith("|"):
        return f"a row of {bare.count('|') - 1} columns"
    matches = ((pattern.match(bare), name) for pattern, name in MARKS)
    return next((name or match[0] for match, name in matches if match), "")


def compare(original: Lines, given: Lines, fail: Callable[[int, str], None]) -> None:
    """Tells the first place where the parts of two texts differ."""
    end = given[-1][0] if given else 1
    for first, second in itertools.zip_longest(skeleton(original), skeleton(given)):
        wanted, found = first[1] if first else "nothing more", second[1] if second else "nothing more"
        if " ".join(wanted.split()) != " ".join(found.split()):
            fail(second[0] if second else end, f"“{wanted}” stands here in the original, not “{found}”")
            return

"""A file that is made so that reading it never ends is read as soon as any other: within a second, not within hours."""

from __future__ import annotations

import time

import pytest

from scenarios.importing.passages import Refused
from scenarios.importing.services import documents_in

LONG = 60_000  # characters; what is looked through again from each of them takes minutes
PATIENCE = 3  # seconds of CPU; such a file takes a few hundredths


def twee(body: str, dialect: str = "Harlowe") -> tuple[str, str]:
    return "a.twee", f':: StoryData\n{{"format":"{dialect}","start":"A"}}\n\n:: A\n{body}\n'


def html(body: str) -> tuple[str, str]:
    passage = f'<tw-passagedata pid="1" name="A">{body}</tw-passagedata>'
    return "a.html", f'<tw-storydata name="x" startnode="1" format="Harlowe">{passage}</tw-storydata>'


def many(piece: str) -> str:
    return piece * (LONG // len(piece))


FILES = {
    "a head of blanks": ("a.twee", f":: A\n:: {many(' ')}]\n"),
    "comments that nothing ends": twee(many("<!--")),
    "scripts that nothing ends": twee(many("<script ")),
    "code that nothing ends": twee(many("<%"), "Snowman"),
    "one word": twee(many("a")),
    "open brackets": twee(many("[")),
    "links that nothing ends": twee(many("[[a")),
    "empty lines": ("a.txt", many("\n") + "x"),
    "titles of Yarn": ("a.txt", many("title:\n")),
    "boxes that nothing ends": ("a.html", many("<div ")),
    "comments in a published story": html(many("<!--")),
    "signs in a published story": html(many("<")),
    "choices that say the same": twee("".join(f"[[x->t{n}]]" for n in range(LONG // 10))),
}


@pytest.mark.parametrize(("name", "text"), FILES.values(), ids=FILES)
def test_it_is_read_or_refused_at_once(name: str, text: str) -> None:
    begun = time.process_time()
    try:
        documents_in(name=name, content=text.encode(), language="en")
    except Refused as refused:
        assert str(refused)
    assert time.process_time() - begun < PATIENCE

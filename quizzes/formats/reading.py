"""Which format a file is in, and what is found in it. Whatever the file is, the answer is a reading, never an error."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from quizzes.formats import aiken, gift, moodle_xml
from quizzes.formats.bounds import refuse_large, title_of
from quizzes.formats.question import Found, Reading, UnreadableFile

Reader = Callable[[bytes, str], list[Found]]
XML_START = re.compile(rb"\A(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*\x00?<\x00?[?a-zA-Z!]")
AIKEN_ANSWER = re.compile(rb"^[ \t]*ANSWER:", re.M)


def read_file(content: bytes, name: str) -> Reading:
    """Every question found, each with its verdict; or why the file as a whole cannot be read."""
    try:
        refuse_large(content)
        found = _reader(content, name)(content, name)
        if not found:
            raise UnreadableFile(_("No question was found in this file."))
        return Reading(tuple(found))
    except UnreadableFile as fault:
        return Reading(fault=Found(name, fault.line, title_of(name), refusal=str(fault)))


def _reader(content: bytes, name: str) -> Reader:
    """By what the file is, not by what it is called."""
    if XML_START.match(content):
        return moodle_xml.read
    return aiken.read if AIKEN_ANSWER.search(content) else gift.read

"""Which format a file is in, and what is found in it. Whatever the file is, the answer is a reading, never an error."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from quizzes.formats import aiken, csv_table, gift, moodle_xml, own_json, qti, qti_package
from quizzes.formats.bounds import refuse_large, title_of
from quizzes.formats.question import Found, Reading, UnreadableFile
from quizzes.formats.tree import read_tree

Reader = Callable[[bytes, str], list[Found]]
XML_START = re.compile(rb"\A(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*\x00?<\x00?[?a-zA-Z!]")
JSON_START = re.compile(rb"\A(\xef\xbb\xbf)?\s*\{\s*[\"}]")
LINE = rb"(?:^|[\r\n])(?:[ \t]|\xe2\x80[\x8e\x8f]|\xd8\x9c|\xef\xbb\xbf)*"  # its beginning, with what ``bare`` takes away
AIKEN_ANSWER = re.compile(LINE + rb"ANSWER:")
AIKEN_OPTION = re.compile(LINE + rb"A[.)]")


def read_file(content: bytes, name: str) -> Reading:
    """Every question found, each with its verdict; or why the file as a whole cannot be read."""
    try:
        refuse_large(content)
        if not XML_START.match(content):
            content = _as_utf8(content)
        found = _reader(content)(content, name)
        if not found:
            raise UnreadableFile(_("No question was found in this file."))
        return Reading(tuple(found))
    except UnreadableFile as fault:
        return Reading(fault=Found(name, fault.line, title_of(name), refusal=str(fault)))


def _as_utf8(content: bytes) -> bytes:
    """A text in UTF-16, as a spreadsheet saves it, is recognised like any other."""
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return content.decode("utf-16", errors="replace").encode() if is_wide else content


def _reader(content: bytes) -> Reader:
    """By what the file is, not by what it is called."""
    if content.startswith(qti_package.ZIP_START):
        return qti_package.read
    if XML_START.match(content):
        return _read_xml
    if JSON_START.match(content):
        return own_json.read
    if csv_table.is_table(content):
        return csv_table.read
    is_aiken = AIKEN_ANSWER.search(content) or (b"{" not in content and AIKEN_OPTION.search(content))
    return aiken.read if is_aiken else gift.read


def _read_xml(content: bytes, name: str) -> list[Found]:
    root = read_tree(content)
    return moodle_xml.read_root(root, name) if root.tag == "quiz" else [qti.read_item(root, name)]

"""XML that would read other files, call out, or burst is refused as a whole, with its line."""

from __future__ import annotations

import pytest

from quizzes.formats import read_file, tree
from quizzes.formats.tree import MAX_DEPTH

LAUGHS = '<!DOCTYPE q [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><quiz>&b;</quiz>'
OUTSIDE = '<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'
DTD = '<!DOCTYPE quiz SYSTEM "http://example.org/quiz.dtd"><quiz/>'
PARAMETER = '<!DOCTYPE q [<!ENTITY % p SYSTEM "http://example.org/p">%p;]><quiz/>'
DEEP = "<quiz>" + "<a>" * MAX_DEPTH + "</a>" * MAX_DEPTH + "</quiz>"


@pytest.mark.parametrize("content", [LAUGHS, OUTSIDE, DTD, PARAMETER, DEEP, '<?xml version="1.0" encoding="klingon"?><quiz/>'])
def test_a_hostile_file_is_refused(content: str) -> None:
    reading = read_file(content.encode(), "bank.xml")
    assert reading.fault
    assert not reading.found


def test_a_file_that_was_cut_off_names_its_line() -> None:
    fault = read_file(b'<quiz>\n<question type="truefalse">\n<name>', "bank.xml").fault
    assert fault
    assert (fault.file, fault.line) == ("bank.xml", 3)


def test_another_kind_of_xml_is_refused() -> None:
    fault = read_file(b"<html><body/></html>", "page.xml").fault
    assert fault
    assert "html" in fault.refusal


def test_more_elements_than_a_bank_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_ELEMENTS", 500)
    fault = read_file(b"<quiz>" + b"<a/>" * 501 + b"</quiz>", "bank.xml").fault
    assert fault
    assert "too many elements" in fault.refusal

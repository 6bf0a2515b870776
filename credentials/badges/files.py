"""What a stranger is told about a credential file: looked up by its code and compared, never canonicalised."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from credentials.badges.documents import exact_bytes, verify_url
from credentials.models import CredentialSignature
from credentials.verdicts import Verdict, verdict_on
from people.codes import CODE_ALPHABET

LARGEST = 64 * 1024  # bytes; ours have some three thousand
CODE = re.compile(rf"[{CODE_ALPHABET}]{{26}}")


class UnreadableFile(ValueError):
    """Not a credential file of any issuer."""


@dataclass(frozen=True)
class FileVerdict:
    """``kind``: genuine (``verdict`` says how it stands today), altered, or foreign: it names no certificate of ours."""

    kind: str
    verdict: Verdict | None = None


def judge_file(content: bytes, on: date) -> FileVerdict:
    """Genuine is what has the very bytes that were signed, or the same JSON written otherwise. Raises UnreadableFile."""
    document = read_json(content)
    code = _code_in(document)
    found = CredentialSignature.objects.filter(credential__code=code).first() if code else None
    if code is None or found is None:
        return FileVerdict("foreign")
    kept = bytes(found.document)
    is_same = _is_of(found.digest, content, document) or (bool(kept) and _plain(document) == _plain(json.loads(kept)))
    return FileVerdict("genuine", verdict_on(code, on)) if is_same else FileVerdict("altered")


def _is_of(digest: str, content: bytes, document: dict[str, Any]) -> bool:
    """Whether these are the signed bytes, or become them when written as we write: of an erased holder only the digest is left.

    A browser pastes with other line ends, an editor adds a mark in front or a line at the end.
    """
    return digest in {sha256(content).hexdigest(), sha256(exact_bytes(document)).hexdigest()}


def read_json(content: bytes) -> dict[str, Any]:
    """One JSON object without a name given twice, which can be written again as well. Raises UnreadableFile."""
    if len(content) > LARGEST:
        raise UnreadableFile("The file is too large.")
    try:
        document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refuse)
        exact_bytes(document)  # half a letter, or too many brackets in each other, is read and cannot be written
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(str(error)) from error
    if not isinstance(document, dict):
        raise UnreadableFile("This is no object.")
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A name stands twice.")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON.")


def _code_in(document: dict[str, Any]) -> str | None:
    """The code in the credential's id, where the id is an address of ours."""
    start, end = verify_url("CODE").split("CODE")
    code = str(document.get("id", "")).removeprefix(start).removesuffix(end)
    return code if CODE.fullmatch(code) and document.get("id") == f"{start}{code}{end}" else None


def _plain(document: Any) -> str:
    """Equal for equal JSON alone: 1, 1.0 and true differ."""
    return json.dumps(document, sort_keys=True)

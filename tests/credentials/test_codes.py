"""Codes are long, unguessable, and easy to read aloud."""

from __future__ import annotations

import ast
import inspect
import math
import re

import pytest
from django.test import Client

from base.templatetags.bluehelm import in_fours
from credentials.models import Credential
from credentials.services import CODE_LENGTH, new_code
from people import codes
from people.codes import CODE_ALPHABET
from tests.conftest import Cast
from tests.credentials.issued import issued


def test_a_code_holds_at_least_128_bits() -> None:
    assert len(set(CODE_ALPHABET)) == len(CODE_ALPHABET)
    assert CODE_LENGTH * math.log2(len(CODE_ALPHABET)) >= 128


def test_codes_come_from_the_secrets_module_and_from_nowhere_else() -> None:
    tree = ast.parse(inspect.getsource(codes))
    sources = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imports = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert "secrets" in sources
    assert not ({"random", "uuid"} & (sources | imports))


def test_a_thousand_codes_use_every_letter_at_every_place_and_never_repeat() -> None:
    made = [new_code() for _ in range(1000)]
    assert len(set(made)) == 1000
    assert all(len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) for code in made)
    assert all(len({code[place] for code in made}) == len(CODE_ALPHABET) for place in range(CODE_LENGTH))


def test_a_code_is_shown_in_groups_of_four() -> None:
    assert Credential(code="ABCDEFGHJKMNPQRSTVWXYZ0123").grouped_code == "ABCD EFGH JKMN PQRS TVWX YZ01 23"


@pytest.mark.django_db
def test_random_codes_hit_nothing(cast: Cast) -> None:
    issued(cast.learner)
    codes = {new_code() for _ in range(10_000)}
    assert not Credential.objects.filter(code__in=codes).exists()


@pytest.mark.django_db
def test_unknown_codes_are_told_apart_by_nothing_but_themselves(cast: Cast) -> None:
    held = issued(cast.learner)
    near = held.code[:-1] + ("0" if held.code[-1] != "0" else "1")
    codes = [near, *(new_code() for _ in range(5))]
    answers = [Client().get(f"/v/{code}/") for code in codes]
    bodies = {_plain(answer.content.decode(), code) for code, answer in zip(codes, answers, strict=True)}
    assert len(bodies) == 1
    assert {answer.status_code for answer in answers} == {200}
    assert len({frozenset(answer.headers) for answer in answers}) == 1


def _plain(body: str, code: str) -> str:
    """Without the code, as it stands in addresses and in fours, and the token of the language form, new in every answer."""
    for written in (code, in_fours(code)):
        body = body.replace(written, "·")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body)

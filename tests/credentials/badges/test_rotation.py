"""The next key is published before it signs; the drill; a rotation killed anywhere; issuing and revoking meanwhile."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from credentials.badges.claims import read_claim
from credentials.badges.keys import issuer_did, public_keys, signing_key
from credentials.badges.proof import is_genuine
from credentials.badges.rotation import AHEAD, Step, TooEarly, take_next_step
from credentials.badges.signing import is_intact, is_list_true, publish_list
from credentials.models import Credential, CredentialSignature, StatusList
from credentials.services import revoke_credential
from people.models import AuditEntry
from tests.children import running_child
from tests.conftest import Cast
from tests.credentials.issued import REASON, issued
from tests.factories.people import UserFactory

NOW = timezone.now()
LATER = AHEAD + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> Path:
    settings.SIGNING_KEYS_DIR = tmp_path / "keys"
    return tmp_path / "keys"


def published() -> set[str]:
    """The ids by which strangers find a key."""
    return set(json.loads(Client().get("/.well-known/did.json").content)["assertionMethod"])


def key_id(number: int) -> str:
    return f"{issuer_did()}#key-{number}"


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def signer_of(held: Credential) -> str:
    method: str = json.loads(bytes(held.signature.document))["proof"]["verificationMethod"]
    return method


def test_the_next_key_is_published_for_a_day_before_anything_is_signed_with_it(cast: Cast, keys: Path) -> None:
    assert take_next_step(at=NOW) == Step("made", 1)
    assert take_next_step(at=NOW) == Step("published", 2)
    assert published() == {key_id(1), key_id(2)}
    assert signing_key().number == 1
    assert signer_of(issued(cast.learner)) == key_id(1)
    for at in (NOW, NOW + AHEAD - timedelta(minutes=1)):
        with pytest.raises(TooEarly):
            take_next_step(at=at)
    assert signer_of(issued(cast.comrade)) == key_id(1)
    assert take_next_step(at=timezone.now() + LATER) == Step("signs", 2)
    assert signer_of(issued(cast.trainer)) == key_id(2)
    assert names(keys) == ["key-1.pub", "key-2.pem"]


def test_what_a_verifier_kept_since_the_publication_knows_the_new_key(cast: Cast) -> None:
    """A saved page, or a copy of the issuer's document, from before the first signature with it."""
    take_next_step(at=NOW)
    take_next_step(at=NOW)
    kept = public_keys()
    take_next_step(at=timezone.now() + LATER)
    held = issued(cast.learner)
    assert is_genuine(json.loads(bytes(held.signature.document)), kept[2])
    assert read_claim(held.code, held.signature.claim, kept).key == 2


def test_the_drill(cast: Cast, keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As docs/operations.md describes it: publish, wait, sign, check. The old private key is gone."""
    call_command("rotate_signing_key")
    old = issued(cast.learner)
    call_command("rotate_signing_key")
    assert "Key 2 is published and signs nothing yet." in capsys.readouterr().out
    with pytest.raises(CommandError, match="Key 2 was published a short while ago"):
        call_command("rotate_signing_key")
    with time_machine.travel(timezone.now() + LATER, tick=False):
        call_command("rotate_signing_key")
    assert "Key 2 signs from now on." in capsys.readouterr().out
    new = issued(cast.comrade)
    call_command("check_signatures")
    assert "2 certificates and 1 status lists are as they were signed." in capsys.readouterr().out
    assert names(keys) == ["key-1.pub", "key-2.pem"]
    assert [signer_of(row) for row in (old, new)] == [key_id(1), key_id(2)]
    assert {key_id(1), key_id(2)} == published()
    for row in (old, new):
        assert read_claim(row.code, row.signature.claim, public_keys()).key == row.signature.key_number
    assert is_genuine(json.loads(bytes(StatusList.objects.get().document)), public_keys()[2])
    noted = AuditEntry.objects.filter(data__key=2).order_by("pk").values_list("event", flat=True)
    assert list(noted) == ["signing key published", "signing key took over"]


def test_a_stolen_key_is_followed_at_once(cast: Cast, keys: Path) -> None:
    issued(cast.learner)
    call_command("rotate_signing_key", now=True)
    assert names(keys) == ["key-1.pub", "key-2.pem"]
    assert is_list_true(StatusList.objects.get())


def test_a_lost_private_key_is_followed_at_once(cast: Cast, keys: Path) -> None:
    """Of a folder that was brought back without it, the public halves still verify."""
    old = issued(cast.learner)
    take_next_step(at=NOW, at_once=True)
    (keys / "key-2.pem").unlink()
    assert take_next_step(at=NOW) == Step("signs", 3)
    assert is_intact(old.signature)
    assert is_list_true(StatusList.objects.get())


def test_the_number_of_a_lost_key_is_never_given_again(cast: Cast, keys: Path) -> None:
    issued(cast.learner)
    take_next_step(at=NOW, at_once=True)
    of_lost_key = issued(cast.comrade)
    (keys / "key-2.pem").unlink()
    assert take_next_step(at=NOW) == Step("signs", 3)
    assert not is_intact(of_lost_key.signature)
    with pytest.raises(CommandError, match=f"1 certificates do not fit their signature: {of_lost_key.pk}"):
        call_command("check_signatures")


@pytest.mark.parametrize("how", ["a revocation taken out", "another key", "no list"])
def test_the_check_finds_a_status_list_that_hides_a_revocation(cast: Cast, how: str) -> None:
    held = issued(cast.learner)
    before = bytes(StatusList.objects.get().document)
    revoke_credential(credential=held, by=cast.administrator, reason=REASON, at=NOW)
    call_command("check_signatures")
    wrong = {"a revocation taken out": before, "another key": b"{}", "no list": b"spoilt"}[how]
    StatusList.objects.update(document=wrong)
    with pytest.raises(CommandError, match="do not say what the record says"):
        call_command("check_signatures")


def test_the_check_finds_a_revocation_that_was_taken_back_behind_the_application(cast: Cast) -> None:
    """Also once the list was signed again from the record as it was falsified."""
    held = issued(cast.learner)
    revoke_credential(credential=held, by=cast.administrator, reason=REASON, at=NOW)
    Credential.objects.filter(pk=held.pk).update(revoked_at=None)
    publish_list(status_list=StatusList.objects.get(), at=NOW)
    with pytest.raises(CommandError, match=f"Revoked by the audit log, and not by the record: {held.pk}"):
        call_command("check_signatures")


# --- kill -9 ----------------------------------------------------------------------------------------


def restore(keys: Path, kept: dict[str, bytes], listed: bytes) -> None:
    for file in keys.iterdir():
        file.unlink()
    for name, content in kept.items():
        (keys / name).write_bytes(content)
    StatusList.objects.update(document=listed)


def answer_of(child: Popen[str], step: int) -> str:
    """How a rotation ended that was to die before this step: killed, ended before, or failed."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(f"{step}\n")
    child.stdin.flush()
    return child.stdout.readline().strip()


def whole(cast: Cast) -> None:
    """Whatever was signed verifies with what is published, and somebody signs."""
    assert signing_key().public.id in published()
    for row in CredentialSignature.objects.all():
        assert is_intact(row)
        assert json.loads(bytes(row.document))["proof"]["verificationMethod"] in published()
    assert all(is_list_true(row) for row in StatusList.objects.all())
    with transaction.atomic():
        assert is_intact(issued(cast.comrade).signature)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_a_rotation_killed_at_any_step_leaves_a_whole_house_and_is_brought_to_its_end(cast: Cast, keys: Path) -> None:
    revoke_credential(credential=issued(cast.learner), by=cast.administrator, reason=REASON, at=NOW)
    kept = {file.name: file.read_bytes() for file in keys.iterdir()}
    listed = bytes(StatusList.objects.get().document)
    with running_child("tests.credentials.badges.dying_rotation", str(keys)) as child:
        for step in count():
            restore(keys, kept, listed)
            ended = answer_of(child, step)
            assert ended in ("killed", "ended"), "the rotation failed by itself"
            whole(cast)
            for draft in keys.glob(".key-*"):
                os.utime(draft, (time.time() - 3600,) * 2)
            if ended == "killed":
                assert take_next_step(at=NOW, at_once=True) == Step("signs", 2), step
            whole(cast)
            assert names(keys) == ["key-1.pub", "key-2.pem"], step
            if ended == "ended":
                break
    assert step > 15


@pytest.mark.django_db(transaction=True)
def test_issuing_and_revoking_go_on_while_keys_follow_each_other(cast: Cast) -> None:
    issued(cast.learner)
    people = [UserFactory(name=f"Soldier {number}") for number in range(12)]
    administrator = cast.administrator

    def work(person: Any) -> None:
        try:
            held = issued(person)
            revoke_credential(credential=held, by=administrator, reason=REASON, at=NOW)
        finally:
            connection.close()

    def rotate(_number: int) -> None:
        try:
            take_next_step(at=NOW, at_once=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        works = [pool.submit(work, person) for person in people]
        turns = pool.submit(lambda: [rotate(number) for number in range(4)])
        for each in (*works, turns):
            each.result()
    assert signing_key().number == 5
    call_command("check_signatures")
    assert Credential.objects.filter(revoked_at__isnull=False).count() == len(people)

"""The bill of materials names whatever others made that runs or lies here, with version and licence (ASVS 15.1.2)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("bill") / "below" / "sbom.json"
    subprocess.run([sys.executable, "-m", "requirements.sbom", str(target)], cwd=ROOT, check=True)  # noqa: S603
    return target.read_text()


@pytest.fixture(scope="module")
def bill(text: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(text)
    return read


def pinned_in(name: str) -> set[tuple[str, str]]:
    lock = (ROOT / "requirements" / name).read_text()
    return {(package.lower().replace("_", "-").replace(".", "-"), version) for package, version in PINNED.findall(lock)}


def packages(bill: dict[str, Any], scope: str) -> set[tuple[str, str]]:
    found = [each for each in bill["components"] if each["purl"].startswith("pkg:pypi/") and each["scope"] == scope]
    return {(each["name"], each["version"]) for each in found}


def carried(bill: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in bill["components"] if not each["purl"].startswith("pkg:pypi/")]


def test_it_is_what_the_standard_asks_for(text: str) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_every_package_that_a_server_installs_is_named(bill: dict[str, Any]) -> None:
    pinned = pinned_in("base.txt")
    assert len(pinned) > 50
    assert packages(bill, "required") == pinned


def test_what_tests_and_tools_alone_need_is_named_apart(bill: dict[str, Any]) -> None:
    assert packages(bill, "excluded") == pinned_in("dev.txt") - pinned_in("base.txt")


def test_everything_has_a_version_and_a_licence(bill: dict[str, Any]) -> None:
    assert [each["name"] for each in bill["components"] if not (each.get("version") and each.get("licenses"))] == []


def test_it_knows_who_needs_what(bill: dict[str, Any]) -> None:
    needs = {re.sub(r"^pkg:\w+/|@[^@]*$", "", each["ref"]): " ".join(each.get("dependsOn", [])) for each in bill["dependencies"]}
    assert "pkg:pypi/django@" in needs["wagtail"]
    assert "pkg:pypi/wagtail@" in needs["bluehelm"]
    assert "pkg:npm/%40dagrejs/dagre@" in needs["bluehelm"]
    assert "asgiref" not in needs["bluehelm"]


def test_the_files_that_are_carried_are_those_that_lie_here(bill: dict[str, Any]) -> None:
    files = {file["name"]: file["hashes"] for build in carried(bill) for file in build["components"]}
    true = {name: [{"alg": "SHA-256", "content": sha256((ROOT / name).read_bytes()).hexdigest()}] for name in files}
    assert files == true


def test_nothing_of_others_lies_here_that_is_not_named(bill: dict[str, Any]) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S607
    foreign = re.compile(r"^static/vendor/|\.(ttf|otf|woff2?)$|/contexts/.*\.json$|(^|/)(LICEN[CS]E|OFL|COPYING)")
    here = {path for path in listed if foreign.search(path)}
    assert "static/vendor/dagre-3.1.3/dagre.min.js" in here
    assert here == {file["name"] for build in carried(bill) for file in build["components"]}


def test_a_folder_of_a_build_says_the_version_that_the_bill_says(bill: dict[str, Any]) -> None:
    told = {f"{each['group']}/{each['name']}": each["version"] for each in carried(bill)}
    for folder in (ROOT / "static" / "vendor").iterdir():
        assert [name for name, version in told.items() if folder.name.endswith(version)], folder.name

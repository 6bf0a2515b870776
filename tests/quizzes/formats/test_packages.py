"""QTI packages: good ones are read whole; what leads out of them, is missing or bursts is refused."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from pathlib import Path

import pytest

from quizzes.formats import Verdict, read_file
from quizzes.formats import qti_package as module
from tests.quizzes.formats.packages import MANIFEST, RESOURCE, item, package, zipped

TEST = '<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"><assessmentItemRef href="{}"/></assessmentTest>'


def test_every_item_of_a_good_package_is_found() -> None:
    reading = read_file(package({"a.xml": item(), "more/b.xml": item()}), "bank.zip")
    assert [(each.file, each.verdict) for each in reading.found] == [
        ("bank.zip/a.xml", Verdict.ACCEPTED),
        ("bank.zip/more/b.xml", Verdict.ACCEPTED),
    ]


def test_items_that_only_a_test_names_are_found() -> None:
    manifest = MANIFEST.format('<resource type="imsqti_test_xmlv2p1" href="test/t.xml"/>')
    files = {"imsmanifest.xml": manifest, "test/t.xml": TEST.format("../items/a%20b.xml"), "items/a b.xml": item()}
    assert [each.verdict for each in read_file(zipped(files), "bank.zip").found] == [Verdict.ACCEPTED]


@pytest.mark.parametrize(
    ("manifest", "resources", "resource"),
    [("content/", "", ""), ("", "content/", ""), ("", "", "content"), ("con", "../content/", "")],
)
def test_addresses_are_counted_from_the_base_that_the_manifest_gives(manifest: str, resources: str, resource: str) -> None:
    """Else one question is two: a file that is missing, and an item that nobody names."""
    text = MANIFEST.format(RESOURCE.format("a.xml"))
    for tag, base in (("manifest", manifest), ("resources", resources), ("resource", resource)):
        text = re.sub(rf"<{tag}\b", f'<{tag} xml:base="{base}"', text) if base else text
    reading = read_file(zipped({"imsmanifest.xml": text, "content/a.xml": item()}), "bank.zip")
    assert [(each.file, each.verdict) for each in reading.found] == [("bank.zip/content/a.xml", Verdict.ACCEPTED)]


def test_a_base_outside_the_package_is_not_fetched() -> None:
    text = MANIFEST.format(RESOURCE.format("a.xml")).replace("<resources", '<resources xml:base="https://example.org/"')
    [missing, unnamed] = read_file(zipped({"imsmanifest.xml": text, "a.xml": item()}), "bank.zip").found
    assert "outside the package" in missing.refusal
    assert unnamed.verdict == Verdict.REFUSED


def test_what_is_missing_outside_broken_or_unnamed_is_refused_by_name() -> None:
    named = ("good.xml", "missing.xml", "https://example.org/item.xml", "../../etc/passwd", "cut.xml")
    content = package({"good.xml": item(), "cut.xml": item()[:200], "unnamed.xml": item()}, named=named)
    reading = read_file(content, "bank.zip")
    assert [each.verdict for each in reading.found].count(Verdict.ACCEPTED) == 1
    assert {each.title: each.refusal for each in reading.of(Verdict.REFUSED)}.keys() == {
        "missing.xml",
        "https://example.org/item.xml",
        "../../etc/passwd",
        "cut.xml",
        "unnamed.xml",
    }


def test_a_package_without_its_test_is_refused() -> None:
    manifest = MANIFEST.format(RESOURCE.format("a.xml") + '<resource type="imsqti_test_xmlv2p1" href="t.xml"/>')
    reading = read_file(zipped({"imsmanifest.xml": manifest, "a.xml": item()}), "bank.zip")
    assert reading.fault
    assert "t.xml" in reading.fault.refusal


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "a/../../evil.xml", "c:\\evil.xml", "a\\..\\evil.xml"])
def test_a_name_that_leads_out_of_the_package_refuses_it_whole(name: str) -> None:
    reading = read_file(package({"a.xml": item(), name: item()}, named=("a.xml",)), "bank.zip")
    assert not reading.found
    assert reading.fault
    assert "outside itself" in reading.fault.refusal


def test_a_link_in_the_package_refuses_it_whole() -> None:
    target = io.BytesIO(package({"a.xml": item()}))
    with zipfile.ZipFile(target, "a") as packed:
        link = zipfile.ZipInfo("link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    assert read_file(target.getvalue(), "bank.zip").fault


def test_a_package_that_bursts_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_UNPACKED", 100_000)
    bomb = package({"a.xml": item(), "big.xml": b"<a>" + b" " * 200_000 + b"</a>"})
    assert len(bomb) < 3_000
    fault = read_file(bomb, "bank.zip").fault
    assert fault
    assert "unpacks to more" in fault.refusal


def test_a_size_that_the_package_lies_about_does_not_help_it() -> None:
    content = bytearray(package({"a.xml": b" " * 100_000}))
    at = content.rfind(b"PK\x01\x02", 0, len(content))
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    reading = read_file(bytes(content), "bank.zip")
    assert not reading.of(Verdict.ACCEPTED)


@pytest.mark.parametrize("cut", [10, 60, 200])
def test_a_package_that_was_cut_off_is_refused(cut: int) -> None:
    assert read_file(package({"a.xml": item()})[:-cut], "bank.zip").fault


def test_packages_of_the_oracle_are_told_apart(oracles: Path) -> None:
    folder = oracles / "questions" / "qti21-packages"
    readings = {path.name: read_file(path.read_bytes(), path.name) for path in folder.glob("*.zip")}
    assert {name for name, reading in readings.items() if reading.fault} == {"MissingFile.zip", "NotContentPackage.zip"}
    assert len(readings["WebDeveloperTest1.zip"].found) == 9


@pytest.mark.parametrize("name", ["qti3-test-package", "qti3-conformance/Basic/T4-T7"])
def test_unpacked_packages_of_the_oracle_are_read_item_by_item(oracles: Path, name: str) -> None:
    root = oracles / "questions" / name
    files = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.xml")}
    reading = read_file(zipped(files), "bank.zip")
    assert reading.fault is None
    items = [path for path in files if path.startswith("items/") and "/ref/" not in path]
    assert len(reading.found) == len(items)
    assert all(each.reasons for each in reading.found if each.verdict != Verdict.ACCEPTED)


def test_a_resource_that_names_its_file_inside_is_found() -> None:
    manifest = MANIFEST.format('<resource identifier="r" type="imsqti_item_xmlv2p1"><file href="a.xml"/></resource>')
    (found,) = read_file(zipped({"imsmanifest.xml": manifest, "a.xml": item()}), "bank.zip").found
    assert found.verdict == Verdict.ACCEPTED


@pytest.mark.parametrize(("kind", "place"), [("imsqti_xmlv1p2", "file"), ("assessment/x-bb-qti-test", "resource")])
def test_a_package_of_the_first_qti_is_told_so(kind: str, place: str) -> None:
    old = '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"/>'
    inside, href = ('<file href="old.xml"/>', "") if place == "file" else ("", ' href="old.xml"')
    manifest = MANIFEST.format(f'<resource identifier="r" type="{kind}"{href}>{inside}</resource>')
    reading = read_file(zipped({"imsmanifest.xml": manifest, "old.xml": old}), "bank.zip")
    faults = [reading.fault] if reading.fault else reading.found
    assert ["This is QTI 1" in each.refusal for each in faults] == [True]

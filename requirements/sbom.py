"""`python -m requirements.sbom [FILE]`: the bill of materials of Bluehelm, as CycloneDX 1.6 in JSON.

It names every package that requirements/*.txt pin and everything that others made and this repository carries (vendored.json),
each with its version and licence. What only tests and tools need has the scope “excluded”.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "requirements"
RUNS, TESTS = ComponentScope.REQUIRED, ComponentScope.EXCLUDED
# Packages that are pinned for other systems and not installed here, or whose metadata are silent.
UNSAID = {"async-timeout": "Apache-2.0", "axe-playwright-python": "MIT", "colorama": "BSD-3-Clause"}
# What packages write where SPDX has an identifier for exactly that.
SPDX = {
    "Apache Software License": "Apache-2.0",
    "BSD 3-Clause license": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
}


@dataclass(frozen=True)
class Pin:
    """One line of a lock file. ``condition``: where alone it is installed; ``wanted_by``: names, or our own file."""

    name: str
    version: str
    condition: str
    wanted_by: tuple[str, ...]


def pins(lock: str) -> list[Pin]:
    """Every pin of a file that uv compiled."""
    found: list[Pin] = []
    for line in lock.splitlines():
        if re.match(r"[\w.-]+(\[.*\])?==", line):
            asked = Requirement(line.removesuffix("\\").strip())
            [version] = asked.specifier
            found.append(Pin(canonicalize_name(asked.name), version.version, str(asked.marker or ""), ()))
        elif found and (wanted := re.match(r"    #(?: via)?\s+(?!via$)(\S.*)", line)):
            last = found.pop()
            found.append(Pin(last.name, last.version, last.condition, (*last.wanted_by, wanted[1])))
    return found


def licences_of(name: str) -> list[str]:
    """What the package says of its licence: an SPDX expression, else its own word, else its classifiers."""
    if name in UNSAID:
        return [UNSAID[name]]
    try:
        about: Any = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return []
    short = about.get("License-Expression") or about.get("License") or ""
    if "\n" in short or short.startswith("Copyright"):
        short = ""
    classified = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier", []) if each.startswith("License :: ")]
    return [SPDX.get(each, each) for each in ([short] if short else classified)]


def package(pin: Pin, scope: ComponentScope) -> Component:
    address = PackageURL("pypi", name=pin.name, version=pin.version)
    condition = [Property(name="bluehelm:installed-where", value=pin.condition)] if pin.condition else []
    return Component(
        name=pin.name,
        version=pin.version,
        type=ComponentType.LIBRARY,
        scope=scope,
        bom_ref=str(address),
        purl=address,
        licenses=[LicenseFactory().make_from_string(each) for each in licences_of(pin.name)],
        properties=condition,
    )


def carried(entry: dict[str, Any]) -> Component:
    """Something of others that lies in this repository, with its files inside."""
    group, name = entry["name"].split("/")
    address = PackageURL("npm", namespace=group, name=name, version=entry["version"])
    return Component(
        group=group,
        name=name,
        version=entry["version"],
        description=entry["for"],
        type=ComponentType.LIBRARY,
        scope=RUNS,
        bom_ref=str(address),
        purl=address,
        licenses=[LicenseFactory().make_from_string(entry["licence"])],
        components=[_file(path) for path in [*entry["files"], entry["licence_file"]]],
    )


def _file(path: str) -> Component:
    content = HashType(alg=HashAlgorithm.SHA_256, content=sha256((ROOT / path).read_bytes()).hexdigest())
    return Component(name=path, type=ComponentType.FILE, bom_ref=path, hashes=[content])


def bill() -> Bom:
    """Everything, and who needs what."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    ours = Component(name=project["name"], version=project["version"], type=ComponentType.APPLICATION, bom_ref="bluehelm")
    bom = Bom()
    bom.metadata.component = ours
    running = set(pins((HERE / "base.txt").read_text()))
    known = {(pin.name, pin.version) for pin in running}
    every = sorted(running | set(pins((HERE / "dev.txt").read_text())), key=lambda pin: (pin.name, pin.version))
    parts = {}
    for pin in every:
        scope = RUNS if (pin.name, pin.version) in known else TESTS
        parts.setdefault((pin.name, pin.version), (package(pin, scope), set()))[1].update(pin.wanted_by)
    vendored = [carried(entry) for entry in json.loads((HERE / "vendored.json").read_text())]
    for component in [*(part for part, _ in parts.values()), *vendored]:
        bom.components.add(component)
    own = [part for part, wanted in parts.values() if any(word.startswith("-r ") for word in wanted)]
    bom.register_dependency(ours, [*own, *vendored])
    for (name, _version), (part, _) in parts.items():
        bom.register_dependency(part, [other for other, wanted in parts.values() if name in wanted])
    return bom


def main(arguments: list[str]) -> int:
    text = JsonV1Dot6(bill()).output_as_string(indent=2)
    if not arguments:
        sys.stdout.write(f"{text}\n")
        return 0
    path = Path(arguments[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{text}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

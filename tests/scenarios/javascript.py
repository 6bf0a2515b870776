"""Runs scripts of static/js in the JavaScript that Playwright brings along: no browser, no page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

SCRIPTS = Path(__file__).resolve().parents[2] / "static" / "js"
LOAD = """
const fs = require("fs");
(0, eval)(fs.readFileSync(process.argv[1], "utf8"));
const engine = globalThis.scenarioEngine;
const story = globalThis.bluehelmStory;
const given = JSON.parse(fs.readFileSync(0, "utf8"));
const answer = (function () { %s })();
process.stdout.write(JSON.stringify(answer));
"""


def in_javascript(body: str, given: Any, script: str = "scenario-engine") -> Any:
    """What the function body returns; it sees ``given``, and of the script ``engine`` or ``story``."""
    node = compute_driver_executable()[0]
    command = [node, "-e", LOAD % body, str(SCRIPTS / f"{script}.js")]
    run = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True)  # noqa: S603
    return json.loads(run.stdout)

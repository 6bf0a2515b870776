"""``python -m benchmarks.examination``: what a whole examination costs beside the trivial view, in the same run.

Twenty items on two pages without JavaScript: start, save, save, submit and result, each with the page it leads to, as a browser
follows it; and the saving of one answer by script. With ``--stored 1000,1000000`` (PostgreSQL) the same with so many stored
attempts, made by SQL. CPU is that of the server's processes and the database's. Figures, no verdict.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.figures import table
from benchmarks.server import ROOT, Server, database_cpu, environment, postgres_database, serving

POSTGRES = os.environ.get("BENCHMARK_POSTGRES", "postgres://root@127.0.0.1:5432")
GOALS = {"examination": 20.0, "one answer": 2.0}  # times the trivial view
TRIVIAL_REQUESTS, ANSWERS = 200, 40
HEAD = ["Stored attempts", "What", "CPU ms", "× trivial", "goal", "p50 ms", "p95 ms"]


@dataclass
class Cost:
    """CPU seconds in all, and seconds of each of its parts as the client waited for them."""

    cpu: float = 0.0
    count: int = 0
    waits: list[float] = field(default_factory=list)

    @property
    def ms(self) -> float:
        return 1000 * self.cpu / max(1, self.count)


class Browser:
    """Follows forms and redirects without JavaScript, over one connection."""

    def __init__(self, port: int, cookie: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = dict([cookie.split("=", 1)])
        self.waits: list[float] = []

    def ask(self, method: str, path: str, body: str = "", kind: str = "application/x-www-form-urlencoded") -> tuple[str, str]:
        """(where to, text). Ends the measurement at a status that is no answer."""
        headers = {"Host": "localhost", "Content-Type": kind, "X-CSRFToken": self.cookies.get("csrftoken", "")}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.waits.append(time.perf_counter() - begun)
        if answer.status >= 400:
            sys.exit(f"{method} {path} answers {answer.status}; nothing was measured.")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer.headers.get("Location") or "", text

    def post(self, path: str, **fields: str) -> tuple[str, str]:
        """Posts a form and opens the page it leads to: (its address, its text)."""
        place, _text = self.ask("POST", path, urlencode(fields))
        return place, self.ask("GET", place)[1]

    def sit(self, start: str) -> str:
        """The whole examination; the attempt's address."""
        place, text = self.post(start)
        address = place
        for _page in range(2):
            _place, text = self.post(f"{address}save/", **filled_in(text))
        self.post(f"{address}submit/")
        return address


def filled_in(text: str) -> dict[str, str]:
    """The form of a page with the first option of each question chosen."""
    fields = {"page": found.group(1) if (found := re.search(r'name="page" value="(\d+)"', text)) else "1"}
    for item, seen in re.findall(r'name="seen-(\d+)" value="(\d+)"', text):
        option = re.search(rf'name="item-{item}" value="(\w+)"', text)
        fields |= {f"seen-{item}": seen, f"item-{item}": option.group(1) if option else ""}
    return fields


@dataclass
class Stage:
    """The two servers, and who may be spent on them."""

    site: Server
    plain: Server
    database_url: str
    data: dict[str, Any]

    def cpu(self, server: Server) -> float:
        return server.cpu() + database_cpu(self.database_url)

    def trivial(self) -> Cost:
        browser = Browser(self.plain.port, self.data["plain_cookies"][0])
        browser.ask("GET", "/")
        before = self.cpu(self.plain)
        for _ in range(TRIVIAL_REQUESTS):
            browser.ask("GET", "/")
        return Cost(self.cpu(self.plain) - before, TRIVIAL_REQUESTS, browser.waits[1:])

    def examinations(self, cookies: list[str]) -> Cost:
        """Each learner has opened the page of the quiz before; that is not counted."""
        browsers = [Browser(self.site.port, cookie) for cookie in cookies]
        for browser in browsers:
            browser.ask("GET", self.data["page"])
            browser.waits.clear()
        before = self.cpu(self.site)
        for browser in browsers:
            browser.sit(self.data["start"])
        waits = [wait for browser in browsers for wait in browser.waits]
        return Cost(self.cpu(self.site) - before, len(browsers), waits)

    def answers(self, cookie: str) -> Cost:
        """One answer after another by script, each a change of the one before."""
        browser = Browser(self.site.port, cookie)
        browser.ask("GET", self.data["page"])
        address, text = browser.post(self.data["start"])
        options = re.findall(r'name="item-1" value="(\w+)"', text)
        browser.waits.clear()
        before, seen = self.cpu(self.site), 0
        for number in range(ANSWERS):
            message = {"item": 1, "response": {"chosen": [options[number % 2]]}, "client_id": str(uuid4()), "seen": seen}
            _place, answered = browser.ask("POST", f"{address}answer/", json.dumps(message), "application/json")
            seen = json.loads(answered)["sequence"]
        return Cost(self.cpu(self.site) - before, ANSWERS, browser.waits)


def measure(stage: Stage, stored: int, learners: list[str], rounds: int) -> list[list[str]]:
    """Rows of the table: trivial view, examination, one answer; in rounds, so that a slow minute meets all of them."""
    seen: dict[str, list[Cost]] = {"trivial view": [], "examination": [], "one answer": []}
    share = len(learners) // (rounds + 1)
    for number in range(rounds + 1):
        own = learners[number * share : (number + 1) * share]
        costs = {"trivial view": stage.trivial(), "examination": stage.examinations(own[1:]), "one answer": stage.answers(own[0])}
        if number:  # the first round only warms up
            for what, cost in costs.items():
                seen[what].append(cost)
    trivial = statistics.median(cost.ms for cost in seen["trivial view"])
    return [row_of(stored, what, costs, trivial) for what, costs in seen.items()]


def row_of(stored: int, what: str, costs: list[Cost], trivial: float) -> list[str]:
    ms = statistics.median(cost.ms for cost in costs)
    waits = sorted(1000 * wait for cost in costs for wait in cost.waits)
    goal = f"{GOALS[what]:g}" if what in GOALS else ""
    p50, p95 = waits[len(waits) // 2], waits[int(len(waits) * 0.95)]
    return [f"{stored:,}", what, f"{ms:.2f}", f"{ms / trivial:.1f}", goal, f"{p50:.1f}", f"{p95:.1f}"]


def run(url: str, folder: Path, asked: argparse.Namespace, stored: list[int]) -> None:
    env = environment(folder, url)
    make = [sys.executable, "-m", "benchmarks.examination_data", "make", str(asked.learners * len(stored))]
    data = json.loads(subprocess.run(make, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True).stdout)
    rows = []
    for number, wanted in enumerate(stored):
        if wanted:
            fill = [
                sys.executable,
                "-m",
                "benchmarks.examination_data",
                "store",
                str(wanted),
                str(data["quiz"]),
                str(asked.items),
            ]
            subprocess.run(fill, cwd=ROOT, env=env, check=True)
        with (
            serving(env, "config.settings", folder / "site.log") as site,
            serving(env, "benchmarks.trivial_settings", folder / "trivial.log", "benchmarks/trivial_gunicorn.py") as plain,
        ):
            learners = data["cookies"][number * asked.learners : (number + 1) * asked.learners]
            rows += measure(Stage(site, plain, url, data), wanted, learners, asked.rounds)
    print(table(HEAD, rows))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.examination", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--learners", type=int, default=60, help="examinations and answers, over all rounds")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stored", default="0", help="stored attempts, e.g. 1000,1000000; PostgreSQL only")
    parser.add_argument("--items", type=int, default=20, help="items and steps of a stored attempt")
    asked = parser.parse_args()
    stored = [int(each) for each in asked.stored.split(",")]
    with tempfile.TemporaryDirectory(prefix="bluehelm-examination-") as name, postgres_database(POSTGRES) as postgres:
        url = postgres if asked.database == "postgres" else f"sqlite:///{Path(name) / 'bluehelm.sqlite3'}"
        if url is None:
            sys.exit(f"No server answers at {POSTGRES}.")
        if any(stored) and asked.database != "postgres":
            sys.exit("Stored attempts are made on PostgreSQL only.")
        run(url, Path(name), asked, stored)


if __name__ == "__main__":
    main()

"""One learner's browser as quiz-save.js works in it, with what can break in the middle of an answer."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.mortal_server import MortalServer

PATIENCE = 60.0  # seconds until a device that gets no answer gives up
LOST = (OSError, HTTPException)


@dataclass
class Message:
    """One answer on its way."""

    item: int
    chosen: str
    client_id: str = field(default_factory=lambda: str(uuid4()))


class Device:
    """One learner's browser. ``sign_in`` makes a new session and returns its cookie; ``kept`` is what outlives the browser."""

    def __init__(self, server: MortalServer, start: str, sign_in: Callable[[], str], random: Random) -> None:
        self.server, self.start_address, self.sign_in, self.random = server, start, sign_in, random
        self.cookies: dict[str, str] = {}
        self.address = ""
        self.kept: dict[int, list[Message]] = {}
        self.seen: dict[int, int] = {}
        self.options: dict[int, list[str]] = {}
        self.acknowledged: dict[str, Message] = {}
        self.latest: dict[int, str] = {}

    # --- One request -------------------------------------------------------------------------

    def ask(
        self, method: str, path: str, body: str = "", kind: str = "application/x-www-form-urlencoded"
    ) -> tuple[int, str, str]:
        """(status, where to, text). Raises one of LOST when the connection or the server died."""
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        headers = {"Host": "localhost", "Content-Type": kind, "X-CSRFToken": self.cookies.get("csrftoken", "")}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            if answer.status == 200 and not text.rstrip().endswith(("</html>", "}")):
                raise HTTPException("The answer ends in the middle.")
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location") or "", text

    def insist(self, method: str, path: str, body: str = "", **kind: str) -> tuple[int, str, str]:
        """Asks again until there is an answer; whoever is sent to the sign-in signs in and asks again."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                status, place, text = self.ask(method, path, body, **kind)
            except LOST:
                time.sleep(0.05)
                continue
            if status == 401 or "/login/" in place:
                self.enter()
                continue
            if status < 500:
                return status, place, text
            time.sleep(0.05)
        raise TimeoutError(path)

    def enter(self) -> None:
        name, _, value = self.sign_in().partition("=")
        self.cookies = {name: value}
        while "csrftoken" not in self.cookies:
            try:
                self.ask("GET", "/learn/")
            except LOST:
                time.sleep(0.05)

    # --- An examination ----------------------------------------------------------------------

    def begin(self) -> None:
        self.enter()
        status, self.address, text = self.insist("POST", self.start_address)
        if status != 302:
            raise AssertionError(f"{status} for a start: {text[:200]}")
        self.load()
        if len(self.options) < 2:
            raise AssertionError(f"{self.address} shows {len(self.options)} questions")

    def load(self) -> None:
        """Reads all pages, as a browser does that was opened anew; what was kept waits on."""
        number, pages = 1, 1
        while number <= pages:
            status, place, text = self.insist("GET", f"{self.address}?page={number}")
            if 'name="seen-' not in text:
                raise AssertionError(f"{status} {place} for page {number}: {text[:200]}")
            pages = int(found.group(1)) if (found := re.search(r"Page \d+ of (\d+)", text)) else 1
            for item, value in re.findall(r'name="seen-(\d+)" value="(\d+)"', text):
                self.seen[int(item)] = int(value)
            for item in {int(each) for each in re.findall(r'name="item-(\d+)"', text)}:
                self.options[item] = re.findall(rf'name="item-{item}" value="(\w+)"', text)
            number += 1

    def give(self) -> None:
        """The learner chooses something else at one question."""
        item = self.random.choice(sorted(self.options))
        chosen = self.random.choice([each for each in self.options[item] if each != self.latest.get(item)])
        self.latest[item] = chosen
        self.kept.setdefault(item, []).append(Message(item, chosen))

    def deliver(self) -> None:
        """Sends everything that waits, one after another; raises one of LOST in between."""
        for item in sorted(self.kept):
            while self.kept[item]:
                self.deliver_one(self.kept[item][0])

    def deliver_one(self, message: Message) -> None:
        status, _place, text = self.ask("POST", f"{self.address}answer/", self.body(message), "application/json")
        if status == 401:
            self.enter()
        elif status == 200:
            self.kept[message.item].pop(0)
            self.seen[message.item] = json.loads(text)["sequence"]
            self.acknowledged[message.client_id] = message
        elif status < 500:
            raise AssertionError(f"{status} for an answer: {text[:200]}")

    def body(self, message: Message) -> str:
        sent = {"item": message.item, "response": {"chosen": [message.chosen]}, "client_id": message.client_id}
        return json.dumps(sent | {"seen": self.seen[message.item]})

    def flush(self) -> None:
        until = time.monotonic() + PATIENCE
        while any(self.kept.values()):
            try:
                self.deliver()
            except LOST:
                time.sleep(0.05)
            if time.monotonic() > until:
                raise TimeoutError("an answer is never acknowledged")

    def hand_in(self) -> int:
        self.flush()
        self.insist("POST", f"{self.address}submit/", urlencode({}))
        return self.insist("GET", f"{self.address}result/")[0]

    # --- Dying -------------------------------------------------------------------------------

    def die(self, kind: str, end_session: Callable[[str], None]) -> None:
        """What is chosen dies while an answer is under way, or just before or after."""
        {
            "browser": self.close_browser,
            "connection": self.break_connection,
            "session": lambda: end_session(self.cookies.get("sessionid", "")),
            "server": self.kill_server,
        }[kind]()

    def close_browser(self) -> None:
        """The request is out, nobody reads the answer, and the page is opened anew from what storage kept."""
        self.send_and_hang_up(whole=True)
        self.seen.clear()
        self.load()

    def break_connection(self) -> None:
        """Part of the request arrives, or all of it and no answer comes back."""
        self.send_and_hang_up(whole=self.random.random() < 0.5)

    def kill_server(self) -> None:
        if self.random.random() < 0.5:
            self.send_and_hang_up(whole=True)
        self.server.kill()

    def send_and_hang_up(self, *, whole: bool) -> None:
        waiting = next((messages[0] for messages in self.kept.values() if messages), None)
        if waiting is None:
            return
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        body = self.body(waiting)
        headers = {"Host": "localhost", "Content-Type": "application/json", "X-CSRFToken": self.cookies.get("csrftoken", "")}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers["Content-Length"] = str(len(body))
        try:
            connection.request("POST", f"{self.address}answer/", body if whole else body[: len(body) // 2], headers)
            time.sleep(self.random.random() * 0.03)
        except LOST:
            pass
        finally:
            connection.close()

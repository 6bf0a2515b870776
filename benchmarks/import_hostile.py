"""Broken question files by the thousand: whatever is sent, the answer is a message, in bounded time and memory.

Mutates the files of the oracle (cut, doubled, swapped and changed bytes, signs of each format put where they do not belong) and
reads each with ``read_file``. Run: ``python -m benchmarks.import_hostile [NUMBER] [SEED]``; 10,000 by default.
"""

from __future__ import annotations

import os
import random
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ORACLES = Path(os.environ.get("BLUEHELM_ORACLES") or ROOT.parent / "shared" / "oracles") / "questions"
FOLDERS = ("gift-peg", "moodle-gift", "moodle-aiken", "moodle-xml", "qti21-ims", "qti21-packages", "qti3-test-package/items")
SIGNS = [
    b"{",
    b"}",
    b"=",
    b"~",
    b"#",
    b"::",
    b"->",
    b"\\",
    b"####",
    b"<",
    b">",
    b"&",
    b"]]>",
    b"<![CDATA[",
    b"\x00",
    b"\xff",
    b"\n\n",
    b'"',
]
SIGNS += [
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"%50%",
    b"%-1e9%",
    b"\xe2\x80\xae",
    b"../",
    b"PK\x03\x04",
    b"[html]",
    b"{1:MC:=a}",
    b"9" * 400,
]
LONGEST_BASE = 60_000
SLOWEST = 2.0  # seconds of CPU for one file
LARGEST = 200  # megabytes for one file


def bases() -> list[tuple[str, bytes]]:
    """The files that are mutated, by name; the house's own formats are written from the examples of another."""
    from quizzes.formats import csv_table, own_json, read_file

    files = (path for folder in FOLDERS for path in sorted((ORACLES / folder).iterdir()) if path.suffix != ".json")
    found = [(path.name, path.read_bytes()[:LONGEST_BASE]) for path in files if path.is_file()]
    examples = (ORACLES / "moodle-gift" / "examples.txt").read_bytes()
    questions = [each.question for each in read_file(examples, "examples.txt").found if each.question]
    return [*found, ("bank.csv", csv_table.write(questions).encode()), ("bank.json", own_json.write(questions).encode())]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The file with one to six things done to it."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(data) + 1), chance.choice([1, 2, 8, 64, 512])
        deed = chance.randrange(6)
        if deed == 0:
            del data[at : at + length]
        elif deed == 1:
            data[at:at] = chance.choice(SIGNS)
        elif deed == 2:
            data[at : at + length] = bytes(chance.randrange(256) for _ in data[at : at + length])
        elif deed == 3:
            data[at:at] = data[at : at + length] * chance.choice([2, 30])
        elif deed == 4:
            del data[at:]
        else:
            other = chance.randrange(len(data) + 1)
            data[at:at] = data[other : other + length]
    return bytes(data)


def mutations(number: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """The same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible choice, no secret
    files = bases()
    for _ in range(number):
        name, content = chance.choice(files)
        yield name, mutated(content, chance)


def check(name: str, content: bytes) -> str:
    """What is wrong with how the file was read; empty where nothing is."""
    from quizzes.formats import Verdict, read_file

    reading = read_file(content, name)
    if bool(reading.found) == bool(reading.fault):
        return "neither questions nor a fault, or both"
    for found in reading.found:
        if found.line < 1 or (found.verdict != Verdict.ACCEPTED) != bool(found.reasons):
            return f"line {found.line}: {found.verdict} with reasons {found.reasons}"
        if found.question and "\ufffd" in repr(found.question):
            return f"line {found.line}: unreadable letters were kept"
    return "" if reading.fault is None or reading.fault.refusal else "a fault without a reason"


def main(number: int = 10_000, seed: int = 4) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    faults, slowest, largest, began = 0, ("", 0.0), 0, time.perf_counter()
    tracemalloc.start()
    for place, (name, content) in enumerate(mutations(number, seed)):
        tracemalloc.reset_peak()
        at = time.process_time()
        try:
            wrong = check(name, content)
        except Exception as error:
            wrong = f"{type(error).__name__}: {error}"
        took, peak = time.process_time() - at, tracemalloc.get_traced_memory()[1] // 1024**2
        slowest, largest = max(slowest, (name, took), key=lambda each: each[1]), max(largest, peak)
        if wrong or took > SLOWEST or peak > LARGEST:
            faults += 1
            print(f"{place} {name}: {wrong or 'too slow or too large'} ({took:.2f} s, {peak} MB)")
    took = time.perf_counter() - began
    print(
        f"{number} files in {took:.0f} s, slowest {slowest[1]:.2f} s of CPU ({slowest[0]}), at most {largest} MB, {faults} faults"
    )
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:3])))

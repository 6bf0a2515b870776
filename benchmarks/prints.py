"""``python -m benchmarks.prints``: a thousand certificates in one file, as the background task draws them: seconds and memory.

Names, codes and claims are invented; every certificate has its own QR code and its own signed file inside. Each part is drawn by
a process of its own, and joined by another, as ``credentials.prints.drawing`` does. ``--whole`` draws all in one process instead.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
ON = date(2026, 11, 27)


def sheets(people: int) -> list[object]:
    from credentials.document import CertificateSheet
    from credentials.services import new_code

    def sheet(number: int) -> CertificateSheet:
        code = new_code()
        badge = {"id": f"https://train.example/v/{code}/", "proof": {"proofValue": "z" + "1" * 86}, "filling": "x" * 2_600}
        return CertificateSheet(
            holder_name=f"Amina Diallo {number}",
            rank="Staff Sergeant",
            service_number=f"QM-{10_000 + number}",
            unit="Alpha Company, 1 Bn, MERCON",
            title="Human rights for peacekeepers",
            level="NCOs and junior officers",
            language="en",
            issued_on=ON,
            expires_on=date(2028, 11, 27),
            code=code,
            verify_url=f"https://train.example/v/{code}/#{'A' * 76}.{'B' * 86}",
            issuer="Meridia Peacekeeping Training Centre",
            criteria="All modules were finished and the final examination passed.",
            badge=json.dumps(badge),
        )

    return [sheet(number) for number in range(people)]


def child(verb: str, asked: bytes) -> tuple[bytes, float, int]:
    """(answer, seconds of processor time, megabytes at most)"""
    process = subprocess.Popen(
        [sys.executable, "-m", "credentials.prints.child", verb], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(asked)
    process.stdin.close()
    answer = process.stdout.read()
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{verb} ended with {status}")
    return answer, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("file", type=Path, nargs="?")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from credentials.prints.child import as_asked
    from credentials.prints.drawing import PART

    people = sheets(arguments.people)
    size = len(people) if arguments.whole else PART
    drawn, seconds, peaks, ends, whole = [people[n : n + size] for n in range(0, len(people), size)], 0.0, [0], [0], bytearray()
    for part in drawn:
        asked = as_asked("Alpha Company", part, language="en", author="A centre", on=ON)  # type: ignore[arg-type]
        answer, used, peak = child("draw", asked)
        whole += answer.partition(b"\n")[2]
        ends.append(len(whole))
        seconds, peaks = seconds + used, [*peaks, peak]
    with TemporaryDirectory() as folder:
        parts = Path(folder) / "parts"
        parts.write_bytes(whole)
        content, joining, peak = child("join", json.dumps({"path": str(parts), "ends": ends[1:]}).encode())
    if arguments.file:
        arguments.file.write_bytes(content)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(people)} certificates in {len(drawn)} parts: {seconds:.1f} s to draw, {joining:.1f} s to join (processor time)")
    print(f"{len(content) / 1e6:.1f} MB; at most {max(peaks)} MB to draw, {peak} MB to join, {own} MB for whoever asks")


if __name__ == "__main__":
    main()

"""``python -m benchmarks.prints``: a thousand certificates in one file, as the background task draws them: seconds and memory.

Names, codes and claims are invented; every certificate has its own QR code and its own signed file inside.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from datetime import date
from pathlib import Path

PEOPLE = 1_000


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from credentials.document import CertificateSheet, certificates_pdf, sheet_data
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
            issued_on=date(2026, 11, 27),
            expires_on=date(2028, 11, 27),
            code=code,
            verify_url=f"https://train.example/v/{code}/#{'A' * 76}.{'B' * 86}",
            issuer="Meridia Peacekeeping Training Centre",
            criteria="All modules were finished and the final examination passed.",
            badge=json.dumps(badge),
        )

    begun = time.process_time()
    data = [sheet_data(sheet(number)) for number in range(PEOPLE)]
    prepared = time.process_time()
    content = certificates_pdf("Alpha Company", data, language="en", author="A centre", on=date(2026, 11, 27))
    ended = time.process_time()
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_bytes(content)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{PEOPLE} certificates: {prepared - begun:.1f} s for their data, {ended - prepared:.1f} s to draw (processor time)")
    print(f"{len(content) / 1e6:.1f} MB, at most {peak} MB of memory")


if __name__ == "__main__":
    main()

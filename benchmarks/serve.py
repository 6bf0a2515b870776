"""``python -m benchmarks.serve``: measures the site on SQLite and PostgreSQL beside a trivial view. Figures, no verdict."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.figures import Sample, kilobytes, megabytes, table, verdicts
from benchmarks.server import ROOT, Server, database_cpu, environment, postgres_database, serving
from benchmarks.weight import Visit, visit

CLIENTS = 20
POSTGRES = os.environ.get("BENCHMARK_POSTGRES", "postgres://root@127.0.0.1:5432")
TRIVIAL = {"page": "Trivial view", "path": "/", "signed_in": True, "queries": 2}
HEAD = ["Page", "Requests/s", "p50 ms", "p95 ms", "p99 ms", "CPU ms", "DB CPU ms", "× trivial", "Queries", "Failures"]
COLUMNS = ["page", "requests_a_second", "p50_ms", "p95_ms", "p99_ms", "cpu_ms", "database_cpu_ms"]
COLUMNS += ["times_trivial", "queries", "failures"]


def measure_database(label: str, database_url: str, folder: Path, pace: argparse.Namespace) -> dict[str, Any]:
    """Fills the database, serves both applications, visits every page in rounds; everything that was seen, as plain values."""
    env = environment(folder, database_url)
    filled = subprocess.run(
        [sys.executable, "-m", "benchmarks.data", str(CLIENTS)], cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True
    )
    data = json.loads(filled.stdout)
    env["TRIVIAL_BYTES"] = str(data["lesson_bytes"])
    with (
        serving(env, "config.settings", folder / "site.log") as site,
        serving(env, "benchmarks.trivial_settings", folder / "trivial.log", "benchmarks/trivial_gunicorn.py") as plain,
    ):
        visits = {
            "a stranger": visit(site.port, data["lesson"]),
            "signed in": visit(site.port, data["lesson"], data["cookies"][0]),
        }
        samples = measure_pages(site, plain, data, database_url, pace)
        pss, rss = site.memory()
    rows = [sample.as_figures(samples[0]) for sample in samples]
    return {
        "database": label,
        "pages": rows,
        "memory": {"pss": pss, "rss": rss},
        "visits": {who: visit_figures(seen) for who, seen in visits.items()},
    }


def measure_pages(site: Server, plain: Server, data: dict[str, Any], database_url: str, pace: argparse.Namespace) -> list[Sample]:
    """The trivial view first, then the pages; in rounds, so that a slow minute of the machine meets all of them."""
    pages = [TRIVIAL, *data["pages"]]
    samples = [Sample(page["page"], queries=page["queries"]) for page in pages]
    for number in range(pace.rounds + 1):
        for page, sample in zip(pages, samples, strict=True):
            server = plain if page is TRIVIAL else site
            cookies = data["plain_cookies" if page is TRIVIAL else "cookies"]
            seen = measure(server, page, cookies, database_url, pace)
            if number > 0:  # the first round only warms up
                sample.add(seen)
        print(f"  round {number} of {pace.rounds}", file=sys.stderr)
    return samples


def measure(server: Server, page: dict[str, Any], cookies: list[str], database_url: str, pace: argparse.Namespace) -> Sample:
    """One burst of visits to one page, and the CPU that the server took for it."""
    plan = {
        "host": "127.0.0.1",
        "port": server.port,
        "path": page["path"],
        "cookies": cookies if page["signed_in"] else [],
        "clients": CLIENTS,
        "requests": pace.requests,
        "seconds": pace.seconds,
        "status": 200,
    }
    cpu, database = server.cpu(), database_cpu(database_url)
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"], cwd=ROOT, input=json.dumps(plan).encode(), stdout=subprocess.PIPE, check=True
    )
    seen = json.loads(ran.stdout)
    return Sample(
        page["page"],
        seen["latencies"],
        seen["seconds"],
        server.cpu() - cpu,
        max(0.0, database_cpu(database_url) - database),
        seen["failures"],
    )


def visit_figures(seen: Visit) -> dict[str, Any]:
    return {
        "html_raw": seen.html.raw,
        "html_sent": seen.html.sent,
        "sent": seen.sent,
        "requests": seen.requests,
        "parts": [{"path": part.path, "raw": part.raw, "sent": part.sent} for part in seen.parts],
    }


def show(result: dict[str, Any]) -> None:
    """One database's tables and the goals in words."""
    print(f"\n## {result['database']}\n")
    print(table(HEAD, [[row[column] for column in COLUMNS] for row in result["pages"]]))
    print()
    visits = result["visits"].items()
    weights = [
        [who, kilobytes(v["html_raw"]), kilobytes(v["html_sent"]), kilobytes(v["sent"]), v["requests"]] for who, v in visits
    ]
    print(table(["First visit to the longest lesson", "HTML", "HTML sent", "All sent", "Requests"], weights))
    memory = result["memory"]
    print(f"\nMemory of all server processes: {megabytes(memory['pss'])} (PSS; RSS {megabytes(memory['rss'])})\n")
    sent = [(who, v["html_sent"], v["sent"]) for who, v in visits]
    print("\n".join(f"- {line}" for line in verdicts(result["database"], result["pages"], memory["pss"], sent)))


def measure_all(pace: argparse.Namespace) -> list[dict[str, Any]]:
    results = []
    with tempfile.TemporaryDirectory(prefix="bluehelm-benchmark-") as name, postgres_database(POSTGRES) as postgres_url:
        folders = {"SQLite": Path(name) / "sqlite", "PostgreSQL": Path(name) / "postgresql"}
        urls = {"SQLite": f"sqlite:///{folders['SQLite'] / 'bluehelm.sqlite3'}", "PostgreSQL": postgres_url}
        for label, url in urls.items():
            if url is None:
                print(f"\n{label}: no server answers at {POSTGRES}; skipped.")
            elif pace.only in ("", label.lower()):
                folders[label].mkdir()
                results.append(measure_database(label, url, folders[label], pace))
                show(results[-1])
    return results


def keep(results: list[dict[str, Any]], pace: argparse.Namespace) -> Path:
    """The figures as JSON in var/benchmarks/, named by the moment."""
    now = datetime.now(UTC)
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    about = {
        "at": now.isoformat(timespec="seconds"),
        "commit": commit.stdout.strip(),
        "python": platform.python_version(),
        "cpus": os.cpu_count(),
        "clients": CLIENTS,
        "rounds": pace.rounds,
        "requests_a_round": pace.requests,
    }
    path = ROOT / "var" / "benchmarks" / f"{now:%Y-%m-%d-%H%M%S}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(about | {"results": results}, indent=1, ensure_ascii=False))
    return path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serve", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round, for a first impression")
    parser.add_argument("--only", choices=["", "sqlite", "postgresql"], default="", help="one database instead of both")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=300, help="answers a page and round at most")
    parser.add_argument("--seconds", type=float, default=15, help="seconds a page and round at most")
    pace = parser.parse_args()
    if pace.quick:
        pace.rounds, pace.requests, pace.seconds = 1, 120, 5.0
    print(f"\nFigures: {keep(measure_all(pace), pace).relative_to(ROOT)}")


if __name__ == "__main__":
    main()

"""`python -m tests.deployment`: Django's deployment checks on the settings of production; a warning fails."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def production(data_dir: str, **changes: str) -> dict[str, str]:
    """An environment as a careful administrator writes it; ``changes`` spoils or mends single values."""
    names = ("BLUEHELM_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DEBUG", "SECRET_KEY", "REDIS_URL", "EMAIL_URL")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(names)}
    return inherited | {
        "BLUEHELM_MODE": "production",
        "DEBUG": "false",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "PUBLIC_URL": "https://training.example",
        "ALLOWED_HOSTS": "training.example",
        "CENTRE_NAME": "A training centre",
        "DATABASE_URL": f"sqlite:///{data_dir}/bluehelm.sqlite3",
        "DATA_DIR": data_dir,
        "SECOND_FACTOR_REQUIRED": "true",
        "EMAIL_URL": "smtp://127.0.0.1:25",
        **changes,
    }


def make_signing_key(data_dir: Path) -> None:
    """As ``manage.py rotate_signing_key`` leaves it, without a database."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (data_dir / "keys").mkdir()
    (data_dir / "keys" / "key-1.pem").write_bytes(Ed25519PrivateKey.generate().private_bytes(*form))


def manage(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """manage.py in a process of its own."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def main() -> int:
    with tempfile.TemporaryDirectory() as data_dir:
        make_signing_key(Path(data_dir))
        answer = manage("check", "--deploy", "--fail-level", "WARNING", environment=production(data_dir))
    sys.stdout.write(answer.stdout)
    sys.stderr.write(answer.stderr)
    return answer.returncode


if __name__ == "__main__":
    sys.exit(main())

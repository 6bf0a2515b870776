"""The process of test_rotation.py whose children die: reads the number of a step a line, and says how that rotation ended.

``python -m tests.credentials.badges.dying_rotation FOLDER_OF_KEYS`` answers killed, ended or failed.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from itertools import count
from typing import Any

import django


def how_it_ends(step: int) -> str:
    """A child of this process, which has one thread and no connection, rotates the key."""
    child = os.fork()
    if child == 0:
        try:
            rotate_and_die(before=step)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed"
    return "failed" if os.WEXITSTATUS(status) else "ended"


def rotate_and_die(before: int) -> None:
    """The process dies by its own ``kill -9`` before so many steps that a disk or the database would see."""
    from django.db import connection
    from django.utils import timezone

    from credentials.badges.rotation import take_next_step

    left = count(before, -1)

    def step_taken() -> None:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(call: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*args: Any, **kwargs: Any) -> Any:
            step_taken()
            return call(*args, **kwargs)

        return stepping

    def query(execute: Any, *args: Any) -> Any:
        step_taken()
        return execute(*args)

    for name in ("link", "unlink", "open", "fsync"):
        setattr(os, name, watched(getattr(os, name)))
    with connection.execute_wrapper(query):
        take_next_step(at=timezone.now(), at_once=True)


def main(folder: str) -> None:
    django.setup()
    from django.test import override_settings

    with override_settings(SIGNING_KEYS_DIR=folder):
        for line in sys.stdin:
            print(how_it_ends(int(line)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])

"""A running server watched, or made to fail, by strace."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

STRACE = shutil.which("strace")


class Tracing:
    """strace attached to a server and all its threads; ends with the block, and the server goes on."""

    def __init__(self, pid: int, out: Path, *choices: str):
        if STRACE is None:
            pytest.skip("strace is not installed: what the server asks of the kernel was not watched")
        self.pid, self.out, self.choices = pid, out, choices
        self.process: subprocess.Popen | None = None

    def __enter__(self) -> "Tracing":
        self.process = subprocess.Popen(
            [STRACE, "-f", "-o", str(self.out), *self.choices, "-p", str(self.pid)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(100):
            if self.process.poll() is not None:
                pytest.skip(f"strace may not watch here: {self.process.stderr.read().strip()[:200]}")
            if all(self.is_traced(thread) for thread in self.threads()):
                return self
            time.sleep(0.1)
        self.__exit__()
        pytest.skip("strace did not take hold of every thread of the server")

    def __exit__(self, *_) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=20)

    def threads(self) -> list[str]:
        return os.listdir(f"/proc/{self.pid}/task")

    def is_traced(self, thread: str) -> bool:
        try:
            status = Path(f"/proc/{self.pid}/task/{thread}/status").read_text()
        except FileNotFoundError:
            return True
        return "TracerPid:\t0\n" not in status

    @property
    def calls(self) -> list[str]:
        return self.out.read_text(errors="replace").splitlines()

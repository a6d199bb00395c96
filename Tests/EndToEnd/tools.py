"""Programs that the tests call: found on PATH or in the checkout's own `.venv/tools`."""
from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from gateway import ROOT, binary


def tool(*names: str) -> str:
    """The first of the programs that is there. Without any the test is skipped; in CI it fails."""
    places = os.pathsep.join([os.environ.get("PATH", ""), str(ROOT / ".venv/tools"), str(ROOT / ".venv/tools/usr/bin"), "/usr/sbin"])
    for name in names:
        if found := shutil.which(name, path=places): return found
    message = f"none of {', '.join(names)} is installed"
    if os.environ.get("CI"): pytest.fail(message)
    pytest.skip(message)


def busbar(*arguments: str | Path, environment: dict[str, str] | None = None, folder: Path | None = None, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Runs `busbar` to its end. Only the variables given are added to a small environment."""
    own = {k: v for k, v in os.environ.items() if not k.endswith("_KEY")}
    return subprocess.run([str(binary()), *map(str, arguments)], capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=folder,
                          env={**own, "NO_COLOR": "1", **(environment or {})}, timeout=timeout)

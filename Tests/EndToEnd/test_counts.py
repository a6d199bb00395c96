"""The counted costs of a request and of a chunk stay within their gates (Benchmarks/counts has them)."""
from __future__ import annotations

import json
import subprocess
import sys

import pytest

from gateway import ROOT, free_port
from tools import tool


@pytest.mark.timeout(240)
def test_counts_stay_within_their_gates(tmp_path):
    release = ROOT / ".build/release/busbar"
    if not release.exists(): pytest.skip("the counts are those of a release build: make build")
    tool("valgrind")
    tool("cc", "gcc", "clang")
    command = [sys.executable, str(ROOT / "Benchmarks/counts"), "--modes", "malloc,instr", "--busbar", str(release), "--bin", str(tmp_path), "--upstream-port", str(free_port())]
    counted = subprocess.run(command, capture_output=True, text=True, timeout=230)
    lines = [json.loads(line) for line in counted.stdout.splitlines() if line.startswith("{")]
    assert counted.returncode == 0, f"{lines}\n{counted.stderr}"
    assert {(line["scen"], line["mode"]) for line in lines} == {(s, m) for s in ("small", "stream") for m in ("malloc", "instr")}

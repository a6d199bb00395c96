"""What docs/drive*.md show of `busbar drive`: every block that begins with `$ busbar`, and the table of controls.

    .venv/bin/python Tests/EndToEnd/shown.py     # writes what the program prints into the guides"""
from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

from gateway import ROOT
from tools import busbar

GUIDES = sorted((ROOT / "docs").glob("drive*.md"))
BLOCK = re.compile(r"(?<=```text\n)\$ busbar ([^\n]*)\n(.*?)(?=```)", re.DOTALL)
CONTROLS = re.compile(r"(?<=\| control \| l/100 km \| gap, % \| starts per 100 km \|\n\|---\|---\|---\|---\|\n)(?:\|[^\n]*\n)+")
# The mistakes of the file that the guide shows, made in a copy of the first vehicle.
MISTAKES = (("wheel_radius_m:", "wheel_radius:"), ("usable_kwh: { value: 69.7", "usable_kwh: { value: 697.0"), ("fuel: gasoline", "fuel: petrol"))


def printed(command: str) -> str:
    """What a command prints, on either of its outputs; it may name files of the checkout and bad.yaml."""
    with tempfile.TemporaryDirectory() as folder:
        text = busbar("drive", "vehicles", "ram-1500-rev").stdout
        for right, wrong in MISTAKES:
            assert right in text, f"the vehicle has no more {right}"
            text = text.replace(right, wrong, 1)
        Path(folder, "bad.yaml").write_text(text)
        Path(folder, "Examples").symlink_to(ROOT / "Examples")
        answer = busbar(*command.split(), folder=Path(folder), timeout=300)
    return (answer.stdout or answer.stderr).strip("\n") + "\n"


def controls() -> str:
    """The rows of the table of controls, the one that burns least first."""
    found = []
    for name in ("best", "thermostat", "hold", "ecms", "tow", "cd-cs", "follower"):
        answer = json.loads(printed(f"drive range --vehicle ram-1500-rev --cycle US06 --control {name} --json"))
        title = f"`{name}`" if answer["control"] == name else f"`{name}` ({answer['control'].removeprefix('best: ')})"
        found.append((answer["fuel_l_per_100km"], f"| {title} | {answer['fuel_l_per_100km']:.2f} | {100 * answer['gap']:.1f} | {answer['starts_per_100km']:.1f} |\n"))
    return "".join(row for _, row in sorted(found))


def renewed(text: str) -> str:
    """A guide with what the program prints now."""
    text = BLOCK.sub(lambda block: f"$ busbar {block[1]}\n{printed(block[1])}", text)
    return CONTROLS.sub(lambda _: controls(), text)


if __name__ == "__main__":
    for guide in GUIDES: guide.write_text(renewed(guide.read_text()))

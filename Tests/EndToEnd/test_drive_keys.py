"""Every key of an answer of `busbar drive` is in a row of the documents, and every row is of a key that there is."""
from __future__ import annotations

import re

import pytest

from gateway import ROOT
from test_drive import PASS, TRUCK, drive

CLIMB = ("--speed", "105", "--grade", "6", "--trailer", "box-14000lb")
HEAVY = ("--route", "mountain-tow-800", "--trailer", "box-14000lb", "--start-soc", "13", "--temperature", "-5", "--headwind", "30")
# By the section of docs/drive.md: what is asked so that each key is there once, and what other sections its rows are in.
ASKED = {
    "range": ([("range", "--vehicle", TRUCK), ("range", "--vehicle", TRUCK, *CLIMB)], ()),
    "cycle": ([("cycle", "--vehicle", TRUCK, "--cycle", "US06", "--laps", "4", "--start-soc", "30", "--grid")], ("range",)),
    "label": ([("label", "--vehicle", TRUCK)], ()),
    "route": ([("route", "--vehicle", TRUCK, *PASS), ("route", "--vehicle", TRUCK, *HEAVY), ("route", "--vehicle", "ram-1500-rev-electric", *PASS)], ("range", "cycle")),
    "compare": ([("compare", *PASS, "--samples", "4")], ("route", "range", "cycle")),
    "size": ([("size", "--vehicle", TRUCK, "--battery-kwh", "20:180:3", "--generator-kw", "50:150:2", "--samples", "20", "--fleet", "64")], ()),
}


def keys(value) -> set[str]:
    if isinstance(value, list): return set().union(*map(keys, value))
    if isinstance(value, dict): return set(value).union(*map(keys, value.values()))
    return set()


def section(name: str) -> list[str]:
    """The rows of its tables."""
    file, title = ("drive-site.md", "JSON") if name == "site" else ("drive.md", f"`{name}`")
    parts = re.split(r"^## ", (ROOT / "docs" / file).read_text(), flags=re.M)
    [body] = [part for part in parts if part.startswith(title)]
    return [line for line in body.splitlines() if line.startswith("|")]


def named(rows: list[str]) -> set[str]: return {name for row in rows for name in re.findall(r"`([a-z][a-z0-9_]*)`", row)}


def first(rows: list[str]) -> list[str]:
    """The first cells of those tables whose first column is of keys."""
    cells, of_keys = [], False
    for cell in (row.split("|")[1] for row in rows):
        if not cell.strip(" -"): continue
        if "`" not in cell: of_keys = cell.strip() == "key"
        elif of_keys: cells.append(cell)
    return cells


def compared(printed: set[str], name: str, others=(), elsewhere=frozenset()) -> None:
    known = named([row for one in (name, *others) for row in section(one)])
    assert printed - known == set(), "printed, and in no row of the guide"
    assert named(first(section(name))) - printed - elsewhere == set(), "in a row of the guide, and never printed"


@pytest.mark.parametrize("name", ASKED)
def test_every_key_is_a_row_and_every_row_a_key(name):
    questions, others = ASKED[name]
    printed = set().union(*(keys(drive(*question)) for question in questions))
    # What emits the CO2 of the other answers is told beside that of `range`.
    compared(printed, name, others, {"tailpipe_co2_g_per_km", "driving_co2_g_per_km", "whole_co2_g_per_km", "co2"} if name == "range" else set())


def test_every_key_of_a_site_is_a_row_and_every_row_a_key(tmp_path):
    text, file = (ROOT / "Examples/drive/site-backup.yaml").read_text(), tmp_path / "week.yaml"
    file.write_text(text.replace("hours: 8760", "hours: 168").replace("step_minutes: 15", "step_minutes: 60"))
    compared(keys(drive("site", str(file))), "site")


def test_a_missed_trace_has_one_shape():
    shapes = [drive(*question)["missed_trace"] for question in (ASKED["range"][0][1], ASKED["route"][0][1])]
    assert None not in shapes and shapes[0].keys() == shapes[1].keys()
    cycle, route = shapes
    assert cycle["distance_m"] > 0 == cycle["lost_s"], "a cycle ends with its time"
    assert route["lost_s"] > 0 == route["distance_m"], "a route ends with its way"
    for one in shapes: assert one["missed_s"] > 0 and one["worst_kmh"] > 2 * 1.609 and one["first_at_s"] >= 0


@pytest.mark.parametrize("vehicle", (TRUCK, "ram-1500-gas", "f-150-lightning"))
def test_a_range_without_a_cycle_is_that_of_the_label(vehicle):
    answer, label = drive("range", "--vehicle", vehicle), drive("label", "--vehicle", vehicle)
    reach = label["total_range"][1]
    for key in ("electric_range_km", "total_range_km"): assert answer[key] == pytest.approx(reach[key])
    for one in label["electric"][1:]:
        assert answer["electric_range_km"] == pytest.approx(one["range_km"]["combined"])
        assert answer["wall_kwh_per_100km"] == pytest.approx(one["wall_kwh_per_100km"]["combined"])
    for one in label["charge_sustaining"][1:2]:
        for key in ("fuel_l_per_100km", "co2_g_per_km"): assert answer[key] == pytest.approx(one[key])

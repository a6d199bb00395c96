"""`busbar plan` from outside: its documents, its exit codes, and the programs that it writes, solved again by somebody else."""
from __future__ import annotations

import csv
import json

import highspy
import pytest

from gateway import ROOT
from tools import busbar

LAB = ROOT / "Examples/plan/lab-10mw.yaml"
YEAR = ROOT / "Examples/plan/site-year.yaml"


def run(*arguments, cache, code: int = 0):
    answer = busbar("plan", *arguments, environment={"XDG_CACHE_HOME": str(cache)}, timeout=120)
    assert answer.returncode == code, answer.stderr
    return answer


def plan(*arguments, cache, code: int = 0):
    return json.loads(run(*arguments, "--json", cache=cache, code=code).stdout)


def solved_by_highs(file, gap: float | None = None) -> float:
    """The optimum of a program in a file, by HiGHS itself and not by way of Busbar."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    assert solver.readModel(str(file)) == highspy.HighsStatus.kOk
    if gap is not None: solver.setOptionValue("mip_rel_gap", gap)
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return solver.getObjectiveValue()


def test_the_keys_of_a_plan_are_there(tmp_path):
    document = plan(LAB, cache=tmp_path)
    assert {"status", "objective_usd", "bound_usd", "gap", "contracts", "quarters", "sites", "contingencies", "prices_of_rules"} <= document.keys()
    assert document["status"] == "optimal"
    assert document["bound_usd"] <= document["objective_usd"]
    assert document["gap"] <= 0.001 + 1e-9
    assert len(document["quarters"]) == 12
    assert all(c["survived"] for c in document["contingencies"] if c["required"])


def test_any_other_solver_can_check_a_portfolio(tmp_path):
    file = tmp_path / "lab.mps"
    document = plan(LAB, "--write-mps", file, cache=tmp_path)
    # The file counts in millions. The optimum lies between our bound and our plan.
    optimum = solved_by_highs(file, gap=1e-6) * 1e6
    assert document["bound_usd"] * (1 - 1e-6) <= optimum <= document["objective_usd"] * (1 + 1e-6)


def test_any_other_solver_can_check_a_site(tmp_path):
    hours = tmp_path / "hours.csv"
    with open(ROOT / "Examples/plan/site-year-synthetic.csv") as year: hours.write_text("".join([line for line in year if not line.startswith("#")][:169]))
    few = ("--set", f"sites.campus.hours.file={hours}", "--set", "sites.campus.hours.partial=true")
    file = tmp_path / "site.mps"
    banded = plan("site", YEAR, *few, "--write-mps", file, "--solver", "banded", cache=tmp_path)
    highs = plan("site", YEAR, *few, "--solver", "highs", cache=tmp_path)
    optimum = solved_by_highs(file)
    assert banded["objective_usd"] == pytest.approx(optimum, rel=1e-7)
    assert highs["objective_usd"] == pytest.approx(optimum, rel=1e-7)
    assert len(banded["hours"]) == 168


def test_a_year_of_hours_balances_in_every_hour(tmp_path):
    document = plan("site", YEAR, cache=tmp_path)
    assert {"status", "objective_usd", "gap", "capacities", "hours"} <= document.keys()
    assert document["status"] == "optimal" and document["gap"] < 1e-6
    assert len(document["hours"]) == 8760
    for hour in document["hours"]:
        assert sum(hour["sources_mw"].values()) + hour["unserved_mw"] == pytest.approx(hour["load_mw"], abs=1e-4)


def test_another_cap_says_what_changed(tmp_path):
    run(LAB, cache=tmp_path)
    answer = run(LAB, "--set", "contingencies.each.provider=reported", cache=tmp_path).stdout
    assert "contingencies.each.provider" in answer
    again = plan(LAB, cache=tmp_path)
    assert again["overrides"] == []


def test_all_mistakes_of_a_scenario_are_named_at_once(tmp_path):
    answer = run(LAB, "--set", "quarters=none", "--set", "demand.nobody.from_mw=1", "--set", "discount_rate_percent=high", cache=tmp_path, code=2)
    assert "quarters" in answer.stderr and "discount_rate_percent" in answer.stderr and "demand.nobody" in answer.stderr
    assert answer.stdout == ""


def test_a_site_that_cannot_be_fed_says_why(tmp_path):
    nothing = ("--set", "sites.campus.grid.limit_mw=1", "--set", "sites.campus.sources.gas=~", "--set", "sites.campus.storage=~")
    document = plan("site", YEAR, *nothing, cache=tmp_path, code=1)
    assert document["status"] == "infeasible"
    assert document["conflict"] and "cannot be met" in document["conflict"][0]


def test_tables_have_the_names_that_energy_engineers_know(tmp_path):
    run("site", YEAR, "--csv", tmp_path / "tables", cache=tmp_path)
    [folder] = {file.parent for file in (tmp_path / "tables").rglob("generators.csv")}
    with open(folder / "generators.csv") as file:
        assert {"name", "carrier", "p_nom", "p_nom_opt", "marginal_cost", "capital_cost"} <= set(next(csv.reader(file)))
    with open(folder / "generators-p.csv") as file:
        assert sum(1 for _ in file) == 8761


def first_hours(file, count: int, times: int = 1):
    """The first hours of the example's year, so many times one after the other."""
    with open(ROOT / "Examples/plan/site-year-synthetic.csv") as year: lines = [line for line in year if not line.startswith("#")]
    file.write_text(lines[0] + "".join(lines[1:count + 1]) * times)
    return "--set", f"sites.campus.hours.file={file}"


def test_two_years_in_one_file_are_planned_at_once(tmp_path):
    one = plan("site", YEAR, cache=tmp_path)
    two = plan("site", YEAR, *first_hours(tmp_path / "years.csv", 8760, times=2), cache=tmp_path)
    assert two["status"] == "optimal" and len(two["hours"]) == 17520
    # The same year twice: the same capacities, and twice the cost.
    assert two["objective_usd"] == pytest.approx(2 * one["objective_usd"], rel=1e-6)
    for first, second in zip(one["capacities"], two["capacities"]):
        assert second["power_mw"] == pytest.approx(first["power_mw"], abs=0.05), first["name"]
    answer = run("site", YEAR, *first_hours(tmp_path / "odd.csv", 8760 - 24, times=3), cache=tmp_path, code=2)
    assert "has 26208 hours; 3 years from 2030 on have 26280, or 26304 with their leap days" in answer.stderr


def test_whole_units_start_and_stop(tmp_path):
    gas = [part for key, value in {"unit_mw": 10, "minimum_load_percent": 50, "start_cost_usd": 400}.items() for part in ("--set", f"sites.campus.sources.gas.{key}={value}")]
    few = (*first_hours(tmp_path / "hours.csv", 336), "--set", "sites.campus.hours.partial=true")
    document = plan("site", YEAR, *few, *gas, "--whole-units", "--unit-commitment", cache=tmp_path)
    run_ = document["unit_commitment"]
    [units] = run_["units"]
    size = next(one["power_mw"] for one in document["capacities"] if one["name"] == "gas")
    assert units["name"] == "gas" and units["count"] * units["unit_mw"] == pytest.approx(size)
    assert units["unit_mw"] == pytest.approx(10)
    assert run_["windows"] == 14 and run_["planned_usd"] == document["objective_usd"]
    assert run_["objective_usd"] > run_["planned_usd"] and 0 < run_["increase"] < 0.2
    assert 0 < units["starts"] and units["start_cost_usd"] == 400 * units["starts"]
    # A unit that runs gives at least half and at most all of what it can.
    assert 5 * units["running_hours"] - 1e-3 <= units["energy_mwh"] <= 10 * units["running_hours"] + 1e-3
    assert run_["unserved_mwh"] == pytest.approx(0, abs=1)
    text = run("site", YEAR, *few, *gas, "--whole-units", "--unit-commitment", cache=tmp_path).stdout
    assert "With units that start and stop" in text and "STARTS" in text
    answer = run("site", YEAR, *few, "--unit-commitment", cache=tmp_path, code=2)
    assert "--unit-commitment: no source has units" in answer.stderr


def test_hours_have_no_noise(tmp_path):
    few = (*first_hours(tmp_path / "hours.csv", 168), "--set", "sites.campus.hours.partial=true")
    hours = plan("site", YEAR, *few, cache=tmp_path)["hours"]
    columns = [[hour["sources_mw"][name] for hour in hours] for name in hours[0]["sources_mw"]]
    columns += [[hour[name] for hour in hours] for name in ("load_mw", "unserved_mw", "stored_mwh", "price_usd_per_mwh")]
    for column in columns:
        largest = max(map(abs, column))
        assert all(value == 0 or abs(value) > 1e-9 * largest for value in column)
        assert "-0" not in map(str, column) and "-0.0" not in map(str, column)

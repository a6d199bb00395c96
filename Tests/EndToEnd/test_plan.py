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
    assert document["gap"] <= 0.005 + 1e-9
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

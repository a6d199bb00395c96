"""What can be asked about a plan: two stages, value at risk, and which of several changes did what."""
from __future__ import annotations

import pytest

from gateway import ROOT
from test_plan import LAB, plan, run

LARGE = ROOT / "Examples/plan/openai-2025.yaml"
pytestmark = pytest.mark.timeout(300)


def test_deciding_with_the_stresses_in_mind_lies_between_knowing_and_not(tmp_path):
    document = plan(LARGE, "--gap", "0.005", "--study", "two-stage", cache=tmp_path)
    found = document["two_stage"]
    uncertain = found["value_of_stochastic_solution_uncertainty_usd"] + found["value_of_perfect_information_uncertainty_usd"]
    assert found["expected_hindsight_usd"] - uncertain <= found["expected_usd"] <= found["expected_keeping_plan_usd"] + uncertain
    assert found["bound_usd"] <= found["expected_usd"] and 0 <= found["gap"] < 0.01
    assert sum(case["probability"] for case in found["cases"]) == pytest.approx(1)
    weighted = sum(case["probability"] * case["cost_usd"] for case in found["cases"])
    assert weighted == pytest.approx(found["expected_usd"], rel=1e-9)
    assert found["finding"] and found["decisions"]


def test_the_same_seed_draws_the_same_futures(tmp_path):
    asked = (LAB, "--study", "risk", "--samples", "12", "--seed", "3")
    first, again = (plan(*asked, cache=tmp_path / name)["risk"] for name in ("one", "two"))
    assert first == again
    other = plan(*asked[:-1], "4", cache=tmp_path / "three")["risk"]
    assert other["costs_usd"] != first["costs_usd"]
    assert first["futures"] + first["senseless"] == first["futures_asked"] == 12
    known = sorted(cost for cost in first["costs_usd"] if cost is not None)
    assert len(set(known)) > 6, "futures differ"
    assert first["p5_usd"]["value"] <= first["p50_usd"]["value"] <= first["p95_usd"]["value"]
    assert first["value_at_risk_over_mean_usd"]["value"] == pytest.approx(first["p95_usd"]["value"] - first["mean_usd"]["value"])


def test_of_two_changes_each_is_taken_back_alone(tmp_path):
    run(LARGE, "--study", "none", cache=tmp_path)
    changes = ("--set", "concentration.oracle=0.3", "--set", "power.abilene.date=2028-Q1")
    text = " ".join(run(LARGE, "--study", "none", *changes, cache=tmp_path).stdout.split())
    assert "Taken back one at a time: without concentration.oracle the total is" in text
    assert "without power.abilene.date the total is $" in text


def test_a_study_that_there_is_not_is_named(tmp_path):
    answer = run(LAB, "--study", "rsik", cache=tmp_path, code=2)
    assert "there is no rsik; there are" in answer.stderr and "two-stage" in answer.stderr

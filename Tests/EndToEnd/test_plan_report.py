"""The report page of a plan in a browser: nothing is missing, nothing needs a network, and axe finds nothing to complain of."""
from __future__ import annotations

import json
import shutil
from pathlib import Path

import axe_core_python
import pytest

from browser import Browser
from gateway import ROOT
from tools import busbar

EXAMPLE = ROOT / "Examples/plan/lab-10mw.yaml"
LARGE = ROOT / "Examples/plan/openai-2025.yaml"
AXE = Path(axe_core_python.__file__).parent / "axe.min.js"
WIDTHS = (1280, 390)
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("report") / "plan.html"
    run = busbar("plan", EXAMPLE, "--report", file, timeout=300)
    assert run.returncode == 0, run.stderr
    return file


@pytest.fixture
def page(report, tmp_path):
    with Browser(tmp_path) as browser:
        browser.open(report.as_uri())
        yield browser
        assert not browser.complaints, "scripts, mistakes or requests to elsewhere"


def violations(page: Browser) -> list[dict]:
    page.value(AXE.read_text())
    run = "axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations))"
    answer = page.call("Runtime.evaluate", expression=run, awaitPromise=True, returnByValue=True)
    return [{"rule": v["id"], "help": v["help"], "first": v["nodes"][0]["html"][:200]} for v in json.loads(answer["result"]["value"])]


@pytest.mark.parametrize("dark", (False, True))
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(page, width, dark):
    page.look(width, 900, dark)
    assert violations(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_and_can_be_read(page, width):
    page.look(width, 900, False)
    assert page.value("document.documentElement.scrollWidth <= window.innerWidth"), "no scrolling sideways"
    small = page.value("""[...document.querySelectorAll('svg')].filter(s => s.getClientRects().length)
        .map(s => 13 * s.getBoundingClientRect().width / s.viewBox.baseVal.width).filter(size => size < 11).length""")
    assert small == 0, "letters of drawings are at least 11 pixels high"
    hidden = page.value("[...document.querySelectorAll('figure')].filter(f => ![...f.querySelectorAll('svg')].some(s => s.getClientRects().length)).length")
    assert hidden == 0, "every figure shows a drawing"


def test_the_decision_comes_first(page):
    first = page.value("document.querySelector('main section h2').innerText")
    assert first == "What to decide"
    for part in ("Most cash in a quarter", "The biggest risk", "Contracts, in the words of FOCUS 1.4", "The proof"): assert part in page.text


def test_light_dark_and_paper_differ(page, tmp_path):
    light, dark = page.look(1280, 900, False), page.look(1280, 900, True)
    assert light != dark
    paper = page.call("Page.printToPDF", preferCSSPageSize=True)["data"]
    assert len(paper) > 50_000


def test_every_link_of_the_page_leads_somewhere(page):
    dead = page.value("[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.querySelector(a.getAttribute('href'))).length")
    assert dead == 0
    order = page.value("[...document.querySelectorAll('a, summary, .scroll')].every(e => e.tabIndex === 0)")
    assert order, "all that can be used is reached by the keyboard in the order of the page"


def test_what_changed_is_on_the_page(tmp_path):
    """A user changes the concentration cap and a power date, and reads on the page what moved and why."""
    shutil.copytree(LARGE.parent, tmp_path / "plan")
    file = tmp_path / "plan.html"
    for settings in ([], ["--set", "concentration.oracle=0.4", "--set", "power.abilene.date=2028-Q1"]):
        run = busbar("plan", LARGE.name, *settings, "--study", "none", "--report", file, folder=tmp_path / "plan", timeout=300)
        assert run.returncode == 0, run.stderr
    with Browser(tmp_path) as browser:
        browser.open(file.as_uri())
        for part in ("What changed", "concentration.oracle is set to 0.4", "power.abilene.date is set to 2028-Q1", "What moved"): browser.wait_text(part)

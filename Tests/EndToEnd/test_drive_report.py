"""The pages of `busbar drive` in a browser: nothing is missing, nothing needs a network, and axe finds nothing to complain of."""
from __future__ import annotations

from pathlib import Path

import pytest

from browser import Browser
from gateway import ROOT
from test_plan_report import violations
from tools import busbar

PASS = ("--route", "mountain-tow-800", "--trailer", "box-7000lb", "--temperature", "-5")
WEEK = {"hours: 8760": "hours: 168", "step_minutes: 15": "step_minutes: 60"}
QUESTIONS = {
    "range": ("range", "--vehicle", "ram-1500-rev"),
    "cycle": ("cycle", "--vehicle", "ram-1500-rev", "--cycle", "US06", "--laps", "4", "--start-soc", "30"),
    "gas": ("cycle", "--vehicle", "ram-1500-gas", "--cycle", "UDDS"),
    "electric": ("range", "--vehicle", "f-150-lightning", "--cycle", "US06"),
    "route": ("route", "--vehicle", "ram-1500-rev", *PASS),
    "compare": ("compare", *PASS, "--samples", "4"),
    "size": ("size", "--vehicle", "ram-1500-rev", "--battery-kwh", "20:180:5", "--generator-kw", "50:150:3", "--samples", "50"),
    "site": ("site", "week.yaml", "--no-sizes"),
}
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("drive")
    text = (ROOT / "Examples/drive/site-backup.yaml").read_text()
    for old, new in WEEK.items(): text = text.replace(old, new)
    (folder / "week.yaml").write_text(text)
    return folder


@pytest.fixture(scope="module")
def browser(folder):
    with Browser(folder) as browser: yield browser


@pytest.fixture(scope="module", params=QUESTIONS)
def page(request, folder, browser):
    file = folder / f"{request.param}.html"
    run = busbar("drive", *QUESTIONS[request.param], "--report", file, folder=folder, timeout=200)
    assert run.returncode == 0, run.stderr
    browser.open(file.as_uri())
    yield browser
    assert not browser.complaints, "scripts, mistakes or requests to elsewhere"


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_axe_finds_nothing(page, width, dark):
    page.look(width, 900, dark)
    assert violations(page) == []


@pytest.mark.parametrize("width", (1280, 390))
def test_it_fits_and_can_be_read(page, width):
    page.look(width, 900, False)
    assert page.value("document.documentElement.scrollWidth <= window.innerWidth"), "no scrolling sideways"
    small = page.value("""[...document.querySelectorAll('svg')].filter(s => s.getClientRects().length)
        .map(s => 13 * s.getBoundingClientRect().width / s.viewBox.baseVal.width).filter(size => size < 11).length""")
    assert small == 0, "letters of drawings are at least 11 pixels high"
    hidden = page.value("[...document.querySelectorAll('figure')].filter(f => ![...f.querySelectorAll('svg')].some(s => s.getClientRects().length)).length")
    assert hidden == 0, "every figure shows a drawing"
    assert page.value("document.querySelectorAll('figure svg').length") > 0


def test_it_says_what_was_asked_and_every_link_leads_somewhere(page):
    assert "busbar" in page.text and "NaN" not in page.text and "inf" not in page.text.split()
    dead = page.value("[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.querySelector(a.getAttribute('href'))).length")
    assert dead == 0
    order = page.value("[...document.querySelectorAll('a, summary, .scroll')].every(e => e.tabIndex === 0)")
    assert order, "all that can be used is reached by the keyboard in the order of the page"

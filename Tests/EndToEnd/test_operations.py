"""What an operator uses: metrics, health, logs, the console's page, and the commands beside `serve`."""
from __future__ import annotations

import json
import re
import subprocess
import threading
import time

import pytest

from browser import Browser
from client import MODEL, Client, Raw, at_once
from gateway import site
from supplier import answer
from tools import busbar, tool

KEY = {"name": "search-team", "key": "sk-test-search-0123456789"}
SECRET_PROMPT = "the launch code is 7741-ZULU"


@pytest.fixture
def busy(yard, serve):
    """A gateway that has seen all kinds of things."""
    a = yard.supplier("a", script=["fine", "503", "fine", "400", "stream-cut", "500", "fine"])
    b = yard.supplier("b", script=["fine", "401"])
    gateway = serve(a, b, keys=[KEY])
    for i in range(16): gateway.chat(f"{SECRET_PROMPT} {i}", i % 2 == 0, key=KEY["key"])
    gateway.chat(SECRET_PROMPT, key="sk-somebody-elses-0123456789")
    gateway.chat(SECRET_PROMPT, key=KEY["key"], model="unknown-model-name")
    with Raw(gateway.port) as raw:
        raw.send("nonsense\r\n\r\n")
        raw.reply()
    return gateway, a, b


def samples(text: str, name: str) -> dict[str, float]:
    """The samples of a metric: labels as written -> value."""
    return {m[1] or "": float(m[2]) for m in re.finditer(rf"^{name}(?:\{{(.*)\}})? (\S+)$", text, re.M)}


def test_metrics_pass_promtool(busy):
    gateway, _, _ = busy
    checked = subprocess.run([tool("promtool"), "check", "metrics"], input=gateway.metrics(), capture_output=True, text=True, timeout=30)
    assert checked.returncode == 0 and not checked.stderr.strip(), checked.stderr + checked.stdout


def test_metrics_tell_what_happened(busy):
    gateway, a, b = busy
    text = gateway.metrics()
    attempts = samples(text, "busbar_attempts_total")
    for supplier in (a, b): assert sum(v for k, v in attempts.items() if f'"{supplier.name}"' in k or f'"{supplier.name}/' in k) == supplier.asked
    assert sum(samples(text, "busbar_failovers_total").values()) >= 1
    assert any(name.startswith("gen_ai_") for name in text.splitlines()), "OpenTelemetry's names"
    assert "unknown-model-name" not in text, "labels are bounded: no client can make new ones"
    for histogram in set(re.findall(r"^# TYPE (\S+) histogram", text, re.M)):
        assert f'{histogram}_bucket{{' in text and f"{histogram}_count" in text


def test_labels_do_not_grow_with_what_clients_send(yard, serve):
    gateway = serve(yard.supplier("a"))
    gateway.chat("hi")
    for i in range(5): gateway.chat("hi", model=f"no-model-{i}")
    before = len(gateway.metrics().splitlines())
    with gateway.client() as client:
        for i in range(50):
            client.chat("hi", model=f"nothing-{i}")
            client.request("GET", f"/v1/models/nothing-{i}")
            client.request("POST", f"/nowhere-{i}", {})
    assert len(gateway.metrics().splitlines()) <= before + 10


def test_the_access_log_is_one_json_line_per_request_without_content(busy):
    gateway, a, b = busy
    lines = gateway.access(18)
    assert all(isinstance(line, dict) for line in lines)
    text = gateway.access_log.read_text()
    good = [line for line in lines if line["status"] == 200]
    assert {line["supplier"] for line in good} == {"a", "b"} and {(line["key"], line["model"]) for line in good} == {("search-team", MODEL)}
    assert len({line["request_id"] for line in lines}) == len(lines)
    for secret in (SECRET_PROMPT, KEY["key"], a.key, b.key, "sk-somebody", answer("")[:12]): assert secret not in text


def test_nothing_secret_is_ever_shown(busy):
    gateway, a, b = busy
    shown = gateway.logs(10**7) + gateway.metrics() + "".join(gateway.admin("GET", p).body.decode() for p in ("/", "/admin/status", f"/admin/explain?model={MODEL}"))
    for secret in (SECRET_PROMPT, KEY["key"], a.key, b.key, "sk-somebody-elses"): assert secret not in shown


def test_log_lines_are_whole_with_many_clients(yard, serve):
    gateway = serve(yard.supplier("a"))

    def ask(n: int):
        with gateway.client() as client:
            for i in range(10): reply = client.chat(f"{n}/{i}", i % 2 == 0)
        return reply
    at_once(20, ask)
    assert len(gateway.access(200)) == 200


def test_health(yard, serve):
    a = yard.supplier("a", then="stream-slow:0.05")
    gateway = serve(a)
    assert gateway.admin("GET", "/livez").status == gateway.admin("GET", "/readyz").status == 200
    thread = threading.Thread(target=lambda: gateway.chat("hi", True))
    thread.start()
    a.wait(1)
    gateway.signal(15)
    end, seen = time.monotonic() + 1.5, set()
    while time.monotonic() < end and 503 not in seen:
        try: seen.add(gateway.admin("GET", "/readyz").status)
        except OSError: break
    assert 503 in seen, "not ready while it drains"
    thread.join()
    assert gateway.stop() == 0


def test_the_console_refuses_other_sites(yard, serve):
    gateway = serve(yard.supplier("a"))
    with Client(gateway.console) as client:
        assert client.request("GET", "/admin/status", headers={"host": "evil.example"}).status == 403
        assert client.request("POST", "/admin/reload", headers={"origin": "http://evil.example"}).status == 403
        assert client.request("GET", "/admin/status").status == 200


def test_status_and_explanation(yard, serve):
    a, b = yard.supplier("a", script=["503"]), yard.supplier("b", jurisdiction="eu")
    gateway = serve(a, b)
    gateway.chat("hi")
    status = gateway.status()
    assert (status["requests"], status["failovers"], status["clientErrors"]) == (1, 1, 0)
    assert [(s["supplier"], s["attempts"], s["failures"], s["answers"]) for s in status["supplies"]] == [("a", 1, 1, 0), ("b", 1, 0, 1)]
    explained = gateway.admin("GET", f"/admin/explain?model={MODEL}&jurisdictions=eu").json
    assert [(c["supply"]["supplier"], c["chosen"]) for c in explained["candidates"]] == [("a", False), ("b", True)]
    assert gateway.admin("GET", "/admin/explain?model=nothing").status == 404


# ------------------------------------------------------------------------------------------------------ commands

def test_explain_asks_the_running_gateway(yard, serve):
    a, b = yard.supplier("a", then="401"), yard.supplier("b")
    gateway = serve(a, b)
    gateway.chat("hi")
    told = busbar("explain", MODEL, "--site", gateway.file, "--json")
    value = json.loads(told.stdout)
    assert told.returncode == 0 and value["live"] is True
    assert [(c["supply"]["supplier"], c["chosen"], c["supply"]["health"]) for c in value["candidates"]] == [("a", False, "locked"), ("b", True, "healthy")]
    table = busbar("explain", MODEL, "--site", gateway.file)
    assert table.returncode == 0 and "b-region" in table.stdout and "\x1b" not in table.stdout
    unknown = busbar("explain", "gpt-tset", "--site", gateway.file)
    assert unknown.returncode == 1 and MODEL in unknown.stdout + unknown.stderr


def test_explain_without_a_gateway_says_what_it_cannot_know(yard, tmp_path):
    a = yard.supplier("a")
    file = tmp_path / "busbar.yaml"
    file.write_text(json.dumps({"listen": "127.0.0.1:9", "console": "127.0.0.1:10", **site(a)}))
    told = busbar("explain", MODEL, "--site", file, "--json")
    assert told.returncode == 0 and json.loads(told.stdout)["live"] is False and a.connections == 0


def test_check_tries_every_supplier(yard, tmp_path):
    good, refused, down = yard.supplier("good"), yard.supplier("refused", then="401"), yard.supplier("down", door="refuse")
    file = tmp_path / "busbar.yaml"
    file.write_text(json.dumps(site(good)))
    ok = busbar("check", "--site", file)
    assert ok.returncode == 0 and "good" in ok.stdout and good.asked == 1
    file.write_text(json.dumps(site(good, refused, down)))
    bad = busbar("check", "--site", file)
    assert bad.returncode == 1 and all(s.name in bad.stdout for s in (good, refused, down))
    assert not any(s.key in bad.stdout + bad.stderr for s in (good, refused, down))
    assert json.loads(busbar("check", "--site", file, "--json").stdout)


def test_a_bad_file_tells_all_its_mistakes(yard, tmp_path):
    file = tmp_path / "busbar.yaml"
    file.write_text("listen: nowhere\nsuppliers:\n  a: {url: 'ftp://x', region: r, jurisdiction: us}\nmodels:\n  m: [{supplier: b, model: x, price: {input: cheap}}]\npolcy: {}\n")
    for command in ("check", "serve"):
        told = busbar(command, "--site", file)
        assert told.returncode == 2
        for part in ("listen", "suppliers.a.url", "models.m[0].supplier", "models.m[0].price.input", "polcy"): assert part in told.stderr + told.stdout, part
    missing = busbar("serve", "--site", tmp_path / "nothing.yaml")
    assert missing.returncode not in (0, None) and "nothing.yaml" in missing.stderr + missing.stdout


def test_without_keys_it_listens_on_loopback_only(yard, tmp_path):
    file = tmp_path / "busbar.yaml"
    file.write_text(json.dumps({**site(yard.supplier("a")), "listen": "0.0.0.0:18080"}))
    told = busbar("serve", "--site", file)
    assert told.returncode == 2 and "keys" in told.stderr + told.stdout


def test_a_port_that_is_taken_is_told(yard, serve):
    gateway = serve(yard.supplier("a"))
    told = busbar("serve", "--site", gateway.file, timeout=20)
    assert told.returncode == 1 and str(gateway.port) in told.stderr + told.stdout


def test_init_then_check(tmp_path):
    made = busbar("init", folder=tmp_path)
    assert made.returncode == 0 and "#" in (tmp_path / "busbar.yaml").read_text()
    assert busbar("init", folder=tmp_path).returncode != 0, "it never overwrites"
    assert busbar("init", "--force", folder=tmp_path).returncode == 0
    assert busbar("check", folder=tmp_path).returncode in (0, 1), "the file is valid, though nobody may answer"
    with_key = busbar("init", "--output", "other.yaml", folder=tmp_path, environment={"OPENAI_API_KEY": "sk-my-own-0123456789"})
    assert with_key.returncode == 0
    text = (tmp_path / "other.yaml").read_text()
    assert "${OPENAI_API_KEY}" in text and "sk-my-own" not in text


def test_version():
    told = busbar("version", "--json")
    assert told.returncode == 0 and json.loads(told.stdout)["version"]
    assert busbar("--help").returncode == 0 and busbar("nonsense").returncode != 0


# ------------------------------------------------------------------------------------------------------ the page

def test_the_page_in_a_browser(busy, tmp_path):
    gateway, a, b = busy
    with Browser(tmp_path) as browser:
        browser.open(f"http://127.0.0.1:{gateway.console}/")
        for part in (MODEL, "a-region", "b-region", f"127.0.0.1:{gateway.port}"): browser.wait_text(part)
        pictures = {(width, dark): browser.look(width, height, dark) for width, height in ((1280, 900), (390, 844)) for dark in (False, True)}
        assert browser.value("document.documentElement.scrollWidth <= window.innerWidth"), "a phone does not scroll sideways"
        assert not browser.complaints
    for (width, dark), picture in pictures.items():
        (tmp_path / f"page-{width}-{'dark' if dark else 'light'}.png").write_bytes(picture)
        assert len(picture) > 5_000
    assert len(set(pictures.values())) == 4, "light and dark, wide and narrow differ"


def test_the_page_is_live(yard, serve, tmp_path):
    """The page is open while requests are served: it shows them without being loaded again."""
    a, b = yard.supplier("a"), yard.supplier("b")
    gateway = serve(a, b)
    with Browser(tmp_path) as browser:
        browser.open(f"http://127.0.0.1:{gateway.console}/")
        browser.value("window.mark = 'still the same page'")
        for i in range(37): gateway.chat("hi")
        browser.wait_text("37")
        a.behave("401")
        gateway.chat("hi")
        browser.wait_text("locked")
        assert browser.value("window.mark") == "still the same page" and not browser.complaints

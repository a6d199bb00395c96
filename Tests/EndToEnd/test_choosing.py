"""Which supply is asked: cost, capabilities, sessions; and that it can be read afterwards why."""
from __future__ import annotations

import json
import subprocess

from gateway import binary

MODEL = "gpt-test"
TOOL = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}


def models(*pairs: tuple) -> dict:
    """A model with these supplies and what the site file says of each."""
    return {MODEL: [{"supplier": supplier.name, "model": f"{supplier.name}-model", **more} for supplier, more in pairs]}


def chat(gateway, prompt: str = "hi", **more: object): return gateway.chat(prompt, **more)


def served(gateway, prompt: str = "hi", **more: object) -> str: return chat(gateway, prompt, **more).headers["x-busbar-supplier"]


def test_the_cheapest_for_this_request_is_asked_and_the_log_says_why(yard, serve):
    a, b, c = (yard.supplier(name) for name in "abc")
    gateway = serve(a, b, c, models=models((a, {"price": {"input": 1, "output": 9}}), (b, {}), (c, {"price": {"input": 2, "output": 1}})), policy={"prefer": "cost"})
    assert served(gateway) == "c"
    assert served(gateway, "long " * 2000, max_tokens=1) == "a"
    first, second = sorted(gateway.access(2), key=lambda line: line["request_bytes"])    # lanes write on their own
    assert [s["supply"] for s in first["choice"]["supplies"]] == ["c/c-model", "a/a-model", "b/b-model"]
    assert first["choice"]["by"] == "cost" and first["choice"]["supplies"][0]["why"] == "chosen"
    assert first["choice"]["supplies"][2]["cost_usd"] is None, "unpriced is not free"
    assert second["choice"]["supplies"][0]["supply"] == "a/a-model"
    assert all(line.count('"choice"') == 1 for line in gateway.access_log.read_text().splitlines()), "told once"


def test_the_log_says_nothing_of_a_choice_when_there_was_none(yard, serve):
    a, b = yard.supplier("a"), yard.supplier("b")
    gateway = serve(a, b)
    gateway.chat("hi")
    assert "choice" not in gateway.access(1)[0]


def test_a_supply_that_lacks_what_is_needed_is_not_asked(yard, serve):
    a, b = yard.supplier("a"), yard.supplier("b")
    gateway = serve(a, b, models=models((a, {"tools": False, "vision": False}), (b, {"vision": False})))
    assert served(gateway) == "a"
    assert served(gateway, tools=[TOOL]) == "b"
    image = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}]}]
    refused = chat(gateway, messages=image)
    error = refused.json["error"]
    assert (refused.status, error["code"], refused.headers.get("x-should-retry")) == (400, "no_supply_can", "false")
    assert "a/a-model (no vision)" in error["message"] and "b/b-model (no vision)" in error["message"]
    assert len(a.requests) == len(b.requests) == 1


def test_a_window_that_seems_too_small_is_asked_last(yard, serve):
    a, b = yard.supplier("a"), yard.supplier("b")
    gateway = serve(a, b, models=models((a, {"context": 1000}), (b, {})))
    assert served(gateway, "x " * 100) == "a"
    assert served(gateway, "x " * 4000) == "b"


def test_a_session_stays_with_its_supply(yard, serve):
    suppliers = [yard.supplier(name) for name in "abcd"]
    gateway = serve(*suppliers, policy={"affinity": "prompt"})
    homes = {}
    for turn in range(3):
        for session in range(12):
            home = served(gateway, f"turn {turn}", prompt_cache_key=f"session-{session}")
            assert homes.setdefault(session, home) == home
    assert len(set(homes.values())) >= 3, "twelve sessions spread over four supplies"
    told = subprocess.run([binary(), "explain", MODEL, "--site", gateway.file, "--cache-key", "session-0", "--json"], capture_output=True, text=True)
    value = json.loads(told.stdout)
    assert value["live"] is True and value["criterion"] == "affinity"
    assert [c["supply"]["supplier"] for c in value["candidates"] if c["chosen"]] == [homes[0]]


def test_explain_is_asked_about_a_kind_of_request(yard, serve):
    a, b = yard.supplier("a"), yard.supplier("b")
    gateway = serve(a, b, models=models((a, {"tools": False, "price": {"input": 1, "output": 1}}), (b, {})))
    value = gateway.admin("GET", f"/admin/explain?model={MODEL}&needs=tools&input_tokens=2000&output_tokens=500").json
    assert value["request"] == {"inputTokens": 2000, "outputTokens": 256, "needs": ["tools"]}
    first, second = value["candidates"]
    assert first["reason"] == "ruled out: has no tools" and first["score"]["lacks"] == ["tools"]
    assert second["chosen"] and second["score"]["carbonKind"] == "unknown" and "costUSD" not in second["score"]
    assert abs(first["score"]["costUSD"] - 0.002256) < 1e-9
    wrong = gateway.admin("GET", f"/admin/explain?model={MODEL}&needs=wings")
    assert wrong.status == 400 and "wings" in wrong.body.decode()

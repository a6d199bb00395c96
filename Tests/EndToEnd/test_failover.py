"""What a client notices when a supplier fails before its answer has begun: nothing.

`FAILURES` is the list of what can go wrong, with what the rules allow: how often the failing supply may be asked by one
request, and who answers in the end. Each is tried with streamed and whole answers and with one and with fifty clients.
"""
from __future__ import annotations

import time
from dataclasses import dataclass

import pytest

from client import MODEL, Raw, Reply, at_once, chat_body, post
from gateway import IMPATIENT, supplies
from supplier import answer


@dataclass(frozen=True)
class Failure:
    fault: str
    #: How often one request asks the failing supply before it moves on.
    asked: int = 1
    #: Whether it is a fault of the `door` (there is no request) or of the answer.
    door: bool = False
    #: The failing supply fails only this often and answers then; 0: for ever.
    times: int = 0
    #: Which kinds of answers it can happen to.
    on: tuple[str, ...] = ("whole", "stream")
    #: What the supply gets of later requests: "some", none "for a while", none "until an operator acts".
    later: str = "some"

    def __str__(self) -> str: return self.fault + (f"-x{self.times}" if self.times else "")

    @property
    def served_by(self) -> str: return "bad" if self.times and self.asked > self.times else "good"

    @property
    def attempts(self) -> int: return self.asked + (0 if self.served_by == "bad" else 1)


WHOLE, STREAM, HELD, LOCKED = ("whole",), ("stream",), "for a while", "until an operator acts"

FAILURES = [
    # Never connected, or cut off before an answer: over at once.
    Failure("refuse", door=True, asked=1), Failure("blackhole", door=True), Failure("close", door=True), Failure("reset", door=True), Failure("ignore", door=True),
    Failure("closed"), Failure("reset-before-head"), Failure("reset-after-head"),
    # Silent: never retried.
    Failure("silent"), Failure("head-only", on=WHOLE), Failure("stream-silent", on=STREAM), Failure("stream-role-only", on=STREAM),
    Failure("stream-comments", on=STREAM), Failure("stream-empty-deltas", on=STREAM),
    # Statuses.
    Failure("408"), Failure("409"), Failure("500", asked=2), Failure("500", asked=2, times=1), Failure("502"), Failure("503"), Failure("504"), Failure("529"), Failure("307"),
    Failure("503-after-1"), Failure("503-after-60", later=HELD),
    # Rate limits.
    Failure("429"), Failure("429-after-1", asked=2), Failure("429-after-1", asked=2, times=1), Failure("429-after-ms", asked=2, times=1),
    Failure("429-date", asked=2, times=1), Failure("429-after-60", later=HELD),
    # The credential: an operator has to act.
    Failure("401", later=LOCKED), Failure("402", later=LOCKED), Failure("403", later=LOCKED), Failure("429-quota", later=LOCKED), Failure("429-credit", later=LOCKED),
    # 200, but no answer.
    Failure("200-error"), Failure("html"), Failure("html-as-json"), Failure("empty"), Failure("cut", on=WHOLE), Failure("cut-chunked", on=WHOLE), Failure("bad-chunk"),
    Failure("invalid-json"), Failure("no-choices"), Failure("stream-html", on=STREAM), Failure("stream-error-first", on=STREAM), Failure("stream-error-after-role", on=STREAM),
    Failure("stream-eof", on=STREAM), Failure("stream-closed", on=STREAM), Failure("stream-done-only", on=STREAM),
    # Not HTTP.
    Failure("malformed-head"), Failure("not-http"), Failure("oversized-head"), Failure("two-lengths", on=WHOLE),
]

CASES = [pytest.param(f, kind == "stream", clients, id=f"{f}-{kind}-{clients}") for f in FAILURES for kind in f.on for clients in (1, 50)]


def pair(yard, failure: Failure):
    """A supply that fails as told, and a good one behind it."""
    how = {"door": failure.fault} if failure.door else {"script": [failure.fault] * failure.times} if failure.times else {"then": failure.fault}
    return yard.supplier("bad", first_token_timeout=IMPATIENT, **how), yard.supplier("good")


def right(reply: Reply, prompt: str) -> bool:
    return reply.status == 200 and not reply.cut and reply.text == answer(prompt) and (reply.done or not reply.streamed)


@pytest.mark.parametrize("failure, stream, clients", CASES)
def test_no_client_notices(yard, serve, failure, stream, clients):
    bad, good = pair(yard, failure)
    if failure.times: bad.script = [failure.fault] * clients
    gateway = serve(bad, good, policy={"response_timeout": "1s"} if failure.fault in ("silent", "ignore", "head-only") and not stream else None)

    replies = at_once(clients, lambda i: gateway.chat(f"question {i}", stream))

    wrong = [(i, r.status, r.cut, r.body[-300:]) for i, r in enumerate(replies) if not right(r, f"question {i}")]
    assert not wrong
    assert all(r.headers["x-request-id"] and r.headers["x-busbar-region"] == f"{r.supplier}-region" for r in replies)
    if clients == 1:
        assert (replies[0].supplier, replies[0].attempts) == (failure.served_by, failure.attempts)
        assert bad.asked == (0 if failure.door else failure.asked)
        assert good.asked == (failure.served_by == "good")
    else:
        # The breaker may keep later clients off the failing supply, so these are bounds.
        assert bad.asked <= clients * failure.asked
        assert all(r.attempts <= failure.attempts + 1 for r in replies)
        if not failure.times: assert {r.supplier for r in replies} == {"good"} and good.asked == clients

    if failure.later != "some":
        asked = bad.asked
        assert all(right(gateway.chat(f"later {i}", stream), f"later {i}") for i in range(10))
        assert bad.asked == asked, f"it asked to be left alone {failure.later}"


OTHERS = [(fault, path, field, stream) for path, field in [("/v1/responses", "input"), ("/v1/completions", "prompt")] for fault, kinds in [
    ("503", (False, True)), ("reset-before-head", (False, True)), ("200-error", (False, True)), ("html", (False, True)), ("stream-role-only", (True,)),
    ("stream-error-after-role", (True,)), ("stream-eof", (True,)), *([("stream-failed", (True,))] if field == "input" else [])] for stream in kinds]


@pytest.mark.parametrize("fault, path, field, stream", OTHERS)
def test_the_other_endpoints_fail_over_too(yard, serve, fault, path, field, stream):
    bad, good = yard.supplier("bad", then=fault, first_token_timeout=IMPATIENT), yard.supplier("good")
    gateway = serve(bad, good)
    with gateway.client() as client: reply = client.request("POST", path, {"model": MODEL, field: "hi", **({"stream": True} if stream else {})})
    assert (reply.status, reply.text, reply.supplier, reply.attempts) == (200, answer("hi"), "good", 2)
    assert bad.asked == good.asked == 1


def test_embeddings_fail_over(yard, serve):
    bad, good = yard.supplier("bad", then="503"), yard.supplier("good")
    with serve(bad, good).client() as client: reply = client.request("POST", "/v1/embeddings", {"model": MODEL, "input": "hi"})
    assert (reply.status, reply.supplier, reply.attempts) == (200, "good", 2)
    assert reply.json["data"][0]["embedding"]


# ------------------------------------------------------------------------------- what is right though it looks odd

ODD = ["slow:0.3", "interim", "closed-after"]
ODD_WHOLE = ["chunked", "until-close"]
ODD_STREAMS = ["stream-no-done", "stream-no-end", "stream-drip", "stream-crlf", "stream-one-chunk", "stream-no-space", "stream-usage-in-finish", "stream-trailers",
               "stream-until-close", "stream-slow:0.005"]


@pytest.mark.parametrize("fault, stream", [(f, s) for f in ODD for s in (False, True)] + [(f, False) for f in ODD_WHOLE] + [(f, True) for f in ODD_STREAMS])
def test_an_odd_but_right_answer_is_served(yard, serve, fault, stream):
    a, b = yard.supplier("a", then=fault), yard.supplier("b")
    gateway = serve(a, b)
    with gateway.client() as client:
        for i in range(3):
            reply = client.chat(f"question {i}", stream)
            assert right(reply, f"question {i}"), (reply.cut, reply.body[-300:])
            assert (reply.supplier, reply.attempts) == ("a", 1)
    assert b.asked == 0


def test_streams_may_be_split_anywhere(yard, serve):
    a = yard.supplier("a")
    gateway = serve(a, site=None)
    with gateway.client() as client:
        for seed in range(60):
            prompt = f"question {seed}"
            reply = client.chat(prompt, True, x_fault=f"stream-split:{seed}", **({"stream_options": {"include_usage": True}} if seed % 2 else {}))
            assert right(reply, prompt) and len(reply.usage) == seed % 2, f"seed {seed}: {reply.body[-300:]}"


def test_a_kept_connection_that_turns_out_dead_costs_no_client_anything(yard, serve):
    a = yard.supplier("a", then="stale")
    gateway = serve(a)
    with gateway.client() as client:
        for i in range(6): assert right(client.chat(f"question {i}", i % 2 == 1), f"question {i}")


# ------------------------------------------------------------------------------------------- whose fault it is

@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
@pytest.mark.parametrize("fault", ["400", "404", "413", "422"])
def test_the_clients_own_mistake_comes_back_as_it_is(yard, serve, fault, stream):
    a, b = yard.supplier("a", then=fault), yard.supplier("b")
    reply = serve(a, b).chat("hi", stream)
    assert (reply.status, a.asked, b.asked) == (int(fault), 1, 0)
    assert bytes(a.requests[0].sent).endswith(b"\r\n\r\n" + reply.body), "the supplier's own words"
    assert (reply.supplier, reply.attempts) == ("a", 1)


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_too_long_a_context_goes_only_to_a_larger_window(yard, serve, stream):
    small, same, large = (yard.supplier(n, then=f, context=c) for n, f, c in [("small", "400-context", 8192), ("same", "fine", 8192), ("large", "fine", 131072)])
    reply = serve(small, same, large).chat("hi", stream)
    assert right(reply, "hi") and reply.supplier == "large"
    assert (small.asked, same.asked, large.asked) == (1, 0, 1)


def test_too_long_a_context_with_no_larger_window_is_the_clients(yard, serve):
    small, same, unknown = (yard.supplier(n, then="400-context", **c) for n, c in [("small", {"context": 8192}), ("same", {"context": 8192}), ("unknown", {})])
    reply = serve(small, same, unknown).chat("hi")
    assert (reply.status, reply.error["code"]) == (400, "context_length_exceeded")
    assert small.asked == 1 and same.asked == 0 and unknown.asked <= 1


@pytest.mark.parametrize("fault", ["400-policy", "400-filter"])
@pytest.mark.parametrize("allowed", [False, True], ids=["by-default", "when-the-site-says-so"])
def test_a_content_refusal_is_not_routed_around_unless_the_site_says_so(yard, serve, fault, allowed):
    a, b = yard.supplier("a", then=fault), yard.supplier("b")
    reply = serve(a, b, policy={"content_policy_failover": allowed}).chat("hi")
    if allowed: assert right(reply, "hi") and (a.asked, b.asked) == (1, 1)
    else: assert (reply.status, a.asked, b.asked) == (400, 1, 0) and reply.error["code"] in ("content_policy_violation", "content_filter")


@pytest.mark.parametrize("fault", ["401", "402", "403", "429-quota", "429-credit"])
def test_a_locked_credential_waits_for_an_operator(yard, serve, fault):
    bad, good = yard.supplier("bad", script=[fault]), yard.supplier("good")
    gateway = serve(bad, good)
    for i in range(5): assert gateway.chat(f"question {i}").supplier == "good"
    assert bad.asked == 1
    assert [s["health"] for s in gateway.status()["supplies"]] == ["locked", "healthy"]
    assert gateway.admin("POST", "/admin/suppliers/nobody/reset").status == 404
    assert gateway.admin("POST", "/admin/suppliers/bad/reset").status == 204
    reply = gateway.chat("again")
    assert right(reply, "again") and reply.supplier == "bad"


def test_a_lock_is_the_credentials_so_it_holds_for_every_model_of_the_supplier(yard, serve):
    bad, good = yard.supplier("bad", then="401"), yard.supplier("good")
    gateway = serve(bad, good, models={"one": supplies(bad, good), "two": supplies(bad, good)})
    assert gateway.chat("hi", model="one").supplier == gateway.chat("hi", model="two").supplier == "good"
    assert bad.asked == 1


# -------------------------------------------------------------------------------------------------- rate limits

def test_a_short_retry_after_is_waited_for(yard, serve):
    bad, good = yard.supplier("bad", script=["429-after-1"]), yard.supplier("good")
    assert serve(bad, good).chat("hi").supplier == "bad"
    first, second = bad.requests
    assert 0.95 <= second.time - first.time < 3


@pytest.mark.parametrize("fault", ["503-after-1", "429-after-1"])
def test_a_short_retry_after_is_waited_for_when_nobody_else_is_left(yard, serve, fault):
    only = yard.supplier("only", script=[fault])
    reply = serve(only).chat("hi")
    assert right(reply, "hi") and only.asked == 2 and 0.95 <= only.requests[1].time - only.requests[0].time < 3


def test_retry_after_ms_goes_before_retry_after(yard, serve):
    bad, good = yard.supplier("bad", script=["429-after-ms"]), yard.supplier("good")
    assert serve(bad, good).chat("hi").supplier == "bad"
    assert 0.29 <= bad.requests[1].time - bad.requests[0].time < 1.5


def test_the_only_supply_is_not_asked_before_its_time(yard, serve):
    only = yard.supplier("only", then="429-after-60")
    gateway = serve(only)
    for _ in range(3):
        began, reply = time.monotonic(), gateway.chat("hi")
        assert reply.status == 429 and time.monotonic() - began < 5, "nobody waits a minute"
        assert 30 < float(reply.headers["retry-after"]) <= 60
    assert only.asked == 1


@pytest.mark.parametrize("clients", [1, 20])
def test_a_rate_limit_without_a_time_is_never_asked_in_a_tight_loop(yard, serve, clients):
    only = yard.supplier("only", then="429")
    gateway = serve(only, policy={"attempts": 8, "total_timeout": "6s"})
    replies = at_once(clients, lambda i: gateway.chat(f"question {i}"))
    assert {r.status for r in replies} == {429}
    prompts: dict[str, list[float]] = {}
    for r in only.requests: prompts.setdefault(r.prompt, []).append(r.time)
    for times in prompts.values():
        for i, start in enumerate(times): assert sum(start <= t < start + 3 for t in times[i:]) <= 4


# ------------------------------------------------------------------------------------------ when everything fails

#: The statuses that are honest about it; never the supplier's 401, which the client would take for its own key's.
BROKEN, TOO_SLOW = {502, 503}, {503, 504}
TOTAL = [("refuse", BROKEN), ("blackhole", TOO_SLOW), ("silent", {504}), ("closed", BROKEN), ("500", BROKEN), ("502", BROKEN), ("503", {503}), ("504", TOO_SLOW), ("429", {429}),
         ("429-after-60", {429}), ("401", BROKEN), ("403", BROKEN), ("429-quota", BROKEN), ("200-error", BROKEN), ("html", BROKEN), ("empty", BROKEN), ("malformed-head", BROKEN)]


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
@pytest.mark.parametrize("fault, statuses", TOTAL, ids=[f for f, _ in TOTAL])
def test_when_all_fail_the_client_learns_what_happened(yard, serve, fault, statuses, stream):
    how = {"door": fault} if fault in ("refuse", "blackhole") else {"then": fault}
    a, b = (yard.supplier(n, first_token_timeout=IMPATIENT, **how) for n in ("a", "b"))
    gateway = serve(a, b, policy={"response_timeout": "700ms"})
    reply = gateway.chat("hi", stream)
    assert reply.status in statuses, reply.body
    error = reply.error
    assert {"message", "type", "param", "code"} <= set(error) and error["message"]
    assert reply.headers["content-type"].startswith("application/json") and reply.headers["x-request-id"]
    assert reply.headers.get("x-should-retry") in ("true", "false", None)
    attempts = error["attempts"]
    assert {"a/a-model", "b/b-model"} == {t["supply"] for t in attempts} and 2 <= len(attempts) <= 4
    assert len(attempts) == reply.attempts and all(t["outcome"] and t["ms"] >= 0 for t in attempts)
    if fault == "silent": assert a.asked == b.asked == 1, "a silent supplier is never retried"
    everything = reply.body.decode() + str(reply.headers) + gateway.logs(10**7) + gateway.metrics() + gateway.admin("GET", "/admin/status").body.decode()
    assert a.key not in everything and b.key not in everything


def test_when_all_fail_fifty_clients_all_get_an_error_and_no_storm(yard, serve):
    a, b = yard.supplier("a", then="503"), yard.supplier("b", then="502")
    gateway = serve(a, b)
    replies = at_once(50, lambda i: gateway.chat(f"question {i}", i % 2 == 0))
    assert {r.status for r in replies} <= {502, 503} and all(r.error["message"] for r in replies)
    assert a.asked + b.asked <= 50 * 4
    assert gateway.status()["clientErrors"] == 50


def test_the_retry_budget_stops_a_storm(yard, serve):
    a, b = yard.supplier("a", then="503"), yard.supplier("b", then="503")
    gateway = serve(a, b, policy={"retry_budget": 0.1}, limits={"free_retries": 10})
    requests = sum(len(at_once(20, lambda i: gateway.chat(f"question {i}"))) for _ in range(5))
    extra = a.asked + b.asked - requests
    assert extra <= 10 + 0.1 * requests + 5, f"{extra} extra attempts for {requests} requests"


@pytest.mark.parametrize("policy, headers", [({"total_timeout": "1s"}, {}), ({}, {"x-stainless-read-timeout": "1"})], ids=["the-sites", "the-clients"])
def test_a_deadline_is_kept(yard, serve, policy, headers):
    a, b = yard.supplier("a", then="silent"), yard.supplier("b", then="silent")
    gateway = serve(a, b, policy={"response_timeout": "20s", **policy})
    began, reply = time.monotonic(), gateway.chat("hi", headers=headers)
    assert reply.status == 504 and time.monotonic() - began < 4


# ---------------------------------------------------------------------------------------------------- breakers

def test_a_supply_that_is_down_is_left_alone_and_comes_back(yard, serve):
    a, b = yard.supplier("a"), yard.supplier("b")
    gateway = serve(a, b, breaker={"failures": 3, "open_interval": "400ms", "slow_start": "500ms"})
    assert gateway.chat("before").supplier == "a"
    a.kill()
    for i in range(10): assert right(gateway.chat(f"during {i}"), f"during {i}")
    assert gateway.chat("open").attempts == 1, "its breaker is open by now"
    assert gateway.status()["supplies"][0]["health"] == "down"
    a.open()
    end = time.monotonic() + 20
    served: list[str] = []
    while served[-10:] != ["a"] * 10:
        assert time.monotonic() < end, f"not back after 20 s: {served[-20:]}"
        reply = gateway.chat("after")
        assert right(reply, "after")
        served.append(reply.supplier)
        time.sleep(0.02)
    assert gateway.status()["supplies"][0]["health"] == "healthy"


def test_half_open_lets_exactly_one_probe_through(yard, serve):
    a, b = yard.supplier("a", then="503"), yard.supplier("b")
    gateway = serve(a, b, breaker={"failures": 3, "open_interval": "500ms", "slow_start": "500ms"})
    for i in range(5): gateway.chat(f"trip {i}")
    asked = a.asked
    a.behave(then="slow:0.6")
    time.sleep(0.6)
    replies = at_once(30, lambda i: gateway.chat(f"question {i}"))
    assert all(right(r, f"question {i}") for i, r in enumerate(replies))
    assert a.asked == asked + 1 and [r.supplier for r in replies].count("a") == 1


def test_when_every_breaker_is_open_the_least_bad_is_tried(yard, serve):
    a, b = yard.supplier("a", then="503"), yard.supplier("b", then="503")
    gateway = serve(a, b, policy={"attempts": 2}, breaker={"failures": 2, "open_interval": "60s"})
    for i in range(4): gateway.chat(f"trip {i}")
    assert {s["health"] for s in gateway.status()["supplies"]} == {"down"}
    a.behave()
    b.behave()
    assert right(gateway.chat("hi"), "hi")


# --------------------------------------------------------------------------------------------------- residency

def three(yard): return [yard.supplier(n, jurisdiction=j) for n, j in [("chicago", "us"), ("frankfurt", "eu"), ("osaka", "jp")]]


KEYS = [{"name": "anywhere", "key": "sk-test-anywhere-0123456789"}, {"name": "europe", "key": "sk-test-europe-0123456789", "jurisdictions": ["eu"]},
        {"name": "nowhere", "key": "sk-test-nowhere-0123456789", "jurisdictions": ["ch"]}, {"name": "two", "key": "sk-test-two-0123456789", "jurisdictions": ["eu", "jp"]}]


@pytest.mark.parametrize("key, header, allowed", [
    (0, None, ["chicago", "frankfurt", "osaka"]), (0, "eu", ["frankfurt"]), (0, "jp, eu", ["frankfurt", "osaka"]), (1, None, ["frankfurt"]),
    (1, "us,eu", ["frankfurt"]), (3, None, ["frankfurt", "osaka"]), (3, "jp", ["osaka"])])
def test_a_request_stays_where_it_may_run(yard, serve, key, header, allowed):
    all_three = three(yard)
    gateway = serve(*all_three, keys=KEYS)
    for s in all_three: s.behave(then="fine" if s.name == allowed[-1] else "503")
    reply = gateway.chat("hi", key=KEYS[key]["key"], headers={"x-busbar-jurisdictions": header} if header else None)
    assert right(reply, "hi") and reply.supplier == allowed[-1] and reply.attempts == len(allowed)
    assert {s.name for s in all_three if s.asked} == set(allowed)


@pytest.mark.parametrize("key, header", [(2, None), (1, "us"), (0, "ch"), (0, "xx,ch")])
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_with_nowhere_left_nothing_is_sent_anywhere(yard, serve, key, header, stream):
    all_three = three(yard)
    reply = serve(*all_three, keys=KEYS).chat("hi", stream, key=KEYS[key]["key"], headers={"x-busbar-jurisdictions": header} if header else None)
    assert reply.status == 403 and reply.error["type"] and reply.error["code"]
    assert all(s.name in reply.body.decode() for s in all_three), "it names what was ruled out"
    assert not any(s.asked or s.connections for s in all_three)


def test_failing_over_never_leaves_the_allowed_places(yard, serve):
    all_three = three(yard)
    for s in all_three: s.behave(then="503" if s.name == "frankfurt" else "fine")
    gateway = serve(*all_three, keys=KEYS)
    replies = at_once(20, lambda i: gateway.chat(f"question {i}", i % 2 == 0, key=KEYS[1]["key"]))
    assert {r.status for r in replies} == {503}
    assert [s.asked for s in all_three][::2] == [0, 0]


@pytest.mark.parametrize("header", ["", " , ", "eu;us", "e" * 200])
def test_a_residency_header_that_makes_no_sense_fails_closed(yard, serve, header):
    all_three = three(yard)
    reply = serve(*all_three).chat("hi", headers={"x-busbar-jurisdictions": header})
    assert reply.status in (400, 403) and not any(s.asked for s in all_three)


# ------------------------------------------------------------------------------------- clients that go, streams that break

@pytest.mark.parametrize("fault, stream", [("silent", False), ("silent", True), ("stream-endless", True)])
def test_when_the_client_goes_the_supplier_is_told_at_once(yard, serve, fault, stream):
    a, b = yard.supplier("a", then=fault), yard.supplier("b")
    gateway = serve(a, b, policy={"response_timeout": "30s", "first_token_timeout": "30s"})
    with Raw(gateway.port) as raw:
        raw.send(post(chat_body("hi", stream)))
        a.wait(1)
        if fault == "stream-endless": raw.file.readline()
    assert a.requests[0].abandoned.wait(1), "the supplier still works for nobody"
    assert b.asked == 0
    assert gateway.status()["requestsInFlight"] == 0


@pytest.mark.parametrize("fault", ["stream-cut", "stream-reset", "stream-no-finish", "stream-done-no-finish", "stream-stall", "stream-error-later"])
@pytest.mark.parametrize("clients", [1, 50])
def test_a_stream_that_breaks_after_content_is_never_a_success(yard, serve, fault, clients):
    """Without a rescue, whose tests are in `test_rescue`."""
    a, b = yard.supplier("a", then=fault), yard.supplier("b")
    gateway = serve(a, b, policy={"rescue": "off"}, breaker={"failures": 1000, "minimum_volume": 1000})
    for i, reply in enumerate(at_once(clients, lambda i: gateway.chat(f"question {i}", True))):
        assert reply.status == 200 and not reply.done, "no [DONE]"
        assert reply.text and answer(f"question {i}").startswith(reply.text), "what came before the break"
        assert reply.error and reply.error["message"] and {"type", "param", "code"} <= set(reply.error)
        assert reply.events[-1].get("error"), "the error is the last event"
    assert (a.asked, b.asked) == (clients, 0), "nobody else can go on with it"
    assert gateway.status()["clientErrors"] == clients


def test_a_broken_stream_leaves_nothing_wrong_for_the_next_request(yard, serve):
    a = yard.supplier("a", script=["stream-cut", "fine", "stream-stall", "fine"])
    gateway = serve(a, policy={"rescue": "off"})
    for i in range(2):
        assert gateway.chat("broken", True).error
        assert right(gateway.chat("whole", True), "whole")

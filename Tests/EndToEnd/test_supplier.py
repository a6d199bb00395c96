"""The supplier itself, asked without a gateway: what it says is right must be right, and its faults must be wrong."""
from __future__ import annotations

import json

import pytest

from client import Client, Reply, chat_body
from supplier import BREAKS, DELTAS, FAULTS, WHOLE_BREAKS, Supplier, answer, diverging, pieces

RIGHT_STREAMS = ["fine", "slow:0.01", "closed-after", "stream-slow:0.001", "stream-no-done", "stream-drip", "stream-crlf", "stream-one-chunk", "stream-split:1",
                 "stream-split:2", "stream-no-space", "stream-usage-in-finish", "stream-trailers", "stream-until-close"]
RIGHT_ANSWERS = ["fine", "slow:0.01", "closed-after", "chunked", "until-close"]


def ask(supplier: Supplier, path: str = "/v1/chat/completions", **fields: object) -> Reply:
    with Client(supplier.port, key=supplier.key, timeout=2) as client: return client.request("POST", path, {"model": supplier.model, **fields})


@pytest.mark.parametrize("fault", RIGHT_STREAMS)
def test_right_streams_hold_the_whole_answer(yard, fault):
    a = yard.supplier("a", then=fault)
    reply = ask(a, **chat_body("hi", stream=True, model=a.model))
    assert (reply.status, reply.cut, reply.text) == (200, False, answer("hi"))
    assert [e["choices"][0]["finish_reason"] for e in reply.events if e["choices"]][-1] == "stop"


@pytest.mark.parametrize("fault", RIGHT_ANSWERS)
def test_right_answers_hold_the_whole_answer(yard, fault):
    a = yard.supplier("a", then=fault)
    reply = ask(a, **chat_body("hi", model=a.model))
    assert (reply.status, reply.cut, reply.text) == (200, False, answer("hi"))


@pytest.mark.parametrize("path, field", [("/v1/responses", "input"), ("/v1/completions", "prompt")])
@pytest.mark.parametrize("stream", [False, True])
def test_other_endpoints(yard, path, field, stream):
    a = yard.supplier("a")
    assert ask(a, path, **{field: "hi"}, stream=stream).text == answer("hi")


def test_a_script_comes_before_the_rest_and_a_request_before_the_script(yard):
    a = yard.supplier("a", script=["500", "429-after-1"], then="503")
    body = chat_body("hi", model=a.model)
    assert [ask(a, **body).status, ask(a, **body, x_fault={"a": "404"}).status, ask(a, **body).status, ask(a, **body).status] == [500, 404, 429, 503]
    assert [r.fault for r in a.requests] == ["500", "404", "429-after-1", "503"]


@pytest.mark.parametrize("fault", sorted(name for name in FAULTS if name[0].isdigit() and not name.startswith("200")))
def test_faults_with_a_status_have_it(yard, fault):
    a = yard.supplier("a", then=fault)
    assert ask(a, **chat_body("hi", model=a.model)).status == int(fault[:3])


@pytest.mark.parametrize("door, error", [("refuse", ConnectionRefusedError), ("blackhole", TimeoutError), ("close", ConnectionError), ("reset", ConnectionError), ("ignore", TimeoutError)])
def test_doors(yard, door, error):
    a = yard.supplier("a", door=door)
    with pytest.raises(error), Client(a.port, key=a.key, timeout=0.3) as client: client.chat("hi", model=a.model)
    a.open()
    assert ask(a, **chat_body("hi", model=a.model)).text == answer("hi")


def test_a_killed_supplier_resets_and_refuses(yard):
    a = yard.supplier("a", then="silent")
    with Client(a.port, key=a.key, timeout=2) as client:
        client.connection.request("POST", "/v1/chat/completions", json.dumps(chat_body("hi", model=a.model)), {"authorization": f"Bearer {a.key}"})
        a.wait(1)
        a.kill()
        with pytest.raises(ConnectionError): client.connection.getresponse()
    with pytest.raises(ConnectionRefusedError): ask(a)


def test_cut_answers_are_seen_as_cut(yard):
    a = yard.supplier("a")
    for fault, stream in [("cut", False), ("cut-chunked", False), ("stream-cut", True), ("stream-closed", True)]:
        assert ask(a, **chat_body("hi", stream, model=a.model), x_fault=fault).cut


# ------------------------------------------------------------------------------------------------- what it says

def turn(a: Supplier, prefix: str, **fields: object) -> dict:
    """A chat that ends with an assistant message."""
    return {**chat_body("hi", model=a.model, **fields), "messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": prefix}]}


@pytest.mark.parametrize("path, field, most", [("/v1/chat/completions", None, "max_tokens"), ("/v1/chat/completions", None, "max_completion_tokens"), ("/v1/completions", "prompt", "max_tokens"),
                                               ("/v1/responses", "input", "max_output_tokens")])
@pytest.mark.parametrize("stream", [False, True])
def test_an_answer_is_as_long_as_was_asked_for(yard, path, field, most, stream):
    a = yard.supplier("a")
    body = {field: "hi"} if field else chat_body("hi", model=a.model)
    reply = ask(a, path, **{**body, "stream": stream, most: 7, "stream_options": {"include_usage": True}})
    assert reply.text == answer("hi")[:35]
    ends = [c["finish_reason"] for e in (reply.events if stream else [reply.json]) for c in e.get("choices", [])]
    if "responses" not in path: assert ends[-1] == "length" and (reply.usage[-1]["completion_tokens"] == 7)
    else: assert (reply.events[-1]["response"] if stream else reply.json)["status"] == "incomplete"


@pytest.mark.parametrize("mode, said", [("remainder", lambda whole: whole[20:]), ("echo", lambda whole: whole), ("echo-split", lambda whole: whole), ("ignore", lambda whole: whole),
                                        ("other", lambda whole: "And now for something different. " + whole)])
@pytest.mark.parametrize("stream", [False, True])
def test_it_goes_on_with_an_assistant_message(yard, mode, said, stream):
    a, whole = yard.supplier("a", prefill=mode), answer("hi")
    reply = ask(a, **turn(a, whole[:20], stream=stream, stream_options={"include_usage": True}))
    assert reply.text == said(whole) and a.continued[0].prefix == whole[:20]
    prompt, tokens = reply.usage[-1]["prompt_tokens"], reply.usage[-1]["completion_tokens"]
    assert prompt == 2 + 4
    if mode in ("remainder", "echo", "echo-split"): assert tokens == len(pieces(whole)) - 4, "what is repeated costs nothing"


def test_it_counts_max_tokens_from_where_it_goes_on(yard):
    for mode in ("remainder", "echo", "echo-split"):
        a = yard.supplier(f"a-{mode}", prefill=mode)
        reply = ask(a, **turn(a, answer("hi")[:20], stream=True, max_tokens=3))
        assert reply.text.removeprefix("" if mode == "remainder" else answer("hi")[:20]) == answer("hi")[20:35]


def test_it_may_refuse_to_go_on(yard):
    a, b = yard.supplier("a", prefill="400"), yard.supplier("b", prefill="untrimmed")
    assert ask(a, **turn(a, "You")).status == 400 and ask(a, **chat_body("hi", model=a.model)).status == 200
    assert ask(b, **turn(b, answer("hi")[:9] + " ")).status == 400 and ask(b, **turn(b, "You")).text == answer("hi")[3:]


def test_responses_go_on_too(yard):
    a, whole = yard.supplier("a", prefill="remainder"), answer("hi")
    begun = {"type": "message", "role": "assistant", "status": "incomplete", "content": [{"type": "output_text", "text": whole[:20], "annotations": []}]}
    reply = ask(a, "/v1/responses", input=[{"role": "user", "content": [{"type": "input_text", "text": "hi"}]}, begun], stream=True)
    assert reply.text == whole[20:]


def test_suppliers_may_disagree_and_a_body_may_say_what_is_said(yard):
    a = yard.supplier("a", voice=diverging(3))
    assert ask(a, **chat_body("hi", model=a.model)).text.startswith(answer("hi")[:15] + "But no: ")
    assert ask(a, **chat_body("hi", model=a.model), x_text="short").text == "short"
    assert ask(a, **chat_body("hi", model=a.model), x_text={"b": "other", "a": "mine"}).text == "mine"


def test_other_deltas_several_choices_and_logprobs(yard):
    a = yard.supplier("a")
    reply = ask(a, **chat_body("hi", True, model=a.model), x_deltas=[2, "tool"])
    deltas = [e["choices"][0]["delta"] for e in reply.events if e["choices"]]
    assert reply.text == answer("hi")[:10] and [d for d in deltas if "tool_calls" in d] == DELTAS["tool"]
    assert reply.events[-1]["choices"][0]["finish_reason"] == "tool_calls"
    reply = ask(a, **chat_body("hi", True, model=a.model), n=2, logprobs=True)
    assert {e["choices"][0]["index"] for e in reply.events} == {0, 1} and any(e["choices"][0]["logprobs"] for e in reply.events)
    assert "".join(e["choices"][0]["delta"].get("content", "") for e in reply.events if e["choices"][0]["index"] == 1) == answer("hi")


def test_one_in_so_many_meets_its_fault(yard):
    a = yard.supplier("a", then="every:3:503")
    assert [ask(a, **chat_body("hi", model=a.model)).status for _ in range(6)] == [200, 200, 503, 200, 200, 503]


# ------------------------------------------------------------------------------------------------ how it breaks off

@pytest.mark.parametrize("place, tokens", [("role", 0), ("1", 1), ("mid", len(pieces(answer("hi"))) // 2), ("last", len(pieces(answer("hi")))), ("finish", len(pieces(answer("hi"))))])
@pytest.mark.parametrize("kind", sorted(set(BREAKS) - {"stall", "garbage", "bad-chunk"}))
def test_a_stream_breaks_where_it_should(yard, kind, place, tokens):
    a = yard.supplier("a", then=f"break:{kind}@{place}")
    reply = ask(a, **chat_body("hi", True, model=a.model))
    assert reply.cut == (kind in ("close", "reset", "kill"))
    events = [json.loads(d) for d in reply.data if d.startswith("{")]
    said = [c for e in events for c in e.get("choices", [])]
    assert "".join(c["delta"].get("content", "") for c in said) == "".join(pieces(answer("hi"))[:tokens])
    assert any(c["finish_reason"] for c in said) == (place == "finish") and reply.done == (kind == "done")


@pytest.mark.parametrize("kind", ["close", "reset", "kill"])
def test_a_stream_that_breaks_at_first_sends_nothing(yard, kind):
    a = yard.supplier("a", then=f"break:{kind}@first")
    with pytest.raises(ConnectionError): ask(a, **chat_body("hi", True, model=a.model))


@pytest.mark.parametrize("place", ["first", "head", "mid", "last"])
@pytest.mark.parametrize("kind", sorted(set(WHOLE_BREAKS) - {"stall", "bad-chunk"}))
def test_a_whole_answer_breaks_where_it_should(yard, kind, place):
    a = yard.supplier("a", then=f"break:{kind}@{place}")
    if place == "first" and kind != "end":
        with pytest.raises(ConnectionError): ask(a, **chat_body("hi", model=a.model))
        return
    reply = ask(a, **chat_body("hi", model=a.model))
    assert reply.cut == (kind != "end")
    with pytest.raises(ValueError): reply.json


@pytest.mark.parametrize("fault", ["break:stall@mid", "break:garbage@mid"])
def test_these_breaks_leave_the_connection_open(yard, fault):
    a = yard.supplier("a", then=fault)
    with pytest.raises(TimeoutError), Client(a.port, key=a.key, timeout=0.3) as client: client.chat("hi", True, model=a.model)

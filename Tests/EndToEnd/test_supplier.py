"""The supplier itself, asked without a gateway: what it says is right must be right, and its faults must be wrong."""
from __future__ import annotations

import json

import pytest

from client import Client, Reply, chat_body
from supplier import FAULTS, Supplier, answer

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

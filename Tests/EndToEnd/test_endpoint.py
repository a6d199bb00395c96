"""What the endpoint speaks: bodies that pass untouched, models, errors, keys, HTTP/1.1, TLS, reloading and ending."""
from __future__ import annotations

import json
import signal
import socket
import ssl
import threading
import time

import pytest
import trustme

from client import MODEL, Client, Raw, at_once, chat_body, post
from gateway import site, supplies
from supplier import answer

KEYS = [{"name": "search-team", "key": "sk-test-search-0123456789"}, {"name": "lab", "key": "sk-test-lab-0123456789"}]


# ------------------------------------------------------------------------------------------------------- bodies

# What the client sends, and what the supplier must get: the same bytes but for the model's name (and the usage).
BODIES = [
    ('{"model":"gpt-test","messages":[{"role":"user","content":"hi"}]}',
     '{"model":"a-model","messages":[{"role":"user","content":"hi"}]}'),
    ('  {\n  "messages" : [ {"role":"user","content":"the \\"model\\":\\"gpt-test\\" and \\u0041 \\ud83d\\ude42 ü"} ] ,\n\t"model" : "gpt-test" , "temperature" : 1.0E-2 , "seed":12345678901234567890 }  \n',
     '  {\n  "messages" : [ {"role":"user","content":"the \\"model\\":\\"gpt-test\\" and \\u0041 \\ud83d\\ude42 ü"} ] ,\n\t"model" : "a-model" , "temperature" : 1.0E-2 , "seed":12345678901234567890 }  \n'),
    ('{"x_unknown":{"model":"gpt-test","deep":[1,null,true,{"stream":true}]},"model":"gpt-test","messages":[{"role":"user","content":"hi","x_more":1}],"metadata":{"model":"gpt-test"}}',
     '{"x_unknown":{"model":"gpt-test","deep":[1,null,true,{"stream":true}]},"model":"a-model","messages":[{"role":"user","content":"hi","x_more":1}],"metadata":{"model":"gpt-test"}}'),
    ('{"model":"gpt-te\\u0073t","messages":[{"role":"user","content":"hi"}]}',
     '{"model":"a-model","messages":[{"role":"user","content":"hi"}]}'),
    ('{"model":"gpt-test","stream":false,"stream_options":null,"messages":[{"role":"user","content":"hi"}]}',
     '{"model":"a-model","stream":false,"stream_options":null,"messages":[{"role":"user","content":"hi"}]}'),
    ('{"model":"gpt-test","messages":[{"role":"user","content":[{"type":"text","text":"hi"},{"type":"image_url","image_url":{"url":"data:image/png;base64,' + "A" * 300_000 + '"}}]}]}',
     '{"model":"a-model","messages":[{"role":"user","content":[{"type":"text","text":"hi"},{"type":"image_url","image_url":{"url":"data:image/png;base64,' + "A" * 300_000 + '"}}]}]}'),
]


@pytest.mark.parametrize("sent, expected", BODIES, ids=["plain", "blanks-and-escapes", "unknown-fields", "escaped-name", "not-streamed", "large"])
@pytest.mark.parametrize("framing", ["length", "chunked"])
def test_a_body_passes_untouched_but_for_its_model(yard, serve, sent, expected, framing):
    a = yard.supplier("a")
    with serve(a).client() as client:
        data = sent.encode()
        if framing == "length": reply = client.request("POST", "/v1/chat/completions", data)
        else: reply = client.request("POST", "/v1/chat/completions", (data[i:i + 999] for i in range(0, len(data), 999)), {"transfer-encoding": "chunked"}, chunked=True)
    assert reply.status == 200
    assert a.requests[0].body.decode() == expected
    assert bytes(a.requests[0].sent).endswith(b"\r\n\r\n" + reply.body), "the answer's body passes untouched, its model included"
    assert reply.json["model"] == a.served_model


@pytest.mark.parametrize("options", [None, {}, {"include_usage": False}, {"include_usage": True}, {"x_other": [1], "include_usage": False}, {"x_other": 1}])
def test_usage_is_always_asked_for_and_shown_only_when_the_client_asked(yard, serve, options):
    a = yard.supplier("a")
    fields = {} if options is None else {"stream_options": options}
    reply = serve(a).chat("hi", True, **fields)
    asked, wanted = a.requests[0].json, bool((options or {}).get("include_usage"))
    assert asked["stream_options"] == {**(options or {}), "include_usage": True}
    assert {k: v for k, v in asked.items() if k != "stream_options"} == {**chat_body("hi", True), "model": a.model}
    assert reply.text == answer("hi") and reply.done
    assert len(reply.usage) == wanted
    assert sum(not e["choices"] for e in reply.events) == wanted, "no chunk without choices that nobody asked for"


def test_a_streams_events_pass_untouched(yard, serve):
    a = yard.supplier("a")
    reply = serve(a).chat("hi", True, stream_options={"include_usage": True})
    with Client(a.port, key=a.key) as direct: expected = direct.chat("hi", True, model=a.model, stream_options={"include_usage": True})
    assert reply.body == expected.body.replace(f"chatcmpl-a-1".encode(), b"chatcmpl-a-0")


def test_events_arrive_when_the_supplier_sends_them(yard, serve):
    a = yard.supplier("a", then="stream-slow:0.02")
    reply = serve(a).chat("hi", True)
    assert len(reply.parts) > len(reply.events) / 2, "events are not gathered up"


def test_tools_pass_through(yard, serve):
    a = yard.supplier("a", then="stream-tools")
    tools = [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}, "strict": True}}]
    reply = serve(a).chat("hi", True, tools=tools, tool_choice="required")
    assert a.requests[0].json["tools"] == tools and a.requests[0].json["tool_choice"] == "required"
    calls = [c for e in reply.events for c in e["choices"][0]["delta"].get("tool_calls", [])]
    assert "".join(c["function"]["arguments"] for c in calls) == '{"city": "Paris"}' and reply.done


@pytest.mark.parametrize("path, field", [("/v1/responses", "input"), ("/v1/completions", "prompt"), ("/v1/chat/completions", "messages")])
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_every_endpoint_answers(yard, serve, path, field, stream):
    a = yard.supplier("a")
    value = [{"role": "user", "content": "hi"}] if field == "messages" else "hi"
    with serve(a).client() as client: reply = client.request("POST", path, {"model": MODEL, field: value, "stream": stream, "x_extra": 1})
    assert (reply.status, reply.text, a.requests[0].path, a.requests[0].json["x_extra"]) == (200, answer("hi"), path, 1)
    if path == "/v1/responses": assert "stream_options" not in a.requests[0].json, "the Responses API has no include_usage"


def test_headers_that_are_the_clients_pass_and_those_that_are_secret_do_not(yard, serve):
    a = yard.supplier("a")
    gateway = serve(a, keys=KEYS)
    headers = {"openai-organization": "org-1", "x-client-request-id": "abc", "accept": "application/json", "cookie": "session=secret", "x-api-key": "sk-client-own", "api-key": "sk-client-own-2",
               "connection": "keep-alive, x-hop", "x-hop": "1", "te": "trailers", "proxy-authorization": "Basic c2VjcmV0"}
    reply = gateway.chat("hi", key=KEYS[0]["key"], headers=headers)
    assert reply.status == 200
    got = dict(a.requests[0].headers)
    assert got["authorization"] == f"Bearer {a.key}" and got["content-type"] == "application/json"
    assert KEYS[0]["key"] not in a.requests[0].head.decode()
    assert not {"cookie", "x-hop", "te", "proxy-authorization", "x-busbar-jurisdictions"} & set(got)


def test_a_query_does_not_hide_the_endpoint(yard, serve):
    a = yard.supplier("a")
    with serve(a).client() as client: assert client.request("POST", "/v1/chat/completions?api-version=1&x=%20", chat_body("hi")).text == answer("hi")


# ------------------------------------------------------------------------------------------------ models, errors

def test_models(yard, serve):
    a, b = yard.supplier("a"), yard.supplier("b")
    gateway = serve(a, b, models={"gpt-oss-120b": supplies(a, b), "org/llama-3.1": supplies(b), "embed": supplies(a)})
    with gateway.client() as client:
        listed = client.request("GET", "/v1/models")
        assert listed.status == 200 and listed.json["object"] == "list"
        assert sorted(m["id"] for m in listed.json["data"]) == ["embed", "gpt-oss-120b", "org/llama-3.1"]
        assert all(m["object"] == "model" and isinstance(m["created"], int) and m["owned_by"] for m in listed.json["data"])
        for path, name in [("/v1/models/gpt-oss-120b", "gpt-oss-120b"), ("/v1/models/org/llama-3.1", "org/llama-3.1"), ("/v1/models/org%2Fllama-3.1", "org/llama-3.1")]:
            assert client.request("GET", path).json["id"] == name
        missing = client.request("GET", "/v1/models/gpt-oss-12b")
        assert (missing.status, missing.error["code"]) == (404, "model_not_found") and "gpt-oss-120b" in missing.error["message"]
    assert not a.asked and not b.asked


def test_an_unknown_model_names_near_ones(yard, serve):
    a = yard.supplier("a")
    reply = serve(a, models={"gpt-oss-120b": supplies(a), "llama": supplies(a)}).chat("hi", model="gpt-os-120b")
    assert (reply.status, reply.error["code"], reply.error["param"]) == (404, "model_not_found", "model")
    assert "gpt-oss-120b" in reply.error["message"] and a.asked == 0


def test_head_and_options(yard, serve):
    with serve(yard.supplier("a")).client() as client:
        whole, head = client.request("GET", "/v1/models"), client.request("HEAD", "/v1/models")
        assert head.status == 200 and head.body == b"" and head.headers["content-length"] == str(len(whole.body))
        options = client.request("OPTIONS", "/v1/chat/completions")
        assert options.status in (200, 204) and "POST" in options.headers["allow"]
        assert client.request("GET", "/v1/models").status == 200, "the connection is still in step"


def test_every_answer_has_its_own_request_id(yard, serve):
    a = yard.supplier("a", script=["fine", "400", "fine"])
    with serve(a).client() as client:
        replies = [client.chat("hi"), client.chat("hi"), client.chat("hi", True), client.request("GET", "/v1/models"), client.request("GET", "/nowhere"), client.chat("hi", model="none")]
    ids = [r.headers["x-request-id"] for r in replies]
    assert len(set(ids)) == len(ids)
    assert all("x-busbar-supplier" in r.headers and "x-busbar-region" in r.headers and r.attempts == 1 for r in replies[:3])
    assert all("x-busbar-supplier" not in r.headers for r in replies[3:])


# --------------------------------------------------------------------------------------------------------- keys

@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Bearer sk-wrong-0123456789abcdef", "Basic c2stdGVzdDo=", f"Bearer {KEYS[0]['key']}x", f"Bearer {KEYS[0]['key'][:-1]}", f"Bearer  {KEYS[0]['key']} y"])
def test_without_a_right_key_there_is_nothing(yard, serve, header):
    a = yard.supplier("a")
    with serve(a, keys=KEYS).client() as client:
        headers = {} if header is None else {"authorization": header}
        for reply in (client.chat("hi", headers=headers), client.request("GET", "/v1/models", headers=headers)):
            assert (reply.status, reply.error["code"]) == (401, "invalid_api_key")
            assert reply.headers["x-request-id"] and "0123456789" not in reply.body.decode(), "a key is not repeated, not even a wrong one"
    assert a.asked == 0


def test_right_keys_open(yard, serve):
    gateway = serve(yard.supplier("a"), keys=KEYS)
    for key in KEYS: assert gateway.chat("hi", key=key["key"]).text == answer("hi")
    assert gateway.chat("hi", headers={"authorization": f"bearer {KEYS[0]['key']}"}).status == 200, "the scheme's case does not matter"


# --------------------------------------------------------------------------------------------------------- HTTP

def test_a_connection_is_kept(yard, serve):
    a = yard.supplier("a")
    gateway = serve(a)
    with gateway.client() as client:
        client.chat("first")
        port = client.connection.sock.getsockname()
        for i in range(20): assert client.chat(f"question {i}", i % 2 == 0).text == answer(f"question {i}")
        assert client.connection.sock.getsockname() == port
    assert a.connections == 1, "the supplier's connection is kept too"


def test_pipelined_requests_are_answered_in_order(yard, serve):
    a = yard.supplier("a")
    with Raw(serve(a).port) as raw:
        raw.send(b"".join(post(chat_body(f"question {i}", i % 3 == 2, x_fault="slow:0.1" if i % 2 == 0 else None)) for i in range(6)))
        for i in range(6): assert raw.reply().text == answer(f"question {i}")


def test_expect_100_continue(yard, serve):
    a = yard.supplier("a")
    with Raw(serve(a).port) as raw:
        head, _, body = post(chat_body("hi"), "expect: 100-continue").partition(b"\r\n\r\n")
        raw.send(head + b"\r\n\r\n")
        assert raw.reply().status == 100
        raw.send(body)
        assert raw.reply().text == answer("hi")
    assert a.requests[0].header("expect") is None


def test_expect_100_continue_may_be_refused(yard, serve):
    a = yard.supplier("a")
    with Raw(serve(a, keys=KEYS).port) as raw:
        raw.send(b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 1000\r\n\r\n")
        assert raw.reply().status == 401


@pytest.mark.parametrize("keep", [False, True])
def test_http_1_0(yard, serve, keep):
    a = yard.supplier("a")
    body = json.dumps(chat_body("hi"))
    with Raw(serve(a).port) as raw:
        for _ in range(2 if keep else 1):
            raw.send(f"POST /v1/chat/completions HTTP/1.0\r\n{'connection: keep-alive' + chr(13) + chr(10) if keep else ''}content-length: {len(body)}\r\n\r\n{body}")
            reply = raw.reply()
            assert reply.text == answer("hi") and "transfer-encoding" not in reply.headers
            if keep and reply.headers.get("connection", "").lower() != "keep-alive": break
        else:
            if keep: return
        assert raw.closed()


def test_a_stream_to_http_1_0_is_not_chunked(yard, serve):
    body = json.dumps(chat_body("hi", True))
    with Raw(serve(yard.supplier("a")).port) as raw:
        raw.send(f"POST /v1/chat/completions HTTP/1.0\r\ncontent-length: {len(body)}\r\n\r\n{body}")
        reply = raw.reply()
    assert reply.status == 200 and "transfer-encoding" not in reply.headers and reply.text == answer("hi") and reply.done


def test_connection_close_is_obeyed(yard, serve):
    with Raw(serve(yard.supplier("a")).port) as raw:
        raw.send(post(chat_body("hi"), "connection: close"))
        reply = raw.reply()
        assert reply.text == answer("hi") and reply.headers["connection"] == "close" and raw.closed()


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_request_may_arrive_in_any_pieces(yard, serve, size):
    data = post(chat_body("hi"))
    with Raw(serve(yard.supplier("a")).port) as raw:
        raw.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for i in range(0, len(data), size):
            raw.send(data[i:i + size])
            if size == 1: time.sleep(0.001)
        assert raw.reply().text == answer("hi")


def test_a_client_that_reads_slowly_gets_it_all_and_stalls_nobody(yard, serve):
    a = yard.supplier("a")
    gateway = serve(a)
    prompt = "long " * 40_000
    with Raw(gateway.port) as raw:
        raw.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 128 << 10)
        raw.send(post(chat_body(prompt, True)))
        time.sleep(0.3)
        assert gateway.chat("quick", True).text == answer("quick")
        assert raw.reply().text == answer(prompt)


# ---------------------------------------------------------------------------------------------------------- TLS

@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """A certificate authority of our own, with files of a certificate for localhost."""
    folder, ca = tmp_path_factory.mktemp("tls"), trustme.CA()
    own = ca.issue_cert("localhost", "127.0.0.1")
    ca.cert_pem.write_to_path(folder / "ca.pem")
    own.private_key_pem.write_to_path(folder / "key.pem")
    (folder / "certificate.pem").write_bytes(b"".join(p.bytes() for p in own.cert_chain_pems))
    return folder


def server_context(authority, ca_file: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(authority / "certificate.pem", authority / "key.pem")
    context.ca_file = ca_file
    return context


def test_tls_on_both_sides(yard, serve, authority):
    a = yard.supplier("a", tls=server_context(authority, str(authority / "ca.pem")))
    gateway = serve(a, tls={"certificate": str(authority / "certificate.pem"), "key": str(authority / "key.pem")})
    trust = ssl.create_default_context(cafile=authority / "ca.pem")
    with gateway.client(tls=trust) as client:
        for stream in (False, True, False): assert client.chat("hi", stream).text == answer("hi")
    assert a.connections == 1
    with Raw(gateway.port) as raw:
        raw.send(post(chat_body("hi")))
        assert not (raw.reply() or a).__dict__.get("body"), "plain text on a TLS port is answered with nothing"


def test_a_certificate_that_is_not_trusted_is_a_failed_attempt(yard, serve, authority):
    other = trustme.CA()
    other.cert_pem.write_to_path(authority / "other.pem")
    bad = yard.supplier("bad", tls=server_context(authority, str(authority / "other.pem")))
    good = yard.supplier("good")
    reply = serve(bad, good).chat("hi")
    assert (reply.text, reply.supplier, reply.attempts, bad.asked) == (answer("hi"), "good", 2, 0)


# ---------------------------------------------------------------------------------------------- reload, the end

def test_a_reload_under_load_loses_no_request(yard, serve):
    a, b = yard.supplier("a", then="slow:0.02"), yard.supplier("b", then="slow:0.02")
    gateway = serve(a, b)
    stop, wrong, served = threading.Event(), [], []

    def ask(number: int):
        i = 0
        with gateway.client() as client:
            while not stop.is_set():
                reply = client.chat(f"{number}/{i}", i % 2 == 0)
                (served if reply.status == 200 and reply.text == answer(f"{number}/{i}") else wrong).append(reply.supplier or reply.body)
                i += 1
    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for t in threads: t.start()
    try:
        for order in ((b, a), (a, b), (b, a)):
            time.sleep(0.4)
            gateway.write(site(*order))
            gateway.reload()
            end = time.monotonic() + 5
            while gateway.chat("probe").supplier != order[0].name: assert time.monotonic() < end, "the new order never came"
    finally:
        stop.set()
        for t in threads: t.join()
    assert not wrong and len(served) > 50 and set(served) == {"a", "b"}


def test_a_reload_by_the_console(yard, serve):
    a, b = yard.supplier("a"), yard.supplier("b")
    gateway = serve(a)
    gateway.write(site(b))
    assert gateway.admin("POST", "/admin/reload").status == 200
    assert gateway.chat("hi").supplier == "b"


def test_a_bad_file_changes_nothing(yard, serve):
    a = yard.supplier("a")
    gateway = serve(a)
    gateway.write({**site(a), "models": {MODEL: [{"supplier": "nobody", "model": 3}]}, "polcy": {}})
    refused = gateway.admin("POST", "/admin/reload")
    assert refused.status == 422 and refused.headers["content-type"].startswith("application/problem+json")
    for part in ("nobody", "polcy"): assert part in refused.body.decode(), "it tells every mistake"
    gateway.reload()
    time.sleep(0.3)
    gateway.file.unlink()
    gateway.reload()
    time.sleep(0.3)
    assert gateway.chat("hi").text == answer("hi")


def test_a_reload_keeps_what_was_learned_and_gives_refused_credentials_another_chance(yard, serve):
    held, locked, good = yard.supplier("held", then="429-after-60"), yard.supplier("locked", script=["401"]), yard.supplier("good")
    gateway = serve(held, locked, good)
    for _ in range(3): assert gateway.chat("hi").supplier == "good"
    assert gateway.admin("POST", "/admin/reload").status == 200
    assert gateway.chat("hi").supplier == "locked"
    assert held.asked == 1


def test_sigterm_finishes_what_runs(yard, serve):
    a = yard.supplier("a", then="stream-slow:0.05")
    gateway = serve(a)
    replies = []
    threads = [threading.Thread(target=lambda i=i: replies.append((i, gateway.chat(f"question {i}", True)))) for i in range(5)]
    for t in threads: t.start()
    a.wait(5)
    time.sleep(0.2)
    gateway.signal(signal.SIGTERM)
    time.sleep(0.2)
    with pytest.raises(OSError): socket.create_connection(("127.0.0.1", gateway.port), 1)
    assert gateway.stop() == 0
    for t in threads: t.join()
    assert len(replies) == 5 and all(r.text == answer(f"question {i}") and r.done and not r.cut for i, r in replies)


def test_sigterm_waits_only_so_long(yard, serve):
    a = yard.supplier("a", then="stream-endless")
    gateway = serve(a, limits={"drain": "500ms"})
    replies = []
    thread = threading.Thread(target=lambda: replies.append(gateway.chat("hi", True)))
    thread.start()
    a.wait(1)
    time.sleep(0.1)
    began = time.monotonic()
    assert gateway.stop() == 0 and time.monotonic() - began < 5
    thread.join()
    assert replies[0].error or replies[0].cut, "a cut stream is no success"
    assert not replies[0].done


def test_sigterm_waits_for_an_upload(yard, serve):
    gateway = serve(yard.supplier("a"))
    body = json.dumps({"model": MODEL, "messages": [{"role": "user", "content": "question 1"}]}).encode()
    with socket.create_connection(("127.0.0.1", gateway.port), 10) as client:
        client.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body) + body[:20])
        time.sleep(0.2)
        gateway.signal(signal.SIGTERM)
        time.sleep(0.3)
        client.sendall(body[20:])
        reply = b""
        while part := client.recv(65536): reply += part
    head, _, text = reply.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ") and json.loads(text)["choices"][0]["message"]["content"] == answer("question 1")
    assert gateway.stop() == 0


def test_a_client_that_never_reads_gets_no_more_answers(yard, serve):
    gateway = serve(yard.supplier("a"))
    request = b"GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n" * 100
    with socket.create_connection(("127.0.0.1", gateway.port), 10) as client:
        client.settimeout(2)
        sent = 0
        with pytest.raises(TimeoutError):
            while sent < 64 << 20: sent += client.send(request)
    assert gateway.chat("hi").status == 200, "others are served"


def test_idle_connections_do_not_keep_it_from_ending(yard, serve):
    gateway = serve(yard.supplier("a"))
    clients = [gateway.client() for _ in range(10)]
    for client in clients: client.chat("hi")
    began = time.monotonic()
    assert gateway.stop() == 0 and time.monotonic() - began < 3

"""Bad input and bad intentions: each gets its status and error object, and the connection is safe afterwards.

Safe means: the connection is closed, or the next request on it is answered as if nothing had been; and no supplier ever
saw a byte of what was refused.
"""
from __future__ import annotations

import json
import os
import resource
import select
import socket
import time

import pytest

from client import MODEL, Raw, chat_body, post
from supplier import answer

HEAD = "POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
BODY = json.dumps(chat_body("hi"))
#: What an attacker would smuggle: if the gateway ever sees it as a request, the supplier is asked for it.
SMUGGLED = post(chat_body("smuggled")).decode()


def head(*lines: str, start: str = "POST /v1/chat/completions HTTP/1.1", host: str = "host: 127.0.0.1") -> str:
    return "\r\n".join([start, *([host] if host else []), "content-type: application/json", *lines]) + "\r\n\r\n"


MALFORMED = {
    "length-and-chunked": (400, head("content-length: 6", "transfer-encoding: chunked") + "0\r\n\r\n" + SMUGGLED),
    "chunked-and-length": (400, head("transfer-encoding: chunked", f"content-length: {len(BODY)}") + "0\r\n\r\n" + SMUGGLED),
    "two-lengths": (400, head(f"content-length: {len(BODY)}", "content-length: 0") + BODY + SMUGGLED),
    "two-equal-lengths": (400, head(f"content-length: {len(BODY)}", f"content-length: {len(BODY)}") + BODY),
    "a-list-of-lengths": (400, head(f"content-length: {len(BODY)}, {len(BODY)}") + BODY),
    "a-negative-length": (400, head("content-length: -1") + SMUGGLED),
    "a-signed-length": (400, head(f"content-length: +{len(BODY)}") + BODY),
    "a-hexadecimal-length": (400, head("content-length: 0x10") + BODY),
    "an-empty-length": (400, head("content-length:") + SMUGGLED),
    "a-length-too-long-to-count": (400, head("content-length: 99999999999999999999999") + BODY),
    "an-unknown-coding": (501, head("transfer-encoding: gzip, chunked") + "0\r\n\r\n" + SMUGGLED),
    "a-coding-that-looks-like-chunked": (501, head("transfer-encoding: xchunked") + "0\r\n\r\n" + SMUGGLED),
    "two-codings": (400, head("transfer-encoding: chunked", "transfer-encoding: identity") + "0\r\n\r\n" + SMUGGLED),
    "chunked-in-http-1.0": (400, head("transfer-encoding: chunked", start="POST /v1/chat/completions HTTP/1.0") + "0\r\n\r\n" + SMUGGLED),
    "a-blank-before-the-colon": (400, head("content-length : 5") + "12345"),
    "a-folded-field": (400, head("x-long: a", " b", f"content-length: {len(BODY)}") + BODY),
    "a-folded-coding": (400, head("transfer-encoding:", " chunked") + "0\r\n\r\n" + SMUGGLED),
    "bare-line-feeds": (400, head(f"content-length: {len(BODY)}").replace("\r\n", "\n") + BODY),
    "one-bare-line-feed": (400, head("x: y\ncontent-length: 0", f"content-length: {len(BODY)}") + BODY),
    "a-bare-carriage-return": (400, head("x: y\rz: 1", f"content-length: {len(BODY)}") + BODY),
    "a-nul-in-a-field": (400, head("x: a\0b", f"content-length: {len(BODY)}") + BODY),
    "a-nul-in-a-name": (400, head("x\0y: a", f"content-length: {len(BODY)}") + BODY),
    "a-nul-in-the-target": (400, head(f"content-length: {len(BODY)}", start="POST /v1/chat\0/completions HTTP/1.1") + BODY),
    "no-colon": (400, head("this is no field", f"content-length: {len(BODY)}") + BODY),
    "an-empty-name": (400, head(": value", f"content-length: {len(BODY)}") + BODY),
    "no-host": (400, head(f"content-length: {len(BODY)}", host="") + BODY),
    "two-hosts": (400, head("host: other", f"content-length: {len(BODY)}") + BODY),
    "two-authorizations": (400, head("authorization: Bearer a", "authorization: Bearer b", f"content-length: {len(BODY)}") + BODY),
    "http-2": (505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    "http-3": (505, head(start="GET /v1/models HTTP/3.0")),
    "no-version": (400, "GET /v1/models\r\nhost: x\r\n\r\n"),
    "no-http": (400, "hello there\r\n\r\n"),
    "two-blanks": (400, head(start="GET  /v1/models HTTP/1.1")),
    "a-tls-hello": (400, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
    "an-absolute-target": (400, head(start="GET http://other/v1/models HTTP/1.1")),
    "a-chunk-size-that-is-no-number": (400, head("transfer-encoding: chunked") + "zz\r\n" + SMUGGLED),
    "a-chunk-size-with-a-sign": (400, head("transfer-encoding: chunked") + "-1\r\n" + SMUGGLED),
    "a-chunk-size-with-0x": (400, head("transfer-encoding: chunked") + "0x5\r\nhello\r\n0\r\n\r\n" + SMUGGLED),
    "a-chunk-size-that-overflows": (400, head("transfer-encoding: chunked") + "FFFFFFFFFFFFFFFFF\r\n" + SMUGGLED),
    "an-empty-chunk-size": (400, head("transfer-encoding: chunked") + "\r\n" + SMUGGLED),
    "a-chunk-longer-than-said": (400, head("transfer-encoding: chunked") + "3\r\nhello\r\n0\r\n\r\n" + SMUGGLED),
    "a-chunk-size-with-a-bare-line-feed": (400, head("transfer-encoding: chunked") + "5\nhello\r\n0\r\n\r\n" + SMUGGLED),
    "a-chunk-extension-without-end": (400, head("transfer-encoding: chunked") + "5;" + "x" * 100_000),
    "a-long-head": (431, head(*(f"x-{i}: {'y' * 1000}" for i in range(80)))),
    "a-long-field": (431, head("x: " + "y" * 100_000)),
    "a-long-target": (431, head(start=f"GET /{'y' * 100_000} HTTP/1.1")),
    "a-first-line-without-end": (431, "y" * 100_000),
    "a-body-past-the-limit": (413, head("content-length: 100000000") + BODY),
    "chunks-past-the-limit": (413, head("transfer-encoding: chunked") + "186A0\r\n" + "y" * 100_000 + "\r\n186A0\r\n" + "y" * 100_000 + "\r\n0\r\n\r\n"),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, shared_yard):
    """One gateway and one supplier for all that is refused: what breaks it shows in the next test."""
    from gateway import Gateway, site
    supplier = shared_yard.supplier("a")
    shared_yard.suppliers.remove(supplier)                          # It outlives the single test.
    with Gateway(tmp_path_factory.mktemp("hostile") / "gateway-0", site(supplier, limits={"body_bytes": 150_000, "head_timeout": "600ms", "body_idle": "600ms", "keep_alive": "1s", "linger": "300ms"})) as gateway:
        yield gateway, supplier
    assert not supplier.complaints
    shared_yard.suppliers.append(supplier)


def check_error(reply, status: int) -> None:
    assert reply is not None, "closed without an answer"
    assert reply.status == status, reply.body
    assert reply.headers["content-type"].startswith("application/json") and reply.headers["x-request-id"]
    assert {"message", "type", "param", "code"} <= set(reply.error) and reply.error["message"]


@pytest.mark.parametrize("status, data", MALFORMED.values(), ids=MALFORMED.keys())
@pytest.mark.parametrize("pieces", ["at-once", "split"])
def test_malformed_requests_are_refused_and_the_connection_closed(hostile, status, data, pieces):
    gateway, supplier = hostile
    asked = supplier.asked
    with Raw(gateway.port) as raw:
        try:
            data = data.encode("latin-1")
            if pieces == "at-once": raw.send(data)
            else:
                for i in range(0, len(data), 1 + len(data) // 7):
                    raw.send(data[i:i + 1 + len(data) // 7])
                    time.sleep(0.002)
        except ConnectionError: pass                                # It was refused before all was sent.
        reply = raw.reply()
        check_error(reply, status)
        assert reply.headers["connection"] == "close"
        assert raw.closed(), "nothing after it is taken for a request"
    assert supplier.asked == asked, "the supplier saw nothing"
    assert gateway.chat("still there").text == answer("still there")


BAD_BODIES = {
    "no-body": (400, ""), "an-empty-object": (400, "{}"), "no-json": (400, "hello"), "cut-json": (400, BODY[:-1]), "two-values": (400, BODY + "{}"), "an-array": (400, f"[{BODY}]"), "null": (400, "null"),
    "no-model": (400, '{"messages":[]}'), "a-model-that-is-a-number": (400, '{"model":5,"messages":[]}'), "a-model-that-is-null": (400, '{"model":null}'), "an-empty-model": ((400, 404), '{"model":"","messages":[]}'),
    "an-escaped-key-that-is-model": (400, '{"mod\\u0065l":"gpt-test","messages":[]}'), "a-second-model-in-disguise": (400, '{"model":"gpt-test","\\u006dodel":"other","messages":[]}'),
    "two-models": (400, '{"model":"gpt-test","messages":[],"model":"other"}'), "a-stream-that-is-a-text": (400, '{"model":"gpt-test","stream":"yes"}'),
    "an-unknown-model": (404, '{"model":"gpt-tset","messages":[]}'), "a-long-unknown-model": ((400, 404), '{"model":"' + "x" * 100_000 + '"}'),
    "a-model-with-tags": (404, '{"model":"<script>alert(1)</script>\\u0000\\n"}'), "deep": (400, '{"model":"gpt-test","x":' + "[" * 60_000 + "]" * 60_000 + "}"),
    "a-bad-escape": (400, '{"model":"gpt-test","x":"\\q"}'), "a-bad-number": (400, '{"model":"gpt-test","x":01}'), "a-control-byte": (400, '{"model":"gpt-test","x":"a\tb\x01"}'),
    "a-lone-surrogate-in-the-model": ((400, 404), '{"model":"gpt-test\\ud800"}'), "not-utf-8": ((400, 404), b'{"model":"gpt-\xff\xfe"}'), "trailing-comma": (400, '{"model":"gpt-test",}'), "a-bom": (400, "\ufeff" + BODY),
}


@pytest.mark.parametrize("status, body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_bad_bodies_are_refused_and_the_connection_stays(hostile, status, body):
    gateway, supplier = hostile
    asked = supplier.asked
    with Raw(gateway.port) as raw:
        raw.send(post(body) + post(chat_body("next")))
        reply = raw.reply()
        if body == "" and reply is not None and reply.status == 411: check_error(reply, 411)
        else: check_error(reply, reply.status if isinstance(status, tuple) and reply.status in status else status)
        if reply.status == 404: assert reply.error["code"] == "model_not_found" and len(reply.body) < 10_000
        if reply.headers.get("connection") == "close": assert raw.closed()
        else: assert raw.reply().text == answer("next")
    # The gateway scans a body and does not decode it, so a fault inside a text may be the supplier's to refuse.
    assert [r.fault for r in supplier.requests[asked:]] in ([], ["fine"], ["400-json"], ["400-json", "fine"])


@pytest.mark.parametrize("method, path, status", [
    ("GET", "/v1/chat/completions", 405), ("PUT", "/v1/chat/completions", 405), ("DELETE", "/v1/models", 405), ("POST", "/v1/models", 405), ("PATCH", "/v1/embeddings", 405),
    ("BREW", "/v1/chat/completions", (405, 501)), ("GET", "/", 404), ("POST", "/v1/chat/completion", 404), ("POST", "/v1/chat/completions/", 404), ("POST", "/v1//chat/completions", 404),
    ("POST", "/v1/../v1/chat/completions", 404), ("POST", "/V1/chat/completions", 404), ("GET", "/admin/status", 404), ("GET", "/metrics", 404), ("GET", "/v1/models/nothing", 404)])
def test_wrong_methods_and_paths(hostile, method, path, status):
    gateway, supplier = hostile
    asked = supplier.asked
    with Raw(gateway.port) as raw:
        body = BODY if method in ("POST", "PUT", "PATCH", "BREW") else ""
        raw.send(f"{method} {path} HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n\r\n{body}")
        reply = raw.reply()
        check_error(reply, reply.status if isinstance(status, tuple) and reply.status in status else status)
        if reply.status == 405: assert reply.headers["allow"]
        if reply.headers.get("connection") != "close":
            raw.send(post(chat_body("next")))
            assert raw.reply().text == answer("next")
            asked += 1
    assert supplier.asked == asked


SLOW = {"nothing": b"", "a-start-line": b"POST /v1/chat/completions HTTP/1.1\r\n", "half-a-head": HEAD.encode(), "half-a-body": head(f"content-length: {len(BODY)}").encode() + BODY[:5].encode(),
        "half-a-chunk": head("transfer-encoding: chunked").encode() + b"10\r\nabc"}


@pytest.mark.parametrize("data", SLOW.values(), ids=SLOW.keys())
def test_a_client_that_stops_in_the_middle_is_let_go(hostile, data):
    gateway, supplier = hostile
    asked = supplier.asked
    with Raw(gateway.port, timeout=5) as raw:
        raw.send(data)
        began, reply = time.monotonic(), raw.reply()
        if reply is not None: check_error(reply, 408)
        else: assert data == b"", "a request that was begun is answered"
        assert raw.closed() and time.monotonic() - began < 4
    assert supplier.asked == asked


def test_a_head_byte_by_byte_does_not_last_for_ever(hostile):
    gateway, _ = hostile
    with Raw(gateway.port, timeout=5) as raw:
        began = time.monotonic()
        with pytest.raises((ConnectionError, TimeoutError)):
            raw.send(HEAD)
            while time.monotonic() - began < 5:
                raw.send("x")
                time.sleep(0.05)
                if select.select([raw.socket], [], [], 0)[0] and not (raw.socket.recv(4096)): raise ConnectionError
            raise AssertionError("a slow head was taken for ever")


def test_a_body_that_comes_slowly_but_steadily_is_taken(hostile):
    gateway, _ = hostile
    data = post(chat_body("patience " * 20))
    with Raw(gateway.port) as raw:
        for i in range(0, len(data), 40):
            raw.send(data[i:i + 40])
            time.sleep(0.02)
        assert raw.reply().text == answer("patience " * 20)


def test_bodies_up_to_the_limit_pass(hostile):
    gateway, _ = hostile
    prompt = "y" * 149_000
    assert gateway.chat(prompt).text == answer(prompt)


def test_pipelining_without_end_is_bounded(yard, serve):
    a = yard.supplier("a", then="silent")
    gateway = serve(a, policy={"response_timeout": "2s"}, limits={"pipelined_bytes": "16KiB"})
    with Raw(gateway.port, timeout=1) as raw:
        raw.send(post(chat_body("first")))
        a.wait(1)
        sent = 0
        with pytest.raises((TimeoutError, socket.timeout, ConnectionError)):
            while sent < 64 << 20: sent += raw.socket.send(post(chat_body("more")) * 200)
        assert sent < 32 << 20, "the gateway does not take what it cannot serve"
    assert gateway.chat("hi", x_fault="fine").text == answer("hi")


def memory(pid: int) -> int:
    return int(next(line.split()[1] for line in open(f"/proc/{pid}/status") if line.startswith("VmRSS"))) // 1024


@pytest.mark.parametrize("kind", ["idle", "trickling"])
def test_ten_thousand_connections_do_not_stop_service(yard, serve, kind):
    count = 10_000
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < count + 500: pytest.skip(f"{hard} file descriptors are allowed here, {count + 500} are needed")
    a = yard.supplier("a")
    gateway = serve(a, limits={"head_timeout": "60s", "keep_alive": "60s"})
    crowd: list[socket.socket] = []
    try:
        for i in range(count):
            s = socket.socket()
            # A source address of its own for every few thousand, so that ports do not run out.
            s.bind((f"127.0.1.{1 + i // 4000}", 0))
            s.connect(("127.0.0.1", gateway.port))
            crowd.append(s)
        for round in range(3):
            if kind == "trickling":
                for s in crowd: s.send(HEAD.encode()[round:round + 1])
            began = time.monotonic()
            for i in range(20): assert gateway.chat(f"{round}/{i}", i % 2 == 0).text == answer(f"{round}/{i}")
            assert time.monotonic() - began < 10
        assert gateway.status()["clientConnections"] >= count
        assert memory(gateway.process.pid) < 400, "a waiting connection costs a few KiB"
    finally:
        for s in crowd: s.close()
    end = time.monotonic() + 10
    while gateway.status()["clientConnections"] > 10:
        assert time.monotonic() < end, "the connections were not given back"
        time.sleep(0.05)
    assert len(os.listdir(f"/proc/{gateway.process.pid}/fd")) < 200


def test_connections_past_the_limit_are_refused_and_the_others_served(yard, serve):
    a = yard.supplier("a")
    gateway = serve(a, limits={"connections": 20})
    with gateway.client() as client:
        client.chat("first")
        crowd = [socket.create_connection(("127.0.0.1", gateway.port), 2) for _ in range(40)]
        time.sleep(0.2)
        assert client.chat("second").text == answer("second")
        for s in crowd: s.close()
    end = time.monotonic() + 5
    while True:
        try:
            if gateway.chat("third").text == answer("third"): break
        except (OSError, ValueError, KeyError): pass
        assert time.monotonic() < end, "room was not given back"
        time.sleep(0.05)


def test_bytes_at_random_never_break_it(hostile):
    """A thousand mutations of good requests: each is answered or closed, and the gateway goes on."""
    import random
    gateway, supplier = hostile
    chance = random.Random(7)
    good = [post(chat_body("hi")), post(chat_body("hi", True)), b"GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n",
            head("transfer-encoding: chunked").encode() + b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY.encode())]
    for number in range(1000):
        data = bytearray(chance.choice(good))
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data))
            kind = chance.randrange(4)
            if kind == 0: data[at] = chance.randrange(256)
            elif kind == 1: del data[at:at + chance.randrange(1, 20)]
            elif kind == 2: data[at:at] = bytes(chance.choice(b"\r\n\t :,\0%{}[]\"\\") for _ in range(chance.randrange(1, 4)))
            else: data[at:at] = data[chance.randrange(len(data)):][:chance.randrange(1, 40)]
            if not data: data = bytearray(b"x")
        with socket.create_connection(("127.0.0.1", gateway.port), 2) as s:
            try:
                s.sendall(data)
                if number % 10: s.shutdown(socket.SHUT_WR)
                else: s.settimeout(0.05)                    # Let it answer, or wait for more in vain.
                while s.recv(65536): pass
            except (ConnectionError, TimeoutError): pass
    assert gateway.process.poll() is None
    assert gateway.chat("still there").text == answer("still there")

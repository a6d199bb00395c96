"""A client that notices everything: the whole answer, how it was framed, and whether it was cut."""
from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Callable

MODEL = "gpt-test"


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes
    #: The connection ended before the answer did.
    cut: bool = False
    version: int = 11
    #: Each part as it arrived; streams only.
    parts: list[bytes] = field(default_factory=list)

    @property
    def json(self) -> dict: return json.loads(self.body)

    @property
    def streamed(self) -> bool: return self.headers.get("content-type", "").startswith("text/event-stream")

    @property
    def data(self) -> list[str]:
        """The payload of every whole server-sent event."""
        blocks = self.body.decode().replace("\r\n", "\n").split("\n\n")[:-1]
        payloads = ("\n".join(line[5:].removeprefix(" ") for line in block.split("\n") if line.startswith("data:")) for block in blocks)
        return [payload for payload in payloads if payload]

    @property
    def events(self) -> list[dict]: return [json.loads(d) for d in self.data if d != "[DONE]"]

    @property
    def done(self) -> bool: return bool(self.data) and self.data[-1] == "[DONE]"

    @property
    def text(self) -> str:
        """What the model said, whatever the endpoint."""
        if self.streamed: return "".join(said(event) for event in self.events)
        return said_whole(self.json)

    @property
    def error(self) -> dict | None:
        if self.streamed: return next((e["error"] for e in self.events if isinstance(e.get("error"), dict)), None)
        value = self.json.get("error")
        return value if isinstance(value, dict) else None

    @property
    def supplier(self) -> str | None: return self.headers.get("x-busbar-supplier")

    @property
    def attempts(self) -> int: return int(self.headers["x-busbar-attempts"])

    @property
    def usage(self) -> list[dict]:
        values = self.events if self.streamed else [self.json]
        return [used for v in values if (used := v.get("usage") or (v.get("response") or {}).get("usage"))]

    @property
    def said(self) -> list[dict]:
        """The deltas of a chat stream that hold anything."""
        deltas = [choice.get("delta") or {} for event in self.events for choice in event.get("choices") or []]
        return [d for d in deltas if any(v for k, v in d.items() if k != "role")]

    @property
    def finishes(self) -> list[str]:
        """Every finish reason, or the terminal events of a Responses stream."""
        reasons = [choice["finish_reason"] for event in self.events for choice in event.get("choices") or [] if choice.get("finish_reason")]
        return reasons + [e["type"].removeprefix("response.") for e in self.events if e.get("type") in ("response.completed", "response.incomplete", "response.failed")]

    @property
    def identities(self) -> set[tuple]:
        """Every id, time and model that the stream's events give for the answer."""
        answers = [e.get("response") or e for e in self.events if "id" in (e.get("response") or e)]
        return {(a["id"], a.get("created", a.get("created_at")), a["model"]) for a in answers}

    @property
    def comments(self) -> list[str]: return [line for line in self.body.decode().splitlines() if line.startswith(":")]


def said(event: dict) -> str:
    if event.get("type") == "response.output_text.delta": return event["delta"]
    choice = (event.get("choices") or [{}])[0]
    if choice.get("index", 0) != 0: return ""
    return choice.get("text") or (choice.get("delta") or {}).get("content") or ""


def said_whole(value: dict) -> str:
    if "output" in value: return "".join(c["text"] for item in value["output"] for c in item["content"])
    choice = value["choices"][0]
    return choice["text"] if "text" in choice else choice["message"]["content"]


def chat_body(prompt: str, stream: bool = False, model: str = MODEL, **fields: object) -> dict:
    return {"model": model, "messages": [{"role": "user", "content": prompt}], **({"stream": True} if stream else {}), **fields}


class Client:
    """One kept connection to a gateway."""

    def __init__(self, port: int, key: str | None = None, timeout: float = 30, tls: ssl.SSLContext | None = None):
        self.key, self.port = key, port
        self.connection = (http.client.HTTPSConnection("localhost", port, timeout=timeout, context=tls) if tls
                           else http.client.HTTPConnection("127.0.0.1", port, timeout=timeout))

    def __enter__(self) -> Client: return self
    def __exit__(self, *_: object) -> None: self.connection.close()

    def request(self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None, chunked: bool = False) -> Reply:
        if isinstance(body, dict): body = json.dumps(body, ensure_ascii=False).encode()
        own = {"content-type": "application/json"} if body is not None else {}
        if self.key: own["authorization"] = f"Bearer {self.key}"
        self.connection.request(method, path, body, {**own, **(headers or {})}, encode_chunked=chunked)
        return read(self.connection.getresponse())

    def chat(self, prompt: str, stream: bool = False, model: str = MODEL, headers: dict[str, str] | None = None, **fields: object) -> Reply:
        return self.request("POST", "/v1/chat/completions", chat_body(prompt, stream, model, **fields), headers)


def read(response: http.client.HTTPResponse) -> Reply:
    reply = Reply(response.status, {n.lower(): v for n, v in response.getheaders()}, b"", version=response.version)
    try:
        if response.chunked:
            while part := response.read1(65536): reply.parts.append(part)
        else: reply.parts.append(response.read())
    except http.client.IncompleteRead as error:
        reply.cut = True
        reply.parts.append(error.partial)
    except (http.client.HTTPException, ConnectionError, ValueError): reply.cut = True
    reply.body = b"".join(reply.parts)
    return reply


def at_once(count: int, work: Callable[[int], Reply]) -> list[Reply]:
    """Runs `work(0)` … `work(count-1)` at the same time."""
    if count == 1: return [work(0)]
    gate = threading.Barrier(count)

    def one(i: int) -> Reply:
        gate.wait(10)
        return work(i)
    with ThreadPoolExecutor(count) as pool: return list(pool.map(one, range(count)))


def post(body: bytes | str | dict, *headers: str, path: str = "/v1/chat/completions", length: bool = True) -> bytes:
    """A POST as bytes; with `length=False` the headers say how long it is."""
    if isinstance(body, dict): body = json.dumps(body, ensure_ascii=False)
    body = body.encode() if isinstance(body, str) else body
    lines = [f"POST {path} HTTP/1.1", "host: 127.0.0.1", "content-type: application/json", *headers, *([f"content-length: {len(body)}"] if length else [])]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Raw:
    """Bytes to and from a gateway, for what no HTTP library would send."""

    def __init__(self, port: int, timeout: float = 10):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.file = self.socket.makefile("rb")

    def __enter__(self) -> Raw: return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
        self.socket.close()

    def send(self, data: bytes | str) -> None: self.socket.sendall(data.encode() if isinstance(data, str) else data)

    def reply(self) -> Reply | None:
        """The next final answer, read by its framing; None when the connection is closed instead."""
        try: line = self.file.readline()
        except ConnectionError: return None
        if not line: return None
        version, status = line.split(b" ")[:2]
        headers: dict[str, str] = {}
        while (field := self.file.readline()) not in (b"\r\n", b""):
            name, _, value = field.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        if status.startswith(b"1"): return Reply(int(status), headers, b"")
        body = self.body(headers) if status not in (b"204", b"304") else b""
        return Reply(int(status), headers, body, version=11 if version == b"HTTP/1.1" else 10)

    def body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") == "chunked":
            parts = []
            while size := int(self.file.readline().split(b";")[0], 16): parts.append(self.file.read(size + 2)[:-2])
            self.file.readline()
            return b"".join(parts)
        if "content-length" in headers: return self.file.read(int(headers["content-length"]))
        return self.file.read()

    def closed(self) -> bool:
        """Whether the gateway closes the connection (waits for the time-out of the socket)."""
        try: return self.file.read(1) == b""
        except ConnectionError: return True
        except (TimeoutError, socket.timeout): return False

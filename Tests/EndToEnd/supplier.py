"""An OpenAI-compatible supplier that can do everything wrong.

A `Supplier` listens on a loopback port of its own and answers every client with a text that depends only on the prompt, so
that a test can tell a whole and right answer from any other. What it does wrong is a *fault*, a name from `FAULTS`:

    Supplier("a")                              answers everything well
    Supplier("a", then="503")                  does the same wrong thing for ever
    Supplier("a", script=["500"])              the first request meets the fault, the later ones are answered
    Supplier("a", door="refuse")               goes wrong before there is a request: see `DOORS`
    {"x_fault": "stream-cut:3", ...}           a request body may name its own fault (or {"a": fault} for one supplier)

Everything that it was asked is in `requests`, with what it sent back; what the gateway did wrong is in `complaints`.
"""
from __future__ import annotations

import asyncio
import email.utils
import json
import random
import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from typing import Awaitable, Callable

DOORS = {
    "open": "accepts and answers",
    "refuse": "the port is bound but nobody listens: connection refused",
    "blackhole": "listens with a full backlog: connecting takes for ever",
    "close": "accepts and closes at once",
    "reset": "accepts and resets at once",
    "ignore": "accepts and reads, but never answers",
}


def answer(prompt: str) -> str:
    """The one right answer to a prompt, with what JSON and UTF-8 make difficult in it."""
    return f'You said "{prompt}". ' + "A bus\tbar joins many supplies, \\ one load: Größe, 電力, 🙂.\n" + "So be it. " * 6


# ---------------------------------------------------------------------------------------------- what was asked

@dataclass
class Request:
    """One request that reached the supplier."""
    number: int
    connection: int
    head: bytes
    body: bytes
    fault: str = "fine"
    time: float = field(default_factory=time.monotonic)
    sent: bytearray = field(default_factory=bytearray)
    #: The peer closed the connection while the answer was under way.
    abandoned: threading.Event = field(default_factory=threading.Event)

    @property
    def method(self) -> str: return self.head.split(b" ", 2)[0].decode()

    @property
    def path(self) -> str: return self.head.split(b" ", 2)[1].decode()

    @property
    def headers(self) -> list[tuple[str, str]]:
        lines = self.head.decode("latin-1").rstrip("\r\n").split("\r\n")[1:]
        return [(n.lower(), v.strip()) for n, v in (line.split(":", 1) for line in lines)]

    def header(self, name: str) -> str | None:
        values = [v for n, v in self.headers if n == name]
        return ", ".join(values) if values else None

    @property
    def json(self) -> dict: return json.loads(self.body.decode(errors="replace")) if self.body else {}

    @property
    def streamed(self) -> bool: return self.json.get("stream") is True

    @property
    def wants_usage(self) -> bool: return isinstance(options := self.json.get("stream_options"), dict) and options.get("include_usage") is True

    @property
    def prompt(self) -> str:
        value = self.json
        if "messages" in value:
            messages = value["messages"]
            last = messages[-1] if isinstance(messages, list) and messages else None
            value = last.get("content", "") if isinstance(last, dict) else ""
        else: value = value.get("prompt", value.get("input", ""))
        return value if isinstance(value, str) else json.dumps(value)


# ------------------------------------------------------------------------------------------------- one exchange

REASONS = {200: "OK", 307: "Temporary Redirect", 400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden",
           404: "Not Found", 408: "Request Timeout", 409: "Conflict", 413: "Payload Too Large", 422: "Unprocessable Entity",
           429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
           504: "Gateway Timeout", 529: "Overloaded"}


class Gone(Exception):
    """The connection is over; the supplier waits for the next one."""


class Exchange:
    """A request and the means to answer it, rightly or wrongly."""

    def __init__(self, supplier: Supplier, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        self.supplier, self.request, self.reader, self.writer = supplier, request, reader, writer

    async def send(self, data: bytes | str) -> None:
        data = data.encode() if isinstance(data, str) else data
        self.request.sent += data
        try:
            self.writer.write(data)
            await self.writer.drain()
        except (ConnectionError, OSError) as error:
            self.request.abandoned.set()
            raise Gone from error

    async def head(self, status: int, *headers: str) -> None:
        lines = [f"HTTP/1.1 {status} {REASONS[status]}", f"x-request-id: req_{self.supplier.name}_{self.request.number}", *headers]
        await self.send("\r\n".join(lines) + "\r\n\r\n")

    async def whole(self, status: int, content_type: str, body: bytes | str, *headers: str) -> None:
        """An answer with a length, in one write."""
        body = body.encode() if isinstance(body, str) else body
        lines = [f"HTTP/1.1 {status} {REASONS[status]}", f"content-type: {content_type}", *headers,
                 f"x-request-id: req_{self.supplier.name}_{self.request.number}", f"content-length: {len(body)}"]
        await self.send("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    async def json(self, status: int, value: object, *headers: str) -> None:
        await self.whole(status, "application/json", json.dumps(value, ensure_ascii=False), *headers)

    async def begin(self) -> None:
        await self.head(200, "content-type: text/event-stream; charset=utf-8", "cache-control: no-cache", "transfer-encoding: chunked")

    async def chunk(self, data: bytes | str) -> None:
        data = data.encode() if isinstance(data, str) else data
        if data: await self.send(b"%x\r\n%s\r\n" % (len(data), data))

    async def end(self) -> None: await self.send("0\r\n\r\n")

    def close(self) -> None:
        """Closes the connection cleanly, in the middle of whatever it was doing."""
        self.writer.close()
        raise Gone

    def reset(self) -> None:
        reset(self.writer)
        raise Gone

    async def silence(self) -> None:
        """Says nothing until the peer has had enough."""
        try:
            while await self.reader.read(65536): pass
        except (ConnectionError, OSError): pass
        self.request.abandoned.set()
        raise Gone

    async def pause(self, seconds: float) -> None:
        """Waits, unless the peer closes: then the exchange is over."""
        try:
            if await asyncio.wait_for(self.reader.read(65536), seconds) == b"":
                self.request.abandoned.set()
                raise Gone
        except asyncio.TimeoutError: pass
        except (ConnectionError, OSError) as error:
            self.request.abandoned.set()
            raise Gone from error


def reset(writer: asyncio.StreamWriter) -> None:
    writer.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


# --------------------------------------------------------------------------------------------- the right answers

def pieces(text: str) -> list[str]: return [text[i:i + 5] for i in range(0, len(text), 5)]


def usage(prompt: str, text: str) -> dict:
    return {"prompt_tokens": len(prompt), "completion_tokens": len(pieces(text)), "total_tokens": len(prompt) + len(pieces(text))}


class ChatEvents:
    """The parts of a chat completion stream, as text to be put into chunks."""

    def __init__(self, exchange: Exchange):
        request = exchange.request
        self.wants_usage, self.prompt, self.text = request.wants_usage, request.prompt, answer(request.prompt)
        self.base = {"id": f"chatcmpl-{exchange.supplier.name}-{request.number}", "object": "chat.completion.chunk", "created": 1790000000,
                     "model": exchange.supplier.served_model, "system_fingerprint": "fp_1"}

    def event(self, value: object) -> str: return "data: " + json.dumps(value, ensure_ascii=False) + "\n\n"

    def choice(self, delta: dict, finish: str | None = None) -> str:
        more = {"usage": None} if self.wants_usage else {}
        return self.event({**self.base, "choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}], **more})

    def role(self) -> str: return self.choice({"role": "assistant", "content": "", "refusal": None})
    def content(self) -> list[str]: return [self.choice({"content": piece}) for piece in pieces(self.text)]
    def finish(self) -> str: return self.choice({}, "stop")
    def usage(self) -> str: return self.event({**self.base, "choices": [], "usage": usage(self.prompt, self.text)}) if self.wants_usage else ""
    def done(self) -> str: return "data: [DONE]\n\n"

    def whole(self) -> list[str]:
        return [part for part in [self.role(), *self.content(), self.finish(), self.usage(), self.done()] if part]


class CompletionEvents(ChatEvents):
    def choice(self, delta: dict, finish: str | None = None) -> str:
        return self.event({**self.base, "object": "text_completion", "choices": [{"index": 0, "text": delta.get("content", ""), "logprobs": None, "finish_reason": finish}]})


class ResponseEvents(ChatEvents):
    """The same parts in the Responses API: `role` is what comes before content, `finish` the terminal event."""
    terminal = "completed"

    def typed(self, name: str, **fields: object) -> str:
        self.sequence = getattr(self, "sequence", -1) + 1
        return f"event: {name}\ndata: " + json.dumps({"type": name, "sequence_number": self.sequence, **fields}, ensure_ascii=False) + "\n\n"

    def response(self, status: str, text: str = "") -> dict:
        output = [{"type": "message", "id": "msg_1", "status": "completed", "role": "assistant",
                   "content": [{"type": "output_text", "text": text, "annotations": []}]}] if text else []
        used = {"input_tokens": len(self.prompt), "output_tokens": len(pieces(text)), "total_tokens": len(self.prompt) + len(pieces(text)),
                "input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 0}} if text else None
        error = {"code": "server_error", "message": "the model failed"} if status == "failed" else None
        return {"id": "resp_1", "object": "response", "created_at": 1790000000, "status": status, "model": self.base["model"], "output": output, "error": error,
                "incomplete_details": {"reason": "max_output_tokens"} if status == "incomplete" else None, "usage": used, "tools": [],
                "parallel_tool_calls": True, "tool_choice": "auto", "instructions": None, "metadata": {}, "temperature": 1.0, "top_p": 1.0}

    def role(self) -> str:
        return (self.typed("response.created", response=self.response("in_progress")) + self.typed("response.in_progress", response=self.response("in_progress"))
                + self.typed("response.output_item.added", output_index=0, item={"type": "message", "id": "msg_1", "status": "in_progress", "role": "assistant", "content": []})
                + self.typed("response.content_part.added", item_id="msg_1", output_index=0, content_index=0, part={"type": "output_text", "text": "", "annotations": []}))

    def content(self) -> list[str]:
        return [self.typed("response.output_text.delta", item_id="msg_1", output_index=0, content_index=0, delta=piece, logprobs=[]) for piece in pieces(self.text)]

    def finish(self) -> str:
        return (self.typed("response.output_text.done", item_id="msg_1", output_index=0, content_index=0, text=self.text, logprobs=[])
                + self.typed(f"response.{self.terminal}", response=self.response(self.terminal, self.text)))

    def usage(self) -> str: return ""
    def done(self) -> str: return ""


def events(exchange: Exchange) -> ChatEvents:
    path = exchange.request.path.split("?")[0]
    if path.endswith("/responses"): return ResponseEvents(exchange)
    return ChatEvents(exchange) if path.endswith("/chat/completions") else CompletionEvents(exchange)


def whole_answer(exchange: Exchange) -> dict:
    request, model = exchange.request, exchange.supplier.served_model
    text, path = answer(request.prompt), request.path.split("?")[0]
    base = {"id": f"chatcmpl-{exchange.supplier.name}-{request.number}", "created": 1790000000, "model": model}
    if path.endswith("/chat/completions"):
        message = {"role": "assistant", "content": text, "refusal": None, "annotations": []}
        return {**base, "object": "chat.completion", "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
                "usage": usage(request.prompt, text), "service_tier": "default"}
    if path.endswith("/completions"):
        return {**base, "object": "text_completion", "choices": [{"index": 0, "text": text, "logprobs": None, "finish_reason": "stop"}], "usage": usage(request.prompt, text)}
    if path.endswith("/responses"): return ResponseEvents(exchange).response("completed", text)
    if path.endswith("/embeddings"):
        vector = [ord(c) / 1000 for c in request.prompt[:4].ljust(4)]
        return {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": vector}], "model": model, "usage": {"prompt_tokens": 4, "total_tokens": 4}}
    if path.endswith("/models"): return {"object": "list", "data": [{"id": exchange.supplier.model, "object": "model", "created": 1, "owned_by": "test"}]}
    raise AssertionError(f"the gateway asked for {request.method} {path}")


# ------------------------------------------------------------------------------------------------------- faults

Fault = Callable[..., Awaitable[None]]
FAULTS: dict[str, Fault] = {}


def fault(act: Fault) -> Fault:
    """Adds a fault under its function's name, with `-` for `_`. It may take a text: what follows `:` in the fault's name."""
    FAULTS[act.__name__.strip("_").replace("_", "-")] = act
    return act


def says(name: str, status: int, code: str | None = None, kind: str = "invalid_request_error", message: str | None = None, headers: Callable[[], list[str]] = list) -> None:
    """A fault that is a status with OpenAI's error object."""
    async def act(x: Exchange) -> None:
        await x.json(status, {"error": {"message": message or f"no luck at {x.supplier.name}: {name}", "type": kind, "param": None, "code": code}}, *headers())
    FAULTS[name] = act


def http_date(seconds: float) -> str: return email.utils.formatdate(time.time() + seconds, usegmt=True)


says("400", 400)
says("400-json", 400, message="We could not parse the JSON body of your request.")
says("400-context", 400, "context_length_exceeded", message="This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.")
says("400-policy", 400, "content_policy_violation", message="Your request was rejected as a result of our safety system.")
says("400-filter", 400, "content_filter", message="The response was filtered due to the prompt triggering a content management policy.")
says("401", 401, "invalid_api_key", message="Incorrect API key provided.")
says("402", 402, "payment_required", "billing_error")
says("403", 403, "permission_denied", "permission_error")
says("404", 404, "model_not_found")
says("408", 408, None, "timeout")
says("409", 409, None, "conflict")
says("413", 413, "request_too_large")
says("422", 422, None, "unprocessable")
says("429", 429, "rate_limit_exceeded", "requests")
says("429-after-1", 429, "rate_limit_exceeded", "requests", headers=lambda: ["retry-after: 1"])
says("429-after-ms", 429, "rate_limit_exceeded", "requests", headers=lambda: ["retry-after: 60", "retry-after-ms: 300"])
says("429-date", 429, "rate_limit_exceeded", "requests", headers=lambda: [f"retry-after: {http_date(2)}"])
says("429-after-60", 429, "rate_limit_exceeded", "requests", headers=lambda: ["retry-after: 60"])
says("429-quota", 429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota, please check your plan and billing details.")
says("429-credit", 429, "credit_balance_exhausted", "billing_error")
says("500", 500, None, "server_error")
says("502", 502, None, "server_error")
says("503", 503, "server_is_overloaded", "server_error")
says("503-after-1", 503, "server_is_overloaded", "server_error", headers=lambda: ["retry-after: 1"])
says("503-after-60", 503, "server_is_overloaded", "server_error", headers=lambda: ["retry-after: 60"])
says("504", 504, None, "server_error")
says("529", 529, "overloaded", "overloaded_error")
says("307", 307, headers=lambda: ["location: http://127.0.0.1:9/v1/chat/completions"])
says("200-error", 200, None, "server_error")


@fault
async def fine(x: Exchange) -> None:
    if not x.request.streamed or x.request.path.endswith("/embeddings"):
        await x.json(200, whole_answer(x))
        return
    await x.begin()
    for part in events(x).whole(): await x.chunk(part)
    await x.end()


@fault
async def slow(x: Exchange, seconds: str = "0.2") -> None:
    """Right, but with a pause before it begins."""
    await x.pause(float(seconds))
    await fine(x)


@fault
async def silent(x: Exchange) -> None:
    """Takes the request and never says a word."""
    await x.silence()


@fault
async def closed(x: Exchange) -> None: x.close()


@fault
async def reset_before_head(x: Exchange) -> None: x.reset()


@fault
async def reset_after_head(x: Exchange) -> None:
    if x.request.streamed: await x.begin()
    else: await x.head(200, "content-type: application/json", "content-length: 500")
    await x.pause(0.05)
    x.reset()


@fault
async def malformed_head(x: Exchange) -> None:
    await x.send("HTTP/1.1 abc Wrong\r\nthis is no header\r\n\r\n")
    x.close()


@fault
async def not_http(x: Exchange) -> None:
    await x.send(b"\x16\x03\x01\x00\x05hello\r\n\r\n")
    x.close()


@fault
async def oversized_head(x: Exchange) -> None:
    await x.send("HTTP/1.1 200 OK\r\n" + "".join(f"x-filler-{i}: {'y' * 1000}\r\n" for i in range(100)) + "content-length: 2\r\n\r\n{}")


@fault
async def two_lengths(x: Exchange) -> None: await x.whole(200, "application/json", json.dumps(whole_answer(x)), "content-length: 3")


@fault
async def head_only(x: Exchange) -> None:
    await x.head(200, "content-type: application/json", "content-length: 500")
    await x.silence()


@fault
async def html(x: Exchange) -> None: await x.whole(200, "text/html", "<!doctype html><html><body><h1>Sign in to the network</h1></body></html>")


@fault
async def html_as_json(x: Exchange) -> None: await x.whole(200, "application/json", "<html><body>Oops</body></html>")


@fault
async def empty(x: Exchange) -> None: await x.whole(200, "application/json", "")


@fault
async def cut(x: Exchange) -> None:
    """The length promises more than comes."""
    body = json.dumps(whole_answer(x)).encode()
    await x.head(200, "content-type: application/json", f"content-length: {len(body)}")
    await x.send(body[:-20])
    x.close()


@fault
async def cut_chunked(x: Exchange) -> None:
    """A chunked body without its last chunk; what came happens to be whole JSON."""
    await x.head(200, "content-type: application/json", "transfer-encoding: chunked")
    await x.chunk(json.dumps(whole_answer(x)))
    x.close()


@fault
async def bad_chunk(x: Exchange) -> None:
    await x.head(200, "content-type: application/json", "transfer-encoding: chunked")
    await x.send("zz\r\n{}\r\n0\r\n\r\n")
    x.close()


@fault
async def invalid_json(x: Exchange) -> None: await x.whole(200, "application/json", json.dumps(whole_answer(x))[:-1])


@fault
async def no_choices(x: Exchange) -> None: await x.json(200, {"id": "chatcmpl-1", "object": "chat.completion", "model": "m"})


@fault
async def chunked(x: Exchange) -> None:
    """Right: a whole answer in chunks of seven bytes."""
    body = json.dumps(whole_answer(x)).encode()
    await x.head(200, "content-type: application/json", "transfer-encoding: chunked")
    for i in range(0, len(body), 7): await x.chunk(body[i:i + 7])
    await x.end()


@fault
async def until_close(x: Exchange) -> None:
    """Right: an answer without a length, ended by the close of the connection."""
    await x.head(200, "content-type: application/json", "connection: close")
    await x.send(json.dumps(whole_answer(x)))
    x.close()


@fault
async def interim(x: Exchange) -> None:
    """Right: two interim answers come first."""
    await x.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n")
    await fine(x)


@fault
async def closed_after(x: Exchange) -> None:
    """Right, and says keep-alive, but closes when the answer is out."""
    await fine(x)
    x.close()


@fault
async def stale(x: Exchange) -> None:
    """Answers the first request of a connection and closes it unanswered when a second one comes."""
    if sum(r.connection == x.request.connection for r in x.supplier.requests) > 1: x.close()
    await fine(x)


# Streams. What is wrong comes before any content, unless the name says otherwise.

@fault
async def stream_silent(x: Exchange) -> None:
    await x.begin()
    await x.silence()


@fault
async def stream_role_only(x: Exchange) -> None:
    await x.begin()
    await x.chunk(events(x).role())
    await x.silence()


@fault
async def stream_comments(x: Exchange) -> None:
    await x.begin()
    while True:
        await x.chunk(": OPENROUTER PROCESSING\n\nevent: ping\ndata: {\"type\": \"ping\"}\n\n")
        await x.pause(0.05)


@fault
async def stream_empty_deltas(x: Exchange) -> None:
    await x.begin()
    while True:
        await x.chunk(events(x).choice({"content": ""}) if not x.request.path.endswith("/responses") else events(x).role())
        await x.pause(0.05)


@fault
async def stream_error_first(x: Exchange) -> None:
    await x.begin()
    await x.chunk('data: {"error": {"message": "overloaded", "type": "server_error", "param": null, "code": null}}\n\n')
    await x.end()


@fault
async def stream_error_after_role(x: Exchange) -> None:
    await x.begin()
    await x.chunk(events(x).role())
    if x.request.path.endswith("/responses"): await x.chunk('event: error\ndata: {"type": "error", "code": "server_error", "message": "overloaded", "param": null, "sequence_number": 4}\n\n')
    else: await x.chunk('data: {"error": {"message": "overloaded", "type": "server_error", "param": null, "code": null}}\n\n')
    await x.end()


@fault
async def stream_eof(x: Exchange) -> None:
    """Begins and ends in good order, with nothing in it."""
    await x.begin()
    await x.chunk(events(x).role())
    await x.end()


@fault
async def stream_closed(x: Exchange) -> None:
    await x.begin()
    await x.chunk(events(x).role())
    x.close()


@fault
async def stream_done_only(x: Exchange) -> None:
    await x.begin()
    await x.chunk(events(x).role() + "data: [DONE]\n\n")
    await x.end()


@fault
async def stream_html(x: Exchange) -> None:
    await x.head(200, "content-type: text/html", "transfer-encoding: chunked")
    await x.chunk("<!doctype html><html><body>Sign in</body></html>")
    await x.end()


@fault
async def stream_failed(x: Exchange) -> None:
    """Responses API: `response.failed` before any content."""
    e = ResponseEvents(x)
    await x.begin()
    await x.chunk(e.role() + e.typed("response.failed", response=e.response("failed")))
    await x.end()


async def some_content(x: Exchange, count: str) -> ChatEvents:
    e = events(x)
    await x.begin()
    await x.chunk(e.role())
    for part in e.content()[:int(count)]: await x.chunk(part)
    return e


@fault
async def stream_cut(x: Exchange, count: str = "3") -> None:
    """The connection closes after some content."""
    await some_content(x, count)
    await x.pause(0.1)
    x.close()


@fault
async def stream_reset(x: Exchange, count: str = "3") -> None:
    await some_content(x, count)
    await x.pause(0.1)
    x.reset()


@fault
async def stream_no_finish(x: Exchange, count: str = "3") -> None:
    """Ends in good order after some content, without a finish reason and without [DONE]."""
    await some_content(x, count)
    await x.end()


@fault
async def stream_done_no_finish(x: Exchange, count: str = "3") -> None:
    """[DONE] after some content, without a finish reason."""
    await some_content(x, count)
    await x.chunk("data: [DONE]\n\n")
    await x.end()


@fault
async def stream_stall(x: Exchange, count: str = "3") -> None:
    await some_content(x, count)
    await x.silence()


@fault
async def stream_error_later(x: Exchange, count: str = "3") -> None:
    await some_content(x, count)
    await x.chunk('data: {"error": {"message": "the engine fell over", "type": "server_error", "param": null, "code": null}}\n\n')
    await x.end()


@fault
async def stream_endless(x: Exchange, pause: str = "0.02") -> None:
    """Content for ever."""
    e = events(x)
    await x.begin()
    await x.chunk(e.role())
    while True:
        await x.chunk(e.choice({"content": "more "}))
        await x.pause(float(pause))


@fault
async def stream_slow(x: Exchange, pause: str = "0.05") -> None:
    """Right, one event at a time."""
    await x.begin()
    for part in events(x).whole():
        await x.chunk(part)
        await x.pause(float(pause))
    await x.end()


# Streams that are unusual but right: the client must get the whole answer from this supplier.

@fault
async def stream_no_done(x: Exchange) -> None:
    e = events(x)
    await x.begin()
    for part in [e.role(), *e.content(), e.finish(), e.usage()]: await x.chunk(part)
    await x.end()


@fault
async def stream_no_end(x: Exchange) -> None:
    """A finish reason, then nothing: neither [DONE] nor the end."""
    e = events(x)
    await x.begin()
    for part in [e.role(), *e.content(), e.finish()]: await x.chunk(part)
    await x.silence()


@fault
async def stream_drip(x: Exchange) -> None:
    """Every byte in a chunk of its own."""
    await x.begin()
    for i, byte in enumerate("".join(events(x).whole()).encode()):
        await x.chunk(bytes([byte]))
        if i % 64 == 0: await asyncio.sleep(0)
    await x.end()


@fault
async def stream_crlf(x: Exchange) -> None:
    await x.begin()
    for part in events(x).whole(): await x.chunk(part.replace("\n", "\r\n"))
    await x.end()


@fault
async def stream_one_chunk(x: Exchange) -> None:
    await x.begin()
    await x.chunk("".join(events(x).whole()))
    await x.end()


@fault
async def stream_split(x: Exchange, seed: str = "0") -> None:
    """Cut into chunks and writes at odd places, in the middle of lines and of characters."""
    chance, data = random.Random(int(seed)), "".join(events(x).whole()).encode()
    await x.begin()
    while data:
        n = chance.choice([1, 2, 3, 5, 17, 100, 333, 1500])
        piece, data = data[:n], data[n:]
        framed = b"%X;ext=1\r\n%s\r\n" % (len(piece), piece)
        at = chance.randrange(len(framed))
        await x.send(framed[:at])
        await asyncio.sleep(0)
        await x.send(framed[at:])
    await x.end()


@fault
async def stream_no_space(x: Exchange) -> None:
    """`data:` without a blank, comments and ids between the events."""
    await x.begin()
    for i, part in enumerate(events(x).whole()): await x.chunk(f": comment {i}\nid: {i}\n" + part.replace("data: ", "data:"))
    await x.end()


@fault
async def stream_usage_in_finish(x: Exchange) -> None:
    """No usage chunk of its own, though it was asked for."""
    e = events(x)
    e.wants_usage = False
    await x.begin()
    for part in e.whole(): await x.chunk(part)
    await x.end()


@fault
async def stream_trailers(x: Exchange) -> None:
    await x.begin()
    for part in events(x).whole(): await x.chunk(part)
    await x.send("0\r\nx-checksum: 1\r\n\r\n")


@fault
async def stream_until_close(x: Exchange) -> None:
    """No chunks: the stream ends with the connection."""
    await x.head(200, "content-type: text/event-stream", "connection: close")
    for part in events(x).whole(): await x.send(part)
    x.close()


@fault
async def stream_tools(x: Exchange) -> None:
    """A tool call instead of text."""
    e = ChatEvents(x)
    call = [{"index": 0, "id": "call_1", "type": "function", "function": {"name": "weather", "arguments": ""}}]
    await x.begin()
    for delta in ({"role": "assistant", "content": None}, {"tool_calls": call}, *({"tool_calls": [{"index": 0, "function": {"arguments": a}}]} for a in ('{"ci', 'ty": "Pa', 'ris"}'))): await x.chunk(e.choice(delta))
    await x.chunk(e.choice({}, "tool_calls") + e.usage() + e.done())
    await x.end()


# ----------------------------------------------------------------------------------------------------- supplier

class Supplier:
    """One supplier on a port of its own, served by the event loop of a `Yard`. Made by `Yard.supplier`."""

    def __init__(self, yard: Yard, name: str, script: list[str] | None = None, then: str = "fine", door: str = "open",
                 jurisdiction: str = "us", served_model: str | None = None, tls: object = None, **offer: object):
        self.yard, self.name, self.script, self.then, self.door, self.jurisdiction, self.tls = yard, name, list(script or []), then, door, jurisdiction, tls
        self.key, self.model = f"sk-secret-of-{name}-0123456789", f"{name}-model"
        self.served_model = served_model or f"{name}-model-2026-11-01"
        #: More keys of its line under `models:` in the site file.
        self.offer = offer
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        self.connections = 0
        self.writers: set[asyncio.StreamWriter] = set()
        self.listener: asyncio.Server | socket.socket | None = None
        self.fillers: list[socket.socket] = []
        self.port = 0

    @property
    def url(self) -> str: return f"{'https' if self.tls else 'http'}://{'localhost' if self.tls else '127.0.0.1'}:{self.port}/v1"

    @property
    def asked(self) -> int: return len(self.requests)

    def behave(self, then: str = "fine", script: list[str] | None = None) -> None: self.then, self.script = then, list(script or [])

    def open(self, door: str = "open") -> None:
        """Changes the door, on the same port; connections that are open stay."""
        self.yard.call(self._open(door))

    def kill(self) -> None:
        """As SIGKILL would do: nobody listens any more and every connection is reset."""
        self.yard.call(self._kill())

    def wait(self, count: int, seconds: float = 5) -> None:
        """Waits until it has been asked `count` times."""
        end = time.monotonic() + seconds
        while len(self.requests) < count:
            assert time.monotonic() < end, f"{self.name} was asked {len(self.requests)} times, not {count}"
            time.sleep(0.005)

    async def _open(self, door: str) -> None:
        assert door in DOORS
        await self._shut()
        self.door = door
        own = socket.socket()
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.bind(("127.0.0.1", self.port))
        self.port = own.getsockname()[1]
        if door == "refuse": self.listener = own
        elif door == "blackhole":
            own.listen(0)
            self.listener = own
            for _ in range(3):
                filler = socket.socket()
                filler.setblocking(False)
                filler.connect_ex(("127.0.0.1", self.port))
                self.fillers.append(filler)
            await asyncio.sleep(0.05)
        else: self.listener = await asyncio.start_server(self._connection, sock=own, ssl=self.tls, backlog=1024, limit=1 << 20)

    async def _shut(self) -> None:
        if self.listener: self.listener.close()
        for filler in self.fillers: filler.close()
        self.listener, self.fillers = None, []

    async def _kill(self) -> None:
        await self._open("refuse")
        for writer in list(self.writers): reset(writer)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number, self.connections = self.connections, self.connections + 1
        self.writers.add(writer)
        try:
            if self.door == "close": return
            if self.door == "reset": return reset(writer)
            if self.door == "ignore":
                while await reader.read(65536): pass
                return
            while (request := await self._request(reader, number)) is not None:
                name, _, argument = request.fault.partition(":")
                await FAULTS[name](Exchange(self, request, reader, writer), *([argument] if argument else []))
        except (Gone, ConnectionError, asyncio.IncompleteReadError): pass
        except Exception as error: self.complaints.append(f"{type(error).__name__}: {error}")
        finally:
            self.writers.discard(writer)
            writer.close()

    async def _request(self, reader: asyncio.StreamReader, connection: int) -> Request | None:
        try: head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError: return None
        request = Request(len(self.requests), connection, head, b"")
        length, coding = request.header("content-length"), request.header("transfer-encoding")
        if length is not None and coding is not None: self.complaints.append("content-length and transfer-encoding together")
        if coding: request.body = await self._chunks(reader)
        elif length: request.body = await reader.readexactly(int(length))
        if (request.header("host") or "").split(":")[0] not in ("127.0.0.1", "localhost"): self.complaints.append(f"host: {request.header('host')}")
        if request.header("authorization") != f"Bearer {self.key}": self.complaints.append(f"authorization: {request.header('authorization')}")
        request.fault = self._choose(request)
        if request.body and request.fault != "400-json" and request.json.get("model") != self.model: self.complaints.append(f"model {request.json.get('model')}, not {self.model}")
        self.requests.append(request)
        return request

    async def _chunks(self, reader: asyncio.StreamReader) -> bytes:
        body = b""
        while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
            body += await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readuntil(b"\r\n")
        return body

    def _choose(self, request: Request) -> str:
        if request.body:
            try: json.loads(request.body)
            except ValueError: return "400-json"            # As any real supplier.
        own = request.json.get("x_fault") if request.body else None
        if isinstance(own, dict): own = own.get(self.name)
        if isinstance(own, str): return own
        return self.script.pop(0) if self.script else self.then


class Yard:
    """The event loop, in a thread of its own, on which the suppliers of a test live."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.suppliers: list[Supplier] = []

    def call(self, work: Awaitable) -> object: return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def supplier(self, name: str, **how: object) -> Supplier:
        supplier = Supplier(self, name, **how)
        supplier.open(supplier.door)
        self.suppliers.append(supplier)
        return supplier

    def clear(self) -> None:
        """Ends every supplier; the loop goes on for the next test."""
        async def end() -> None:
            for supplier in self.suppliers:
                await supplier._shut()
                for writer in list(supplier.writers): writer.transport.abort()
        self.call(end())
        self.suppliers = []

    def stop(self) -> None:
        self.clear()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)

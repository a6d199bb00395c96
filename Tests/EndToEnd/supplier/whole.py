"""What goes wrong before an answer or in an answer that is not streamed; and the list of all faults."""
from __future__ import annotations

import email.utils
import json
import random
import time
from typing import Awaitable, Callable

from .answers import events, whole_answer
from .exchange import Exchange

Fault = Callable[..., Awaitable[None]]
FAULTS: dict[str, Fault] = {}


def fault(act: Fault) -> Fault:
    """Adds a fault under its function's name, with `-` for `_`. It may take a text: what follows `:` in the fault's name."""
    FAULTS[act.__name__.strip("_").replace("_", "-")] = act
    return act


async def act(x: Exchange, name: str) -> None:
    """Lets the fault of this name happen."""
    name, _, argument = name.partition(":")
    await FAULTS[name](x, *([argument] if argument else []))


def says(name: str, status: int, code: str | None = None, kind: str = "invalid_request_error", message: str | None = None, headers: Callable[[], list[str]] = list) -> None:
    """A fault that is a status with OpenAI's error object."""
    async def say(x: Exchange) -> None:
        await x.json(status, {"error": {"message": message or f"no luck at {x.supplier.name}: {name}", "type": kind, "param": None, "code": code}}, *headers())
    FAULTS[name] = say


def http_date(seconds: float) -> str: return email.utils.formatdate(time.time() + seconds, usegmt=True)


says("400", 400)
says("400-prefill", 400, message="This model does not support assistant message prefill. The conversation must end with a user message.")
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
async def jitter(x: Exchange, bounds: str) -> None:
    """`jitter:0.01-0.04`: right, after a pause of chance that depends on the request's number alone."""
    low, _, high = bounds.partition("-")
    await x.pause(random.Random(x.request.number).uniform(float(low), float(high)))
    await fine(x)


@fault
async def after(x: Exchange, how: str) -> None:
    """`after:0.3:503`: the fault comes after a pause."""
    seconds, _, name = how.partition(":")
    await x.pause(float(seconds))
    await act(x, name)


@fault
async def every(x: Exchange, how: str) -> None:
    """`every:50:slow:5`: each fiftieth request meets the fault, the others are answered, or do as `every:50:slow:5|jitter:0.01-0.04` says."""
    count, _, names = how.partition(":")
    name, _, otherwise = names.partition("|")
    await act(x, name if (x.request.number + 1) % int(count) == 0 else otherwise or "fine")


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

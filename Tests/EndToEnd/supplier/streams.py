"""Streams that go wrong before any content, unless the name says otherwise, and streams that are only unusual."""
from __future__ import annotations

import asyncio
import random

from .answers import ChatEvents, ResponseEvents, events
from .exchange import Exchange
from .whole import fault, fine


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
    e = events(x)
    await x.begin()
    await x.chunk(e.role())
    await x.chunk(e.error())
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
    """Begins a stream and says so many tokens."""
    e = events(x)
    await x.begin()
    await x.chunk(e.role())
    for part in e.content()[:int(count)]: await x.chunk(part)
    return e


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
    x.request.json["x_deltas"] = ["tool"]
    await fine(x)

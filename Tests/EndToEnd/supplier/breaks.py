"""Answers that break off: every way to break, at every place. `break:reset@mid` is one of them.

The places of a stream are "first" (before the first byte of the head), "head", "role" (before content), a number of content
events, "mid" (half of the content), "part" (half of the content and half of the next event), "last" (all content, but no
finish reason), "finish" (the finish reason, but neither usage nor [DONE]), "usage" (all but [DONE]). Those of a body that is not streamed are "first",
"head", "mid" (half of its bytes) and "last" (all but its last byte).
"""
from __future__ import annotations

import json
from typing import Awaitable, Callable

from .answers import ChatEvents, events, whole_answer
from .exchange import Exchange
from .whole import fault

PLACES = ("first", "head", "role", "mid", "part", "last", "finish", "usage")
#: So that what was sent has been read before the connection is reset.
SETTLING = 0.03

Break = Callable[[Exchange, ChatEvents], Awaitable[None]]


async def close(x: Exchange, _: ChatEvents) -> None:
    """The connection ends in good order, the answer does not."""
    x.close()


async def reset(x: Exchange, _: ChatEvents) -> None: x.reset()


async def stall(x: Exchange, _: ChatEvents) -> None:
    """Nothing comes any more."""
    await x.silence()


async def end(x: Exchange, _: ChatEvents) -> None:
    """The body ends in good order, without what makes it whole."""
    await x.end()


async def done(x: Exchange, _: ChatEvents) -> None:
    """[DONE], and the body ends in good order."""
    await x.chunk("data: [DONE]\n\n")
    await x.end()


async def error(x: Exchange, e: ChatEvents) -> None:
    """An error object in the stream."""
    await x.chunk(e.error())
    await x.end()


async def garbage(x: Exchange, _: ChatEvents) -> None:
    """Nothing but unreadable events."""
    for _ in range(4): await x.chunk('data: {"choices":[{"delta":{"content":"half a\n\n')
    await x.silence()


async def bad_chunk(x: Exchange, _: ChatEvents) -> None:
    """A chunk whose size is no number."""
    await x.send("zz\r\n")
    await x.silence()


async def html(x: Exchange, _: ChatEvents) -> None:
    """A proxy on the way says what it thinks, without an event's form."""
    await x.chunk("<html><body><h1>502 Bad Gateway</h1></body></html>\r\n")
    await x.end()


async def kill(x: Exchange, _: ChatEvents) -> None:
    """The whole supplier dies: nobody listens any more, and every connection is reset."""
    await x.supplier._kill()


BREAKS: dict[str, Break] = {"close": close, "reset": reset, "stall": stall, "end": end, "done": done, "error": error, "garbage": garbage, "bad-chunk": bad_chunk, "html": html, "kill": kill}
#: Those that a body which is not streamed can meet.
WHOLE_BREAKS = ("close", "reset", "stall", "end", "bad-chunk", "kill")


@fault
async def break_(x: Exchange, how: str) -> None:
    kind, _, place = how.partition("@")
    if not x.request.streamed: return await break_whole(x, kind, place)
    e = events(x)
    role, content = e.role(), e.content()           # In this order: a Responses stream numbers its events as they are made.
    if place in ("first", "head"): parts = []
    elif place == "role": parts = [role]
    elif place == "last": parts = [role, *content]
    elif place in ("finish", "usage"): parts = [role, *content, e.finish(), e.usage() if place == "usage" else ""]
    else: parts = [role, *content[:int(place) if place.isdigit() else len(content) // 2]]
    if place != "first" or kind not in ("close", "reset", "stall", "kill"): await x.begin()
    for part in parts: await x.chunk(part)
    if place == "part":
        half = content[len(content) // 2].encode()
        await x.chunk(half[:len(half) // 2])
    if parts: await x.pause(SETTLING)
    await BREAKS[kind](x, e)


async def break_whole(x: Exchange, kind: str, place: str) -> None:
    body = json.dumps(whole_answer(x), ensure_ascii=False).encode()
    sent = {"first": b"", "head": b"", "mid": body[:len(body) // 2], "last": body[:-1]}[place]
    framed = kind in ("end", "bad-chunk")
    if place != "first" or framed: await x.head(200, "content-type: application/json", "transfer-encoding: chunked" if framed else f"content-length: {len(body)}")
    if sent:
        await (x.chunk(sent) if framed else x.send(sent))
        await x.pause(SETTLING)
    await BREAKS[kind](x, events(x))


# Names that say how many tokens come first.

def named(name: str, kind: str, why: str) -> None:
    async def act(x: Exchange, count: str = "3") -> None: await break_(x, f"{kind}@{count}")
    act.__name__, act.__doc__ = name, why
    fault(act)


named("stream_cut", "close", "The connection closes after some content.")
named("stream_reset", "reset", "The connection is reset after some content.")
named("stream_no_finish", "end", "Ends in good order after some content, without a finish reason and without [DONE].")
named("stream_done_no_finish", "done", "[DONE] after some content, without a finish reason.")
named("stream_stall", "stall", "Nothing comes any more after some content.")
named("stream_error_later", "error", "An error after some content.")
named("stream_garbage", "garbage", "Unreadable events after some content.")


@fault
async def stream_bad_event(x: Exchange, how: str = "3") -> None:
    """Right, but for so many unreadable events in a row in its middle."""
    e = events(x)
    await x.begin()
    role, content = e.role(), e.content()
    for part in [role, *content[:4]]: await x.chunk(part)
    for _ in range(int(how)): await x.chunk('data: {"choices": [{"index": 0, "delta": {"cont\n\n')
    for part in [*content[4:], e.finish(), e.usage(), e.done()]: await x.chunk(part)
    await x.end()

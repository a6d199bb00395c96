"""A request that reached a supplier, and the means to answer it, rightly or wrongly."""
from __future__ import annotations

import asyncio
import json
import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING: from .yard import Supplier


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

    @cached_property
    def json(self) -> dict: return json.loads(self.body.decode(errors="replace")) if self.body else {}

    @property
    def streamed(self) -> bool: return self.json.get("stream") is True

    @property
    def wants_usage(self) -> bool: return isinstance(options := self.json.get("stream_options"), dict) and options.get("include_usage") is True

    @property
    def completes(self) -> bool: return "x_prompt" in self.json and "prompt" in self.json

    @property
    def messages(self) -> list[dict]:
        """The turns of a chat or of a Responses request; a single text is one turn of the user."""
        value = self.json.get("messages", self.json.get("input", self.json.get("prompt", "")))
        if isinstance(value, list) and all(isinstance(m, dict) for m in value): return value
        return [{"role": "user", "content": value}]

    @property
    def prefix(self) -> str | None:
        """The assistant message at the end that the supplier is to go on with; None when there is none.

        A text that is to be completed does not say where its end was written by a model, unless the body has `x_prompt`, its beginning.
        """
        if self.completes: return self.json["prompt"].removeprefix(self.json["x_prompt"]) or None
        last = self.messages[-1] if self.messages else {}
        return content(last) if last.get("role") == "assistant" else None

    @property
    def prompt(self) -> str:
        """The last words of the user."""
        if self.completes: return self.json["x_prompt"]
        turns = [m for m in self.messages if m.get("role") != "assistant"] or [{}]
        return content(turns[-1])


def content(message: dict) -> str:
    """The text of a turn, whether it stands in it as it is or in parts."""
    value = message.get("content", "")
    if isinstance(value, list) and all(isinstance(part, dict) and "text" in part for part in value): return "".join(part["text"] for part in value)
    return value if isinstance(value, str) else json.dumps(value)


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
    own = writer.transport.get_extra_info("socket")
    # One that is closing already has no socket to set anything on.
    if own.fileno() >= 0: own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()

"""Many clients at once, in one event loop: what each got, and when. `apart` runs them in a process of their own.

A test's suppliers live in its process, so clients whose times matter must not share its interpreter.
"""
from __future__ import annotations

import asyncio
import json
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from client import Reply


@dataclass
class Timed(Reply):
    #: Seconds from the request to the first bytes of the body; of a stream these hold content, because nothing comes before.
    first: float = 0
    #: Seconds to the end.
    took: float = 0


@dataclass
class Ask:
    body: dict
    path: str = "/v1/chat/completions"
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def bytes(self) -> bytes:
        body = json.dumps(self.body, ensure_ascii=False).encode()
        lines = [f"POST {self.path} HTTP/1.1", "host: 127.0.0.1", "content-type: application/json", f"content-length: {len(body)}", *(f"{k}: {v}" for k, v in self.headers.items())]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Caller:
    """A kept connection to a gateway."""

    def __init__(self, port: int, patience: float):
        self.port, self.patience = port, patience
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, ask: Ask) -> Timed:
        began = time.perf_counter()
        if self.writer is None: self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 24)
        reply = Timed(0, {}, b"", cut=True)
        try:
            self.writer.write(ask.bytes)
            await asyncio.wait_for(self.read(reply, began), self.patience)
        except (ConnectionError, asyncio.IncompleteReadError, ValueError): pass             # It stays cut.
        reply.body, reply.took = b"".join(reply.parts), time.perf_counter() - began
        if reply.cut or reply.headers.get("connection") == "close": self.close()
        return reply

    async def read(self, reply: Timed, began: float) -> None:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        reply.status = int(head[0].split()[1])
        reply.headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        if reply.headers.get("transfer-encoding") == "chunked":
            while size := int((await self.reader.readuntil(b"\r\n")).split(b";")[0], 16):
                part = await self.reader.readexactly(size + 2)
                reply.first = reply.first or time.perf_counter() - began
                reply.parts.append(part[:-2])
            await self.reader.readuntil(b"\r\n")
        else:
            reply.parts.append(await self.reader.readexactly(int(reply.headers.get("content-length", 0))))
            reply.first = time.perf_counter() - began
        reply.cut = False

    def close(self) -> None:
        if self.writer: self.writer.close()
        self.writer = None


def crowd(port: int, asks: list[Ask], clients: int, patience: float = 60) -> list[Timed]:
    """Asks everything, with so many clients at once, each of which goes on with the next question when it has its answer."""
    replies: list[Timed | None] = [None] * len(asks)
    waiting = iter(range(len(asks)))

    async def client() -> None:
        caller = Caller(port, patience)
        for i in waiting: replies[i] = await caller.ask(asks[i])
        caller.close()

    async def all_clients() -> None: await asyncio.gather(*(client() for _ in range(min(clients, len(asks)))))
    asyncio.run(all_clients())
    return replies


def apart(port: int, asks: list[Ask], clients: int, patience: float = 60) -> list[Timed]:
    """The same in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process: return process.submit(crowd, port, asks, clients, patience).result()

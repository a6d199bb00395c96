"""The suppliers of a test, each on a port of its own, and the event loop that they live on."""
from __future__ import annotations

import asyncio
import itertools
import json
import socket
import threading
import time
from typing import Awaitable

from .exchange import Exchange, Gone, Request, reset
from .text import PREFILLS, Voice, answer
from .whole import act

DOORS = {
    "open": "accepts and answers",
    "refuse": "the port is bound but nobody listens: connection refused",
    "blackhole": "listens with a full backlog: connecting takes for ever",
    "close": "accepts and closes at once",
    "reset": "accepts and resets at once",
    "ignore": "accepts and reads, but never answers",
}


class Supplier:
    """One supplier on a port of its own, served by the event loop of a `Yard`. Made by `Yard.supplier`."""

    def __init__(self, yard: Yard, name: str, script: list[str] | None = None, then: str = "fine", door: str = "open",
                 jurisdiction: str = "us", served_model: str | None = None, tls: object = None, prefill: str | None = None, voice: Voice = answer,
                 created: int = 1790000000, **offer: object):
        self.yard, self.name, self.script, self.then, self.door, self.jurisdiction, self.tls = yard, name, list(script or []), then, door, jurisdiction, tls
        self.key, self.model = f"sk-secret-of-{name}-0123456789", f"{name}-model"
        self.served_model = served_model or f"{name}-model-2026-11-01"
        #: What it does with an assistant message at the end (see `PREFILLS`). Without one it is not offered for that, and ignores it.
        self.prefill = prefill or "ignore"
        assert self.prefill in PREFILLS
        #: More keys of its line under `models:` in the site file.
        self.offer = {**offer, **({"prefill": True} if prefill else {})}
        #: What it answers to a prompt, and the time that it says it did so.
        self.voice, self.created = voice, created
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        self.numbers = itertools.count()
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

    def refuses(self, prefix: str) -> bool: return self.prefill == "400" or (self.prefill == "untrimmed" and prefix != prefix.rstrip())

    @property
    def continued(self) -> list[Request]:
        """The requests that asked it to go on with an answer."""
        return [r for r in self.requests if r.prefix is not None]

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
                await act(Exchange(self, request, reader, writer), request.fault)
        except (Gone, ConnectionError, asyncio.IncompleteReadError): pass
        except Exception as error: self.complaints.append(f"{type(error).__name__}: {error}")
        finally:
            self.writers.discard(writer)
            writer.close()

    async def _request(self, reader: asyncio.StreamReader, connection: int) -> Request | None:
        try: head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError: return None
        request = Request(next(self.numbers), connection, head, b"")
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
        if request.body and not request.completes and (prefix := request.prefix) is not None and self.refuses(prefix): return "400-prefill"
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

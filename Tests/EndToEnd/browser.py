"""Headless Chromium over its DevTools protocol: opens a page, watches its console, reads and photographs it."""
from __future__ import annotations

import base64
import json
import os
import select
import socket
import subprocess
import time
from pathlib import Path

from tools import tool


class Browser:
    """One Chromium with one page; what goes wrong on the page is in `complaints`."""

    def __init__(self, folder: Path):
        self.folder, self.complaints, self.number, self.session = folder, [], 0, None
        self.buffer = b""

    def __enter__(self) -> Browser:
        program = tool("chromium", "chromium-browser", "google-chrome")
        self.process = subprocess.Popen([program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0",
                                         f"--user-data-dir={self.folder / 'chromium'}", "about:blank"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try: self.connect()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try: self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def connect(self) -> None:
        file, end = self.folder / "chromium/DevToolsActivePort", time.monotonic() + 20
        while not file.exists() or len(lines := file.read_text().split("\n")) < 2:
            assert time.monotonic() < end and self.process.poll() is None, "Chromium did not come up"
            time.sleep(0.05)
        self.socket = socket.create_connection(("127.0.0.1", int(lines[0])), 10)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(f"GET {lines[1]} HTTP/1.1\r\nHost: 127.0.0.1:{lines[0]}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        while b"\r\n\r\n" not in self.buffer: self.buffer += self.socket.recv(65536)
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        assert b" 101 " in head.split(b"\r\n")[0]
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"): self.call(f"{domain}.enable")

    def open(self, url: str) -> None:
        self.call("Page.navigate", url=url)
        end = time.monotonic() + 10
        while self.value("document.readyState") != "complete": assert time.monotonic() < end, "the page did not load"

    def value(self, expression: str) -> object: return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    @property
    def text(self) -> str: return self.value("document.body.innerText")

    def wait_text(self, part: str, seconds: float = 8) -> None:
        end = time.monotonic() + seconds
        while part not in self.text: assert time.monotonic() < end, f"{part!r} never came; the page says:\n{self.text}"

    def look(self, width: int, height: int, dark: bool) -> bytes:
        """A screenshot (PNG) of a window of that size."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        return base64.b64decode(self.call("Page.captureScreenshot")["data"])

    # The protocol: JSON in WebSocket frames.

    def call(self, method: str, **parameters: object) -> dict:
        self.number += 1
        data = json.dumps({"id": self.number, "method": method, "params": parameters, **({"sessionId": self.session} if self.session else {})}).encode()
        count = len(data)
        size = bytes([0x80 | count]) if count < 126 else b"\xfe" + count.to_bytes(2, "big") if count < 1 << 16 else b"\xff" + count.to_bytes(8, "big")
        self.socket.sendall(b"\x81" + size + bytes(4) + data)          # Masked with zeros: the server is ours.
        while True:
            message = json.loads(self.frame())
            if message.get("id") == self.number:
                assert "error" not in message, message["error"]
                return message["result"]
            self.note(message.get("method"), message.get("params", {}))

    def note(self, event: str | None, what: dict) -> None:
        if event == "Runtime.exceptionThrown": self.complaints.append(what["exceptionDetails"].get("exception", {}).get("description", "exception"))
        if event == "Runtime.consoleAPICalled" and what["type"] in ("error", "warning", "assert"): self.complaints.append(str(what["args"]))
        if event == "Log.entryAdded" and what["entry"]["level"] in ("error", "warning"): self.complaints.append(what["entry"]["text"])
        if event == "Network.requestWillBeSent" and not what["request"]["url"].startswith(("http://127.0.0.1:", "data:", "about:", "file:")):
            self.complaints.append(f"asked a third party: {what['request']['url']}")

    def frame(self) -> bytes:
        whole = b""
        while True:
            first, second = self.take(2)
            size = second & 0x7F
            if size > 125: size = int.from_bytes(self.take(2 if size == 126 else 8), "big")
            part = self.take(size)
            if first & 0x0F in (0, 1): whole += part
            if first & 0x80 and first & 0x0F in (0, 1): return whole

    def take(self, count: int) -> bytes:
        while len(self.buffer) < count:
            assert select.select([self.socket], [], [], 20)[0], "Chromium does not answer"
            data = self.socket.recv(1 << 20)
            assert data, "Chromium has gone"
            self.buffer += data
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data

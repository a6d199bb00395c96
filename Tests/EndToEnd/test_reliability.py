"""Every way to fail, at every place of an answer, whole and streamed, with one client and with two hundred: what the client got.

`BUSBAR_WRITE_RELIABILITY=1` writes what was found into docs/reliability.md; without it the same is checked, and nothing is written.
"""
from __future__ import annotations

import os
import statistics
from dataclasses import dataclass, field

import pytest

from client import chat_body
from gateway import IMPATIENT, ROOT, Gateway, site
from load import Ask, Timed, crowd
from supplier import BREAKS, WHOLE_BREAKS, answer

TABLE = ROOT / "docs/reliability.md"
CROWD = 200
#: What comes before the bytes of an answer has no other place.
FIRST = "first byte"
PLACES = {FIRST: "first", "middle": "mid", "last event": "last"}


@dataclass(frozen=True)
class Case:
    #: What happens, in words.
    name: str
    fault: str
    place: str
    shape: str
    clients: int
    door: bool = False

    def __str__(self) -> str: return f"{self.name}, {self.place}, {self.shape}, {self.clients}".replace(" ", "-")

    @property
    def is_stream(self) -> bool: return self.shape == "SSE"


#: Failures before a byte of an answer, for both shapes; the names of the suppliers' faults and doors.
BEFORE = {
    "connection refused": "door:refuse", "no answer to the connect": "door:blackhole", "closed on connect": "door:close", "reset on connect": "door:reset", "never answers": "door:ignore",
    "status 408": "408", "status 409": "409", "status 429": "429", "status 429, wait 60 s": "429-after-60", "status 500": "500", "status 502": "502", "status 503": "503",
    "status 503, wait 60 s": "503-after-60", "status 504": "504", "status 529": "529", "redirect": "307", "key refused, 401": "401", "key refused, 403": "403", "no money, 402": "402",
    "quota used up, 429": "429-quota", "no HTTP": "not-http", "malformed head": "malformed-head", "head too large": "oversized-head", "reset after the head": "reset-after-head",
    "error object in a 200": "200-error", "HTML in a 200": "html", "HTML as JSON": "html-as-json", "empty body": "empty",
}
BEFORE_WHOLE = {"JSON without choices": "no-choices", "cut JSON": "invalid-json", "two lengths": "two-lengths"}
BEFORE_STREAM = {"role and then silence": "stream-role-only", "pings only": "stream-comments", "empty deltas only": "stream-empty-deltas", "error after the role": "stream-error-after-role"}
#: Breaks, at every place.
WORDS = {"close": "connection closed", "reset": "connection reset", "stall": "silence", "end": "ends in good order, too early", "done": "[DONE] too early", "error": "error event",
         "garbage": "unreadable events", "bad-chunk": "broken chunks", "html": "HTML in the stream", "kill": "supplier killed"}


def cases() -> list[Case]:
    found = []
    for clients in (1, CROWD):
        for shape, more in (("JSON", BEFORE_WHOLE), ("SSE", BEFORE_STREAM)):
            for name, fault in {**BEFORE, **more}.items(): found.append(Case(name, fault.removeprefix("door:"), FIRST, shape, clients, fault.startswith("door:")))
            for kind in WHOLE_BREAKS if shape == "JSON" else BREAKS:
                for place, where in PLACES.items(): found.append(Case(WORDS[kind], f"break:{kind}@{where}", place, shape, clients))
    return found


@dataclass
class Outcome:
    whole: int = 0
    errors: int = 0
    broken: list[str] = field(default_factory=list)
    attempts: float = 0
    seconds: list[float] = field(default_factory=list)

    def count(self, reply: Timed, prompt: str) -> None:
        self.seconds.append(reply.took)
        streamed = reply.streamed and reply.status == 200
        text = reply.text if reply.status == 200 and not (reply.cut and not streamed) else ""
        if reply.status == 200 and not reply.cut and text == answer(prompt) and (not streamed or (reply.done and reply.finishes == ["stop"] and len(reply.identities) == 1)): self.whole += 1
        elif not reply.done and (reply.error or {}).get("code") and answer(prompt).startswith(text): self.errors += 1
        else: self.broken.append(f"{prompt}: {reply.status}, cut: {reply.cut}, done: {reply.done}, finishes: {reply.finishes if streamed else ''}, {text!r}\n{reply.body[-300:]!r}\n{reply.comments if streamed else ''}")

    @property
    def words(self) -> str:
        parts = [(self.whole, "whole"), (self.errors, "typed error"), (len(self.broken), "BROKEN PROMISE")]
        return ", ".join(text if count == sum(c for c, _ in parts) else f"{count} {text}" for count, text in parts if count)


FOUND: dict[Case, Outcome] = {}


@pytest.fixture(scope="module")
def table():
    yield
    if os.environ.get("BUSBAR_WRITE_RELIABILITY") and len(FOUND) == len(cases()): TABLE.write_text(document())


@pytest.mark.parametrize("case", cases(), ids=str)
def test_no_client_notices(yard, tmp_path, table, case):
    """The supply that fails stands first, and a good one behind it that can go on with half an answer."""
    how = {"door": case.fault} if case.door else {"then": case.fault}
    bad, good = yard.supplier("bad", prefill="remainder", first_token_timeout=IMPATIENT, **how), yard.supplier("good", prefill="remainder")
    silent = "stall" in case.fault or case.fault in ("silent", "ignore")
    policy = {"idle_timeout": "500ms", **({"response_timeout": "800ms"} if silent and not case.is_stream else {"response_timeout": "10s"})}
    with Gateway(tmp_path / "gateway-0", site(bad, good, policy=policy, breaker={"failures": 100_000, "minimum_volume": 100_000}, limits={"free_retries": 10_000})) as gateway:
        before = bad.asked + good.asked
        replies = crowd(gateway.port, [Ask(chat_body(f"question {i}", case.is_stream)) for i in range(case.clients)], case.clients, 20)
        outcome = FOUND[case] = Outcome()
        for i, reply in enumerate(replies): outcome.count(reply, f"question {i}")
        doors = case.clients if case.door else 0
        outcome.attempts = (bad.asked + good.asked - before + doors) / case.clients
        assert not outcome.broken, "\n".join(outcome.broken[:3])
        assert outcome.whole == case.clients, outcome.words
        assert outcome.attempts <= 3.1 and max(outcome.seconds) < 8
        assert gateway.status()["clientErrors"] == 0 and gateway.status()["requestsInFlight"] == 0


# ------------------------------------------------------------------------------------------------------ the document

def milliseconds(values: list[float]) -> str:
    middle, worst = statistics.median(values) * 1000, max(values) * 1000
    return f"{middle:.0f}" if len(values) == 1 else f"{middle:.0f} / {worst:.0f}"


def document() -> str:
    kinds: dict[tuple[str, str, str], dict[int, Outcome]] = {}
    for case, outcome in FOUND.items(): kinds.setdefault((case.name, case.shape, case.place), {})[case.clients] = outcome
    lines = []
    for shape in ("JSON", "SSE"):
        for (name, _, place), found in sorted(((k, v) for k, v in kinds.items() if k[1] == shape), key=lambda kv: list(PLACES).index(kv[0][2])):
            one, many = found[1], found[CROWD]
            lines.append(f"| {name} | {shape} | {place} | {one.words} | {one.attempts:.0f} | {milliseconds(one.seconds)} | {many.words} | {many.attempts:.1f} | {milliseconds(many.seconds)} |")
    clients = sum(len(o.seconds) for o in FOUND.values())
    whole = sum(o.whole for o in FOUND.values())
    return f"""# What a client gets when a supplier fails

Written by `Tests/EndToEnd/test_reliability.py` (with `BUSBAR_WRITE_RELIABILITY=1`), which tries every line in every run of
`make test`. Two suppliers: the first fails as the line says, for every request, and the second is well and may continue
an answer. The breakers are kept from opening, so that every client meets the failure. Times are milliseconds from the
question to the end of the answer (of {CROWD} clients the median and the longest, all of them starting at once, with the test's
suppliers and clients in Python on the same two cores). Silence is only known after its limit: here {IMPATIENT.replace('ms', ' ms')} for
the first token, 500 ms in mid-stream and 800 ms for a whole answer; and a supplier that breaks off rests for 30 ms before it
does. Attempts are per client, the one that answered included: fewer than two where a supplier that asks for patience, or refuses
its key, is left alone from then on.

*Whole* means the one right text, byte for byte, with one id and one model, a finish reason, and `[DONE]` in a stream.

A stream that nobody can go on with (a tool call has begun, a schema, log probabilities, several choices, audio, signed reasoning, a
text past `rescue_bytes`, no other supplier) ends after the same faults with the error `stream_interrupted`, which says how much
was delivered, without `[DONE]` and without the last chunk; `test_rescue.py` tries each.

{whole} of {clients} answers were whole{", and every other client got a typed error" if whole < clients else ""}.

| what happens | shape | where | 1 client | attempts | ms | {CROWD} clients | attempts | ms |
|---|---|---|---|---|---|---|---|---|
""" + "\n".join(lines) + "\n"

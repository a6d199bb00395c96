"""An OpenAI-compatible supplier that can do everything wrong.

A `Supplier` listens on a loopback port of its own and answers every client with a text that depends only on the prompt, so
that a test can tell a whole and right answer from any other. What it does wrong is a *fault*, a name from `FAULTS`:

    Supplier("a")                              answers everything well
    Supplier("a", then="503")                  does the same wrong thing for ever
    Supplier("a", script=["500"])              the first request meets the fault, the later ones are answered
    Supplier("a", then="break:reset@mid")      breaks off: see `breaks`
    Supplier("a", then="every:50:slow:5")      one request in fifty meets the fault
    Supplier("a", door="refuse")               goes wrong before there is a request: see `DOORS`
    Supplier("a", prefill="remainder")         goes on with an assistant message at the end, and is offered for it: see `PREFILLS`
    Supplier("a", voice=diverging(8))          says something else than the others
    {"x_fault": "stream-cut:3", ...}           a request body may name its own fault (or {"a": fault} for one supplier),
    {"x_text": "...", "x_deltas": [...]}       what is to be said, and what comes instead of text: see `ChatEvents`
    {"prompt": "...", "x_prompt": "..."}       a completion: what of the prompt is the client's own

Every supplier says the same to a prompt, five characters to a token, and honors `max_tokens`, `n`, `logprobs` and
`stream_options`. Everything that it was asked is in `requests`, with what it sent back; what the gateway did wrong is in
`complaints`.
"""
from __future__ import annotations

from . import breaks, streams                                   # noqa: F401 (they add their faults)
from .answers import DELTAS
from .breaks import BREAKS, WHOLE_BREAKS
from .exchange import Request
from .text import PREFILLS, answer, diverging, pieces
from .whole import FAULTS
from .yard import DOORS, Supplier, Yard

__all__ = ["BREAKS", "DELTAS", "DOORS", "FAULTS", "PREFILLS", "Request", "Supplier", "WHOLE_BREAKS", "Yard", "answer", "diverging", "pieces"]

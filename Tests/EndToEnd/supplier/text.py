"""What a supplier says: the one right answer to a prompt, in tokens of five characters, and how much of it a request asks for."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from .exchange import Exchange, Request

#: A prompt's answer.
Voice = Callable[[str], str]


def answer(prompt: str) -> str:
    """The one right answer to a prompt, with what JSON and UTF-8 make difficult in it."""
    return f'You said "{prompt}". ' + "A bus\tbar joins many supplies, \\ one load: Größe, 電力, 🙂.\n" + "So be it. " * 6


def pieces(text: str, length: int = 5) -> list[str]:
    """The tokens of a text. A stream says one in each event."""
    return [text[i:i + length] for i in range(0, len(text), length)]


def diverging(after: int) -> Voice:
    """The right answer for so many tokens, and then something else."""
    return lambda prompt: "".join(pieces(answer(prompt))[:after]) + "But no: " + answer(prompt)[::-1]


#: What a supplier does with an assistant message at the end, which it is to go on with.
PREFILLS = {
    "remainder": "says what comes after it",
    "echo": "says it again first, in an event of its own, and goes on",
    "echo-split": "says it again first, in events that end elsewhere",
    "400": "refuses it, as models without prefill do",
    "untrimmed": "goes on, but refuses white space at its end",
    "ignore": "takes it for an earlier turn and answers from the start",
    "other": "goes on with something else",
}


@dataclass(frozen=True)
class Speech:
    """The part of an answer that a request gets."""
    #: One for each event of a stream.
    tokens: list[str]
    #: "length" when the request's bound ended it.
    finish: str
    prompt_tokens: int
    #: How many of the tokens repeat what it was to go on with, and cost nothing.
    repeated: int = 0

    @property
    def text(self) -> str: return "".join(self.tokens)

    @property
    def usage(self) -> dict:
        said = len(self.tokens) - self.repeated
        return {"prompt_tokens": self.prompt_tokens, "completion_tokens": said, "total_tokens": self.prompt_tokens + said}


def most_tokens(request: Request) -> int | None:
    """The request's bound for an answer, by any of its names."""
    value = request.json
    return next((value[k] for k in ("max_completion_tokens", "max_tokens", "max_output_tokens") if value.get(k) is not None), None)


def speech(x: Exchange) -> Speech:
    """What the supplier has to say to a request. A body may bring the text: `x_text`, or {supplier: text}."""
    request, how = x.request, "remainder" if x.request.completes else x.supplier.prefill
    text, prefix, spent = x.supplier.voice(request.prompt), request.prefix, len(request.prompt)
    own = request.json.get("x_text")
    if isinstance(own, dict): own = own.get(x.supplier.name)
    if isinstance(own, str): text = own
    heard: list[str] = []
    if prefix is not None:
        spent += len(pieces(prefix))
        goes_on = how not in ("ignore", "other")
        if goes_on and not text.startswith(prefix): x.supplier.complaints.append(f"asked to go on with what nobody said: {prefix[-40:]!r}")
        if how == "other": text = "And now for something different. " + text
        elif goes_on: text = text[len(prefix):]
        if how == "echo": heard = [prefix]
        if how == "echo-split": heard = pieces(prefix)
    tokens, most, finish = pieces(text), most_tokens(request), "stop"
    if most is not None and len(tokens) > most: tokens, finish = tokens[:most], "length"
    if how == "echo-split" and heard:
        again = pieces("".join([*heard, *tokens]), 7)
        return Speech(again, finish, spent, repeated=len(again) - len(tokens))
    return Speech([*heard, *tokens], finish, spent, repeated=len(heard))

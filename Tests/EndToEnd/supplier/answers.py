"""The right answers of every endpoint, whole and as streams."""
from __future__ import annotations

import json

from .exchange import Exchange
from .text import speech

#: Deltas that are no text, by a name that a test can put into `x_deltas`.
DELTAS: dict[str, list[dict]] = {
    "tool": [{"tool_calls": [{"index": 0, "id": "call_1", "type": "function", "function": {"name": "weather", "arguments": ""}}]},
             *({"tool_calls": [{"index": 0, "function": {"arguments": a}}]} for a in ('{"ci', 'ty": "Pa', 'ris"}'))],
    "reasoning": [{"reasoning_content": t} for t in ("Let me ", "think \n", "about \"it\". ")],
    "signed": [{"reasoning_content": "Hm. "}, {"reasoning_details": [{"type": "reasoning.encrypted", "data": "c2lnbmVk", "id": "rs_1"}]}],
    "audio": [{"audio": {"id": "audio_1", "transcript": "So"}}, {"audio": {"data": "UklGRg=="}}, {"audio": {"transcript": " be it", "data": "AAAA"}}],
    "refusal": [{"refusal": "I will "}, {"refusal": "not say."}],
}


class ChatEvents:
    """The parts of a chat completion stream, as text to be put into chunks.

    A body says with `x_deltas` what comes instead of the text: a list of deltas, of names from `DELTAS`, and of numbers, each
    of which stands for so many tokens of the text.
    """

    def __init__(self, exchange: Exchange):
        request = exchange.request
        self.body, self.wants_usage, self.prompt = request.json, request.wants_usage, request.prompt
        self.speech = speech(exchange)
        self.text = self.speech.text
        self.choices = int(self.body.get("n") or 1)
        self.base = {"id": f"chatcmpl-{exchange.supplier.name}-{request.number}", "object": "chat.completion.chunk", "created": exchange.supplier.created,
                     "model": exchange.supplier.served_model, "system_fingerprint": f"fp_{exchange.supplier.name}"}

    def event(self, value: object) -> str: return "data: " + json.dumps(value, ensure_ascii=False) + "\n\n"

    def choice(self, delta: dict, finish: str | None = None) -> str:
        more = {"usage": None} if self.wants_usage else {}
        choices = [{"index": i, "delta": delta, "logprobs": self.logprobs(delta.get("content")), "finish_reason": finish} for i in range(self.choices)]
        return "".join(self.event({**self.base, "choices": [choice], **more}) for choice in choices)

    def logprobs(self, token: str | None) -> dict | None:
        if not token or not self.body.get("logprobs"): return None
        return {"content": [{"token": token, "logprob": -0.25, "bytes": list(token.encode()), "top_logprobs": []}], "refusal": None}

    @property
    def deltas(self) -> list[dict]:
        """What the model says, one delta for each event."""
        text = [{"content": t} for t in self.speech.tokens]
        if (own := self.body.get("x_deltas")) is None: return text
        said: list[dict] = []
        for part in own:
            if isinstance(part, int): part, text = text[:part], text[part:]
            said += DELTAS[part] if isinstance(part, str) else part if isinstance(part, list) else [part]
        return said

    def role(self) -> str: return self.choice({"role": "assistant", "content": "", "refusal": None})
    def content(self) -> list[str]: return [self.choice(delta) for delta in self.deltas]
    def finish(self) -> str: return self.choice({}, "tool_calls" if any("tool_calls" in d for d in self.deltas) else self.speech.finish)
    def usage(self) -> str: return self.event({**self.base, "choices": [], "usage": self.speech.usage}) if self.wants_usage else ""
    def error(self) -> str: return self.event({"error": {"message": "the engine fell over", "type": "server_error", "param": None, "code": None}})
    def done(self) -> str: return "data: [DONE]\n\n"

    def whole(self) -> list[str]:
        return [part for part in [self.role(), *self.content(), self.finish(), self.usage(), self.done()] if part]


class CompletionEvents(ChatEvents):
    def choice(self, delta: dict, finish: str | None = None) -> str:
        return self.event({**self.base, "object": "text_completion", "choices": [{"index": 0, "text": delta.get("content", ""), "logprobs": None, "finish_reason": finish}]})


class ResponseEvents(ChatEvents):
    """The same parts in the Responses API: `role` is what comes before content, `finish` the terminal event."""
    sequence = -1

    @property
    def terminal(self) -> str: return "incomplete" if self.speech.finish == "length" else "completed"

    def typed(self, name: str, **fields: object) -> str:
        self.sequence += 1
        return f"event: {name}\ndata: " + json.dumps({"type": name, "sequence_number": self.sequence, **fields}, ensure_ascii=False) + "\n\n"

    def item(self, status: str, text: str = "") -> dict:
        return {"type": "message", "id": self.base["id"].replace("chatcmpl", "msg"), "status": status, "role": "assistant",
                "content": [{"type": "output_text", "text": text, "annotations": []}] if text else []}

    def response(self, status: str, text: str = "") -> dict:
        used = self.speech.usage
        counted = {"input_tokens": used["prompt_tokens"], "output_tokens": used["completion_tokens"], "total_tokens": used["total_tokens"],
                   "input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 0}} if text else None
        error = {"code": "server_error", "message": "the model failed"} if status == "failed" else None
        return {"id": self.base["id"].replace("chatcmpl", "resp"), "object": "response", "created_at": self.base["created"], "status": status, "model": self.base["model"],
                "output": [self.item("completed", text)] if text else [], "error": error,
                "incomplete_details": {"reason": "max_output_tokens"} if status == "incomplete" else None, "usage": counted, "tools": [],
                "parallel_tool_calls": True, "tool_choice": "auto", "instructions": None, "metadata": {}, "temperature": 1.0, "top_p": 1.0}

    def role(self) -> str:
        return (self.typed("response.created", response=self.response("in_progress")) + self.typed("response.in_progress", response=self.response("in_progress"))
                + self.typed("response.output_item.added", output_index=0, item=self.item("in_progress"))
                + self.typed("response.content_part.added", item_id=self.item("")["id"], output_index=0, content_index=0, part={"type": "output_text", "text": "", "annotations": []}))

    def content(self) -> list[str]:
        """A delta with a `type` of its own is an event as it is."""
        return [self.typed(**{"name" if k == "type" else k: v for k, v in d.items()}) if "type" in d else
                self.typed("response.output_text.delta", item_id=self.item("")["id"], output_index=0, content_index=0, delta=d["content"], logprobs=[]) for d in self.deltas]

    def finish(self) -> str:
        where = {"item_id": self.item("")["id"], "output_index": 0, "content_index": 0}
        return (self.typed("response.output_text.done", **where, text=self.text, logprobs=[])
                + self.typed("response.content_part.done", **where, part={"type": "output_text", "text": self.text, "annotations": []})
                + self.typed("response.output_item.done", output_index=0, item=self.item("completed", self.text))
                + self.typed(f"response.{self.terminal}", response=self.response(self.terminal, self.text)))

    def usage(self) -> str: return ""
    def error(self) -> str: return self.typed("error", code="server_error", message="the engine fell over", param=None)
    def done(self) -> str: return ""


def events(exchange: Exchange) -> ChatEvents:
    path = exchange.request.path.split("?")[0]
    if path.endswith("/responses"): return ResponseEvents(exchange)
    return ChatEvents(exchange) if path.endswith("/chat/completions") else CompletionEvents(exchange)


def whole_answer(exchange: Exchange) -> dict:
    request, model, path = exchange.request, exchange.supplier.served_model, exchange.request.path.split("?")[0]
    if path.endswith("/embeddings"):
        vector = [ord(c) / 1000 for c in request.prompt[:4].ljust(4)]
        return {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": vector}], "model": model, "usage": {"prompt_tokens": 4, "total_tokens": 4}}
    if path.endswith("/models"): return {"object": "list", "data": [{"id": exchange.supplier.model, "object": "model", "created": 1, "owned_by": "test"}]}
    said = speech(exchange)
    base = {"id": f"chatcmpl-{exchange.supplier.name}-{request.number}", "created": exchange.supplier.created, "model": model}
    if path.endswith("/chat/completions"):
        message = {"role": "assistant", "content": said.text, "refusal": None, "annotations": []}
        return {**base, "object": "chat.completion", "choices": [{"index": i, "message": message, "logprobs": None, "finish_reason": said.finish} for i in range(request.json.get("n") or 1)],
                "usage": said.usage, "service_tier": "default"}
    if path.endswith("/completions"):
        return {**base, "object": "text_completion", "choices": [{"index": 0, "text": said.text, "logprobs": None, "finish_reason": said.finish}], "usage": said.usage}
    if path.endswith("/responses"):
        e = ResponseEvents(exchange)
        return e.response(e.terminal, said.text)
    raise AssertionError(f"the gateway asked for {request.method} {path}")

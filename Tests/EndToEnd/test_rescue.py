"""A stream that breaks off after its client has got a part: another supply goes on with it, or the client learns that it is not whole.

The supply that breaks off is `a` everywhere, and `b` and `c` are those that may help. All say the same to a prompt, so that
every rescued answer can be compared with the one and only right one.
"""
from __future__ import annotations

import json
import time

import openai
import pytest

from client import MODEL, Raw, Reply, at_once, chat_body, post
from gateway import supplies
from supplier import DELTAS, PREFILLS, answer, diverging, pieces

#: Breakers that never open, for tests that break many streams.
PATIENT = {"failures": 1000, "minimum_volume": 1000}
USAGE = {"stream_options": {"include_usage": True}}
TOKENS = pieces(answer("hi"))
#: Breaks off after seven tokens, which do not end in white space.
CUT = "break:close@7"
HELPERS = ["remainder", None]


def whole(reply: Reply, text: str, finish: str = "stop") -> bool:
    """Nothing is missing, doubled or unlike the rest: as if one supplier had said it all."""
    wrong = [name for name, right in {
        "the status": reply.status == 200, "the framing": not reply.cut, "the text": reply.text == text, "the end": reply.done, "the finish": reply.finishes == [finish],
        "the identity": len(reply.identities) == 1, "an error": reply.error is None,
        "the role": len([e for e in reply.events if e.get("choices") and (e["choices"][0].get("delta") or {}).get("role")]) == 1}.items() if not right]
    assert not wrong, f"{', '.join(wrong)}: {reply.body.decode()[-1500:]}"
    return True


def interrupted(reply: Reply, text: str) -> dict:
    """A typed error is the last event, and says how much of the text came before it; nothing passes it off as whole."""
    assert reply.status == 200 and reply.cut and not reply.done and not reply.finishes, reply.body.decode()[-1500:]
    error = reply.error
    assert error and reply.events[-1].get("error") == error, "the error is the last event"
    assert (error["code"], error["type"]) == ("stream_interrupted", "api_error") and error["message"]
    assert error["attempts"] and all(a["supply"] and a["outcome"] and a["ms"] >= 0 for a in error["attempts"])
    assert reply.text == text
    if reply.said and not any("tool_calls" in d or "audio" in d for d in reply.said): assert error["delivered"]["events"] == len(reply.said)
    return error


def rescue(yard, serve, fault: str = CUT, prefill: str | None = "remainder", **more: object):
    """A supply that breaks off and one that may help, with a gateway before them."""
    a, b = yard.supplier("a", then=fault), yard.supplier("b", prefill=prefill, created=1790000099)
    return a, b, serve(a, b, breaker=PATIENT, **more)


# ------------------------------------------------------------------------------------------------------ it goes on

@pytest.mark.parametrize("prefill", [*PREFILLS.keys() - {"other"}, None])
@pytest.mark.parametrize("fault", [CUT, "break:reset@7", "break:end@7", "break:done@7", "break:error@7", "break:garbage@7", "break:bad-chunk@7", "break:stall@7", "break:html@7", "break:kill@7",
                                   "break:close@part", "break:close@last"])
def test_another_supply_goes_on(yard, serve, fault, prefill):
    a, b, gateway = rescue(yard, serve, fault, prefill, policy={"idle_timeout": "300ms"})
    assert whole(reply := gateway.chat("hi", True, **USAGE), answer("hi"))
    # The gateway takes away events of white space, but no white space that stands in an event with a word.
    refused = prefill == "400" or (prefill == "untrimmed" and b.continued[0].prefix != b.continued[0].prefix.rstrip())
    assert (a.asked, b.asked) == (1, 2 if refused else 1)
    assert (reply.supplier, reply.attempts) == ("a", 1), "the head was sent before it broke off"
    assert bool(b.continued) == (prefill is not None)


@pytest.mark.parametrize("prefill", [*PREFILLS.keys() - {"other"}, None])
def test_it_goes_on_from_every_place(yard, serve, prefill):
    a, b, gateway = rescue(yard, serve, prefill=prefill)
    with gateway.client() as client:
        for place in ["role", *range(1, len(TOKENS) + 1), "finish"]:
            reply = client.chat("hi", True, x_fault={"a": f"break:close@{place}"}, **USAGE)
            assert whole(reply, answer("hi")), place
            # Who ignores what it is to go on with is taken for one who repeats it, which mostly costs nothing.
            if place != "finish" and prefill != "ignore": assert reply.usage == [{"prompt_tokens": 2, "completion_tokens": len(TOKENS), "total_tokens": 2 + len(TOKENS)}], place


#: Texts in which it is hard to see where one was: repetitions, white space, characters of several bytes and of two escapes.
HARD = {"repeats": "ha ha " * 20, "blanks": "a    b\n\n\n\n\n\nc\t\t\t\td   \n   e     ", "emoji": "🙂🙃🙂🙃" * 8 + "👩‍👩‍👧‍👦" * 3, "escapes": "\\\"\\\"\b\f\u0001\u2028/\\n" * 6, "short": "Yes."}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
@pytest.mark.parametrize("prefill", ["remainder", "echo", "echo-split", "untrimmed", None])
def test_texts_in_which_the_place_is_hard_to_find(yard, serve, prefill, text):
    a, b, gateway = rescue(yard, serve, prefill=prefill)
    with gateway.client() as client:
        for place in range(1, len(pieces(text)) + 1): assert whole(client.chat("hi", True, x_text=text, x_fault={"a": f"break:close@{place}"}), text), place


def test_what_a_supply_is_asked_to_go_on_with(yard, serve):
    a, b, gateway = rescue(yard, serve)
    assert whole(gateway.chat("hi", True, temperature=0.5, seed=7, metadata={"a": "b"}, max_tokens=100), answer("hi"))
    asked, first = b.requests[0].json, a.requests[0].json
    assert asked["messages"] == [*first["messages"], {"role": "assistant", "content": "".join(TOKENS[:7])}]
    assert asked["max_tokens"] == 93, "what was said already is taken off"
    assert all(asked[k] == first[k] for k in ("temperature", "seed", "metadata", "stream", "stream_options"))


@pytest.mark.parametrize("prefill", HELPERS)
@pytest.mark.parametrize("field", ["max_tokens", "max_completion_tokens"])
def test_a_bound_for_the_answer_holds_for_both_parts_together(yard, serve, prefill, field):
    a, b, gateway = rescue(yard, serve, prefill=prefill)
    for bound in (7, 8, 20):
        reply = gateway.chat("hi", True, **{field: bound}, **USAGE)
        assert whole(reply, "".join(TOKENS[:bound]), "length") and reply.usage[-1]["completion_tokens"] == bound


def test_white_space_at_the_end_does_not_make_it_shorter(yard, serve):
    """What a continuation is not told of, it may say again, so that does not count for its bound."""
    a, b, gateway = rescue(yard, serve, "break:close@3", "untrimmed")
    assert TOKENS[2].endswith(" ")
    assert whole(gateway.chat("hi", True, max_tokens=20), "".join(TOKENS[:20]), "length")
    text = "word " + " " * 20 + "end, and this is it"
    assert whole(gateway.chat("hi", True, x_text=text, max_tokens=8), text[:40], "length")


@pytest.mark.parametrize("prefill", HELPERS)
def test_usage_is_what_the_client_received(yard, serve, prefill):
    a, b, gateway = rescue(yard, serve, prefill=prefill)
    reply = gateway.chat("hi", True, **USAGE)
    assert reply.usage == [{"prompt_tokens": 2, "completion_tokens": len(TOKENS), "total_tokens": 2 + len(TOKENS)}]
    assert not gateway.chat("hi", True).usage, "it is shown only to who asks"


def test_who_can_go_on_is_asked_before_who_has_to_begin_again(yard, serve):
    a, b, c = yard.supplier("a", then=CUT), yard.supplier("b"), yard.supplier("c", prefill="remainder")
    assert whole(serve(a, b, c).chat("hi", True), answer("hi"))
    assert (a.asked, b.asked, c.asked) == (1, 0, 1) and c.continued


def test_a_supply_that_refuses_to_go_on_is_not_asked_to_again(yard, serve):
    a, b, gateway = rescue(yard, serve, prefill="400")
    for _ in range(3): assert whole(gateway.chat("hi", True), answer("hi"))
    assert (len(b.continued), b.asked) == (1, 4), "one refusal, and three answers from the start"


def test_a_rescue_that_breaks_off_is_rescued(yard, serve):
    a, b, c = (yard.supplier(n, then=f, prefill="remainder") for n, f in [("a", CUT), ("b", "break:reset@5"), ("c", "fine")])
    reply = serve(a, b, c).chat("hi", True, **USAGE)
    assert whole(reply, answer("hi")) and reply.usage[-1]["completion_tokens"] == len(TOKENS)
    assert c.continued[0].prefix == "".join(TOKENS[:12]).rstrip()


def test_rescues_are_bounded_by_the_attempts(yard, serve):
    all_four = [yard.supplier(n, then="break:close@4", prefill="remainder") for n in "abcd"]
    gateway = serve(*all_four, policy={"attempts": 3}, breaker=PATIENT)
    error = interrupted(gateway.chat("hi", True), "".join(TOKENS[:12]))
    assert sum(s.asked for s in all_four) == 3 == len(error["attempts"])


def test_a_rescue_has_to_be_as_quick_as_anything_else(yard, serve):
    a, b, c = yard.supplier("a", then=CUT), yard.supplier("b", then="stream-silent", prefill="remainder", first_token_timeout="300ms"), yard.supplier("c", prefill="remainder")
    began, reply = time.monotonic(), serve(a, b, c).chat("hi", True)
    assert whole(reply, answer("hi")) and time.monotonic() - began < 3 and b.asked == c.asked == 1


@pytest.mark.parametrize("fault", ["503", "429", "500", "401", "closed", "stream-eof", "stream-error-after-role"])
def test_a_rescue_fails_over_as_any_attempt_does(yard, serve, fault):
    a, b, c = yard.supplier("a", then=CUT), yard.supplier("b", then=fault, prefill="remainder"), yard.supplier("c", prefill="remainder")
    assert whole(serve(a, b, c).chat("hi", True), answer("hi")) and c.asked == 1


@pytest.mark.parametrize("prefill", HELPERS)
def test_many_clients_are_rescued_at_once(yard, serve, prefill):
    a, b, gateway = rescue(yard, serve, "break:reset@mid", prefill)
    for i, reply in enumerate(at_once(50, lambda i: gateway.chat(f"question {i}", True))): assert whole(reply, answer(f"question {i}"))
    assert (a.asked, b.asked) == (50, 50) and gateway.status()["clientErrors"] == 0


def test_a_supply_that_breaks_off_is_taken_to_be_down_though_no_client_notices(yard, serve):
    a, b = yard.supplier("a", then=CUT), yard.supplier("b", prefill="remainder")
    gateway = serve(a, b, breaker={"failures": 3, "open_interval": "60s"})
    for _ in range(6): assert whole(gateway.chat("hi", True), answer("hi"))
    assert a.asked == 3 and gateway.status()["supplies"][0]["health"] == "down"


def test_the_connection_is_as_good_as_before(yard, serve):
    a, b, gateway = rescue(yard, serve)
    with gateway.client() as client:
        for i in range(5): assert whole(client.chat(f"question {i}", True), answer(f"question {i}"))


def test_the_stream_says_in_a_comment_who_goes_on(yard, serve):
    """A comment is nothing to a client library, and something to a person who looks."""
    a, b, gateway = rescue(yard, serve)
    assert any("b/" in comment for comment in gateway.chat("hi", True).comments)
    assert not gateway.chat("hi", True, x_fault="fine").comments


def test_when_the_client_goes_the_rescue_is_told_at_once(yard, serve):
    a, b, gateway = rescue(yard, serve, prefill="remainder")
    b.behave(then="silent")
    with Raw(gateway.port) as raw:
        raw.send(post(chat_body("hi", True)))
        b.wait(1)
    assert b.requests[0].abandoned.wait(1), "it still works for nobody"
    assert gateway.status()["requestsInFlight"] == 0


# ------------------------------------------------------------------------------------ it begins again, and is spliced

def test_a_supply_without_prefill_begins_again(yard, serve):
    a, b, gateway = rescue(yard, serve, prefill=None)
    assert whole(gateway.chat("hi", True), answer("hi"))
    assert b.requests[0].json["messages"] == a.requests[0].json["messages"], "the client's own request"


@pytest.mark.parametrize("after", [0, 3, 6])
def test_an_answer_that_differs_is_not_spliced(yard, serve, after):
    a, b = yard.supplier("a", then=CUT), yard.supplier("b", voice=diverging(after))
    gateway = serve(a, b, policy={"attempts": 2}, breaker=PATIENT)
    error = interrupted(gateway.chat("hi", True), "".join(TOKENS[:7]))
    assert error["delivered"]["events"] == 7 and [t["supply"] for t in error["attempts"]] == ["a/a-model", "b/b-model"]


def test_an_answer_that_differs_only_later_is_spliced(yard, serve):
    a, b = yard.supplier("a", then=CUT), yard.supplier("b", voice=diverging(9))
    assert whole(serve(a, b).chat("hi", True), diverging(9)("hi"))


def test_an_answer_that_is_shorter_than_what_was_sent_is_not_spliced(yard, serve):
    a, b = yard.supplier("a", then=CUT), yard.supplier("b")
    interrupted(serve(a, b).chat("hi", True, x_text={"b": "".join(TOKENS[:5])}), "".join(TOKENS[:7]))


def test_when_one_differs_another_may_still_help(yard, serve):
    a, b, c = yard.supplier("a", then=CUT), yard.supplier("b", voice=diverging(2)), yard.supplier("c")
    assert whole(serve(a, b, c).chat("hi", True), answer("hi")) and b.asked == c.asked == 1


def test_reasoning_is_said_again_and_not_shown_twice(yard, serve):
    a, b, gateway = rescue(yard, serve, "break:close@5")
    reply = gateway.chat("hi", True, x_deltas=["reasoning", 100])
    assert whole(reply, answer("hi"))
    assert "".join(d.get("reasoning_content", "") for d in reply.said) == "".join(d["reasoning_content"] for d in DELTAS["reasoning"])
    assert whole(reply := gateway.chat("hi", True, x_deltas=["reasoning", 100], x_fault={"a": "break:close@2"}), answer("hi"))
    assert "".join(d.get("reasoning_content", "") for d in reply.said) == "".join(d["reasoning_content"] for d in DELTAS["reasoning"])


@pytest.mark.parametrize("prefill", HELPERS)
def test_a_text_that_is_completed_goes_on_behind_itself(yard, serve, prefill):
    """What was said so far is put behind the prompt, of a supply that is said to go on with a text."""
    a, b, gateway = rescue(yard, serve, prefill=prefill)
    with gateway.client() as client:
        for place in (1, 3, 7, "last"):
            reply = client.request("POST", "/v1/completions", {"model": MODEL, "prompt": "hi", "x_prompt": "hi", "stream": True, "max_tokens": 100, "x_fault": {"a": f"break:close@{place}"}})
            assert (reply.text, reply.done, reply.cut, reply.finishes, len(reply.identities)) == (answer("hi"), True, False, ["stop"], 1), place
    assert (b.requests[2].json["prompt"], b.requests[2].json["max_tokens"]) == (("hi" + "".join(TOKENS[:7]), 93) if prefill else ("hi", 100))


@pytest.mark.parametrize("fields", [{"echo": True}, {"suffix": " end"}, {"best_of": 2}])
def test_a_completion_with_more_to_it_begins_again(yard, serve, fields):
    a, b, gateway = rescue(yard, serve, prefill=None)
    with gateway.client() as client: reply = client.request("POST", "/v1/completions", {"model": MODEL, "prompt": "hi", "stream": True, **fields})
    assert (reply.text, reply.done, b.requests[0].json["prompt"]) == (answer("hi"), True, "hi")


# ------------------------------------------------------------------------------------------------ Responses streams

def respond(gateway, **fields: object) -> Reply:
    with gateway.client() as client: return client.request("POST", "/v1/responses", {"model": MODEL, "input": "hi", "stream": True, **fields})


@pytest.mark.parametrize("prefill", HELPERS)
@pytest.mark.parametrize("place", [1, 7, "part", "last"])
@pytest.mark.parametrize("kind", ["close", "error", "stall"])
def test_a_responses_stream_goes_on(yard, serve, kind, place, prefill):
    a, b, gateway = rescue(yard, serve, f"break:{kind}@{place}", prefill, policy={"idle_timeout": "300ms"})
    reply = respond(gateway)
    assert (reply.text, reply.cut, reply.finishes, len(reply.identities)) == (answer("hi"), False, ["completed"], 1), reply.body.decode()[-1500:]
    numbers = [e["sequence_number"] for e in reply.events]
    assert numbers == sorted(set(numbers)), "every number comes once and in order"
    names = [e["type"] for e in reply.events]
    assert all(names.count(f"response.{once}") == 1 for once in ("created", "output_item.added", "content_part.added", "output_text.done", "output_item.done"))
    assert len({e["item_id"] for e in reply.events if "item_id" in e}) == 1, "the deltas stay with their item"
    assert reply.events[-1]["response"]["output"][0]["content"][0]["text"] == answer("hi")


ENCRYPTED = {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "gAAAA-"}


@pytest.mark.parametrize("how, deltas", [
    ({}, [2, {"type": "response.function_call_arguments.delta", "item_id": "fc_1", "output_index": 1, "delta": '{"ci'}]),
    ({}, [2, {"type": "response.refusal.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0, "delta": "No"}]),
    ({"include": ["reasoning.encrypted_content"]}, [{"type": "response.output_item.added", "output_index": 0, "item": ENCRYPTED}, {"type": "response.output_item.done", "output_index": 0, "item": ENCRYPTED}, 100]),
    ({"text": {"format": {"type": "json_schema", "name": "n", "schema": {"type": "object"}}}}, [100]), ({"top_logprobs": 2, "include": ["message.output_text.logprobs"]}, [100])],
    ids=["tool-call", "refusal", "encrypted-reasoning", "schema", "logprobs"])
def test_a_responses_stream_that_cannot_go_on(yard, serve, how, deltas):
    a, b, gateway = rescue(yard, serve, f"break:close@{5 if deltas[-1] == 100 else 3}")
    reply = respond(gateway, **how, x_deltas=deltas)
    assert reply.cut and not reply.finishes and b.asked == 0
    assert reply.body.decode().rstrip().split("\n\n")[-1].startswith("event: error\n") and reply.events[-1]["error"]["code"] == "stream_interrupted"
    assert reply.events[-1]["error"]["delivered"]["events"] > 0


# --------------------------------------------------------------------------------------------- what cannot be gone on with

SCHEMA = {"response_format": {"type": "json_schema", "json_schema": {"name": "n", "schema": {"type": "object"}}}}
TOOLS = {"tools": [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}]}

#: A request that cannot be rescued once its answer has begun, with how many tokens of text its client has by then.
EXCLUDED = {
    "tool-call": ({**TOOLS, "x_deltas": [2, "tool"]}, 2), "tool-call-only": ({**TOOLS, "x_deltas": ["tool"]}, 0), "schema": (SCHEMA, 4), "logprobs": ({"logprobs": True}, 4),
    "several-choices": ({"n": 2}, 4), "audio": ({"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "wav"}, "x_deltas": ["audio"]}, 0),
    "audio-asked-for": ({"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "wav"}}, 4),
    "signed-reasoning": ({"x_deltas": ["signed", 2]}, 2), "refusal": ({"x_deltas": [2, "refusal"]}, 2),
}


@pytest.mark.parametrize("fields, tokens", EXCLUDED.values(), ids=EXCLUDED)
@pytest.mark.parametrize("kind", ["close", "error", "stall"])
def test_what_cannot_be_gone_on_with_ends_in_an_error(yard, serve, kind, fields, tokens):
    a, b, gateway = rescue(yard, serve, f"break:{kind}@{3 if fields.get('x_deltas') in (['audio'], ['tool']) else 4}", policy={"idle_timeout": "300ms"})
    reply = gateway.chat("hi", True, **fields)
    error = interrupted(reply, "".join(TOKENS[:tokens]))
    assert error["delivered"]["events"] == len(reply.said) > 0, "it says how much came"
    assert (a.asked, b.asked) == (1, 0) and gateway.status()["clientErrors"] == 1


@pytest.mark.parametrize("fields", [f for f, _ in EXCLUDED.values()], ids=EXCLUDED)
def test_every_request_begins_again_as_long_as_nothing_was_sent(yard, serve, fields):
    a, b, gateway = rescue(yard, serve, "break:close@role")
    reply = gateway.chat("hi", True, **fields)
    assert (reply.status, reply.supplier, reply.attempts, reply.done, reply.cut, reply.error) == (200, "b", 2, True, False, None)


def test_a_tool_call_that_has_not_begun_is_no_obstacle(yard, serve):
    a, b, gateway = rescue(yard, serve, "break:close@4")
    assert whole(gateway.chat("hi", True, **TOOLS), answer("hi"))
    b.behave("fine")
    reply = gateway.chat("hi", True, **TOOLS, x_deltas=[6, "tool"], x_fault={"a": CUT.replace("7", "4")})
    assert reply.text.startswith("".join(TOKENS[:4])) and reply.finishes == ["tool_calls"] and reply.done


def test_a_choice_that_is_complete_needs_no_rescue(yard, serve):
    a, b, gateway = rescue(yard, serve, "break:reset@finish")
    for fields in ({}, SCHEMA, {"logprobs": True}): assert whole(gateway.chat("hi", True, **fields), answer("hi"))
    assert b.asked == 0


def test_a_chat_that_ends_with_an_assistant_message_itself_is_spliced(yard, serve):
    """Two of them at the end are an error at most suppliers."""
    a, b, gateway = rescue(yard, serve, prefill="ignore")
    begun = [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "Well, "}]
    assert whole(gateway.chat("hi", True, messages=begun), answer("hi"))
    assert b.requests[0].json["messages"] == begun, "the client's own request"


def test_a_text_past_the_bound_cannot_be_gone_on_with(yard, serve):
    a, b, gateway = rescue(yard, serve, "break:close@150", limits={"rescue_bytes": 1100})
    text = "All is well. " * 200
    error = interrupted(gateway.chat("hi", True, x_text=text, x_fault={"a": "break:close@300"}), text[:1500])
    assert error["delivered"]["events"] == 300 and b.asked == 0
    assert whole(gateway.chat("hi", True, x_text=text), text)


def test_the_error_says_how_much_was_delivered(yard, serve):
    a = yard.supplier("a", then=CUT)
    error = interrupted(serve(a, policy={"attempts": 1}).chat("hi", True), "".join(TOKENS[:7]))
    assert error["delivered"] == {"events": 7, "bytes": len(json.dumps("".join(TOKENS[:7]), ensure_ascii=False).encode()) - 2}
    assert "7" in error["message"]


# --------------------------------------------------------------------------------------------- what the site wants

@pytest.mark.parametrize("wanted, prefill, rescued", [("off", "remainder", False), ("off", None, False), ("continue", "remainder", True), ("continue", None, False), ("continue", "400", False),
                                                      ("splice", "remainder", True), ("splice", None, True)])
@pytest.mark.parametrize("where", ["policy", "model"])
def test_a_site_may_turn_it_off(yard, serve, where, wanted, prefill, rescued):
    a, b = yard.supplier("a", then=CUT), yard.supplier("b", prefill=prefill)
    other = {"policy": "off" if wanted == "splice" else "splice"}
    gateway = (serve(a, b, policy={"rescue": wanted}) if where == "policy" else
               serve(a, b, policy={"rescue": other["policy"]}, models={MODEL: {"rescue": wanted, "supplies": supplies(a, b)}}))
    reply = gateway.chat("hi", True)
    if rescued: assert whole(reply, answer("hi"))
    else: interrupted(reply, "".join(TOKENS[:7]))
    if wanted == "off": assert b.asked == 0


def test_a_rescue_never_leaves_the_allowed_places(yard, serve):
    a, b, c = (yard.supplier(n, then=f, prefill="remainder", jurisdiction=j) for n, f, j in [("a", CUT, "us"), ("b", "fine", "eu"), ("c", "fine", "us")])
    gateway = serve(a, b, c, policy={"attempts": 2}, breaker=PATIENT)
    assert whole(gateway.chat("hi", True, headers={"x-busbar-jurisdictions": "us"}), answer("hi"))
    c.behave("503")
    interrupted(gateway.chat("hi", True, headers={"x-busbar-jurisdictions": "us"}), "".join(TOKENS[:7]))
    assert b.asked == 0 and not b.connections


# ------------------------------------------------------------------------------------------- what is whole, and what is not

@pytest.mark.parametrize("fault", ["stream-no-end", "break:stall@usage", "break:stall@finish", "break:close@finish", "break:end@finish", "break:error@usage"])
def test_a_finish_reason_is_the_end_with_or_without_done(yard, serve, fault):
    a, b, gateway = rescue(yard, serve, fault, policy={"idle_timeout": "5s"})
    began, reply = time.monotonic(), gateway.chat("hi", True, **USAGE)
    assert whole(reply, answer("hi")) and time.monotonic() - began < 1.8
    assert len(reply.usage) == 1 and reply.usage[0]["completion_tokens"] == len(TOKENS)
    assert (a.asked, b.asked) == (1, 0)


@pytest.mark.parametrize("count", [1, 2])
def test_an_event_that_cannot_be_read_is_skipped_and_counted(yard, serve, count):
    a, b, gateway = rescue(yard, serve, f"stream-bad-event:{count}")
    assert whole(gateway.chat("hi", True), answer("hi")) and b.asked == 0
    assert f"busbar_malformed_events_total {count}" in gateway.metrics()


@pytest.mark.parametrize("prefill", HELPERS)
def test_three_in_a_row_fail_the_attempt(yard, serve, prefill):
    a, b, gateway = rescue(yard, serve, "stream-bad-event:3", prefill)
    assert whole(gateway.chat("hi", True), answer("hi")) and (a.asked, b.asked) == (1, 1)


# --------------------------------------------------------------------------------------------------- the official SDK

@pytest.mark.parametrize("prefill", HELPERS)
def test_the_official_sdk_reads_a_rescued_stream(yard, serve, prefill):
    a, b, gateway = rescue(yard, serve, prefill=prefill)
    with openai.OpenAI(base_url=f"http://127.0.0.1:{gateway.port}/v1", api_key="unused", max_retries=0) as client:
        chunks = list(client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "hi"}], stream=True, **USAGE))
        assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == answer("hi")
        assert len({(c.id, c.created, c.model) for c in chunks}) == 1 and [c.usage.completion_tokens for c in chunks if c.usage] == [len(TOKENS)]
        with client.chat.completions.stream(model=MODEL, messages=[{"role": "user", "content": "hi"}]) as stream: final = stream.get_final_completion()
        assert final.choices[0].message.content == answer("hi") and final.choices[0].finish_reason == "stop"
        with client.responses.stream(model=MODEL, input="hi") as stream: assert stream.get_final_response().output_text == answer("hi")


def test_the_official_sdk_sees_that_an_answer_is_not_whole(yard, serve):
    a, b, gateway = rescue(yard, serve, policy={"rescue": "off"})
    with openai.OpenAI(base_url=f"http://127.0.0.1:{gateway.port}/v1", api_key="unused", max_retries=0) as client:
        with pytest.raises(openai.APIError) as error: list(client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "hi"}], stream=True))
        assert error.value.code == "stream_interrupted" and error.value.body["delivered"]["events"] == 7
        with pytest.raises(openai.APIError): list(client.responses.create(model=MODEL, input="hi", stream=True))

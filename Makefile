# `make run` and `make test` set up what is missing by themselves. ARGS goes to `busbar demo` and
# to `Benchmarks/run`: make run ARGS=--chaos
.DEFAULT_GOAL := help
.PHONY: help setup build run test check swift-tests core bench clean

# The same flags for every debug build, so that `make test` builds nothing again after `make check`.
SWIFT_FLAGS := --explicit-target-dependency-import-check error
export SWIFT_FLAGS

# How the product is built: one binary with the Swift libraries inside, and without the dynamic check
# of exclusive access, which debug builds make (docs/DESIGN.md, "Which checks does a release build
# leave out?"). Bounds and overflows are checked.
RELEASE_FLAGS := -c release --product busbar --static-swift-stdlib -Xswiftc -enforce-exclusivity=unchecked
export RELEASE_FLAGS

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## set up everything but the benchmark's peers
	@scripts/setup build run test

build: ## the product: .build/release/busbar
	@scripts/setup build
	@swift build $(RELEASE_FLAGS)

run: ## three local model servers with Busbar in front of them
	@scripts/setup build run
	@swift build $(RELEASE_FLAGS)
	@.build/release/busbar demo $(ARGS)

test: swift-tests ## every test: the Swift packages, then the real binary from outside
	@scripts/setup build test
	@scripts/test end-to-end

check: swift-tests ## format lint, import check, Swift tests, planted bugs
	@scripts/mutations

# Once for `make check test`, which is what CI does.
swift-tests:
	@scripts/setup build solver promtool
	swift format lint --strict -r Sources Tests Package.swift
	@scripts/test swift

core: ## the pure half only: seconds instead of minutes
	@scripts/setup build solver
	BUSBAR_CORE=1 swift test --disable-xctest --scratch-path .build-core
	@scripts/mutations

bench: ## Busbar beside nginx, HAProxy, LiteLLM, PyPSA and FASTSim
	@scripts/setup build bench
	@swift build $(RELEASE_FLAGS)
	@Benchmarks/run $(ARGS)
	@Benchmarks/simulator
	@Benchmarks/planner
	@Benchmarks/drive

clean: ## remove what was built and installed in this folder
	rm -rf .build .build-core .build-mutations .venv .venv-bench .venv-bench-planning .bench .demo \
		.venv-fastsim2 .venv-fastsim3 .venv-fastsim30

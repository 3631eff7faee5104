# The front door. Every target is a few words here and, where it needs more, a short script under build/.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
CONFIG ?= config/node.hocon
ARGS   ?=

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

sources := $(shell find src bench -name obj -prune -o -name bin -prune -o -type f \( -name '*.cs' -o -name '*.csproj' -o -name '*.c' -o -name '*.hocon' \) -print) \
           $(wildcard config/*.hocon) Directory.Build.props Directory.Packages.props global.json build/publish

.PHONY: help run build test bench bench-netstack dpdk-demo soak soak-netstack docs format install clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | sort | awk -F'\t' '{ printf "  make %-16s %s\n", $$1, $$2 }'

run: bin/mtcp-redis ## build and serve on 127.0.0.1:6379 (CONFIG=file, ARGS="--port 7000")
	@exec bin/mtcp-redis $(CONFIG) $(ARGS)

build: bin/mtcp-redis ## build the executables: bin/mtcp-redis and bin/mtcp-bench

bin/mtcp-redis: $(sources)
	@build/publish

test: ## install what the tests need, build, run every test, end with "N passed, N failed"
	@build/test $(ARGS)

bench: bin/mtcp-redis ## compare with redis-server, interleaved, CPU per command (ARGS="--quick", "--help")
	@build/bench $(ARGS)

dpdk-demo: ## the node on DPDK between two network namespaces, with redis-cli and redis-benchmark (root)
	@build/dpdk-demo

bench-netstack: bin/mtcp-redis ## measure our own TCP/IP stack over memif beside redis-server (root; ARGS="--quick", "--docs")
	@build/bench-netstack $(ARGS)

soak-netstack: bin/mtcp-redis ## 30 minutes of load over our own stack with 1 % loss (root; ARGS="--minutes 5")
	@build/soak-netstack $(ARGS)

soak: ## run the long randomised tests (hours; ARGS go to the runner)
	@build/soak $(ARGS)

docs: ## bring the generated part of docs/compatibility.md up to date
	@UPDATE_DOCS=1 dotnet test tests/Architecture -nologo -v quiet --filter CompatibilityDocument

format: ## bring the sources to the project's style
	@dotnet format MtcpRedis.sln

install: bin/mtcp-redis ## copy the program to PREFIX (default /usr/local)
	@build/install "$(DESTDIR)$(PREFIX)"

clean: ## remove everything that was built
	@rm -rf bin artifacts
	@find src tests bench -type d \( -name bin -o -name obj -o -name TestResults \) -prune -exec rm -rf {} +

# Raftarium's commands. On a fresh Debian with Go, make and git nothing else has
# to be done first: "make run" needs no more, and "make test" installs what
# browser and window tests need. "make help" lists them all.

GO    ?= go
PORT  ?= 8080
ADDR  ?= localhost:$(PORT)
BENCH ?= .
BENCHTIME ?= 200ms
FUZZTIME ?= 20s
SEEDS ?= 1-200000

# Nothing of ours needs a C compiler, on any system.
export CGO_ENABLED = 0

# Where the time of busy and idle worlds and of sweeps goes, which the compiler
# inlines after.
PROFILE := $(CURDIR)/cmd/profile.pgo

RELEASE := -trimpath -buildvcs=false -ldflags="-s -w"
NODE_EXEC = $$($(GO) env GOROOT)/lib/wasm/go_js_wasm_exec
JS_TESTS = $(wildcard web/tests/*.js web/tests/*.mjs)
SOURCES := $(wildcard core mvcc viz web cmd)

# What the page computes, it must compute in WebAssembly too. Sweeps are no part
# of the page, and an oracle compares with programs that it starts, which
# WebAssembly cannot.
WASM_PACKAGES = $$($(GO) list ./core/... ./mvcc/... | grep -Ev '/(oracle|sweep)$$')

# Modules of their own, which hold other implementations against ours, so that
# what the product needs stays little.
PEERS = core/raft/oracle mvcc/oracle

# etcd's own store does not build for WebAssembly.
PEERS_IN_WASM = core/raft/oracle

# What opens browsers and windows is timed by people, not by other tests: it
# runs after them, one package at a time.
ON_SCREEN := /(web|viz/window|viz/draw|viz/ink|cmd/desktop)$$

# On Linux windows open on a display that nobody sees, whether or not there is
# another one.
UNSEEN = $(if $(shell command -v xvfb-run 2>/dev/null),xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24")

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test build desktop bench bench-peers profile lint fuzz soak clean system test-core test-peers test-sweep test-wasm test-js test-screen

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  make run PORT=8081 serves elsewhere, make run ADDR=:8080 to others on the network too;"
	@echo "  make bench BENCH=Clone and make fuzz FUZZTIME=5m narrow or lengthen."

run: ## build the page and serve it on http://localhost:8080
	@echo "Building the page; the first time takes a few minutes."
	@$(GO) run -buildvcs=false ./cmd/internal/pack --quick
	@$(GO) build -buildvcs=false -o dist/raftarium ./cmd/raftarium
	@exec dist/raftarium serve --addr $(ADDR) --open

test: lint system test-core test-peers test-sweep test-wasm test-js test-screen ## run everything; installs through apt what is missing for it

build: ## leave binaries and the page, for any static host, in dist/
	$(GO) build $(RELEASE) -pgo=$(PROFILE) -o dist/raftarium ./cmd/raftarium
	$(GO) build $(RELEASE) -pgo=$(PROFILE) -o dist/raftarium-desktop ./cmd/desktop
	$(GO) run -buildvcs=false ./cmd/internal/pack

desktop: ## start the native window
	$(GO) run -buildvcs=false ./cmd/desktop

bench: system ## measure, natively, in WebAssembly, and in a browser
	$(UNSEEN) $(GO) test -pgo=$(PROFILE) -run '^$$' -bench '$(BENCH)' -benchmem -p 1 ./core/... ./mvcc/... ./viz/... ./web
	GOOS=js GOARCH=wasm $(GO) test -exec "$(NODE_EXEC)" -run '^$$' -bench '$(BENCH)' -benchmem -p 1 $(WASM_PACKAGES)

profile: ## renew cmd/profile.pgo, which make build and make bench compile after
	@set -e; dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; \
	$(GO) test -trimpath -o $$dir/ -run '^$$' -bench 'Busy' -benchtime 150x -cpuprofile $$dir/busy ./core/lab; \
	$(GO) test -trimpath -o $$dir/ -run '^$$' -bench 'Idle' -benchtime 800x -cpuprofile $$dir/idle ./core/lab; \
	$(GO) test -trimpath -o $$dir/ -run '^$$' -bench 'Worlds' -benchtime 800x -cpuprofile $$dir/sweep ./core/sweep; \
	$(GO) tool pprof -proto -output $(PROFILE) $$dir/busy $$dir/idle $$dir/sweep

# The sides take turns, three times over: what else goes on then falls on both.
bench-peers: ## measure ours beside etcd's, natively and in WebAssembly
	@set -e; for turn in 1 2 3; do \
		for module in $(PEERS); do (cd $$module && $(GO) test -run '^$$' -bench '$(BENCH)' -benchtime $(BENCHTIME) -benchmem ./...); done; \
		for module in $(PEERS_IN_WASM); do (cd $$module && GOOS=js GOARCH=wasm $(GO) test -exec "$(NODE_EXEC)" \
			-run '^$$' -bench '$(BENCH)' -benchtime $(BENCHTIME) -benchmem ./...); done; \
	done | $(GO) run -buildvcs=false ./cmd/internal/peers

lint: ## check formatting and run go vet, for this system and for the page
	@unformatted=$$("$$($(GO) env GOROOT)/bin/gofmt" -l $(SOURCES)); \
	if [ -n "$$unformatted" ]; then echo "gofmt -w would change:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	GOOS=js GOARCH=wasm $(GO) vet ./core/... ./mvcc/... ./viz/... ./cmd/page
	@set -e; for module in $(PEERS); do echo "$(GO) vet ./... in $$module"; (cd $$module && $(GO) vet ./...); done

# Whatever is new would be made smaller for a minute, which is the time that there is.
fuzz: ## fuzz every parser, FUZZTIME each
	@set -e; for package in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x $$package; \
		done; \
	done

soak: ## sweep over many more worlds than make test does, SEEDS=A-B of them
	$(GO) run -buildvcs=false ./cmd/raftarium check --seeds $(SEEDS)

clean: ## remove dist/
	rm -rf dist

system:
	@$(GO) run -buildvcs=false ./cmd/internal/system

# Vet has been run by then: go test need not run its part of it again. A slow
# machine may take longer than the ten minutes that go test gives a package.
TEST = $(GO) test -vet=off -timeout 1h

# What waits for a real etcd goes on beside the rest, which lets it go first: etcd
# keeps its times by the clock.
WITH_ETCD := /core/v2store/oracle$$
test-core:
	@$(TEST) -run RealEtcd -parallel 6 ./core/shell -real compare & sessions=$$!; \
	$(TEST) -parallel 4 ./core/v2store/oracle -sequences 200 & oracle=$$!; \
	nice $(TEST) $$($(GO) list ./... | grep -Ev '$(ON_SCREEN)|$(WITH_ETCD)'); code=$$?; \
	wait $$sessions || code=$$?; wait $$oracle || code=$$?; exit $$code

test-peers:
	@set -e; for module in $(PEERS); do (cd $$module && $(TEST) ./...); done

test-sweep:
	$(GO) run -buildvcs=false ./cmd/raftarium check --seeds 1-5000

# Properties are tried on a fifth of the cases that test-core tries them on.
test-wasm:
	GOOS=js GOARCH=wasm $(TEST) -short -exec "$(NODE_EXEC)" $(WASM_PACKAGES)

test-js:
	$(if $(JS_TESTS),node --test $(JS_TESTS))

test-screen:
	$(UNSEEN) $(TEST) -p 1 $$($(GO) list ./... | grep -E '$(ON_SCREEN)')

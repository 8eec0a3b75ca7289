# Everything is installed into .venv from the lock files, once. Two stamps there say what is in place: `.run` what the
# gateway needs, `.dev` the tests' tools too. A .venv that was interrupted, moved, copied or lost its Python is made again.

PORT ?= 8080
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
# Tests keep their stores in memory where there is room for them (4 GB): they write thousands, and none outlives its test.
ROOM = $(shell [ "$$(df --output=avail /dev/shm 2>/dev/null | tail -1)" -gt 4000000 ] 2>/dev/null && echo TMPDIR=/dev/shm)
PIP = .venv/bin/python -m pip --disable-pip-version-check -qq install --no-compile

# Where a system package is missing, root installs it by apt; anybody else is told the one command.
# $(1) the packages, $(2) what is missing, in words
install = \
	if ! command -v apt-get >/dev/null; then \
		echo "$(2) is missing. Install it (Debian calls it $(1)) and try again." >&2; exit 1; \
	elif [ "$$(id -u)" != 0 ]; then \
		echo "$(2) is missing. Run: sudo apt-get install -y $(1)" >&2; exit 1; \
	else \
		echo "$(2) is missing: installing $(1)..."; apt-get update -qq; \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) >/dev/null || exit 1; \
	fi

$(shell [ "$$(cat .venv/.run 2>/dev/null)" = "$(CURDIR)" ] && .venv/bin/python -c 'import capture_gateway' 2>/dev/null \
	|| rm -f .venv/.run .venv/.dev 2>/dev/null)

.PHONY: help demo test soak bench bench-large ours browser judge faults postgres

help:
	@echo "make demo    the gateway with the sample deployment on http://127.0.0.1:$(PORT) (PORT=9000 make demo moves it)"
	@echo "make test    everything that must hold: style, types, floors, tests"
	@echo "make soak    the gateway killed 100 times, its database 20 times, every test on PostgreSQL, every way to hide the form,"
	@echo "             10000 odd requests, a million random texts, 11000 changes of a store: hours"
	@echo "make bench   how fast it is on this machine: half an hour; make bench-large: with ten million records, hours"

demo: ours .venv/.run
	@exec .venv/bin/capture-gateway demo --port $(PORT)

test: ours .venv/.dev browser judge faults postgres
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	$(ROOM) .venv/bin/pytest --numprocesses 3 --dist worksteal

soak: ours .venv/.dev browser judge faults postgres
	SOAK_KILLS=50 .venv/bin/pytest -s tests/journeys/test_killed.py
	SOAK_KILLS=50 .venv/bin/pytest -s --engine=postgresql tests/journeys/test_killed.py
	SOAK_DATABASE_KILLS=10 .venv/bin/pytest -s tests/journeys/test_database_killed.py
	SOAK_SLOW=1 .venv/bin/pytest -s tests/journeys/test_database_slow.py
	SOAK_FAULTS=300 .venv/bin/pytest -s tests/journeys/test_io_faults.py
	SOAK_ENDINGS=1 .venv/bin/pytest -s tests/journeys/test_ending.py
	SOAK_ASKS=10000 .venv/bin/pytest tests/journeys/test_no_stale_yes.py tests/journeys/test_linearizable.py
	SOAK_COPIES=300 SOAK_DELIVERER=1 .venv/bin/pytest tests/journeys/test_two_gateways.py
	SOAK_WAYS=1 .venv/bin/pytest -s tests/journeys/test_framed_hidden.py
	.venv/bin/pytest --engine=postgresql --numprocesses 3 --dist worksteal
	.venv/bin/python -m tests.soak.requests
	.venv/bin/python -m tests.soak.mutations
	SOAK_ENGINE=postgresql SOAK_MUTATIONS=1000 .venv/bin/python -m tests.soak.mutations
	@exec .venv/bin/python -m tests.soak

bench: ours .venv/.dev postgres
	@exec .venv/bin/python -m tests.bench

ours:
	@for name in .venv var .hypothesis .*_cache; do \
		if [ -e $$name ] && [ ! -w $$name ]; then \
			echo "$$name belongs to somebody else. Run: sudo chown -R $$(id -un) '$(CURDIR)'" >&2; exit 1; \
		fi; \
	done

.venv/.run: pyproject.toml requirements.lock
	@if [ ! -e $@ ]; then \
		python=$(PYTHON); \
		if [ -z "$$python" ]; then $(call install,python3,Python 3.11 or newer); python=python3; fi; \
		if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
			venv=$$($$python -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
			$(call install,$$venv,The venv module of $$python); \
		fi; \
		echo "Making .venv (half a minute, the first time)..."; \
		$$python -m venv --clear .venv; \
	fi
	@rm -f $@
	@$(PIP) --require-hashes --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@echo "$(CURDIR)" > $@

.venv/.dev: .venv/.run requirements-dev.lock
	@echo "Installing the tools of the tests..."
	@rm -f .venv/.run
	@$(PIP) --require-hashes --requirement requirements-dev.lock
	@echo "$(CURDIR)" > .venv/.run
	@touch $@

# The browser itself, and what Playwright's driver (a Node.js of its own) wants of the system.
browser: .venv/.dev
	@missing=libatomic1; \
	for name in "$$CHROMIUM" chromium chromium-browser google-chrome chrome; do \
		command -v "$$name" >/dev/null && break; \
	done || missing="chromium fonts-liberation libatomic1"; \
	if [ "$$missing" != libatomic1 ] || ! .venv/bin/playwright --version >/dev/null 2>&1; then \
		$(call install,$$missing,A part of the browser for the tests); \
	fi

# What others verify a ledger with: Go, and the packages of its own checksum database.
judge:
	@if ! command -v go >/dev/null || [ ! -d /usr/share/gocode/src/golang.org/x/mod ]; then \
		$(call install,golang-go golang-golang-x-mod-dev,A part of the judge of the ledger); \
	fi

# What fails the system calls of a process.
faults:
	@if ! command -v strace >/dev/null; then $(call install,strace,strace); fi

DEBIANS = /etc/postgresql-common/createcluster.d

# A database server, which the tests start themselves: Debian is told to start none of its own.
postgres: .venv/.dev
	@if ! .venv/bin/python -c 'import sys, tests.cluster; sys.exit(tests.cluster.binaries() is None)'; then \
		mkdir -p $(DEBIANS) 2>/dev/null && echo 'create_main_cluster = false' > $(DEBIANS)/none.conf; \
		$(call install,postgresql,PostgreSQL 15 or newer); \
		rm -f $(DEBIANS)/none.conf; \
	fi

# `make help` lists everything. Only Python 3.11 or later and make are needed; the rest goes into .venv.

BANK ?= trial
CARRIER ?= simulator
DATA ?=
ARGS ?=
WORKERS ?= auto
TITLE ?=
BENCH ?= *

CANDIDATES := python3 python3.13 python3.12 python3.11 python3.14 python
PYTHON ?= $(shell for name in $(CANDIDATES); do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PYTEST := $(PY) -m pytest -n $(WORKERS) --dist worksteal
TRANSLATIONS := $(wildcard resources/translations/*.ts)
POSTGRES_15 := /usr/lib/postgresql/15/bin/initdb
# Where what talks to PostgreSQL is tested. Those of these tests that take a database run on PostgreSQL 15 as well, where
# the machine has one (tests/conftest.py leaves out the others).
DATABASE_TESTS := $(wildcard tests/migrations tests/records tests/telephony tests/server)
PIP := $(PY) -m pip --disable-pip-version-check --no-input

# Tests start several dozen programs and a worker a processor: each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:

.PHONY: help
help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: setup
setup: $(VENV)/.system $(VENV)/.translations ## Install everything into .venv, once

.PHONY: demo
demo: setup ## Run it all here with a made-up bank (BANK=pkdd99 DATA=DIR for another; CARRIER=twilio-stand-in; ARGS=…)
	@$(BIN)/agent-desktop demo --bank $(BANK) --carrier $(CARRIER) $(if $(DATA),--data $(DATA)) $(ARGS)

.PHONY: test
test: setup ## Run all tests
	$(PYTEST) $(ARGS)

.PHONY: check
check: setup lint types contracts translations-fresh test test-postgres-15 ## Everything CI runs

.PHONY: lint
lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: setup
	$(BIN)/mypy

.PHONY: contracts
contracts: setup
	$(BIN)/lint-imports --no-cache

.PHONY: translations-fresh
translations-fresh: setup
	$(PY) -m agent_desktop.ui.translations.files check

.PHONY: test-postgres-15
test-postgres-15: setup
	@if [ -x $(POSTGRES_15) ]; then \
		echo "Once more on PostgreSQL 15: $(DATABASE_TESTS)"; \
		AGENT_DESKTOP_TEST_POSTGRES=15 $(PYTEST) -q $(DATABASE_TESTS); \
	else \
		echo "No PostgreSQL 15 on this machine: the database tests ran on the embedded one only."; \
	fi

.PHONY: prove
prove: setup ## Run the long proofs at full size
	$(PY) -m pytest -m prove --size full --timeout 0 $(ARGS)

.PHONY: twilio-api
twilio-api: setup ## Check what the tests ask of Twilio against its published API (SPEC=twilio_api_v2010.json)
	rm -f twilio-requests.jsonl
	TWILIO_CLOUD_REQUESTS=twilio-requests.jsonl $(PY) -m pytest -q tests/telephony/providers tests/twilio_cloud tests/server/twilio
	$(PY) -m tests.twilio_cloud.published $(SPEC) twilio-requests.jsonl && rm twilio-requests.jsonl

.PHONY: bench
bench: setup ## Measure what we claim, and name the machine (BENCH=pop for one; ARGS="--json FILE")
	@set -e; for file in $(sort $(wildcard benchmarks/bench_$(BENCH).py)); do echo "== $$file"; $(PY) $$file $(ARGS); done

.PHONY: screens
screens: setup ## Draw every screen and state into screens-output
	@QT_QPA_PLATFORM=offscreen $(BIN)/agent-desktop screens $(ARGS)

.PHONY: desktop
desktop: setup ## Open an agent's desktop (ARGS="--server URL")
	@$(BIN)/agent-desktop desktop $(ARGS)

.PHONY: server
server: setup ## Run the server (ARGS="--config FILE")
	@$(BIN)/agent-desktop server $(ARGS)

.PHONY: translations
translations: setup ## Bring new strings of the code into resources/translations
	$(PY) -m agent_desktop.ui.translations.files update

.PHONY: format
format: setup ## Format the code and put right what ruff can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: migration
migration: setup ## Draft a migration from the models (TITLE="what changes")
	@test -n "$(TITLE)" || { echo 'Name it: make migration TITLE="what changes"' >&2; exit 2; }
	$(PY) -m agent_desktop.server.migrations.draft "$(TITLE)"
	$(BIN)/ruff format -q agent_desktop/server/migrations/versions

.PHONY: lock
lock: $(VENV)/.made ## Resolve the dependencies anew into requirements.lock (ARGS=--upgrade for newer ones)
	@set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	$(PY) -m venv "$$folder"; "$$folder/bin/pip" -q --disable-pip-version-check install uv; \
	"$$folder/bin/uv" -q pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --output-file requirements.lock $(ARGS)

.PHONY: clean
clean: ## Remove what make has made here; not the data folder
	rm -rf $(VENV) build dist demo-output screens-output .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -f resources/translations/*.qm

# Each step is done once, and again when what it depends on has changed.

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed. Install it, or name it: make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; $(PYTHON) is $$($(PYTHON) -V 2>&1)." >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) lacks the venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }
	@echo "Making $(VENV) with $$($(PYTHON) -V)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.locked: requirements.lock $(VENV)/.made
	@echo "Installing the dependencies, each checked by its hash: some 400 MB the first time"
	@$(PIP) install --quiet --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.locked
	@$(PIP) install --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.system: .ci/system-packages $(VENV)/.project
	@.ci/system-packages
	@touch $@

$(VENV)/.translations: $(TRANSLATIONS) $(VENV)/.project
	@$(if $(TRANSLATIONS),$(PY) -m agent_desktop.ui.translations.files compile)
	@touch $@

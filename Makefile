# Everything needs only python3 (3.11 or newer) with pip and venv; the rest is set up in .venv from hashed locks.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DEMO_LEDGER := .cache/demo/ledger.db
DEMO_PORT ?= 8321
DEMO_SERVE ?= 1
LOCK := $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --quiet $(LOCK_FLAGS)

.PHONY: help demo test lint quality bench docs lock clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

demo: $(VENV)/.runtime ## Read the dispatches of examples/, show the incidents in them, and serve them (DEMO_SERVE=0: do not)
	@$(BIN)/tocsin gazetteer build
	@rm -rf $(dir $(DEMO_LEDGER)) && mkdir -p $(dir $(DEMO_LEDGER))
	@$(BIN)/tocsin add examples/dispatches --ledger $(DEMO_LEDGER)
	@$(BIN)/tocsin incidents --ledger $(DEMO_LEDGER)
	@echo
	@echo "The ledger is $(DEMO_LEDGER). Go on with:"
	@echo "  $(BIN)/tocsin claims --ledger $(DEMO_LEDGER) --kind ASSAULT"
	@echo "  $(BIN)/tocsin read examples/dispatches/2022-12-06-kivu-report.txt"
	@if [ "$(DEMO_SERVE)" = 0 ]; then echo "  $(BIN)/tocsin serve --ledger $(DEMO_LEDGER)"; \
	else echo; exec $(BIN)/tocsin serve --ledger $(DEMO_LEDGER) --port $(DEMO_PORT); fi

test: $(VENV)/.dev ## Run all tests
	@$(BIN)/tocsin gazetteer build
	$(BIN)/python -m pytest -n 2 $(PYTEST_FLAGS)

lint: $(VENV)/.dev ## Check style, types, architecture, dependencies, docstrings and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/deptry src
	$(BIN)/vulture
	$(BIN)/interrogate --quiet src benchmarks docs
	$(BIN)/codespell

quality: $(VENV)/.dev ## Score the predictions on the development sets in ../shared/gold (FULL=1: all of them)
	@$(BIN)/tocsin gazetteer build
	$(BIN)/python -m tests.quality $(if $(FULL),--full)

bench: $(VENV)/.dev ## Measure speed and memory
	@$(BIN)/tocsin gazetteer build
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.serve

docs: $(VENV)/.dev ## Write the generated pages of docs/ anew
	$(BIN)/python -m docs.generate

lock: $(VENV)/.dev ## Resolve the dependencies anew into the hashed locks (LOCK_FLAGS=--upgrade for newer ones)
	$(LOCK) --extra serve -o requirements.lock
	$(LOCK) --extra dev --extra all -c requirements.lock -o requirements-dev.lock

clean: ## Remove what was built here, the virtual environment included
	rm -rf node_modules src/tocsin/serve/static/vendor $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

# ---------------------------------------------------------------- the virtual environment

$(BIN)/python:
	@python=; for each in python3 python3.13 python3.12 python3.11; do \
	  if command -v $$each >/dev/null && $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then python=$$each; break; fi; \
	done; \
	if [ -z "$$python" ]; then echo "Tocsin needs Python 3.11 or newer as python3; install it and run make again." >&2; exit 1; fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$python has no venv module; on Debian: apt-get install python3-venv" >&2; exit 1; fi; \
	echo "Making $(VENV) with $$($$python --version)"; $$python -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml package-lock.json hatch_build.py | $(BIN)/python
	@echo "Installing Tocsin and what it needs into $(VENV)"
	@test -e $(VENV)/.dev || $(PIP) install --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml package-lock.json hatch_build.py | $(BIN)/python
	@echo "Installing Tocsin, its tests and its checks into $(VENV)"
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.runtime

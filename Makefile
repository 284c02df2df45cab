# `make` alone prints what you can do.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
RESET ?=
SECONDS ?= 60
SEED ?= 0
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check most lint bench soak messages lock clean lens

help:  ## what you can do
	@echo "Oogopslag: what you can do"
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

setup: .venv/.done src/oogopslag/ui/static/vendor/.done .venv/.messages  ## virtual environment, front-end packages, translations

demo: setup  ## serve everything on http://localhost:8000 (PORT=, RESET=1)
	@exec $(BIN)/oogopslag demo --port $(PORT) $(if $(RESET),--reset)

test: setup  ## every test: PostgreSQL and SQLite, browser journeys included
	@tools/test.sh

check: setup lint  ## the fast part, a minute on two cores: lint, types, imports, the pure core, promises, looks
	$(BIN)/pytest -q -n auto -m "not journey and not slow" tests/core tests/promises tests/ui

most: setup lint  ## the fast tests of everything, without a browser (SQLite)
	$(BIN)/pytest -q -n auto -m "not journey and not slow"

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python tools/messages.py check

bench: setup  ## speed, on PostgreSQL (ONLY=glance runs one subject, BENCH_SIZE= makes it smaller)
	@tools/browser.sh
	@tools/postgres.sh $(BIN)/python -m tools.bench $(ONLY)

soak: setup  ## kill -9 of web, worker and database under load (SECONDS=600: ten minutes; SEED=)
	@SOAK_SECONDS=$(SECONDS) SOAK_SEED=$(SEED) $(BIN)/python -m tools.soak

lens: setup  ## how well the camera recognises paper: accuracy tables (LENS_N=, LENS_PAGES=)
	$(BIN)/python -m tools.lens

messages: .venv/.done  ## compile the translations after a change
	$(BIN)/python tools/messages.py compile

lock:  ## resolve the requirements anew (run when pyproject.toml changes)
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements/base.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -o requirements/dev.txt

clean:  ## remove everything that setup and demo made
	rm -rf .venv var node_modules dist src/oogopslag/ui/static/vendor

.venv/.done: requirements/dev.txt pyproject.toml tools/setup.sh
	@tools/setup.sh "$(PYTHON)"
	@touch $@

src/oogopslag/ui/static/vendor/.done: package.json package-lock.json tools/assets.py tools/minify.mjs tools/reader.py .venv/.done $(wildcard src/oogopslag/ui/static/oog/js/lens/*.js src/oogopslag/ui/static/oog/*.css src/oogopslag/ui/static/oog/parts/*.css src/oogopslag/ui/static/oog/js/*.js)
	@$(BIN)/python tools/assets.py
	@touch $@

.venv/.messages: .venv/.done $(shell find src -name '*.po')
	@$(BIN)/python tools/messages.py compile
	@touch $@

# Frontdesk's commands; `make help` lists them. Everything else is in `frontdesk --help`.
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help setup run test lint format types validate bench bench-nlu clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Make the two environments from their locks (the other targets call it)
	@scripts/setup.sh

run: setup ## Run everything on this machine until Ctrl-C
	@exec .venv/bin/frontdesk up --with-parent

test: setup ## Run all tests, lint, types and the checks of Rasa's data
	@scripts/setup.sh newest
	@exec .venv/bin/python -m scripts.test $(ONLY)

lint: setup ## Check style and layout of the code
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .

format: setup ## Put the code into its layout
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

types: setup ## Check the types
	@.venv/bin/mypy

validate: setup ## Let Rasa check its training data
	@.venv/bin/python -m scripts.test validate

bench: setup ## Measure speed and memory on this machine (under ten minutes)
	@exec .venv/bin/python -m benchmarks $(ONLY)

bench-nlu: setup ## Measure understanding on public test sets: make bench-nlu DATA=folder
	@exec .venv/bin/python -m benchmarks.public_nlu --data "$(DATA)" $(if $(ONLY_OURS),--skip-default)

clean: ## Remove environments and caches; data and models stay
	@rm -rf .venv .venv-rasa .venv-newest .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .rasa

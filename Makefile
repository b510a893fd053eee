# The plain commands behind these stand in docs/how-to/set-up-without-make.md.
PYTHON ?= python3
BIN := .venv/bin
SIDE_BY_SIDE := -n auto --maxprocesses 4 --dist loadgroup

.PHONY: run demo setup setup-dev test test-fast check fix bench clean

run: setup  ## set up and open the planner
	$(BIN)/python -m lp_planner run

demo: setup  ## open the demo school
	$(BIN)/python -m lp_planner demo

setup: .venv/.ready
setup-dev: .venv/.ready-dev

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "LP Planner needs Python 3.11 or newer. Is there another: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { rm -rf .venv; echo "Python could not make .venv; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

.venv/.ready: requirements.txt constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.ready-dev: requirements-dev.txt requirements.txt constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch .venv/.ready $@

test: setup-dev  ## set up what the tests need, and run them all
	$(BIN)/python tests/setup_machine.py
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) --junitxml=reports/junit.xml

test-fast: setup-dev  ## everything that needs no browser
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "not browser"

check: setup-dev  ## style, types and layers; writes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m lp_planner check-content

fix: setup-dev  ## mend what a tool can mend
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

bench: setup-dev  ## speed and memory against floors measured in the same run
	$(BIN)/python -m tests.benchmarks.bench

clean:
	rm -rf .venv reports .pytest_cache .mypy_cache .ruff_cache

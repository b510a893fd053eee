# The plain commands behind these stand in docs/how-to/set-up-without-make.md.
PYTHON ?= python3
BIN := .venv/bin
SIDE_BY_SIDE := -n auto --maxprocesses 4 --dist worksteal
AREAS := $(sort $(notdir $(patsubst %/,%,$(dir $(wildcard tests/*/test_*.py)))))

.PHONY: run demo setup setup-dev known-area test test-fast torture check fix bench cluster journeys calibrate mutants lock clean

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

known-area:
	@test -z "$(filter-out $(AREAS),$(AREA))" \
	  || { echo "tests/ has no area “$(filter-out $(AREAS),$(AREA))”. The areas are: $(AREAS)."; exit 1; }

test: known-area setup-dev  ## set up what the tests need, and run them all, or those of one AREA
	$(BIN)/python tests/setup_machine.py
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) --junitxml=reports/junit.xml $(AREA:%=tests/%)

test-fast: known-area setup-dev  ## the same without what needs a browser
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "not browser" $(AREA:%=tests/%)

torture: setup-dev  ## kill the planner while it works, hundreds of times
	$(BIN)/python -m tests.storage.torture --kills 100

check: setup-dev  ## style, types, layers, dead code and reading age; writes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/dead_code.py
	$(BIN)/python tests/reading_age.py
	$(BIN)/python -m lp_planner check-content

fix: setup-dev  ## mend what a tool can mend
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

bench: setup-dev  ## speed and memory against floors measured in the same run
	$(BIN)/python -m tests.benchmarks.bench
	$(BIN)/python -m tests.benchmarks.files
	$(BIN)/python -m tests.benchmarks.coming_in
	$(BIN)/python -m tests.benchmarks.answers

cluster: setup-dev  ## kill a planner and a database while thirty people write, all on this machine
	$(BIN)/python -m tests.cluster.run

journeys: setup-dev  ## how long people need for what they come for; writes docs/benchmarks.md
	$(BIN)/python -m tests.benchmarks.paced

calibrate: setup-dev  ## how often nothing is called something; writes docs/reference/calibration.md
	$(BIN)/python -m tests.calibration.run

mutants: setup-dev  ## deliberate faults in a copy of the planner; with ALL=1 every one of them
	$(BIN)/python -m tests.mutants.run $(if $(ALL),--all) $(if $(ROOM),--room "$(ROOM)")

lock: setup-dev  ## every package of a school's installation, by version and hash
	$(BIN)/python tests/lock.py

clean:
	rm -rf .venv reports .pytest_cache .mypy_cache .ruff_cache

# make        set up, then build every leaflet for every practice into output/
# make test   set up, then run the tests          make test-fast   without the slow ones
# make check  format, lint, types                 make test-whole  with those that render a network
# make clean  forget the set-up and the output

PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/pytest -n 2 --dist worksteal
# What was compiled is kept, whatever the surroundings say: a start without it costs a second
# more, and the tests start hundreds of processes.
export PYTHONDONTWRITEBYTECODE =

.PHONY: all setup test test-fast test-whole check clean

all: setup
	@echo "Writing every sample leaflet for every sample practice to output/."
	@$(BIN)/leaflet build; code=$$?; sh .ci/what-next $(BIN)/leaflet; exit $$code

setup: .venv/done

.venv/done: pyproject.toml constraints.txt .ci/system-libraries
	@echo "1 of 3: libraries of the system, for fonts and letters (Pango, harfbuzz-subset)"
	@sh .ci/system-libraries
	@echo "2 of 3: a place for Python packages, .venv, which 'make clean' takes away"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --upgrade pip
	@echo "3 of 3: Python packages, some 300 MB from the network; typefaces are here already"
	@$(BIN)/pip install --quiet --progress-bar on --constraint constraints.txt --editable '.[test]'
	@touch $@

test: setup
	$(PYTEST)

test-whole: setup
	$(PYTEST) -m "slow or whole or not slow"

test-fast: setup
	$(PYTEST) -m "not slow"

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

clean:
	rm -rf .venv output build dist

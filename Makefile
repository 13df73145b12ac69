# Everything a developer runs. `make demo` and `make test` set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CUBE := tests/cube
BROWSER := tests/browser
# Tests against real Cube: skipped without Node unless FLOE_CUBE_REQUIRE_REAL=1.
PYTEST := $(BIN)/python -m pytest

# Hundreds of processes import us: where this is set, each would compile every module again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup demo test test-full test-marquez lint golden golden-artifacts golden-metricflow schemas bench clean

setup: $(VENV)/.ready $(CUBE)/.ready $(BROWSER)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

$(CUBE)/.ready $(BROWSER)/.ready: %/.ready: %/package-lock.json %/install.sh
	sh $*/install.sh
	touch $@

demo: setup  ## A real dbt project, built by dbt, compiled, served by real Cube on DuckDB, asked
	$(BIN)/python -m tests.demo

test:  ## All tests but the heavy ones
	$(MAKE) -j2 setup lint  # npm installs while pip does, or while mypy reads
	$(PYTEST) -m "not full" -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=
	if command -v node >/dev/null; then node --test tests/security/*.test.cjs tests/cli/*.test.cjs; fi
	$(BIN)/python -m tests.coverage_gates

test-full: setup  ## The heavy ones: all manifests in all variants, 100,000 strings, the whole attack, new random examples
	FLOE_CUBE_FUZZ_STRINGS=100000 $(PYTEST) -m full
	$(PYTEST) -m "hypothesis and not full" --hypothesis-profile=default

test-marquez: setup  ## dbt's lineage and ours in one Marquez: FLOE_CUBE_MARQUEZ=http://… or what Maven fetches
	$(PYTEST) -rs tests/observability/test_marquez.py

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

golden: setup  ## Rewrite the expected outputs; read the difference before you commit it
	$(PYTEST) tests/test_golden.py --snapshot-update

golden-artifacts: setup  ## Let real dbt write the artifacts of our own projects again, and cut the cases from them
	$(BIN)/python golden/artifacts.py make
	$(BIN)/python golden/artifacts.py recut

golden-metricflow: setup  ## Let MetricFlow write its SQL for the metrics project again
	$(BIN)/python -m golden.metricflow_sql

schemas: setup
	$(BIN)/python schemas/generate.py

bench: setup  ## CPU ratios against the floor, in one run
	$(BIN)/python -m tests.bench
	if command -v node >/dev/null; then $(BIN)/python -m tests.observability.bench && $(BIN)/python -m tests.security.bench; fi

clean:
	rm -rf $(VENV) $(CUBE)/node_modules $(CUBE)/.ready $(BROWSER)/node_modules $(BROWSER)/.ready

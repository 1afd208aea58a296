# Everything works from Python (3.11 or later), make and the package index; .venv is made on first use.
PYTHON ?= python3
INPUTS ?= 1000000
MUTANTS ?= 400
VENV ?= .venv
PY := $(VENV)/bin/python
CLI := */satudata/cli/*,*/satudata/__main__.py
FRAMES := */satudata/frames/*
TEST := $(PY) -m pytest -q --numprocesses auto --dist worksteal
FRAMES_VENV ?= .venv-frames
FRAMES_PY := $(FRAMES_VENV)/bin/python
ENGINES ?= duckdb dask[dataframe] ibis-framework[duckdb] pyspark sqlframe
ROWS ?= 1000000

.PHONY: demo test cover test-frames check bench bench-frames bench-growth fuzz faults mutants clean

demo: $(VENV)/.installed  ## count and judge the example events
	$(PY) examples/demo.py

test: $(VENV)/.installed  ## every test and doctest but those of the dataframe engines, on all cores
	$(TEST) --ignore=tests/frames --ignore=src/satudata/frames

cover: $(VENV)/.installed  ## the same under coverage: all of the core is covered; what the command line covers is shown
	$(TEST) --ignore=tests/frames --ignore=src/satudata/frames --cov --cov-report=
	$(PY) -m coverage report --omit='$(CLI),$(FRAMES)' --fail-under=100
	$(PY) -m coverage report --include='$(CLI)'

test-frames: $(FRAMES_VENV)/.installed  ## bulk equals scalar on every dataframe engine that installs here
	COVERAGE_FILE=.coverage.frames $(FRAMES_PY) -m pytest -q --numprocesses auto --dist loadgroup --cov --cov-report= tests/frames src/satudata/frames
	$(FRAMES_PY) -m coverage report --data-file=.coverage.frames --include='$(FRAMES)' --fail-under=98

check: $(VENV)/.installed  ## lint, format, types, layers, tables as built, the wheel as installed
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy src tests/typing
	$(PY) -m pytest -q tests/test_architecture.py
	$(PY) tools/build_regions.py --check
	$(PY) tools/build_disaster_types.py --check
	$(PY) tools/build_headings.py --check
	$(PY) tools/build_boundaries.py --check
	$(PY) tools/build_crosswalk.py --check
	$(PY) tools/build_examples.py --check
	$(PY) tools/build_example_dataset.py --check
	$(PY) tools/build_portfolio.py --check
	$(PY) tools/build_docs.py --check
	$(VENV)/bin/towncrier build --draft --version next >/dev/null
	$(PY) tools/check_wheel.py

bench: $(VENV)/.installed-bench  ## ratios, side by side in one run
	$(PY) benchmarks/run.py

bench-frames: $(FRAMES_VENV)/.installed  ## the frames against hand-written code, as ratios, on ROWS rows
	$(FRAMES_PY) benchmarks/frames/run.py --rows $(ROWS)

fuzz: $(VENV)/.installed  ## every parser on INPUTS damaged inputs, then the same properties on many more examples
	$(PY) tools/fuzz.py --inputs $(INPUTS)
	SATUDATA_HYPOTHESIS=deep $(TEST) tests --ignore=tests/frames

bench-growth: $(VENV)/.installed  ## 10 times the input takes at most 13 times as long, on the worst inputs
	$(PY) benchmarks/growth.py

faults: $(VENV)/.installed  ## every fault that is injected into registers and outputs, the long ones too
	SATUDATA_FAULTS=long $(TEST) tests/faults

mutants: $(VENV)/.installed  ## MUTANTS changes of the code, each of which the tests of its module have to see
	$(PY) tools/mutants.py --number $(MUTANTS)

clean:
	rm -rf $(VENV) $(FRAMES_VENV) build dist htmlcov .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

$(VENV)/.installed-bench: $(VENV)/.installed
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	touch $@

$(FRAMES_VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(FRAMES_VENV)
	$(FRAMES_PY) -m pip install --quiet --disable-pip-version-check --editable '.[frames-test]'
	for engine in $(ENGINES); do \
		$(FRAMES_PY) -m pip install --quiet --disable-pip-version-check "$$engine" \
			|| echo "engine $$engine: does not install here, so it is not run"; \
	done
	touch $@

# Everything a fresh machine needs, given Python (3.11 or newer) and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
SCALE  := $(VENV)/.scale-installed
export PYTHONUTF8 = 1
# Every file is flushed to the disk before it counts. The tests' own need no disk where memory serves.
export PYTEST_DEBUG_TEMPROOT ?= $(shell test -w /dev/shm && echo /dev/shm)

.PHONY: demo test test-all test-slow check lint fmt lock accept bench bench-smoke sample wheel-demo bundle bundle-demo clean

# The sample campaign, end to end: workspace in build/demo, eleven weeks of returns, the weekly bulletin.
demo: $(STAMP)
	@$(BIN)/enforce demo build/demo

test: $(STAMP)
	@$(BIN)/python -m pytest -n auto -m "not slow"

# At full length: 200 kills and 200 refusals, five minutes of fuzzing, sixteen long histories.
test-all: $(SCALE)
	@ENFORCE_KILLS=200 ENFORCE_FUZZ_SECONDS=300 ENFORCE_HISTORIES=16 $(BIN)/python -m pytest -n auto --dist worksteal

# The slow ones alone; those that need files nobody of us wrote are skipped where these are absent.
# A worker takes neighbours (worksteal): what a module sets up costs minutes. SLICE=2/3 is a part of them.
test-slow: $(SCALE)
	@ENFORCE_SLICE=$(SLICE) $(BIN)/python -m pytest -n auto --dist worksteal -m slow

check: lint test

lint: $(STAMP)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fmt: $(STAMP)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# Write the golden bulletins anew; read `git diff tests/golden` before committing.
accept: $(STAMP)
	@ENFORCE_ACCEPT=1 $(BIN)/python -m pytest tests/golden tests/corpus

# Every ratio of docs/performance.md in one go; `python -m benchmarks --page` then writes the page.
bench: $(SCALE)
	@$(BIN)/python -m benchmarks

bench-smoke: $(STAMP)
	@$(BIN)/python -m benchmarks --smoke --only start,board,rendering,ingest,growth,week,weekly,nation
	@$(BIN)/python -m benchmarks.reading --small
	@$(BIN)/python -m benchmarks.claims --small

# Make the sample campaigns' workbooks and truth anew (same bytes each time).
sample: $(STAMP)
	@for name in tieling ordos jiuyuan lanshan guyang; do $(BIN)/python -m sample_data.make $$name; done

# The built wheel alone, in an empty folder, gives the demo.
wheel-demo: $(STAMP)
	@rm -rf build/wheel && mkdir -p build/wheel
	@$(BIN)/python -m build --wheel --no-isolation --outdir build/wheel . > build/wheel/build.log
	@$(PYTHON) -m venv build/wheel/venv
	@build/wheel/venv/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@build/wheel/venv/bin/pip install -q --disable-pip-version-check --no-deps build/wheel/*.whl
	@mkdir build/wheel/empty && cd build/wheel/empty && ../venv/bin/enforce demo desk -q

# One zip for machines without a network: docs/guides/install-offline.md. `this` is this machine.
BUNDLE_PLATFORMS ?= linux-x86_64 linux-aarch64 win-amd64
BUNDLE_PYTHONS   ?= 3.11 3.12
bundle: $(STAMP)
	@$(BIN)/python -m offline.make_bundle --platforms "$(BUNDLE_PLATFORMS)" --pythons "$(BUNDLE_PYTHONS)"

# The zip for this machine, installed with every index switched off; the demo runs from it.
bundle-demo: $(STAMP)
	@$(BIN)/python -m pytest -m slow tests/bundle

lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header -o requirements-dev.lock
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes --no-header -o requirements-all.lock
	uv pip compile pyproject.toml --group scale --universal --python-version 3.11 --generate-hashes --no-header -o requirements-scale.lock

$(STAMP): requirements-dev.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Spark, a Java for it, and the engines that the tests compare: only the slow tests and `make bench`.
$(SCALE): requirements-scale.lock $(STAMP)
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-scale.lock
	@touch $@

clean:
	rm -rf $(VENV) build dist

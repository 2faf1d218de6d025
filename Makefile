# `make demo` and `make test` are all a fresh machine needs: they make .venv from the lock files.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTED := $(VENV)/.ready-to-test
DEMO := build/demo

.PHONY: demo test lint docs compiled lock clean

demo: $(READY)
	@$(BIN)/rostrum build samples --store $(DEMO)
	@$(BIN)/rostrum validate --store $(DEMO)
	@printf '\nWhat does Slovakia bind itself to?\n'
	@$(BIN)/rostrum ask commitments-of-a-party -p party=Slovakia --store $(DEMO)
	@printf '\nWho asks whom to do what?\n'
	@$(BIN)/rostrum ask calls-and-addressees --store $(DEMO)
	@printf '\nWhat was adopted, and who was against?\n'
	@$(BIN)/rostrum ask adoption-of-an-instrument --store $(DEMO)

test: lint
	$(BIN)/pytest -n auto --cov --cov-report=term:skip-covered

lint: $(TESTED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(READY)
	$(BIN)/python -m kg.cli.documentation docs

$(READY): requirements/runtime.txt requirements/build.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is older than 3.11; run: make PYTHON=python3.11 …"; exit 3; }
	@$(PYTHON) -m venv $(VENV) || { echo "make: $(PYTHON) cannot make a virtual environment; on Debian run: apt install python3-venv"; exit 3; }
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(TESTED): $(READY) requirements/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

# LONG=1 takes the long form, WRITE=1 keeps the figures in docs/RELIABILITY.md, ONLY=R1,S12 some rows.
prove: $(TESTED)
	$(BIN)/python benchmarks/prove.py $(if $(LONG),--long) $(if $(WRITE),--write) $(if $(ONLY),--only $(ONLY))

# A wheel for this Python and machine, its readers and extractors compiled; needs gcc and Python's headers.
# It is made from a source distribution, so that no compiled module stays beside the sources.
compiled: $(TESTED)
	rm -rf build/compiled
	$(BIN)/hatchling build -t sdist -d build/compiled
	HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist build/compiled/*.tar.gz
	@ls dist/*.whl

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet pyproject.toml -o requirements/runtime.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --group pyproject.toml:build -o requirements/build.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet pyproject.toml --all-extras --group build --group dev -o requirements/dev.txt

clean:
	rm -rf build dist $(VENV)

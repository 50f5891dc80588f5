# Everything runs from an empty clone: the targets make what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

# Programs and libraries that tests use to open what was made, with the Debian packages that hold them.
PROGRAMS := soffice chromium pdftoppm
LIBRARIES := libpangoft2-1.0 libharfbuzz-subset
PACKAGES := libreoffice-writer libreoffice-calc chromium poppler-utils fonts-noto-cjk \
  libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

.PHONY: setup demo samples test test-fast lint bench system clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (make PYTHON=...)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) 2>/dev/null || { $(MAKE) --no-print-directory venv-package && $(PYTHON) -m venv $(VENV); }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[cluster]' --group dev
	$(BIN)/python -m compileall -q govreport_writer
	@touch $(STAMP)

.PHONY: venv-package
venv-package:
	@test "$$(id -u)" = 0 && command -v apt-get >/dev/null || { echo "The venv module of Python is missing: install the package python3-venv"; exit 1; }
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3-venv

# Debian packages for the tests, installed when missing and root; the program itself needs none of them.
system:
	@missing=; for program in $(PROGRAMS); do command -v $$program >/dev/null || missing="$$missing $$program"; done; \
	for library in $(LIBRARIES); do /sbin/ldconfig -p | grep -q "$$library" || missing="$$missing $$library"; done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(PACKAGES) >/dev/null; \
	  else echo "The tests need$$missing: install the Debian packages $(PACKAGES)"; exit 1; fi; \
	fi

demo: setup
	@$(BIN)/govreport render sample_inputs/county-audit-2024/report.xlsx sample_inputs/beilun-2017/report.yaml \
	  --prior sample_inputs/county-audit-2024/prior.yaml -o demo

# The workbooks among the samples, when their look or the samples have changed.
samples: setup
	@$(BIN)/python tools/build_samples.py

test: setup system lint
	$(BIN)/python -m pytest -n auto

test-fast: setup
	$(BIN)/python -m pytest -n auto -m "not slow"

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup
	$(BIN)/python -m compileall -q govreport_writer
	$(BIN)/python -m benchmarks.bench

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .pytest_cache .ruff_cache .hypothesis

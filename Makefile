# make run    build fatiao.db from corpus/ (its scan, too, where the extra ocr is installed) and serve it at http://127.0.0.1:8001 (make run PORT=8080 HOST=0.0.0.0)
# make test   run every test; installs Chromium for those of the site where it is missing and Debian's can be installed
# make setup  make the environment that running needs, alone (.venv, so that .venv/bin/fatiao works)
# make check  lint, format, types, generated docs up to date
# make docs   write the generated docs again
# make pictures  photograph the site's main pages for docs/images
# make lock   pin the newest versions that pyproject.toml allows, and the hashes of their files, in requirements.lock and requirements-dev.lock
# make audit  ask the package index for advisories about the pinned versions
# make clean  remove the environment and what tools keep

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
READY_TO_TEST := .venv/.ready-to-test
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := .venv-lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-annotate --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
HOST ?= 127.0.0.1
PORT ?= 8001
PYTEST_ARGS ?= -n auto --dist worksteal -q

.PHONY: run test setup check docs pictures lock audit clean
.DELETE_ON_ERROR:

run: $(READY)
	$(BIN)/fatiao build corpus/pages corpus/files $(wildcard $(patsubst %,corpus/files/scan.jpg,$(wildcard .venv/lib/python*/site-packages/rapidocr))) --db fatiao.db
	@exec $(BIN)/fatiao serve --db fatiao.db --sql --host $(HOST) --port $(PORT)

# Tests start hundreds of processes: where Python is told to keep no bytecode, each would compile all modules again.
test: $(READY_TO_TEST)
	@$(BIN)/python tests/programs.py chromium
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest $(PYTEST_ARGS)

setup: $(READY)

check: $(READY_TO_TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python docs/cli_reference.py --check

docs: $(READY)
	$(BIN)/python docs/cli_reference.py

pictures: $(READY_TO_TEST)
	PYTHONPATH=tests $(BIN)/python docs/pictures.py

lock:
	@rm -rf .venv-lock
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet pip-tools
	$(COMPILE) --upgrade --extra dev --output-file requirements-dev.lock pyproject.toml
	$(COMPILE) --upgrade --constraint requirements-dev.lock --output-file requirements.lock pyproject.toml
	sed -i '/^# WARNING/,/^fatiao @/d' requirements-dev.lock
	@rm -rf .venv-lock build fatiao.egg-info

audit:
	@test -x .venv-audit/bin/pip-audit || { $(PYTHON) -m venv .venv-audit && .venv-audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit; }
	@.venv-audit/bin/pip-audit --disable-pip --require-hashes -r requirements-dev.lock --progress-spinner off --format json 2>/dev/null | $(PYTHON) .ci/advisories.py

clean:
	rm -rf .venv .venv-lock .venv-audit build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# A stamp is newer than what decides the environment's contents, or they are installed (again). An environment without
# a stamp was never finished, and is made from nothing. What running imports is compiled, whatever the variable says that
# keeps Python from doing so at each start; compiling everything would take half as long again, and 60 MB.
$(READY): pyproject.toml requirements.lock
	@test -n "$(PYTHON)" || { echo "fatiao needs Python 3.11 or newer, and no python3 was found: install it and run make again" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "fatiao needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1): install a newer one and run make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -e $@ || rm -rf .venv
	$(PYTHON) -m venv .venv
	$(INSTALL) --no-compile --require-hashes -r requirements.lock
	$(INSTALL) --no-compile --no-deps -e .
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -c 'import fatiao.cli, fatiao.pipeline, fatiao.publish.serve, rich.progress'
	@touch $@

# What tests need is installed on top of what running needs. The link makes the checkout `fatiao` to type checkers,
# whatever its folder is called.
$(READY_TO_TEST): $(READY) pyproject.toml requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@mkdir -p .venv/typing && ln -sfn ../.. .venv/typing/fatiao
	@touch $@

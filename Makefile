# make run    build fatiao.db from corpus/ and serve it at http://127.0.0.1:8001
# make test   run every test
# make setup  make the environment alone (.venv, so that .venv/bin/fatiao works)
# make check  lint, format, types, generated docs up to date
# make docs   write the generated docs again
# make pictures  photograph the site's main pages for docs/images
# make links  link new modules into .typing, where type checkers look for them
# make lock   pin the newest versions that pyproject.toml allows in requirements.lock

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
HOST ?= 127.0.0.1
PORT ?= 8001
PYTEST_ARGS ?= -n auto -q

.PHONY: run test setup check docs pictures links lock clean
.DELETE_ON_ERROR:

run: $(READY)
	$(BIN)/fatiao build corpus/pages --db fatiao.db
	@exec $(BIN)/fatiao serve --db fatiao.db --host $(HOST) --port $(PORT)

test: $(READY)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

setup: $(READY)

check: $(READY) links
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python docs/cli_reference.py --check

docs: $(READY)
	$(BIN)/python docs/cli_reference.py

pictures: $(READY)
	$(BIN)/python docs/pictures.py

# Rooms are linked as folders, so a new file in a room is seen at once; only a new module of the root needs this.
links:
	@mkdir -p .typing/fatiao && cd .typing/fatiao && find . -type l -exec rm {} + \
	&& for module in ../../*.py ../../py.typed $$(dirname ../../*/__init__.py); do ln -s "$$module" .; done

lock:
	@rm -rf .venv-lock
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet ".[dev]"
	{ echo "# The versions every test runs against; made by make lock, used by make setup."; \
	  .venv-lock/bin/python -m pip freeze | grep -v '^fatiao[ =]'; } > requirements.lock
	@rm -rf .venv-lock build fatiao.egg-info

clean:
	rm -rf .venv .venv-lock build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The stamp is newer than what decides the environment's contents, or the environment is made (again).
$(READY): pyproject.toml requirements.lock
	@test -n "$(PYTHON)" || { echo "fatiao needs Python 3.11 or newer, and no python3 was found: install it and run make again" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "fatiao needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1): install a newer one and run make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e ".[dev]"
	@touch $@

# Needs python3 (3.11 or later) and make; everything else is made in .venv.

PORT ?= 8000
DATA ?= demo-data
NEXT_PYTHON ?= 3.13
UV := .uv/bin/uv
PYTHON := .venv/bin/python

.PHONY: demo test test-next lint bench crash visible lock messages

demo: .venv/main
	@exec $(PYTHON) tools/demo.py --port "$(PORT)" --data "$(DATA)"

test: .venv/dev
	@$(PYTHON) tools/suite.py

# The next Django, on SQLite. NEXT_PYTHON is a Python 3.13 or the path to one.
test-next: .venv-next/dev
	@.venv-next/bin/python -m pytest -n auto

.venv-next/dev: requirements/next.txt $(UV)
	@test -x .venv-next/bin/python || $(UV) venv --quiet --no-python-downloads --python $(NEXT_PYTHON) .venv-next
	@$(UV) pip install --quiet --python .venv-next --require-hashes -r $<
	@touch $@

lint: .venv/dev
	@$(PYTHON) tools/lint.py

bench: .venv/dev
	@$(PYTHON) tools/bench.py $(BENCH)

# Kill the server at random moments, on both databases; then look whether anything is lost or half done.
TIMES ?= 20

crash: .venv/dev
	@$(PYTHON) tools/crash.py --times $(TIMES)
	@$(PYTHON) tools/postgres.py $(PYTHON) tools/crash.py --times $(TIMES)

# Publish and withdraw on a real server with no worker, and poll every surface, on both databases.
visible: .venv/dev
	@$(PYTHON) tools/visible.py
	@$(PYTHON) tools/postgres.py $(PYTHON) tools/visible.py

$(UV):
	@python3 -m pip install --quiet --disable-pip-version-check --target .uv uv==0.13.9

.venv/main: requirements/main.txt $(UV)
	@test -x $(PYTHON) || $(UV) venv --quiet .venv
	@$(UV) pip install --quiet --python .venv --require-hashes -r $<
	@touch $@

.venv/dev: requirements/dev.txt .venv/main
	@$(UV) pip install --quiet --python .venv --require-hashes -r $<
	@touch $@

# Resolve the pinned requirements again; Django stays on its LTS.
COMPILE = $(UV) pip compile pyproject.toml --universal --generate-hashes --quiet --no-header --no-emit-index-url

lock: $(UV)
	$(COMPILE) -c requirements/lts.txt -o requirements/main.txt
	$(COMPILE) -c requirements/lts.txt --group dev -o requirements/dev.txt
	$(COMPILE) -c requirements/main.txt --extra s3 -o requirements/s3.txt
	$(COMPILE) --group dev --python-version 3.13 -o requirements/next.txt

# Collect the texts to translate (needs GNU gettext), then compile them.
messages: .venv/dev
	@$(PYTHON) tools/translations.py collect
	@$(PYTHON) tools/translations.py compile

# Bluehelm: two commands to know are "make run" and "make test".
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
WORKERS ?= 2
# One process more than there are cores: some tests wait for a browser.
JOBS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')

.PHONY: help run test check foreign content review sbom fix messages benchmark clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/base.stamp: requirements/base.txt
	@$(PYTHON) -c 'import sys; sys.exit("Bluehelm needs Python 3.11 or newer; this is %d.%d. Try: make run PYTHON=python3.11" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/base.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/base.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/dev.txt
	@touch $@

.env:
	@$(BIN)/python -c 'import secrets; t = open(".env.example").read(); open(".env", "w").write(t.replace("SECRET_KEY=\n", "SECRET_KEY=%s\n" % secrets.token_urlsafe(50)))'

run: $(VENV)/base.stamp .env ## Install, migrate, load the course and the demonstration, serve on http://localhost:8000
	@$(MANAGE) compile_messages
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@$(MANAGE) load_curriculum
	@$(MANAGE) load_demonstration
	@$(MANAGE) sign_credentials
	@$(MANAGE) roll_up --weeks 12 --verbosity 0
	@$(BIN)/gunicorn config.wsgi --config config/gunicorn.py --bind 127.0.0.1:8000 --workers $(WORKERS)

# npm writes this file last; where it cannot be made, the test that needs it is skipped and says so (it fails in the checks).
FOREIGN := tests/foreign/node_modules/.package-lock.json
$(FOREIGN): tests/foreign/package-lock.json
	npm ci --prefix tests/foreign --no-audit --no-fund --silent
	@touch $@

test: $(VENV)/dev.stamp ## Run the whole test suite (DATABASE_URL: on PostgreSQL; ARGS: for pytest, JOBS=0: one process)
	@$(MANAGE) compile_messages --settings tests.settings
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory foreign || true; fi
	$(BIN)/python -m pytest --create-db -n $(JOBS) --maxprocesses 4 --dist worksteal $(ARGS)

check: $(VENV)/dev.stamp ## Lint, format, types, import contracts, templates, migrations, deployment settings, the course
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(MANAGE) makemigrations --check --dry-run --settings tests.settings
	$(BIN)/python -m tests.deployment
	$(MANAGE) check_content --settings tests.settings

foreign: $(FOREIGN) ## Install the verifiers of others, in JavaScript, that read our certificates in the tests (needs Node 20)

content: $(VENV)/base.stamp .env ## Read the built-in course and name every fault; changes nothing
	$(MANAGE) load_curriculum --check
	$(MANAGE) check_content

review: $(VENV)/base.stamp .env ## Write the review sheets for the legal adviser into var/review/
	@$(MANAGE) review_sheets

sbom: $(VENV)/dev.stamp ## Write the bill of materials (CycloneDX) into var/sbom.json
	@$(BIN)/python -m requirements.sbom var/sbom.json && echo var/sbom.json

fix: $(VENV)/dev.stamp ## Mend what the linters can mend by themselves
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

messages: $(VENV)/dev.stamp ## Collect interface strings into locale/ (needs GNU gettext)
	$(MANAGE) makemessages --all --no-location --no-obsolete --ignore .venv --ignore tests --ignore benchmarks --ignore var

benchmark: $(VENV)/dev.stamp ## Measure speed, memory and weight beside a trivial view
	$(BIN)/python -m benchmarks.serve

clean: ## Remove the virtual environment and what was generated; keeps var/ (your data)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

# `make site` builds the site, `make test` runs every check. Both set up what is missing.
# Needed: git, make, Python 3.11 or later. Everything else goes into .venv.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory --no-builtin-rules

# The first Python that runs and is new enough; `make PYTHON=python3.13 site` names another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' </dev/null >/dev/null 2>&1 && { echo "$$p"; break; }; done)
ifeq ($(strip $(PYTHON)),)
$(error Python 3.11 or later is needed and none was found. Install it, or name it: make PYTHON=/path/to/python3 site)
endif

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input
# Python compiles a module when it is first imported; to compile all of them takes 25 MB more.
export PYTHONDONTWRITEBYTECODE :=
INSTALL := $(PIP) install --require-hashes --only-binary :all: --no-compile

# Tests start many processes, some of which may write nothing.
define COMPILE_ALL
import compileall, sysconfig
compileall.compile_dir(sysconfig.get_path("purelib"), quiet=2, workers=0)
endef
export COMPILE_ALL

# A stamp is named after the content it stands for, so nothing is installed twice and a new clone,
# which has new file times, changes nothing.
sum = $(shell cat $(1) 2>/dev/null | cksum | cut -d ' ' -f 1)
MADE := $(VENV)/.made-$(shell "$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
RUNTIME := $(VENV)/.runtime-$(call sum,requirements.lock)
PROJECT := $(VENV)/.project-$(call sum,pyproject.toml requirements.in requirements-import.in)
IMPORT := $(VENV)/.import-$(call sum,requirements.lock requirements-import.lock)
DEV := $(VENV)/.dev-$(call sum,requirements.lock requirements-import.lock requirements-dev.lock)

# Material announces MkDocs 2 on every build; the locks hold MkDocs 1.
export NO_MKDOCS_2_WARNING := 1

CODE := src tests tools $(wildcard macros.py)

.PHONY: help
help: ## say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | \
		while IFS='|' read -r name what; do printf 'make %-14s %s\n' "$$name" "$$what"; done

# --- setting up

$(MADE):
	@echo "Setting up $(VENV) with $$("$(PYTHON)" --version)"
	@"$(PYTHON)" tools/venv.py $(VENV)
	@touch $@

$(RUNTIME): $(MADE)
	@echo "Installing requirements.lock"
	@$(INSTALL) -r requirements.lock
	@rm -f $(VENV)/.runtime-* && touch $@

$(PROJECT): $(RUNTIME)
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@rm -f $(VENV)/.project-* && touch $@

$(IMPORT): $(RUNTIME) | $(PROJECT)
	@echo "Installing requirements-import.lock"
	@$(INSTALL) -r requirements-import.lock
	@rm -f $(VENV)/.import-* && touch $@

$(DEV): $(IMPORT)
	@echo "Installing requirements-dev.lock"
	@$(INSTALL) -r requirements-dev.lock
	@$(BIN)/python -c "$$COMPILE_ALL"
	@rm -f $(VENV)/.dev-* && touch $@

.PHONY: venv import dev browser
venv: $(PROJECT) ## what the site needs, in .venv

import: venv $(IMPORT) ## what reading PDF files and spreadsheets needs, too

dev: import $(DEV) ## what the tests need, too

browser: dev ## find a Chromium, or install one
	@$(BIN)/python -m tools.browser

# --- the site

.PHONY: site serve versions zips verify
site: venv ## check the records and build site/ (AS_OF=2025-11-10: as of that day)
	$(BIN)/clearway build $(if $(AS_OF),--as-of $(AS_OF))

serve: venv ## preview with live reload on this machine
	$(BIN)/clearway serve

versions: venv ## publish every version of data/ on the branch gh-pages, and lay it out in site/
	$(BIN)/clearway release
	@rm -rf site && mkdir site && git archive gh-pages | tar -x -C site

# A site of several versions has a manifest in the folder of each.
zips: venv ## pack the site, or each of its versions, to be read from a disk, into zips/
	@mkdir -p zips
	@set -e; found=; for each in site/*/manifest.json; do test -f "$$each" || continue; found=1; \
		$(BIN)/clearway zip "$${each%/manifest.json}" -o "zips/$$(basename "$${each%/manifest.json}").zip"; \
	done; test -n "$$found" || $(BIN)/clearway zip site -o zips/site.zip

verify: venv ## hold site/ against its manifest, and against a build of the commit that it names
	$(BIN)/clearway verify site --against .

# --- the checks

.PHONY: test lint format types contract workflows schemas-check pytest stranger
test: lint types contract workflows schemas-check browser pytest stranger ## run every check

lint: dev ## style
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .

types: dev ## types
	$(BIN)/mypy --no-error-summary $(CODE)

contract: dev ## which module may import which
	$(BIN)/lint-imports --no-cache --no-logo

workflows: dev ## safety of .github, and of a new tracker's
	@rm -rf $(VENV)/tracker && mkdir $(VENV)/tracker
	@cp -R src/clearway/site/starter/files/dot_github $(VENV)/tracker/.github
	@for each in .github $(VENV)/tracker/.github; do \
		$(BIN)/zizmor --offline --quiet --no-progress --strict-collection --persona=pedantic $$each || exit 1; \
	done

schemas-check: venv ## the checked-in schemas are those of the code
	$(BIN)/clearway schemas --check

pytest: dev browser ## the tests, the built site in a browser among them
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(PYTEST_ARGS)

stranger: venv ## make a new tracker, and let it install, build and publish by its own files alone
	$(BIN)/python -m tools.stranger

# --- a release

.PHONY: dist
dist: venv ## the wheel and the sdist of this commit, in dist/ (TAG=v0.2.0: of a release)
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable . # its metadata as it is now
	@rm -rf dist && $(BIN)/python -m tools.dist $(if $(TAG),--tag "$(TAG)")

# --- by hand

.PHONY: format messages coverage bench reproduce kills clients weigh pictures lock clean
format: dev ## put the code into shape
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .

messages: dev ## bring the catalogues of messages up to date
	$(BIN)/python -m tools.messages

coverage: dev browser ## the tests, saying which branches none of them took
	$(BIN)/python -m pytest --cov --cov-report=term-missing $(PYTEST_ARGS)

fuzz: dev ## fuzzing guided by coverage, for a minute (FOR=3600: for an hour)
	@$(INSTALL) -r requirements-fuzz.lock
	$(BIN)/python -m tests.fuzz --seconds $(or $(FOR),60)

bench: dev ## time check, build and feeds on 1, 10 and 100 times the record
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.endorsements

reproduce: venv ## build twice in unlike surroundings, and compare byte by byte (OTHER=python3.13)
	$(BIN)/python -m tools.reproduce $(if $(OTHER),--python $(OTHER)) $(if $(AS_OF),--as-of $(AS_OF))

kills: dev ## kill builds and releases at fifty random moments; all must be whole each time
	$(BIN)/python -m tools.kills examples/library
	$(BIN)/python -m tools.kills_release tests/publish/trackers/library

clients: dev ## let calendar programs read every feed, and compare (needs npm, cc, libical)
	$(BIN)/python -m tests.clients

weigh: site browser ## how many bytes a visitor loads, for each kind of page
	$(BIN)/python -m tools.weigh site

pictures: dev browser site ## photograph the site for the README
	$(BIN)/python -m tools.pictures site .github/pictures

# A new tracker gets the locks that the program is tested with.
STARTER := src/clearway/site/starter/files
# Hashes, but no index address: where packages come from is the machine's own setting.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-strip-extras
lock: ## write the lock files from requirements*.in (UPGRADE=1: with newer versions)
	@test -x $(BIN)/uv || $(MAKE) dev
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements.in requirements-build.in -o requirements.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements-import.in -c requirements.lock \
		-o requirements-import.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements-dev.in -c requirements.lock \
		-c requirements-import.lock -o requirements-dev.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements-fuzz.in -c requirements-dev.lock \
		-o requirements-fuzz.lock
	@{ head -2 $(STARTER)/requirements.lock; cat requirements.lock; } > .lock.new
	@mv .lock.new $(STARTER)/requirements.lock
	@cp requirements-import.lock $(STARTER)/requirements-import.lock

clean: ## remove what was built and set up
	rm -rf site zips $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

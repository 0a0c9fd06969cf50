# Coproduce: every target prepares what it needs by itself. `make help` lists them.
PYTHON ?= python3
ARGS ?=
BOOTSTRAP = coproduce/local/bootstrap.py
# The one thing that a program in Python cannot say.
define prepared
if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
    found=$$($(PYTHON) -V 2>&1) || found="not installed"; \
    echo "Coproduce needs Python 3.11 or newer, and $(PYTHON) is $$found."; \
    echo "On Debian: sudo apt-get install python3 python3-venv. Or name another: make run PYTHON=/path/to/python3.12"; \
    exit 1; \
fi; exec $(PYTHON) $(BOOTSTRAP)
endef

.DEFAULT_GOAL := help
.PHONY: help run test check smoke lock clean

help: ## list the targets
	@echo "Coproduce. Targets:"; echo
	@sed -n 's/^\([a-z]*\): ## /  make \1|/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'
	@echo; echo "  PORT=8123 make run        look for a free port from there"
	@echo "  RUN_DIR=../trial make run   keep data elsewhere than in .run"
	@echo "  make test ARGS='-k invitation'"

run: ## the whole platform with demo data at a local address, until Ctrl-C
	@$(prepared) run

test: ## all tests in parallel: units, journeys, browser
	@$(prepared) test $(ARGS)

check: ## style, types, imports, templates, migrations, deployment settings
	@$(prepared) check

smoke: ## start on a fresh data folder, walk the journeys over HTTP, kill it, start again
	@$(prepared) smoke

lock: ## compile the locked requirements anew from pyproject.toml
	@$(prepared) lock $(ARGS)

clean: ## remove what was installed and all local data
	@$(PYTHON) -m coproduce.local.clean

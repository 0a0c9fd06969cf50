# Coproduce: every target prepares what it needs by itself. `make help` lists them.
PYTHON ?= python3
ARGS ?=
BOOTSTRAP = coproduce/local/bootstrap.py
# The one thing that cannot be said by a Python program.
prepared = command -v $(PYTHON) >/dev/null || { echo "Coproduce needs Python 3.11 or newer, and there is no $(PYTHON). On Debian: sudo apt-get install python3 python3-venv"; exit 1; }; exec $(PYTHON) $(BOOTSTRAP)

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

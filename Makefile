# Every target sets up what it needs: python3 (>= 3.11), make and nothing else.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
EVAL_VENV ?= .venv-eval
EVAL_STAMP := $(EVAL_VENV)/.installed
# libraries are compiled once at set-up: litellm alone imports in 3 s compiled, 15 s not
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup generate serve web test check check-infra evals bench chaos image sbom audit interoperation screenshots grid truth assertions \
	distribution diversity gallery golden adk-evals lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): pyproject.toml requirements-dev.lock
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"Python 3.11 or newer is needed, this is {v[0]}.{v[1]}; set PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing locked dependencies (about a minute, once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

setup: $(STAMP) ## install what is locked into .venv

generate: $(STAMP) ## the main job: one program, end to end, on an embedded default
	@$(BIN)/fitcsv-ai generate $(ARGS)

serve: $(STAMP) ## API, queue, worker and pages on http://127.0.0.1:8080
	@$(BIN)/fitcsv-ai serve $(ARGS)

web: $(STAMP) ## ADK dev UI over agents/ on http://127.0.0.1:8000
	@$(BIN)/adk web --host 127.0.0.1 --port 8000 $(ARGS) agents

# two processes, a Postgres each; a file's tests stay together, because they share its services
test: $(STAMP) ## the whole test suite, against a real Postgres
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile $(ARGS)

check: $(STAMP) ## format, lint, types, import contracts, secrets, licences, infra
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/pyright -p pyproject.toml
	@$(BIN)/python .ci/house.py
	@$(BIN)/python .ci/supply_chain secrets
	@$(BIN)/python .ci/supply_chain licences
	@$(BIN)/python infra/checks/run.py

grid: $(STAMP) ## plan and check every request of the acceptance grid
	@$(BIN)/python -m evals.grid $(ARGS)

truth: $(STAMP) ## the scorer against published programs, operators and noise
	@$(BIN)/python -m evals.truth $(ARGS)

assertions: $(STAMP) ## how often each of the coach's 105 assertions holds
	@$(BIN)/python -m evals.assertions --table $(ARGS)

distribution: $(STAMP) ## scores over the grid, where equipment allows the goal and where not
	@$(BIN)/python -m evals.distribution $(ARGS)

diversity: $(STAMP) ## whether different lifters get different programs
	@$(BIN)/python -m evals.diversity $(ARGS)

gallery: $(STAMP) ## write the twenty programs of evals/gallery anew (ARGS=--check compares)
	@$(BIN)/python -m evals.gallery $(ARGS)

golden: $(STAMP) ## the planner against the ten worked examples
	@$(BIN)/python -m evals.golden $(ARGS)

evals: $(STAMP) ## score generated programs against the baseline; 1 on a regression
	@$(BIN)/fitcsv-ai evals run $(ARGS)

# an environment of its own: nothing else needs pandas
$(EVAL_STAMP): pyproject.toml requirements-eval.lock
	@test -x $(EVAL_VENV)/bin/python || $(PYTHON) -m venv $(EVAL_VENV)
	@echo "Installing locked dependencies of adk eval (two minutes, once) ..."
	@$(EVAL_VENV)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-eval.lock
	@$(EVAL_VENV)/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(EVAL_STAMP)

adk-evals: $(EVAL_STAMP) ## ADK's own evaluation, offline, by our metric; 1 when a case fails
	@$(EVAL_VENV)/bin/python -m evals.adk.run $(ARGS)

bench: $(STAMP) ## cold start, jobs, throughput, storage, growth, pure functions, peers; JSON to out/bench.json and a table
	@$(BIN)/python -m benchmarks.bench $(ARGS)

chaos: $(STAMP) ## 10,000 jobs under kill -9, database crashes, duplicate and lost tasks, three seeds
	@$(BIN)/python -m benchmarks.chaos $(ARGS)

image: $(STAMP) ## build the container image and smoke-test it, with Docker or, as root, without
	@$(BIN)/python infra/image/build.py
	@$(BIN)/python infra/image/smoke.py

check-infra: $(STAMP) ## all checks of infra/, also those that fetch tools and the provider's schema
	@$(BIN)/python infra/checks/install.py
	@$(BIN)/python infra/checks/run.py --all $(ARGS)
	@$(BIN)/python infra/checks/proof.py

sbom: $(STAMP) ## CycloneDX bill of materials of what the image installs, out/sbom.json
	@$(BIN)/python .ci/supply_chain sbom

audit: $(STAMP) ## known vulnerabilities of what is locked; asks an advisory service
	@$(BIN)/python .ci/supply_chain audit

interoperation: $(STAMP) ## fetch Prisma's client once (node, npm, a registry) and test against it
	@$(BIN)/python tests/interoperation/install.py
	@$(BIN)/python -m pytest -q tests/interoperation

screenshots: $(STAMP) ## every page in light and dark, on phone and desktop, to out/screenshots
	@$(BIN)/python -m benchmarks.screenshots $(ARGS)

lock: $(STAMP) ## compile the lock files anew from pyproject.toml
	@$(BIN)/python -m pip install -q uv
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --extra local --extra dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements-dev.lock
	@$(BIN)/uv pip compile pyproject.toml --extra local --extra dev --extra eval -c requirements-dev.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements-eval.lock
	@$(BIN)/uv pip compile infra/checks/requirements.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o infra/checks/requirements.lock
	@$(BIN)/uv pip compile benchmarks/bench/peers/requirements.in -c requirements-dev.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o benchmarks/bench/peers/requirements.lock

clean: ## remove the virtual environment, the embedded database and results
	@rm -rf $(VENV) $(EVAL_VENV) .venv-infra .venv-peers .data out evals/adk/*/.adk

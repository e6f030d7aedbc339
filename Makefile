# The only entrance. `make help` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
UV_VERSION := 0.13.9
UV := .tools/bin/uv
PY := .venv/bin/python
# how many processes test: `make test WORKERS=0` is the plain run, in one
WORKERS := auto
export UV_COMPILE_BYTECODE := 1
export UV_PROJECT_ENVIRONMENT := .venv

.PHONY: help run test check eval demo model setup-dev setup-run servers pictures docs wheel story

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

run: setup-run ## set up all it needs and serve http://127.0.0.1:8000
	@exec .venv/bin/slipguard up

demo: setup-run ## the whole story on the practice network, in under a minute
	@.venv/bin/slipguard demo

test: setup-dev servers ## set up and pass the tests (Bluesky PDS, PostgreSQL, Chromium and all)
	bash tests/run.sh $(WORKERS)

story: setup-dev servers ## the main job on a real PDS, the Mastodon-API test server and snac2, with the records it leaves
	$(PY) -m pytest tests/stories -s

check: setup-dev ## format, lint, types and the house's import contracts
	.venv/bin/ruff check src tests evals docs
	.venv/bin/mypy
	.venv/bin/lint-imports

eval: setup-dev servers ## how well it works, measured: voice, harm, apology, recall latency
	$(PY) -m evals

model: setup-dev ## rebuild the shipped weights, bit for bit, from the training texts
	$(PY) -m evals.voice.train
	$(PY) -m evals.harm.train

docs: setup-dev ## write docs/reference anew from the code
	$(PY) docs/generate.py

wheel: $(UV) ## build the wheel, install it alone, and play the demo with it
	bash .ci/wheel

pictures: setup-dev servers ## draw the screenshots in docs/pictures anew
	$(PY) -m tests.faces.web.pictures

# uv comes into a folder of its own, so that nothing but Python 3.11+ is needed
$(UV):
	python3 -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

setup-run: $(UV)
	@[ .venv/.run-$$(sha256sum uv.lock pyproject.toml | sha256sum | cut -c1-16) -nt uv.lock ] || $(MAKE) --no-print-directory sync-run

.PHONY: sync-run
sync-run:
	$(UV) sync --frozen --no-dev --inexact --quiet
	@rm -f .venv/.run-*; touch .venv/.run-$$(sha256sum uv.lock pyproject.toml | sha256sum | cut -c1-16)

setup-dev: $(UV)
	$(UV) sync --frozen --all-extras --inexact --quiet

servers: ## the real servers that the tests talk to
	bash tests/servers/setup.sh

# `make run` serves the page on an archive of the samples; `make test` runs every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 7860
DEMO := .work/demo
BROWSER := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: run test install check-browser pictures format clean

# The stamps hold off a new installation until pyproject.toml changes, so that both commands work offline after the
# first one.
$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/installed-tests: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

install: $(VENV)/installed

run: install
	$(BIN)/tinhop --library $(DEMO) add samples
	$(BIN)/tinhop --library $(DEMO) summarize samples/giao-ban-giai-ngan-2024-08-20.docx
	$(BIN)/tinhop --library $(DEMO) ask "Ai chủ trì hội nghị giao ban giải ngân tháng 8 của tỉnh Thường Đức?"
	$(BIN)/tinhop --library $(DEMO) serve --port $(PORT)

# Debian's Chromium serves the browser tests; Playwright's own is never downloaded.
check-browser:
ifeq ($(BROWSER),)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu-core >/dev/null; \
	else \
		echo "The browser tests need Chromium; install it with: sudo apt-get install chromium fonts-dejavu-core" >&2; exit 1; \
	fi
endif

test: $(VENV)/installed-tests check-browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

# README's pictures of the page, taken by the browser tests.
pictures: $(VENV)/installed-tests check-browser
	TINHOP_SCREENSHOTS=docs $(BIN)/python -m pytest tests/browser/test_ask_tab.py tests/browser/test_summary_tab.py \
		-k "citation_opens or shows_its_sources"

format:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) .work/demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

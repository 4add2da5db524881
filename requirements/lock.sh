#!/usr/bin/env bash
# Pins every requirement of pyproject.toml for Python 3.11 to 3.13, without the address of any registry.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header "$@"
}
compile pyproject.toml --output-file requirements/base.txt
compile pyproject.toml --extra dev --extra samples --output-file requirements/dev.txt --constraint requirements/base.txt
compile pyproject.toml --extra samples --output-file requirements/samples.txt --constraint requirements/base.txt

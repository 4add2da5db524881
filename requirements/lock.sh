#!/usr/bin/env bash
# Pins every requirement of pyproject.toml for Python 3.11 to 3.13, without the address of any registry.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header "$@"
}
# The SDK is of this checkout: it is installed from there.
compile pyproject.toml --no-emit-package cutdown-sdk --output-file requirements/base.txt
compile pyproject.toml --no-emit-package cutdown-sdk --extra dev --extra nmt --extra samples --output-file requirements/dev.txt --constraint requirements/base.txt
compile pyproject.toml --no-emit-package cutdown-sdk --extra samples --output-file requirements/samples.txt --constraint requirements/base.txt
compile requirements/generators.in --output-file requirements/generators.txt

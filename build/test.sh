#!/usr/bin/env bash
# The second of the two commands: brings what the tests need, builds, and runs them all. Options are those of build/check.sh.
set -euo pipefail
build=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
case ${1:-} in -h | --help) exec "$build/check.sh" --help ;; esac
"$build/setup.sh" --tests
exec "$build/check.sh" "$@"

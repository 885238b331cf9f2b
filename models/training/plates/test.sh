#!/usr/bin/env bash
# The tests of the generator and of a minute of training (after setup.sh).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export OMP_NUM_THREADS=1
exec /usr/bin/python3 -m unittest discover -s tests -t . "$@"

#!/usr/bin/env bash
# The commits of a branch, newest first.
# Usage: requests/tree-commits-list-get.sh [TREE] [BRANCH] [ORIGIN]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/tree/${1:-mainline}/${2:-master}/commits" origin=="${3:-maestro}"

#!/usr/bin/env bash
# The same, named by tree and branch.
# Usage: requests/tree-commit-history-direct-get.sh [TREE] [BRANCH] [COMMIT] [ORIGIN]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/tree/${1:-mainline}/${2:-master}/${3:-fbf5321b59d985d18893b3eaaef6cb3cb7aa404a}/commits" \
  origin=="${4:-maestro}"

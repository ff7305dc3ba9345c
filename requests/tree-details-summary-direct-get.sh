#!/usr/bin/env bash
# Counts of a commit and choices for filters, named by tree, branch and hash; failed tests on arm64 alone.
# Usage: requests/tree-details-summary-direct-get.sh [TREE] [BRANCH] [COMMIT] [ORIGIN]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/tree/${1:-mainline}/${2:-master}/${3:-fbf5321b59d985d18893b3eaaef6cb3cb7aa404a}/summary" \
  origin=="${4:-maestro}" \
  filter_architecture==arm64 \
  filter_test.status==FAIL

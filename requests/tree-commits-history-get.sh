#!/usr/bin/env bash
# Counts of boots for some commits of a tree, as the graph of the dashboard asks for them.
# Usage: requests/tree-commits-history-get.sh [TREE] [BRANCH] [COMMIT,COMMIT] [ORIGIN]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/tree/commits-history" \
  tree_name=="${1:-mainline}" \
  git_branch=="${2:-master}" \
  commit_hashes=="${3:-fbf5321b59d985d18893b3eaaef6cb3cb7aa404a}" \
  origin=="${4:-maestro}" \
  types==boots

#!/usr/bin/env bash
# A commit and the five before it with their counts.
# Usage: requests/tree-commit-history.sh [COMMIT] [BRANCH] [URL] [ORIGIN]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/tree/${1:-fbf5321b59d985d18893b3eaaef6cb3cb7aa404a}/commits" \
  git_branch=="${2:-master}" \
  git_url=="${3:-https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git}" \
  origin=="${4:-maestro}"

#!/usr/bin/env bash
# Hardware that one revision was tested on.
# Usage: requests/hardware-by-revision-get.sh [TREE] [BRANCH] [COMMIT] [URL] [ORIGIN]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/hardware-by-revision/" \
  tree_name=="${1:-mainline}" \
  git_repository_branch=="${2:-master}" \
  git_commit_hash=="${3:-fbf5321b59d985d18893b3eaaef6cb3cb7aa404a}" \
  git_repository_url=="${4:-https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git}" \
  origin=="${5:-maestro}"

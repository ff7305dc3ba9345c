#!/usr/bin/env bash
# How two commits of a branch differ: changes in numbers.
# Usage: requests/tree-compare-get.sh [TREE] [BRANCH] [HASH_A] [HASH_B] [ORIGIN]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/tree/${1:-mainline}/${2:-master}/compare" \
  hash_a=="${3:-83f4773c56d4944ae214995b57674de75bddaa76}" \
  hash_b=="${4:-fbf5321b59d985d18893b3eaaef6cb3cb7aa404a}" \
  origin=="${5:-maestro}"

#!/usr/bin/env bash
# The newest checkout of a tree; its api_url leads to the details.
# Usage: requests/tree-latest-get.sh [TREE] [BRANCH] [ORIGIN]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/tree/${1:-mainline}/${2:-master}" \
  origin=="${3:-maestro}"

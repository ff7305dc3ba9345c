#!/usr/bin/env bash
# Trees of an origin, each with its newest commit.
# Usage: requests/tree-listing.sh [ORIGIN] [DAYS]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/tree/" \
  origin=="${1:-maestro}" \
  interval_in_days=="${2:-7}"

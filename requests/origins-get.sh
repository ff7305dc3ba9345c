#!/usr/bin/env bash
# Origins that sent checkouts in the last days.
# Usage: requests/origins-get.sh [DAYS]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/origins/" \
  interval_in_days=="${1:-30}"

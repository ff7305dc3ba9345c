#!/usr/bin/env bash
# What arrived in a window of days, and in as many days before it.
# Usage: requests/metrics-get.sh [START_DAYS_AGO] [END_DAYS_AGO]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/metrics/" start_days_ago=="${1:-7}" end_days_ago=="${2:-0}"

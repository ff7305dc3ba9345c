#!/usr/bin/env bash
# Issues that were stored or changed in the last days, and that an incident names.
# Usage: requests/issue-listing-get.sh [DAYS]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/issue/" \
  interval_in_days=="${1:-7}" filter_issue.options==hasIncident

#!/usr/bin/env bash
# Hardware that the newest commits of all trees were tested on in the last days.
# Usage: requests/hardware-listing.sh [DAYS] [ORIGIN] [COMMITS]      (BASE=http://host:port for another server)
set -euo pipefail
now=$(date +%s)
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/hardware/" \
  startTimestampInSeconds==$((now - ${1:-7} * 86400)) \
  endTimestampInSeconds==$now \
  origin=="${2:-maestro}" ${3:+"commitsList==$3"}

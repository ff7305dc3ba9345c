#!/usr/bin/env bash
# What ran on a hardware in the last days: counts and lists.
# Usage: requests/hardware-details-post.sh [HARDWARE] [DAYS] [ORIGIN]      (BASE=http://host:port for another server)
set -euo pipefail
now=$(date +%s)
http --ignore-stdin POST "${BASE:-http://127.0.0.1:8000}/api/hardware/${1:-bcm2711-rpi-4-b}" \
  origin="${3:-maestro}" \
  startTimestampInSeconds:=$((now - ${2:-7} * 86400)) \
  endTimestampInSeconds:=$now \
  selectedCommits:='{}' \
  filter:='{}'

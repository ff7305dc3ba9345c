#!/usr/bin/env bash
# Commits of the last days of a tree that a hardware was tested with.
# Usage: requests/hardware-details-commit-history-post.sh [HARDWARE] [TREE] [BRANCH] [COMMIT] [URL] [DAYS] [ORIGIN]      (BASE=http://host:port for another server)
set -euo pipefail
now=$(date +%s)
head='[{"treeName": "%s", "branch": "%s", "commitHash": "%s", "repositoryUrl": "%s"}]'
http --ignore-stdin POST "${BASE:-http://127.0.0.1:8000}/api/hardware/${1:-bcm2711-rpi-4-b}/commit-history" \
  origin="${7:-maestro}" \
  startTimestampInSeconds:=$((now - ${6:-7} * 86400)) \
  endTimestampInSeconds:=$now \
  commitHeads:="$(printf "$head" "${2:-mainline}" "${3:-master}" "${4:-fbf5321b59d985d18893b3eaaef6cb3cb7aa404a}" \
    "${5:-https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git}")"

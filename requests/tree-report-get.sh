#!/usr/bin/env bash
# How the newest commit of a branch fares: counts, issues of builds, and tests that changed.
# Usage: requests/tree-report-get.sh [BRANCH] [URL] [ORIGIN] [MAX_AGE_IN_HOURS] [MIN_AGE_IN_HOURS] [RUNS] [PATH_PATTERN]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/tree-report/" \
  git_branch=="${1:-master}" \
  git_url=="${2:-https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git}" \
  origin=="${3:-maestro}" \
  max_age_in_hours=="${4:-168}" \
  min_age_in_hours=="${5:-0}" \
  group_size=="${6:-3}" \
  path=="${7:-%}"

#!/usr/bin/env bash
# The latest runs of a test on one platform, config and branch, and what they come to.
# Usage: requests/test-status-history-get.sh [PATH] [PLATFORM] [CONFIG] [UNTIL] [RUNS] [BRANCH] [URL] [ORIGIN]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/test/status-history" \
  path=="${1:-boot}" \
  platform=="${2:-qemu-riscv64}" \
  config_name=="${3:-defconfig}" \
  current_test_start_time=="${4:-$(date -u +%Y-%m-%dT%H:%M:%SZ)}" \
  group_size=="${5:-10}" \
  git_repository_branch=="${6:-master}" \
  git_repository_url=="${7:-https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git}" \
  origin=="${8:-maestro}"

#!/usr/bin/env bash
# Known issues of a test or boot.
# Usage: requests/test-issues-get.sh [TEST_ID]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/test/${1:-maestro:83649f1726e7a180000001b7}/issues"

#!/usr/bin/env bash
# Tests and boots of a build.
# Usage: requests/build-tests-get.sh [BUILD_ID]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/build/${1:-maestro:83649f1726e7a18000000002}/tests"

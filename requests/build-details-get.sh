#!/usr/bin/env bash
# A build with its checkout.
# Usage: requests/build-details-get.sh [BUILD_ID]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/build/${1:-maestro:83649f1726e7a1800000041e}"

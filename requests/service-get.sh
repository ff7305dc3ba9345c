#!/usr/bin/env bash
# Whether the service is alive and ready.
# Usage: requests/service-get.sh      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/healthz"
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/readyz"

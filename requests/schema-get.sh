#!/usr/bin/env bash
# The OpenAPI document as JSON.
# Usage: requests/schema-get.sh      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/schema/" \
  format==json

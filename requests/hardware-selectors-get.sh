#!/usr/bin/env bash
# Trees, branches and revisions whose hardware can be asked for.
# Usage: requests/hardware-selectors-get.sh [ORIGIN]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/hardware/selectors/" \
  origin=="${1:-maestro}"

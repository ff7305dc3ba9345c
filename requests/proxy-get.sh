#!/usr/bin/env bash
# A file of another host, unpacked when it is a packed one. LOG_HOST is where it lies unless an address is given.
# Usage: requests/proxy-get.sh [URL]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/proxy/" \
  url=="${1:-${LOG_HOST:-https://files.kernelci.org}/}"

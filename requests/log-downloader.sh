#!/usr/bin/env bash
# The files that a page of logs lists. LOG_HOST is where it lies unless an address is given.
# Usage: requests/log-downloader.sh [URL]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/log-downloader/" \
  log_download_url=="${1:-${LOG_HOST:-https://files.kernelci.org}/logs/}"

#!/usr/bin/env bash
# Where issues were seen first and last, and in which trees.
# Usage: requests/issue-extras-post.sh [ISSUE_ID] [VERSION]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin POST "${BASE:-http://127.0.0.1:8000}/api/issue/extras/" \
  issues:="[[\"${1:-maestro:6951aa0071460a6bffad695b76de7caf26c8cec6}\", ${2:-1}]]"

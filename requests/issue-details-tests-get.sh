#!/usr/bin/env bash
# Tests and boots that show a version of an issue.
# Usage: requests/issue-details-tests-get.sh [ISSUE_ID] [VERSION]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/issue/${1:-broonie:5da7f7c94cfcd5c461460b447aace127f946929d}/tests" ${2:+"version==$2"}

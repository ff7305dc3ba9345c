#!/usr/bin/env bash
# Builds that show a version of an issue.
# Usage: requests/issue-details-builds-get.sh [ISSUE_ID] [VERSION]      (BASE=http://host:port for another server)
set -euo pipefail
http --ignore-stdin GET "${BASE:-http://127.0.0.1:8000}/api/issue/${1:-maestro:473c154e288c4e37684de7cccf7b127e9540854d}/builds" ${2:+"version==$2"}

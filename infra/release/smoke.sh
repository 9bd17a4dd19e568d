#!/usr/bin/env bash
# Whether an API answers as it should: `smoke.sh URL`. The worker is private; its startup probe has asked it already.
set -euo pipefail
url="${1:?smoke.sh needs an address}"

expect() { # path, status
  local status
  status="$(curl --silent --show-error --output /dev/null --write-out '%{http_code}' --max-time 20 \
    --retry 5 --retry-delay 2 --retry-connrefused "$url$1")"
  if [ "$status" != "$2" ]; then
    echo "smoke.sh: $url$1 answers $status, not $2" >&2
    exit 1
  fi
  echo "$1 answers $status"
}

expect /health/live 200
expect /health/ready 200
expect /openapi.json 200
# nobody gets in without a token
expect /api/ai/jobs 401
# users cannot reach the tasks
expect /tasks/sweep 404

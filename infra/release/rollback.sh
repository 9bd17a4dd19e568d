#!/usr/bin/env bash
# All traffic back to what served before the last deploy.sh: by its notes in $STATE, or to REVISION given by hand:
#   rollback.sh [SERVICE=REVISION ...]
# The database stays: migrations only add, so the release before works with it.
set -euo pipefail
cd "$(dirname "$0")/../.."
. infra/release/place.sh

if [ $# -eq 0 ]; then
  for service in "$API" "$WORKER"; do
    if [ -s "$STATE/$service.before" ]; then set -- "$@" "$service=$(cat "$STATE/$service.before")"; fi
  done
fi
if [ $# -eq 0 ]; then
  echo "rollback.sh: nothing in $STATE; name them: rollback.sh $API=REVISION $WORKER=REVISION" >&2
  exit 2
fi
status=0
for pair in "$@"; do
  # one that cannot be moved must not keep the other where it is
  gcloud run services update-traffic "${pair%%=*}" --to-revisions "${pair#*=}=100" "${at[@]}" || status=1
done
exit "$status"

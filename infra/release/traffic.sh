#!/usr/bin/env bash
# Moves traffic to the revisions that deploy.sh made, in steps, and stops at the first error they log.
# STEPS: shares in percent. WAIT_S: seconds on each step before the next one.
set -euo pipefail
cd "$(dirname "$0")/../.."
. infra/release/place.sh
: "${STEPS:=10 50 100}"
: "${WAIT_S:=120}"

for share in $STEPS; do
  for service in "$WORKER" "$API"; do
    after="$(cat "$STATE/$service.after")"
    before="$(cat "$STATE/$service.before")"
    if [ "$share" = 100 ] || [ -z "$before" ] || [ "$before" = "$after" ]; then
      # not by name: a revision that Terraform makes later, for another secret or setting, has to get its traffic, too
      gcloud run services update-traffic "$service" --to-latest "${at[@]}"
    else
      gcloud run services update-traffic "$service" --to-revisions "$after=$share,$before=$((100 - share))" "${at[@]}"
    fi
  done
  sleep "$WAIT_S"
  for service in "$WORKER" "$API"; do
    after="$(cat "$STATE/$service.after")"
    errors="$(gcloud logging read "resource.labels.revision_name=\"$after\" AND severity>=ERROR" \
      --project "$PROJECT" --freshness "$((WAIT_S + 60))s" --limit 1 --format 'value(jsonPayload.message)')"
    if [ -n "$errors" ]; then
      echo "traffic.sh: $after logged an error at $share %: $errors" >&2
      exit 1
    fi
  done
  echo "$share % of the traffic is on the new revisions"
done

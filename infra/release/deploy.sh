#!/usr/bin/env bash
# Makes a revision of both services that gets no traffic yet: `deploy.sh IMAGE@sha256:... TAG`.
# What served before is noted in $STATE, for rollback.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
. infra/release/place.sh
image="${1:?deploy.sh needs an image by digest}"
tag="${2:?deploy.sh needs a tag, such as r0123abc}"
case "$image" in *@sha256:*) ;; *) echo "deploy.sh: $image is not named by digest; a tag can move" >&2; exit 2 ;; esac

mkdir -p "$STATE"
for service in "$WORKER" "$API"; do
  serving "$service" > "$STATE/$service.before"
  gcloud run services update "$service" --image "$image" --no-traffic --tag "$tag" "${at[@]}"
  # the startup probe is /health/ready: a revision that is ready has reached the database and found its tables
  revision="$(gcloud run services describe "$service" "${at[@]}" --format 'value(status.latestReadyRevisionName)')"
  created="$(gcloud run services describe "$service" "${at[@]}" --format 'value(status.latestCreatedRevisionName)')"
  if [ -z "$created" ] || [ "$revision" != "$created" ]; then
    echo "deploy.sh: $created of $service did not become ready; its logs say why" >&2
    exit 1
  fi
  echo "$revision" > "$STATE/$service.after"
done

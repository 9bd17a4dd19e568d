#!/usr/bin/env bash
# Deploys, looks, moves traffic, and rolls back when any of it fails: `release.sh IMAGE@sha256:... TAG`.
# One script, because a build ends at its first failed step and a rollback has to come after it.
set -euo pipefail
cd "$(dirname "$0")/../.."
. infra/release/place.sh
image="${1:?release.sh needs an image by digest}"
tag="${2:?release.sh needs a tag}"

back() {
  echo "release.sh: the release failed; back to what served before" >&2
  infra/release/rollback.sh || echo "release.sh: the rollback failed, too: do it by hand (infra/README.md)" >&2
  exit 1
}
trap back ERR

rm -rf "$STATE"
infra/release/deploy.sh "$image" "$tag"
host="$(gcloud run services describe "$API" "${at[@]}" --format 'value(status.url)')"
infra/release/smoke.sh "https://$tag---${host#https://}"
infra/release/traffic.sh
infra/release/smoke.sh "$host"
echo "released $image"

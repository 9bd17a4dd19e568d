#!/usr/bin/env bash
# Brings the database to what an image needs, before any of its revisions runs: `migrate.sh IMAGE@sha256:...`.
# Migrations only add (infra/README.md), so the running revisions go on with the new tables.
set -euo pipefail
cd "$(dirname "$0")/../.."
. infra/release/place.sh
image="${1:?migrate.sh needs an image by digest}"

for job in migrate grants; do
  gcloud run jobs update "$NAME-$job" --image "$image" "${at[@]}"
  gcloud run jobs execute "$NAME-$job" --wait "${at[@]}"
done

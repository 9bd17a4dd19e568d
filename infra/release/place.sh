# shellcheck shell=bash disable=SC2034
# Where a release goes; read by the scripts beside it. Terraform sets the first three in cloudbuild.yaml's substitutions.
: "${PROJECT:?set PROJECT to the project id}"
: "${REGION:?set REGION to the region of Cloud Run}"
: "${NAME:=fitcsv-ai}"
: "${STATE:=out/release}"
API="$NAME-api"
WORKER="$NAME-worker"
at=(--project "$PROJECT" --region "$REGION")

serving() { # the revision of a service that gets most of the traffic
  gcloud run services describe "$1" "${at[@]}" --flatten 'status.traffic[]' \
    --format 'csv[no-heading](status.traffic.percent,status.traffic.revisionName)' |
    awk -F, '$1 + 0 > best { best = $1 + 0; found = $2 } END { print found }'
}

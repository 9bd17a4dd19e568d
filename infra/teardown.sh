#!/usr/bin/env bash
# Takes an environment away again.
#
#   infra/teardown.sh --project ID --environment dev|prod --confirm ID [--with-state] [--dry-run]
#
# prod protects its database and services: set `deletion_protection` and `deletion_protection_enabled` to false, apply,
# and only then this works; what was in the database is gone with it, backups included.
#
#   --confirm     the project's id once more: nobody types it by accident
#   --with-state  the bucket of Terraform's state, too
#   --dry-run     print the commands, run none
set -euo pipefail

project="" environment="" confirm="" with_state="" dry=""
while [ $# -gt 0 ]; do
  case "$1" in
    --project) project="${2:?--project needs an id}"; shift 2 ;;
    --environment) environment="${2:?--environment needs dev or prod}"; shift 2 ;;
    --confirm) confirm="${2:?--confirm needs the id}"; shift 2 ;;
    --with-state) with_state=1; shift ;;
    --dry-run) dry=1; shift ;;
    -h | --help) sed -n '2,11p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
    *) echo "teardown.sh: unknown argument '$1'; see --help" >&2; exit 2 ;;
  esac
done
[ -n "$project" ] || { echo "teardown.sh: --project is missing" >&2; exit 2; }
case "$environment" in dev | prod) ;; *) echo "teardown.sh: --environment must be dev or prod, not '$environment'" >&2; exit 2 ;; esac
[ "$confirm" = "$project" ] || { echo "teardown.sh: --confirm must repeat the project's id" >&2; exit 2; }

folder="$(cd "$(dirname "$0")" && pwd)/envs/$environment"
bucket="$project-terraform"
run() {
  echo "+ $*" >&2
  [ -n "$dry" ] || "$@"
}

run terraform -chdir="$folder" init -input=false -backend-config="bucket=$bucket"
# accounts of the database own tables: they go with the instance, not before it
for user in api worker migrator; do
  run terraform -chdir="$folder" state rm "module.service.google_sql_user.account[\"$user\"]" || true
done
run terraform -chdir="$folder" state rm module.service.google_sql_user.admin || true
run terraform -chdir="$folder" destroy -var "project_id=$project"
if [ -n "$with_state" ]; then
  run gcloud storage rm --recursive "gs://$bucket" --project "$project"
fi

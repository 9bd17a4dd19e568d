#!/usr/bin/env bash
# From an empty project to a service that answers. Doing it again does no harm: what is there stays.
#
#   infra/bootstrap.sh --project ID --environment dev|prod [--region REGION] [--yes] [--dry-run]
#
# Before: `gcloud auth login`, `gcloud auth application-default login`, a project with billing, and
# infra/envs/ENVIRONMENT/terraform.tfvars made from terraform.tfvars.example beside it.
#
# Keys of model providers are read from standard input, one line each in the order of `secret_versions` sorted by name;
# on a terminal they are asked for and not shown. They are in no argument, no file and no state.
#
#   --yes      do not ask before each terraform apply
#   --dry-run  print the commands, run none
set -euo pipefail

project="" environment="" region="europe-west1" yes="" dry=""
while [ $# -gt 0 ]; do
  case "$1" in
    --project) project="${2:?--project needs an id}"; shift 2 ;;
    --environment) environment="${2:?--environment needs dev or prod}"; shift 2 ;;
    --region) region="${2:?--region needs a region}"; shift 2 ;;
    --yes) yes=1; shift ;;
    --dry-run) dry=1; shift ;;
    -h | --help) sed -n '2,16p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
    *) echo "bootstrap.sh: unknown argument '$1'; see --help" >&2; exit 2 ;;
  esac
done
[ -n "$project" ] || { echo "bootstrap.sh: --project is missing" >&2; exit 2; }
case "$environment" in dev | prod) ;; *) echo "bootstrap.sh: --environment must be dev or prod, not '$environment'" >&2; exit 2 ;; esac

here="$(cd "$(dirname "$0")" && pwd)"
root="$(dirname "$here")"
folder="$here/envs/$environment"
name="fitcsv-ai"
bucket="$project-terraform"
repository="$region-docker.pkg.dev/$project/$name"
settings="$folder/terraform.tfvars"
image_settings="$folder/image.auto.tfvars"

run() { # print the command; run it, unless this is a dry run
  echo "+ $*" >&2
  [ -n "$dry" ] || "$@"
}
apply() { # apply all, or the targets given
  local flags=(-var "project_id=$project" -var "region=$region")
  [ -z "$yes" ] || flags+=(-input=false -auto-approve)
  local target
  for target in "$@"; do flags+=(-target "module.service.$target"); done
  run terraform -chdir="$folder" apply "${flags[@]}"
}
job() { # run a Cloud Run job to its end; further arguments replace the container's
  local job="$1"; shift
  run gcloud run jobs execute "$name-$job" --project "$project" --region "$region" --wait "$@"
}
step() { echo "== $*" >&2; }

step "1. tools and settings"
for tool in gcloud terraform docker; do
  command -v "$tool" > /dev/null || { echo "bootstrap.sh: $tool is not installed" >&2; exit 1; }
done
if [ ! -f "$settings" ] && [ -z "$dry" ]; then
  echo "bootstrap.sh: $settings is missing; copy terraform.tfvars.example beside it and fill it in" >&2
  exit 1
fi

step "2. what Terraform itself needs"
run gcloud services enable serviceusage.googleapis.com cloudresourcemanager.googleapis.com storage.googleapis.com \
  iam.googleapis.com artifactregistry.googleapis.com secretmanager.googleapis.com --project "$project"
if [ -n "$dry" ] || ! gcloud storage buckets describe "gs://$bucket" --project "$project" > /dev/null 2>&1; then
  run gcloud storage buckets create "gs://$bucket" --project "$project" --location "$region" \
    --uniform-bucket-level-access --public-access-prevention
fi
run gcloud storage buckets update "gs://$bucket" --project "$project" --versioning
run terraform -chdir="$folder" init -input=false -backend-config="bucket=$bucket"

step "3. registry and secrets, still without values"
if [ ! -f "$image_settings" ] && [ -z "$dry" ]; then
  # nothing runs it: the next steps put the real one here
  printf 'image = "%s/%s@sha256:%064d"\n' "$repository" "$name" 0 > "$image_settings"
fi
apply google_project_service.api google_artifact_registry_repository.images google_secret_manager_secret.provider_key

step "4. values of secrets, from standard input"
secrets="$(grep -oE '\b(ANTHROPIC|OPENAI)_API_KEY\b' "$settings" 2> /dev/null | sort -u || true)"
for secret in $secrets; do
  id="$name-$(tr 'A-Z_' 'a-z-' <<< "$secret")"
  if [ -n "$dry" ]; then
    echo "+ gcloud secrets versions add $id --project $project --data-file=- (value from standard input)" >&2
    continue
  fi
  if [ -n "$(gcloud secrets versions list "$id" --project "$project" --limit 1 --format 'value(name)')" ]; then
    echo "$secret has a value; a new one is a rotation (infra/README.md)" >&2
    continue
  fi
  [ ! -t 0 ] || printf '%s: ' "$secret" >&2
  IFS= read -rs value || { echo "bootstrap.sh: no value for $secret on standard input" >&2; exit 1; }
  [ -n "$value" ] || { echo "bootstrap.sh: the value for $secret is empty" >&2; exit 1; }
  # printf is the shell's own: the value is in no process's arguments
  printf '%s' "$value" | gcloud secrets versions add "$id" --project "$project" --data-file=-
  unset value
done

step "5. the first image"
if [ -n "$dry" ] || grep -q 'sha256:0\{64\}' "$image_settings"; then
  tag="$repository/$name:bootstrap-$(git -C "$root" rev-parse --short=12 HEAD 2> /dev/null || echo first)"
  run gcloud auth configure-docker "$region-docker.pkg.dev" --quiet
  run docker build --file "$root/Dockerfile" --tag "$tag" "$root"
  run docker push "$tag"
  if [ -z "$dry" ]; then
    digest="$(gcloud artifacts docker images describe "$tag" --project "$project" --format 'value(image_summary.digest)')"
    case "$digest" in sha256:*) ;; *) echo "bootstrap.sh: $tag has no digest" >&2; exit 1 ;; esac
    printf 'image = "%s/%s@%s"\n' "$repository" "$name" "$digest" > "$image_settings"
  fi
fi

step "6. the database, its roles, tables and exercises"
apply google_sql_database.this google_sql_user.account google_cloud_run_v2_job.roles google_cloud_run_v2_job.migrate \
  google_cloud_run_v2_job.grants google_project_iam_member.database_client google_project_iam_member.database_user
job roles
job migrate
job migrate --args=db,seed
job grants

step "7. everything else"
apply

step "done"
[ -n "$dry" ] || terraform -chdir="$folder" output
echo "Next: infra/README.md, 'The first program'." >&2

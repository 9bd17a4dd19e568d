# Pull requests are checked by an account that may do nothing; main is released by one that may.
locals {
  repository_owner = split("/", var.repository)[0]
  repository_name  = split("/", var.repository)[1]
}

resource "google_cloudbuild_trigger" "pull_request" {
  project            = var.project_id
  location           = var.region
  name               = "${local.name}-pull-request"
  description        = "Checks, suite, evals and image of a pull request; nothing leaves the build."
  filename           = "infra/release/pull-request.yaml"
  service_account    = google_service_account.checker.id
  include_build_logs = "INCLUDE_BUILD_LOGS_WITH_STATUS"

  github {
    owner = local.repository_owner
    name  = local.repository_name
    pull_request {
      branch          = "^main$"
      comment_control = "COMMENTS_ENABLED_FOR_EXTERNAL_CONTRIBUTORS_ONLY"
    }
  }

  depends_on = [google_project_service.api]
}

resource "google_cloudbuild_trigger" "main" {
  project            = var.project_id
  location           = var.region
  name               = "${local.name}-main"
  description        = "Checks, builds and releases main, step by step."
  filename           = "cloudbuild.yaml"
  service_account    = google_service_account.builder.id
  include_build_logs = "INCLUDE_BUILD_LOGS_WITH_STATUS"

  substitutions = {
    _REGION = var.region
    _NAME   = local.name
  }

  github {
    owner = local.repository_owner
    name  = local.repository_name
    push {
      branch = "^main$"
    }
  }

  # somebody says yes before production changes
  approval_config {
    approval_required = local.is_prod
  }

  depends_on = [google_project_service.api]
}

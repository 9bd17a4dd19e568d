# One account for each thing that runs, without keys, each with what it needs and nothing of the whole project that a
# single resource can grant.

resource "google_service_account" "api" {
  project      = var.project_id
  account_id   = "${local.name}-api"
  display_name = "Control plane: what users call"
}

resource "google_service_account" "worker" {
  project      = var.project_id
  account_id   = "${local.name}-worker"
  display_name = "Execution plane: what Cloud Tasks calls"
}

resource "google_service_account" "tasks" {
  project      = var.project_id
  account_id   = "${local.name}-tasks"
  display_name = "Identity of tasks; may call the worker, nothing else"
}

resource "google_service_account" "scheduler" {
  project      = var.project_id
  account_id   = "${local.name}-scheduler"
  display_name = "Identity of the sweep; may call the worker, nothing else"
}

resource "google_service_account" "migrator" {
  project      = var.project_id
  account_id   = "${local.name}-migrator"
  display_name = "Owns the tables; runs migrations"
}

resource "google_service_account" "roles" {
  project      = var.project_id
  account_id   = "${local.name}-roles"
  display_name = "Creates the database's roles with the administrator's password"
}

resource "google_service_account" "builder" {
  project      = var.project_id
  account_id   = "${local.name}-builder"
  display_name = "Builds and releases main"
}

resource "google_service_account" "checker" {
  project      = var.project_id
  account_id   = "${local.name}-checker"
  display_name = "Checks pull requests; may write logs, nothing else"
}

locals {
  database_accounts = {
    api      = google_service_account.api.email
    worker   = google_service_account.worker.email
    migrator = google_service_account.migrator.email
    roles    = google_service_account.roles.email
  }
  traced_accounts = { api = google_service_account.api.email, worker = google_service_account.worker.email }
  build_accounts  = { builder = google_service_account.builder.email, checker = google_service_account.checker.email }
  deployed_accounts = {
    api      = google_service_account.api.name
    worker   = google_service_account.worker.name
    migrator = google_service_account.migrator.name
  }
  enqueuers = { api = google_service_account.api.email, worker = google_service_account.worker.email }
}

# Cloud SQL has no IAM of its own for an instance: the condition narrows the role to ours
resource "google_project_iam_member" "database_client" {
  for_each = local.database_accounts
  project  = var.project_id
  role     = "roles/cloudsql.client"
  member   = "serviceAccount:${each.value}"

  condition {
    title      = "our instance"
    expression = "resource.name == 'projects/${var.project_id}/instances/${local.name}'"
  }
}

resource "google_project_iam_member" "database_user" {
  for_each = { for name, email in local.database_accounts : name => email if name != "roles" }
  project  = var.project_id
  role     = "roles/cloudsql.instanceUser"
  member   = "serviceAccount:${each.value}"

  condition {
    title      = "our instance"
    expression = "resource.name == 'projects/${var.project_id}/instances/${local.name}'"
  }
}

resource "google_project_iam_member" "tracer" {
  for_each = local.traced_accounts
  project  = var.project_id
  role     = "roles/cloudtrace.agent"
  member   = "serviceAccount:${each.value}"
}

resource "google_project_iam_member" "build_log" {
  for_each = local.build_accounts
  project  = var.project_id
  role     = "roles/logging.logWriter"
  member   = "serviceAccount:${each.value}"
}

# a release stops at the first error that its revisions log
resource "google_project_iam_member" "release_log" {
  project = var.project_id
  role    = "roles/logging.viewer"
  member  = "serviceAccount:${google_service_account.builder.email}"
}

# both planes run the outbox
resource "google_cloud_tasks_queue_iam_member" "enqueuer" {
  for_each = { for pair in setproduct(keys(google_cloud_tasks_queue.priority), keys(local.enqueuers)) : "${pair[0]}-${pair[1]}" => pair }
  project  = var.project_id
  location = var.region
  name     = google_cloud_tasks_queue.priority[each.value[0]].name
  role     = "roles/cloudtasks.enqueuer"
  member   = "serviceAccount:${local.enqueuers[each.value[1]]}"
}

# a task that carries this account's token may only be made by whoever may act as it
resource "google_service_account_iam_member" "acts_as_tasks" {
  for_each           = local.enqueuers
  service_account_id = google_service_account.tasks.name
  role               = "roles/iam.serviceAccountUser"
  member             = "serviceAccount:${each.value}"
}

resource "google_cloud_run_v2_service_iam_member" "worker_invoker" {
  for_each = {
    tasks     = google_service_account.tasks.email
    scheduler = google_service_account.scheduler.email
  }
  project  = var.project_id
  location = var.region
  name     = google_cloud_run_v2_service.worker.name
  role     = "roles/run.invoker"
  member   = "serviceAccount:${each.value}"
}

# the API checks its callers' tokens itself (design 07); this is the one place where everybody is let in
resource "google_cloud_run_v2_service_iam_member" "api_invoker" {
  project  = var.project_id
  location = var.region
  name     = google_cloud_run_v2_service.api.name
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_cloud_run_v2_service_iam_member" "deployer" {
  for_each = {
    api    = google_cloud_run_v2_service.api.name
    worker = google_cloud_run_v2_service.worker.name
  }
  project  = var.project_id
  location = var.region
  name     = each.value
  role     = "roles/run.developer"
  member   = "serviceAccount:${google_service_account.builder.email}"
}

resource "google_cloud_run_v2_job_iam_member" "deployer" {
  for_each = { migrate = google_cloud_run_v2_job.migrate.name, grants = google_cloud_run_v2_job.grants.name }
  project  = var.project_id
  location = var.region
  name     = each.value
  role     = "roles/run.developer"
  member   = "serviceAccount:${google_service_account.builder.email}"
}

resource "google_service_account_iam_member" "deployer" {
  for_each           = local.deployed_accounts
  service_account_id = each.value
  role               = "roles/iam.serviceAccountUser"
  member             = "serviceAccount:${google_service_account.builder.email}"
}

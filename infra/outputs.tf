output "api_url" {
  description = "Where users call."
  value       = local.api_url
}

output "worker_url" {
  description = "Where Cloud Tasks calls; private."
  value       = local.worker_url
}

output "repository" {
  description = "Where images are pushed."
  value       = "${var.region}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.images.repository_id}"
}

output "queues" {
  description = "The queues, for FitCSV's web app when it makes tasks itself."
  value       = { for priority, queue in google_cloud_tasks_queue.priority : priority => queue.id }
}

output "accounts" {
  description = "The service accounts by what they are for."
  value = {
    api       = google_service_account.api.email
    worker    = google_service_account.worker.email
    tasks     = google_service_account.tasks.email
    scheduler = google_service_account.scheduler.email
    migrator  = google_service_account.migrator.email
    builder   = google_service_account.builder.email
    checker   = google_service_account.checker.email
  }
}

output "database_instance" {
  description = "PROJECT:REGION:INSTANCE of Cloud SQL."
  value       = google_sql_database_instance.this.connection_name
}

output "federation_provider" {
  description = "What CI outside of Google names when it exchanges its token."
  value       = google_iam_workload_identity_pool_provider.github.name
}

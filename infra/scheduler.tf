# Once a minute: jobs of dead workers and of lost tasks are put back on their way.
resource "google_cloud_scheduler_job" "sweep" {
  project          = var.project_id
  region           = var.region
  name             = "${local.name}-sweep"
  description      = "Puts back what dead workers and lost tasks left behind."
  schedule         = local.limits.sweep.schedule
  time_zone        = "Etc/UTC"
  attempt_deadline = "${local.limits.sweep.deadline_s}s"

  # the next minute brings the next sweep
  retry_config {
    retry_count = 0
  }

  http_target {
    http_method = "POST"
    uri         = "${local.worker_url}/tasks/sweep"
    headers     = { "Content-Type" = "application/json" }
    body        = base64encode("{}")

    oidc_token {
      service_account_email = google_service_account.scheduler.email
      audience              = local.worker_url
    }
  }

  depends_on = [google_project_service.api]
}

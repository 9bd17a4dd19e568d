# One queue per priority (Cloud Tasks knows none); the service adds the name to TASKS_QUEUE.
resource "google_cloud_tasks_queue" "priority" {
  for_each = toset(local.limits.queue.names)
  project  = var.project_id
  location = var.region
  name     = "${local.name}-${each.value}"

  rate_limits {
    max_dispatches_per_second = var.sizes.queue.dispatches_per_second
    max_concurrent_dispatches = var.sizes.queue.concurrent
  }

  retry_config {
    # how often is decided by the job's row, how long by this: a day, then the sweep makes a new task
    max_attempts       = local.limits.queue.max_attempts
    max_retry_duration = "${local.limits.queue.max_retry_s}s"
    min_backoff        = "${local.limits.queue.min_backoff_s}s"
    max_backoff        = "${local.limits.queue.max_backoff_s}s"
    max_doublings      = local.limits.queue.max_doublings
  }

  stackdriver_logging_config {
    sampling_ratio = local.is_prod ? 0.1 : 1.0
  }

  depends_on = [google_project_service.api]
}

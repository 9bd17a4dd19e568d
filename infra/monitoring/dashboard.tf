resource "google_monitoring_dashboard" "service" {
  project        = var.project_id
  dashboard_json = file("${path.module}/dashboard.json")

  depends_on = [google_logging_metric.figure]
}

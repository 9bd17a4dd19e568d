# From outside: the front end, the container, its database and the schema, all in one answer.
resource "google_monitoring_uptime_check_config" "api" {
  project      = var.project_id
  display_name = "FitCSV AI ${var.environment}: API is ready"
  timeout      = "10s"
  period       = var.environment == "prod" ? "60s" : "900s"

  http_check {
    path         = "/health/ready"
    port         = 443
    use_ssl      = true
    validate_ssl = true
  }

  monitored_resource {
    type   = "uptime_url"
    labels = { project_id = var.project_id, host = var.api_host }
  }
}

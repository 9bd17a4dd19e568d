module "monitoring" {
  source      = "./monitoring"
  project_id  = var.project_id
  environment = var.environment
  labels      = local.labels
  alert_email = var.alert_email
  api_host    = trimprefix(local.api_url, "https://")
  thresholds = {
    spend_usd_per_hour   = var.spending.alert_hour
    database_connections = floor(local.limits.pool.share_of_connections * var.sizes.database.max_connections)
  }
  depends_on = [google_project_service.api]
}

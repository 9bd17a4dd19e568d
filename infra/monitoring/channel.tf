resource "google_monitoring_notification_channel" "email" {
  project      = var.project_id
  display_name = "FitCSV AI ${var.environment}"
  type         = "email"
  labels       = { email_address = var.alert_email }
}

output "channel" {
  description = "Id of the channel, for the budget."
  value       = google_monitoring_notification_channel.email.id
}

# One policy for each entry of alerts.json; its text is the runbook, so whoever is woken has it in the message.
locals {
  alerts = { for alert in jsondecode(file("${path.module}/alerts.json")).alerts : alert.name => alert }
}

resource "google_monitoring_alert_policy" "alert" {
  for_each     = local.alerts
  project      = var.project_id
  display_name = "FitCSV AI ${var.environment}: ${each.value.title}"
  combiner     = "OR"
  severity     = each.value.severity
  user_labels  = var.labels
  # dev tells nobody at night
  enabled               = var.environment == "prod" || each.value.severity != "WARNING"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = each.value.title
    condition_prometheus_query_language {
      query = replace(
        replace(each.value.query, "@spend_usd_per_hour@", tostring(var.thresholds.spend_usd_per_hour)),
        "@database_connections@", tostring(var.thresholds.database_connections)
      )
      duration            = "${each.value.for_s}s"
      evaluation_interval = "60s"
      # a figure that was never logged does not exist yet
      disable_metric_validation = true
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = file("${path.module}/../runbooks/${each.key}.md")
  }

  alert_strategy {
    auto_close = "1800s"
  }

  depends_on = [google_logging_metric.figure]
}

# Google's own bill. What models cost is billed by their providers: caps in `spending`, alert in monitoring/.
resource "google_billing_budget" "this" {
  billing_account = var.billing_account
  display_name    = "${local.name} ${var.environment}"

  budget_filter {
    projects        = ["projects/${data.google_project.this.number}"]
    calendar_period = "MONTH"
  }

  amount {
    specified_amount {
      units = tostring(floor(var.monthly_budget_usd))
    }
  }

  threshold_rules {
    threshold_percent = 0.5
  }
  threshold_rules {
    threshold_percent = 0.9
  }
  threshold_rules {
    threshold_percent = 1.0
    spend_basis       = "FORECASTED_SPEND"
  }

  all_updates_rule {
    monitoring_notification_channels = [module.monitoring.channel]
  }

  depends_on = [google_project_service.api]
}

# The figures of service/telemetry/metrics.py, read from the same fields of the same log records.
locals {
  metrics = { for metric in jsondecode(file("${path.module}/metrics.json")).metrics : metric.name => metric }
  # the logs carry these as labels of the entry, not in its payload
  entry_labels = { job_id = "jobId", user = "user", attempt = "attempt" }
}

resource "google_logging_metric" "figure" {
  for_each    = local.metrics
  project     = var.project_id
  name        = each.key
  description = each.value.meaning
  filter      = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name:\"fitcsv-ai-\" AND jsonPayload.message=\"${each.value.event}\""

  # a counter of Cloud Logging counts entries; what is added up is the sum of a distribution
  value_extractor = each.value.field == null ? null : (
    contains(keys(local.entry_labels), each.value.field)
    ? "EXTRACT(labels.${local.entry_labels[each.value.field]})"
    : "EXTRACT(jsonPayload.${each.value.field})"
  )

  label_extractors = { for label in each.value.labels : label => "EXTRACT(jsonPayload.${label})" }

  metric_descriptor {
    metric_kind  = "DELTA"
    value_type   = each.value.field == null ? "INT64" : "DISTRIBUTION"
    unit         = each.value.field == null ? "1" : each.value.unit
    display_name = each.key

    dynamic "labels" {
      for_each = each.value.labels
      content {
        key        = labels.value
        value_type = "STRING"
      }
    }
  }

  dynamic "bucket_options" {
    for_each = each.value.field == null ? [] : [each.value]
    content {
      exponential_buckets {
        num_finite_buckets = 64
        growth_factor      = 1.4
        # from a thousandth of a dollar, or of a second, up to days
        scale = 0.001
      }
    }
  }
}

resource "google_cloud_run_v2_service" "api" {
  project             = var.project_id
  name                = "${local.name}-api"
  location            = var.region
  description         = "Control plane: what users call; checks their tokens itself."
  ingress             = "INGRESS_TRAFFIC_ALL"
  deletion_protection = local.is_prod
  labels              = local.labels
  custom_audiences    = [local.api_url]

  template {
    service_account                  = google_service_account.api.email
    timeout                          = "${local.limits.api_request_s}s"
    max_instance_request_concurrency = var.sizes.api.concurrency
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"
    labels                           = local.labels

    scaling {
      min_instance_count = var.sizes.api.min_instances
      max_instance_count = var.sizes.api.max_instances
    }

    containers {
      image = var.image

      ports {
        container_port = 8080
      }

      resources {
        limits            = { cpu = var.sizes.api.cpu, memory = var.sizes.api.memory }
        cpu_idle          = true
        startup_cpu_boost = true
      }

      dynamic "env" {
        for_each = { for name, value in local.api_environment : name => value if value != "" }
        content {
          name  = env.key
          value = env.value
        }
      }

      startup_probe {
        period_seconds    = local.probes.startup.period
        timeout_seconds   = local.probes.startup.timeout
        failure_threshold = local.probes.startup.failures
        http_get {
          path = local.probes.startup.path
        }
      }

      liveness_probe {
        period_seconds    = local.probes.liveness.period
        timeout_seconds   = local.probes.liveness.timeout
        failure_threshold = local.probes.liveness.failures
        http_get {
          path = local.probes.liveness.path
        }
      }
    }

    dynamic "vpc_access" {
      for_each = google_compute_subnetwork.run
      content {
        egress = "PRIVATE_RANGES_ONLY"
        network_interfaces {
          network    = vpc_access.value.network
          subnetwork = vpc_access.value.id
        }
      }
    }
  }

  # image and traffic belong to infra/release; a plan must not undo a release
  lifecycle {
    ignore_changes = [template[0].containers[0].image, template[0].revision, traffic, client, client_version]
  }

  depends_on = [google_project_service.api, google_project_iam_member.database_client]
}

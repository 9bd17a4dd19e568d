resource "google_cloud_run_v2_service" "worker" {
  project             = var.project_id
  name                = "${local.name}-worker"
  location            = var.region
  description         = "Execution plane: what Cloud Tasks and Cloud Scheduler call."
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  deletion_protection = local.is_prod
  labels              = local.labels
  custom_audiences    = [local.worker_url]

  template {
    service_account                  = google_service_account.worker.email
    timeout                          = "${local.limits.deadlines.request_s}s"
    max_instance_request_concurrency = var.sizes.worker.concurrency
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"
    labels                           = local.labels

    scaling {
      min_instance_count = var.sizes.worker.min_instances
      max_instance_count = var.sizes.worker.max_instances
    }

    containers {
      image = var.image

      ports {
        container_port = 8080
      }

      resources {
        limits            = { cpu = var.sizes.worker.cpu, memory = var.sizes.worker.memory }
        cpu_idle          = true
        startup_cpu_boost = true
      }

      dynamic "env" {
        for_each = { for name, value in local.worker_environment : name => value if value != "" }
        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = var.secret_versions
        content {
          name = env.key
          value_source {
            secret_key_ref {
              secret  = google_secret_manager_secret.provider_key[env.key].secret_id
              version = env.value
            }
          }
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

  depends_on = [google_project_service.api, google_project_iam_member.database_client, google_secret_manager_secret_iam_member.worker]
}

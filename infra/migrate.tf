# What changes the database: tables by migrate, rights on them by grants, each release; roles once, by roles.

resource "google_cloud_run_v2_job" "migrate" {
  project             = var.project_id
  name                = "${local.name}-migrate"
  location            = var.region
  deletion_protection = false
  labels              = local.labels

  template {
    task_count = 1

    template {
      service_account = google_service_account.migrator.email
      timeout         = "900s"
      max_retries     = 0

      containers {
        image   = var.image
        command = ["fitcsv-ai"]
        args    = ["db", "upgrade"]

        resources {
          limits = { cpu = "1", memory = "1Gi" }
        }

        dynamic "env" {
          for_each = local.job_environment
          content {
            name  = env.key
            value = env.value
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
  }

  lifecycle {
    ignore_changes = [template[0].template[0].containers[0].image, client, client_version]
  }

  depends_on = [google_project_iam_member.database_client]
}

resource "google_cloud_run_v2_job" "grants" {
  project             = var.project_id
  name                = "${local.name}-grants"
  location            = var.region
  deletion_protection = false
  labels              = local.labels

  template {
    task_count = 1

    template {
      service_account = google_service_account.migrator.email
      timeout         = "900s"
      max_retries     = 0

      containers {
        image   = var.image
        command = ["python"]
        args    = ["-c", file("${path.module}/database/apply.py")]

        resources {
          limits = { cpu = "1", memory = "1Gi" }
        }

        dynamic "env" {
          for_each = merge(local.job_environment, { SQL_STATEMENTS = file("${path.module}/database/grants.sql") })
          content {
            name  = env.key
            value = env.value
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
  }

  lifecycle {
    ignore_changes = [template[0].template[0].containers[0].image, client, client_version]
  }

  depends_on = [google_project_iam_member.database_client]
}

resource "google_cloud_run_v2_job" "roles" {
  project             = var.project_id
  name                = "${local.name}-roles"
  location            = var.region
  deletion_protection = false
  labels              = local.labels

  template {
    task_count = 1

    template {
      service_account = google_service_account.roles.email
      timeout         = "900s"
      max_retries     = 0

      containers {
        image   = var.image
        command = ["python"]
        args    = ["-c", file("${path.module}/database/apply.py")]

        resources {
          limits = { cpu = "1", memory = "1Gi" }
        }

        dynamic "env" {
          for_each = merge(local.job_environment, {
            DB_USER        = google_sql_user.admin.name
            SQL_STATEMENTS = file("${path.module}/database/roles.sql")
            SQL_MEMBERS    = jsonencode({ for role, user in google_sql_user.account : "fitcsv_${role}" => user.name })
          })
          content {
            name  = env.key
            value = env.value
          }
        }

        env {
          name = "DB_PASSWORD"
          value_source {
            secret_key_ref {
              secret  = google_secret_manager_secret.admin_password.secret_id
              version = google_secret_manager_secret_version.admin_password.version
            }
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
  }

  lifecycle {
    ignore_changes = [template[0].template[0].containers[0].image, client, client_version]
  }

  depends_on = [google_project_iam_member.database_client, google_secret_manager_secret_iam_member.roles]
}

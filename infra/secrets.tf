# Terraform knows names and versions; the values come from bootstrap.sh's standard input.
resource "google_secret_manager_secret" "provider_key" {
  for_each            = var.secret_versions
  project             = var.project_id
  secret_id           = "${local.name}-${lower(replace(each.key, "_", "-"))}"
  labels              = local.labels
  version_destroy_ttl = "604800s"

  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }

  depends_on = [google_project_service.api]
}

# the worker alone calls models
resource "google_secret_manager_secret_iam_member" "worker" {
  for_each  = google_secret_manager_secret.provider_key
  project   = var.project_id
  secret_id = each.value.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.worker.email}"
}

resource "google_secret_manager_secret" "admin_password" {
  project   = var.project_id
  secret_id = "${local.name}-database-admin"
  labels    = local.labels

  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }

  depends_on = [google_project_service.api]
}

resource "google_secret_manager_secret_version" "admin_password" {
  secret                 = google_secret_manager_secret.admin_password.id
  secret_data_wo         = ephemeral.random_password.admin.result
  secret_data_wo_version = local.admin_password_version
}

resource "google_secret_manager_secret_iam_member" "roles" {
  project   = var.project_id
  secret_id = google_secret_manager_secret.admin_password.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.roles.email}"
}

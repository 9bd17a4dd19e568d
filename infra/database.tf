resource "google_sql_database_instance" "this" {
  project             = var.project_id
  name                = local.name
  region              = var.region
  database_version    = "POSTGRES_18"
  deletion_protection = local.is_prod

  settings {
    tier                        = var.sizes.database.tier
    edition                     = "ENTERPRISE"
    availability_type           = var.sizes.database.is_highly_available ? "REGIONAL" : "ZONAL"
    disk_type                   = "PD_SSD"
    disk_size                   = var.sizes.database.disk_gb
    disk_autoresize             = true
    deletion_protection_enabled = local.is_prod
    user_labels                 = local.labels

    backup_configuration {
      enabled                        = true
      point_in_time_recovery_enabled = true
      start_time                     = "03:00"
      transaction_log_retention_days = var.sizes.database.log_days

      backup_retention_settings {
        retained_backups = var.sizes.database.backups
        retention_unit   = "COUNT"
      }
    }

    ip_configuration {
      # no authorized_networks: whoever comes over the public address needs the connector, its certificate and IAM
      ipv4_enabled                                  = !var.has_private_database
      private_network                               = var.has_private_database ? google_compute_network.this[0].id : null
      ssl_mode                                      = "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"
      enable_private_path_for_google_cloud_services = var.has_private_database
    }

    maintenance_window {
      day          = 7
      hour         = 4
      update_track = "stable"
    }

    insights_config {
      query_insights_enabled  = true
      record_application_tags = false
      record_client_address   = false
    }

    database_flags {
      name  = "cloudsql.iam_authentication"
      value = "on"
    }
    database_flags {
      name  = "max_connections"
      value = tostring(var.sizes.database.max_connections)
    }
    database_flags {
      name  = "log_lock_waits"
      value = "on"
    }
    database_flags {
      name  = "log_checkpoints"
      value = "on"
    }
    database_flags {
      name  = "log_connections"
      value = "on"
    }
    database_flags {
      name  = "log_disconnections"
      value = "on"
    }
    database_flags {
      name  = "log_temp_files"
      value = "0"
    }
    database_flags {
      name  = "log_min_error_statement"
      value = "error"
    }
    # parameters of statements may hold what users wrote
    database_flags {
      name  = "log_parameter_max_length"
      value = "0"
    }
  }

  depends_on = [google_project_service.api, google_service_networking_connection.database]
}

resource "google_sql_database" "this" {
  project         = var.project_id
  name            = "fitcsv"
  instance        = google_sql_database_instance.this.name
  deletion_policy = local.is_prod ? "ABANDON" : "DELETE"
}

# Accounts with a login of their own, without passwords; database/roles.sql makes each a member of its role.
resource "google_sql_user" "account" {
  for_each = {
    api      = google_service_account.api.email
    worker   = google_service_account.worker.email
    migrator = google_service_account.migrator.email
  }
  project  = var.project_id
  instance = google_sql_database_instance.this.name
  name     = trimsuffix(each.value, ".gserviceaccount.com")
  type     = "CLOUD_IAM_SERVICE_ACCOUNT"
}

# Creates the roles, once. The password goes to Google and to Secret Manager; neither the plan nor the state holds it.
ephemeral "random_password" "admin" {
  length  = 40
  special = false
}

resource "google_sql_user" "admin" {
  project             = var.project_id
  instance            = google_sql_database_instance.this.name
  name                = "fitcsv_admin"
  password_wo         = ephemeral.random_password.admin.result
  password_wo_version = local.admin_password_version
}

locals {
  # one more makes a new password, here and in secrets.tf
  admin_password_version = 1
}

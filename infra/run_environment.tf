# Every variable of service/settings.py that the cloud sets; infra/checks/environment.py compares both sides.
locals {
  shared_environment = {
    AUTH_MODE                 = var.auth.mode
    CLOUD_RUN_SERVICE_ACCOUNT = google_service_account.tasks.email
    CLOUD_SQL_INSTANCE        = google_sql_database_instance.this.connection_name
    CLOUD_SQL_PRIVATE_IP      = tostring(var.has_private_database)
    DB_NAME                   = google_sql_database.this.name
    GCP_PROJECT_ID            = var.project_id
    GCP_REGION                = var.region
    LOG_LEVEL                 = "INFO"
    OTEL_TRACES_EXPORTER      = "gcp"
    AI_WORKER_URL             = local.worker_url
    TASKS_QUEUE               = local.name
  }

  # an empty variable counts as not set
  api_environment = merge(local.shared_environment, {
    AUTH_AUDIENCE         = var.auth.audience
    AUTH_ISSUER           = var.auth.issuer
    AUTH_JWKS_URL         = var.auth.jwks_url
    AUTH_SERVICE_ACCOUNTS = join(",", var.auth.service_accounts)
    CORS_ORIGINS          = join(",", var.auth.cors_origins)
    DB_USER               = google_sql_user.account["api"].name
    MAX_OPEN_JOBS         = "3"
    POSTS_PER_MINUTE      = "600"
    SERVICE_ROLE          = "api"
  })

  worker_environment = merge(local.shared_environment, {
    DB_USER                   = google_sql_user.account["worker"].name
    MAX_OPEN_JOBS             = "3"
    MODEL_CHAIN               = var.model_chain
    MODEL_DAY_CAP_USD         = tostring(var.spending.day)
    MODEL_JOB_CAP_USD         = tostring(var.spending.job)
    MODEL_USER_DAY_CAP_USD    = tostring(var.spending.user_day)
    SCHEDULER_SERVICE_ACCOUNT = google_service_account.scheduler.email
    SERVICE_ROLE              = "worker"
    # the worker is private: Cloud Run has checked the token and taken its signature away
    TASKS_SIGNATURE_CHECK = "cloud-run"
  })

  job_environment = {
    CLOUD_SQL_INSTANCE   = google_sql_database_instance.this.connection_name
    CLOUD_SQL_PRIVATE_IP = tostring(var.has_private_database)
    DB_NAME              = google_sql_database.this.name
    DB_USER              = google_sql_user.account["migrator"].name
  }

  # a container that never answers is started anew after a minute; one that answers slowly is left alone
  probes = {
    startup  = { path = "/health/ready", period = 5, timeout = 4, failures = 24 }
    liveness = { path = "/health/live", period = 20, timeout = 5, failures = 3 }
  }
}

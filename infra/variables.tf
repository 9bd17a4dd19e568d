variable "project_id" {
  description = "Google Cloud project that holds everything of one environment."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be a project's id: 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "region" {
  description = "Region of Cloud Run, Cloud SQL, Cloud Tasks and Artifact Registry."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region must be a region such as europe-west1, not a zone."
  }
}

variable "environment" {
  description = "dev or prod; it is a label of everything, and prod protects its data."
  type        = string
  validation {
    condition     = contains(["dev", "prod"], var.environment)
    error_message = "environment must be dev or prod."
  }
}

variable "image" {
  description = "Image by digest for the first revision; releases change it afterwards."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9-]+-docker\\.pkg\\.dev/.+@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image must be REGION-docker.pkg.dev/PROJECT/REPOSITORY/NAME@sha256:DIGEST; a tag can move."
  }
}

variable "sizes" {
  description = "How large everything is; envs/*/sizes.auto.tfvars.json, which infra/checks reads, too."
  type = object({
    api = object({
      cpu = string, memory = string, min_instances = number, max_instances = number, concurrency = number
    })
    worker = object({
      cpu = string, memory = string, min_instances = number, max_instances = number, concurrency = number
    })
    database = object({
      tier     = string, disk_gb = number, max_connections = number, is_highly_available = bool, backups = number,
      log_days = number
    })
    queue = object({ dispatches_per_second = number, concurrent = number })
  })
  validation {
    condition     = var.sizes.worker.concurrency >= 1 && var.sizes.worker.concurrency <= 4
    error_message = "sizes.worker.concurrency must be 1 to 4: a planner needs half a core (design 06, A28)."
  }
  validation {
    condition     = var.sizes.worker.concurrency * var.sizes.worker.max_instances >= var.sizes.queue.concurrent
    error_message = "sizes.queue.concurrent must not exceed worker.concurrency x worker.max_instances."
  }
}

variable "auth" {
  description = "How callers of the API are known: jwt (users' tokens) or service (the web app's backend)."
  type = object({
    mode             = string
    audience         = string
    jwks_url         = optional(string, "")
    issuer           = optional(string, "")
    service_accounts = optional(list(string), [])
    cors_origins     = optional(list(string), [])
  })
  validation {
    condition     = contains(["jwt", "service"], var.auth.mode)
    error_message = "auth.mode must be jwt or service; local trusts every caller."
  }
  validation {
    condition = (
      var.auth.audience != "" &&
      (var.auth.mode != "jwt" || (startswith(var.auth.jwks_url, "https://") && var.auth.issuer != "")) &&
      (var.auth.mode != "service" || length(var.auth.service_accounts) > 0)
    )
    error_message = "auth needs an audience; jwt also jwks_url (https) and issuer, service also service_accounts."
  }
}

variable "secret_versions" {
  description = "Pinned version of each provider's key, such as {ANTHROPIC_API_KEY = \"1\"}; bootstrap.sh adds the values."
  type        = map(string)
  validation {
    condition     = alltrue([for name in keys(var.secret_versions) : contains(["ANTHROPIC_API_KEY", "OPENAI_API_KEY"], name)])
    error_message = "secret_versions knows ANTHROPIC_API_KEY and OPENAI_API_KEY."
  }
  validation {
    condition     = alltrue([for version in values(var.secret_versions) : can(regex("^[1-9][0-9]*$", version))])
    error_message = "secret_versions pins numbers; `latest` would change a running revision behind its back."
  }
}

variable "model_chain" {
  description = "LiteLLM ids, first choice first, with commas; empty lets the keys decide."
  type        = string
  default     = ""
}

variable "spending" {
  description = "Caps on models in US dollars: per job, per user and day, for everybody and day; and per hour for the alert."
  type        = object({ job = number, user_day = number, day = number, alert_hour = number })
  default     = { job = 0.5, user_day = 5, day = 100, alert_hour = 10 }
  validation {
    condition = (
      var.spending.job > 0 && var.spending.job <= var.spending.user_day &&
      var.spending.user_day <= var.spending.day && var.spending.alert_hour <= var.spending.day
    )
    error_message = "spending must rise: job <= user_day <= day, and alert_hour <= day."
  }
}

variable "has_private_database" {
  description = "Reach Cloud SQL inside a VPC alone. Without it: a public address that admits no network, only Google's connector with IAM."
  type        = bool
  default     = false
}

variable "repository" {
  description = "Repository on GitHub, OWNER/NAME, that may build and, from main, deploy."
  type        = string
  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$", var.repository))
    error_message = "repository must be OWNER/NAME."
  }
}

variable "alert_email" {
  description = "Who is told when an alert fires."
  type        = string
  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", var.alert_email))
    error_message = "alert_email must be an e-mail address."
  }
}

variable "billing_account" {
  description = "Billing account of the budget, XXXXXX-XXXXXX-XXXXXX."
  type        = string
  validation {
    condition     = can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.billing_account))
    error_message = "billing_account must look like 012345-6789AB-CDEF01, as `gcloud billing accounts list` prints it."
  }
}

variable "monthly_budget_usd" {
  description = "Google's bill of a month at which people are told; models are billed elsewhere, see spending."
  type        = number
  default     = 200
  validation {
    condition     = var.monthly_budget_usd > 0
    error_message = "monthly_budget_usd must be above 0."
  }
}

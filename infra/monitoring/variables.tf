variable "project_id" {
  description = "Project that is watched."
  type        = string
}

variable "environment" {
  description = "dev or prod; in prod alerts wake somebody."
  type        = string
}

variable "labels" {
  description = "Labels of every policy."
  type        = map(string)
}

variable "alert_email" {
  description = "Who is told."
  type        = string
}

variable "api_host" {
  description = "Host of the API, without a scheme."
  type        = string
}

variable "thresholds" {
  description = "What differs between environments: dollars on models in an hour, connections to the database."
  type        = object({ spend_usd_per_hour = number, database_connections = number })
}

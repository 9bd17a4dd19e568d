# The module validates and describes them (infra/variables.tf).
variable "project_id" {
  type = string
}
variable "region" {
  type = string
}
variable "image" {
  type = string
}
variable "sizes" {
  type = any
}
variable "auth" {
  type = any
}
variable "secret_versions" {
  type = map(string)
}
variable "model_chain" {
  type    = string
  default = ""
}
variable "spending" {
  type = object({ job = number, user_day = number, day = number, alert_hour = number })
}
variable "has_private_database" {
  type = bool
}
variable "repository" {
  type = string
}
variable "alert_email" {
  type = string
}
variable "billing_account" {
  type = string
}
variable "monthly_budget_usd" {
  type = number
}

module "service" {
  source               = "../.."
  environment          = "prod"
  project_id           = var.project_id
  region               = var.region
  image                = var.image
  sizes                = var.sizes
  auth                 = var.auth
  secret_versions      = var.secret_versions
  model_chain          = var.model_chain
  spending             = var.spending
  has_private_database = var.has_private_database
  repository           = var.repository
  alert_email          = var.alert_email
  billing_account      = var.billing_account
  monthly_budget_usd   = var.monthly_budget_usd
}

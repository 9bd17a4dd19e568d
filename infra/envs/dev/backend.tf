terraform {
  # the bucket's name comes from bootstrap.sh: -backend-config=bucket=PROJECT-terraform
  backend "gcs" {
    prefix = "fitcsv-ai"
  }
}

provider "google" {
  project = var.project_id
  region  = var.region
  # budgets are asked for on behalf of a project
  billing_project       = var.project_id
  user_project_override = true
}

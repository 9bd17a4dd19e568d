data "google_project" "this" {
  project_id = var.project_id
}

locals {
  limits  = jsondecode(file("${path.module}/limits.json"))
  name    = "fitcsv-ai"
  labels  = { app = "fitcsv-ai", environment = var.environment }
  is_prod = var.environment == "prod"

  # Cloud Run's address is known before the service is: otherwise the worker's own audience would be a cycle
  api_url    = "https://${local.name}-api-${data.google_project.this.number}.${var.region}.run.app"
  worker_url = "https://${local.name}-worker-${data.google_project.this.number}.${var.region}.run.app"
}

# Where builds leave what is inside of each image.
resource "google_storage_bucket" "sbom" {
  project                     = var.project_id
  name                        = "${var.project_id}-sbom"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !local.is_prod
  labels                      = local.labels

  versioning {
    enabled = true
  }

  lifecycle_rule {
    condition {
      age = 400
    }
    action {
      type = "Delete"
    }
  }
}

resource "google_storage_bucket_iam_member" "builder" {
  bucket = google_storage_bucket.sbom.name
  role   = "roles/storage.objectCreator"
  member = "serviceAccount:${google_service_account.builder.email}"
}

# Only with has_private_database: a network for the database, and a way into it for Cloud Run.

resource "google_compute_network" "this" {
  count                   = var.has_private_database ? 1 : 0
  project                 = var.project_id
  name                    = local.name
  auto_create_subnetworks = false
  depends_on              = [google_project_service.api]
}

resource "google_compute_subnetwork" "run" {
  count                    = var.has_private_database ? 1 : 0
  project                  = var.project_id
  name                     = "${local.name}-run"
  region                   = var.region
  network                  = google_compute_network.this[0].id
  ip_cidr_range            = "10.20.0.0/24"
  private_ip_google_access = true

  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    flow_sampling        = 0.1
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

# nothing in this network listens; the database's way in is the peering
resource "google_compute_firewall" "nobody" {
  count     = var.has_private_database ? 1 : 0
  project   = var.project_id
  name      = "${local.name}-nobody-in"
  network   = google_compute_network.this[0].id
  direction = "INGRESS"

  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_global_address" "database" {
  count         = var.has_private_database ? 1 : 0
  project       = var.project_id
  name          = "${local.name}-database"
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  prefix_length = 20
  network       = google_compute_network.this[0].id
}

resource "google_service_networking_connection" "database" {
  count                   = var.has_private_database ? 1 : 0
  network                 = google_compute_network.this[0].id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.database[0].name]
}

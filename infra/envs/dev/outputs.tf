output "api_url" {
  value = module.service.api_url
}
output "worker_url" {
  value = module.service.worker_url
}
output "repository" {
  value = module.service.repository
}
output "queues" {
  value = module.service.queues
}
output "accounts" {
  value = module.service.accounts
}
output "database_instance" {
  value = module.service.database_instance
}
output "federation_provider" {
  value = module.service.federation_provider
}

# What an environment decides apart from its sizes. Whose project, repository and mailbox it is stays out of the
# repository: terraform.tfvars beside this file (see terraform.tfvars.example), which git does not track.
region               = "europe-west1"
has_private_database = false
monthly_budget_usd   = 50
spending             = { job = 0.5, user_day = 5, day = 10, alert_hour = 2 }

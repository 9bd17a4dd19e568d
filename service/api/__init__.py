"""What is called over HTTP: the control plane for users, the task routes for Cloud Tasks, and what both stand on."""

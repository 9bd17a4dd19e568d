"""The shell: settings, HTTP, jobs, queue, telemetry and the command line around the agents."""

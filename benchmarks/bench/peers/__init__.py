"""What people would use instead, in an environment of its own."""

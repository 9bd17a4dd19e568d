"""What the service costs: time, memory, round trips and tokens, each beside a baseline of the same run."""

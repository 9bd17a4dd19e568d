"""What judges programs from outside: the acceptance grid and the published programs."""

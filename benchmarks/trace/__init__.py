"""One job's whole trace, collected over OTLP on this machine and printed as a tree."""

"""What stands beside what: provisions and parameters of two versions, parameters of several regulations."""

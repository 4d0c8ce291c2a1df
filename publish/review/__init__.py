"""The pages on which editors decide about what is suspicious, and on which readers report what is wrong."""

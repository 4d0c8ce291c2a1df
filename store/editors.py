"""Who may decide: editors with a hashed password, and tokens for programs, in the editorial file."""

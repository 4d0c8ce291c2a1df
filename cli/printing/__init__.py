"""What commands print: tables and trees for people, JSON Lines and CSV for programs."""

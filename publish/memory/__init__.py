"""What the site keeps in memory of the database it serves, and reads again when that changes."""

"""Pages: where each document on a page begins and ends, its title, and what a notice issues."""

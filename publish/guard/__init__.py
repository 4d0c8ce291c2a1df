"""What keeps the site answering whatever is asked of it: bounds of every request, and places kept free for pages."""

"""Printed pages to text: lines with their places are put together to paragraphs, and furniture is marked."""

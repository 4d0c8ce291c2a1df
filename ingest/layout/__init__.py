"""Printed pages to text: lines with their places are put together to paragraphs, running heads and page numbers marked."""

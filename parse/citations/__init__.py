"""Citations: mentions of other provisions and documents, and where they point."""

"""Units: one table of the words they are printed as, their codes and factors, and how they are shown."""

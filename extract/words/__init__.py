"""Words that give a number its meaning: rule tables, and the modules that read them."""

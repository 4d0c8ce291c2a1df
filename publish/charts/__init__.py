"""Charts as inline SVG, drawn on the server from numbers: they need no script, print well and can be read aloud."""

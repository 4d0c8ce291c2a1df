"""The tree of provisions: headings and articles, paragraphs, items, annexes and the closing block."""

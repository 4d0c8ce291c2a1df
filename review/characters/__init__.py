"""Characters that are not what was written: misread, mistyped, of another script, garbage, wrong punctuation."""

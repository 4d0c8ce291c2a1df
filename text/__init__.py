"""The ground floor: characters and spans, and the language of numbers, dates, marks and units that every room reads."""

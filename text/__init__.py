"""The ground floor: characters and spans, and the language of numbers, dates, marks and units that every room reads."""

from .classes import keep_classes

keep_classes()

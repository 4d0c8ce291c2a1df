"""What is at stake where a flag stands, by which lists and queues of flags are ordered."""

from __future__ import annotations

SHORT = 20
"""Characters; a flag on more than that is about a place, and a number in it is not what is doubted."""

STAKE = f"""
case when f.end_char - f.start_char <= {SHORT} and exists (
       select 1 from parameters q
       where q.document_id = f.document_id and q.start_char < f.end_char and q.end_char > f.start_char) then 2
     when exists (
       select 1 from parameters q where q.document_id = f.document_id
       and q.quote_start_char <= f.start_char and q.quote_end_char >= f.end_char) then 1
     else 0 end
""".strip()
"""What a mistake would spoil at a row `f` of flags: 2 a parameter's number, 1 the sentence of one, 0 neither."""

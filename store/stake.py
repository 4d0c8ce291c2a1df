"""What is at stake where a flag stands, by which lists and queues of flags are ordered, and which are asked once."""

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

REPEATED = """
exists (
  select 1 from documents c join flags g on g.document_id = c.copy_of
  where c.id = f.document_id and g.kind = f.kind and g.text is f.text and g.suggestion is f.suggestion
  and substr(g.provision_id, length(g.document_id) + 1) is substr(f.provision_id, length(f.document_id) + 1))
""".strip()
"""Whether a row `f` of flags stands in a copy of a document that has the flag, too: decisions there hold here."""

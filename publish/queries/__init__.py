"""What is asked of the database, a file a subject: a connection goes in, rows and dataclasses come out.

Nothing here knows an address, a request or HTML; that is for the pages, which ask these.
"""

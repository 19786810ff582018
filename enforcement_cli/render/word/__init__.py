"""A Bulletin comes in, a .docx to GB/T 9704 goes out, written as its own XML (docs/adr/0013)."""

"""Renditions that somebody gives, read back; and those that a book keeps."""

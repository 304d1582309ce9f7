"""What a book said at a moment, and what became of it between two."""

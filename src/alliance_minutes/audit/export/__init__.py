"""A book as one file that proves itself: out of a book, and into a new one."""

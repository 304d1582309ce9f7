"""Whether a book is what it says: computed anew from its bytes."""

"""The grammar of every command: its arguments, with help that can be read."""

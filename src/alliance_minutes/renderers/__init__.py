"""The built-in renderers: a document goes in, bytes come out.

Each is a plugin like anybody's: found by its entry point, called through the hook. What a format needs is imported when
it renders.
"""

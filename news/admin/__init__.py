"""The desk: Django's admin for the people of the press office, one module a topic.

Empty of imports: the site's own class lives in this package, and is loaded before any page registers with it.
"""

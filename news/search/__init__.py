"""Search over all public words, alike on both databases.

Words are cut to their stems in Python (`words`); an entry for each approved edition is written in the
transaction of its approval (`index`); what is asked (`asking`) is looked up by the database's own text index
(`sqlite`, `postgresql`) behind the gate (`finding`). Results stand in an order that no hidden row can change:
first what has the words in its title, then in its lead, then anywhere; the newest day first.
"""

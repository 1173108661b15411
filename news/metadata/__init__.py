"""What a photograph's file says about itself: IPTC-IIM, XMP and EXIF, in the words of the library.

`fields.py` has the words, `reading.py` brings them out of a file.
"""

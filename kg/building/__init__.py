"""Compose the steps: paths in, a published store and a report out.

``documents`` is the whole work on one document, a pure function; ``workers`` runs it in
processes that can be killed; ``assembling`` orders the graphs into one canonical file;
``build`` puts these together and publishes.
"""

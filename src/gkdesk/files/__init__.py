"""Everything on disk: the store, the shipped files and the documents that are written."""

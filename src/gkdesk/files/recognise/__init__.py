"""What a document says, told by the form: all meaning that reading gives is found here, once."""

"""The files shipped with the program: forms, samples and icons."""

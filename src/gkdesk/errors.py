"""The one family of errors that is meant for the clerk's eyes."""


class UserError(Exception):
    """Stops the work for a reason that the clerk can mend; its text is a whole Chinese sentence.

    The sentence says where, what is wrong and what to do. Anything else that is raised is a bug.
    """

"""The notice as lex specialis of the applications: in time, in the right form, each with its outcome."""

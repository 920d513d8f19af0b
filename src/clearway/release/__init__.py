"""Publishing and proving: versions on a branch, verification, offline copies, link checks."""

"""One report in, one file's bytes out: exports write what they are given and compute nothing."""

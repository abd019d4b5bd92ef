"""The pure nouns: standard library only, no input or output, no clock."""

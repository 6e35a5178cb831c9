"""How to walk a parse: logical arguments, phrases and word classes, shared by the steps."""

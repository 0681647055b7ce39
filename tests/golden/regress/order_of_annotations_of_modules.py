"""A module's __annotate__ is there before anything else."""
q: int = 3
if q:
    z: str = 1
print([name for name in globals() if name in ("__annotate__", "__conditional_annotations__", "q", "z")])
print(__build_class__.__module__, __build_class__)

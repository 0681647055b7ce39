"""The asyncio package: the scheduler is native, what is rarely needed comes from the files beside this one.

The quick way of importing fills the module without this file. It runs where a script's own finders have changed how modules are found.
"""
import _imp

_imp._fill_stand_in(globals())
del _imp

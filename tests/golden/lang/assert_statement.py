try:
    assert 1 == 2, f"message {1 + 1}"
except AssertionError as e:
    print(repr(e))
try:
    assert []
except AssertionError as e:
    print(repr(e), e.args)
assert True, print("not evaluated")
print(__debug__)
class AssertionError(Exception): pass
try:
    assert 0
except Exception as e:
    print(type(e).__module__)

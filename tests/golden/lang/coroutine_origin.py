# cr_origin: where the coroutine was made, and who called there, as far as was asked for.
import sys
async def work(): pass
def make():
    return work()
def outer():
    return make()
for depth in (0, 1, 2, 9):
    sys.set_coroutine_origin_tracking_depth(depth)
    coro = outer()
    print(depth, coro.cr_origin and [(line, name) for _, line, name in coro.cr_origin])
    coro.close()
print(sys.get_coroutine_origin_tracking_depth())
try:
    sys.set_coroutine_origin_tracking_depth(-1)
except ValueError as e:
    print(e)

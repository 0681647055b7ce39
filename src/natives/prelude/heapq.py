"""Lists as heaps: heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2]."""
__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


def _check(heap, end):
    """Comparisons may have changed the heap."""
    if len(heap) != end:
        raise RuntimeError('list changed size during iteration') from None


def _up(heap, start, pos):
    """Moves the item at `pos` towards the root until its parent is not greater."""
    end = len(heap)
    item = heap[pos]
    try:
        while pos > start:
            above = (pos - 1) >> 1
            parent = heap[above]
            if not item < parent:
                break
            heap[pos] = parent
            pos = above
        heap[pos] = item
    except IndexError:
        _check(heap, end)
        raise
    _check(heap, end)


def _down(heap, pos):
    """Lets the smaller children rise along a path to a leaf, then moves the item up from there: fewer
    comparisons than stopping on the way, since a last item is mostly large."""
    end = len(heap)
    start = pos
    item = heap[pos]
    child = 2 * pos + 1
    try:
        while child < end:
            right = child + 1
            if right < end and not heap[child] < heap[right]:
                child = right
            heap[pos] = heap[child]
            pos = child
            child = 2 * pos + 1
        heap[pos] = item
    except IndexError:
        _check(heap, end)
        raise
    _check(heap, end)
    _up(heap, start, pos)


def heappush(heap, item, /):
    heap.append(item)
    _up(heap, 0, len(heap) - 1)


def heappop(heap, /):
    if not len(heap):
        raise IndexError('index out of range')
    last = heap.pop()
    if heap:
        top = heap[0]
        heap[0] = last
        _down(heap, 0)
        return top
    return last


def heapreplace(heap, item, /):
    if not len(heap):
        raise IndexError('index out of range')
    top = heap[0]
    heap[0] = item
    _down(heap, 0)
    return top


def heappushpop(heap, item, /):
    if heap and heap[0] < item:
        if not heap:
            raise IndexError('index out of range')
        item, heap[0] = heap[0], item
        _down(heap, 0)
    return item


def heapify(heap, /):
    if not isinstance(heap, list):
        raise TypeError(f'heapify() argument must be list, not {type(heap).__name__}')
    for i in reversed(range(len(heap) // 2)):
        _down(heap, i)


def merge(*iterables, key=None, reverse=False):
    """Merges sorted inputs into one sorted iteration."""
    sign = -1 if reverse else 1
    heap = []
    # [key, order, value, next]: the order decides between equal keys, so that values are never compared.
    for order, it in enumerate(map(iter, iterables)):
        for value in it:
            heap.append(_Entry(value if key is None else key(value), order * sign, value, it, reverse))
            break
    heapify(heap)
    while heap:
        entry = heap[0]
        yield entry.value
        for value in entry.it:
            entry.value, entry.key = value, value if key is None else key(value)
            heapreplace(heap, entry)
            break
        else:
            heappop(heap)


class _Entry:
    __slots__ = 'key', 'order', 'value', 'it', 'reverse'

    def __init__(self, key, order, value, it, reverse):
        self.key, self.order, self.value, self.it, self.reverse = key, order, value, it, reverse

    def __lt__(self, other):
        if self.reverse:
            if other.key < self.key:
                return True
            return not self.key < other.key and self.order > other.order
        if self.key < other.key:
            return True
        return not other.key < self.key and self.order < other.order


def nsmallest(n, iterable, key=None):
    """The n smallest, as sorted(iterable, key=key)[:n]."""
    if n == 1:
        it = iter(iterable)
        missing = object()
        found = min(it, default=missing, key=key)
        return [] if found is missing else [found]
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    """The n largest, as sorted(iterable, key=key, reverse=True)[:n]."""
    if n == 1:
        it = iter(iterable)
        missing = object()
        found = max(it, default=missing, key=key)
        return [] if found is missing else [found]
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]

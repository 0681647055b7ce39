"""Helpers for with statements, plain and async."""
import sys
from functools import wraps
from _collections import deque as _deque

__all__ = ['asynccontextmanager', 'contextmanager', 'closing', 'nullcontext', 'AbstractContextManager',
           'AbstractAsyncContextManager', 'AsyncExitStack', 'ContextDecorator', 'ExitStack', 'redirect_stdout',
           'redirect_stderr', 'suppress', 'aclosing', 'chdir', 'AsyncContextDecorator']

_GenericAlias = type(list[int])


def __getattr__(name):
    # The two abstract classes need ABCMeta; most programs never ask for them.
    if name in ('AbstractContextManager', 'AbstractAsyncContextManager'):
        _make_abstract_classes()
        return globals()[name]
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def _make_abstract_classes():
    global AbstractContextManager, AbstractAsyncContextManager
    from abc import ABC, abstractmethod
    from collections.abc import _has

    class AbstractContextManager(ABC):
        """An abstract base class for context managers."""
        __slots__ = ()
        __class_getitem__ = classmethod(_GenericAlias)

        def __enter__(self):
            return self

        @abstractmethod
        def __exit__(self, exc_type, exc_value, traceback):
            return None

        @classmethod
        def __subclasshook__(cls, C):
            return _has(C, '__enter__', '__exit__') if cls is AbstractContextManager else NotImplemented

    class AbstractAsyncContextManager(ABC):
        """An abstract base class for asynchronous context managers."""
        __slots__ = ()
        __class_getitem__ = classmethod(_GenericAlias)

        async def __aenter__(self):
            return self

        @abstractmethod
        async def __aexit__(self, exc_type, exc_value, traceback):
            return None

        @classmethod
        def __subclasshook__(cls, C):
            return _has(C, '__aenter__', '__aexit__') if cls is AbstractAsyncContextManager else NotImplemented

    for cls in AbstractContextManager, AbstractAsyncContextManager:
        cls.__qualname__ = cls.__name__


class ContextDecorator:
    """Lets a context manager decorate functions."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return inner


class AsyncContextDecorator:
    """Lets an asynchronous context manager decorate coroutine functions."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)
        return inner


class _GeneratorManager:
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        self.__doc__ = getattr(func, '__doc__', None) or type(self).__doc__

    def _recreate_cm(self):
        # A generator runs once: each decorated call needs a new one.
        return self.__class__(self.func, self.args, self.kwds)


class _GeneratorContextManager(_GeneratorManager, ContextDecorator):
    """Helper for @contextmanager decorator."""
    __class_getitem__ = classmethod(_GenericAlias)

    def __enter__(self):
        # The arguments are needed for a second run only, which cannot come any more.
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        gen = self.gen
        if typ is None:
            try:
                next(gen)
            except StopIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                gen.close()
        if value is None:
            value = typ()
        try:
            gen.throw(value)
        except StopIteration as e:
            # What comes out may be the very StopIteration that went in: that one is not swallowed.
            return e is not value
        except RuntimeError as e:
            if e is value:
                e.__traceback__ = traceback
                return False
            if isinstance(value, StopIteration) and e.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as e:
            if e is not value:
                raise
            e.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after throw()")
        finally:
            gen.close()


class _AsyncGeneratorContextManager(_GeneratorManager, AsyncContextDecorator):
    """Helper for @asynccontextmanager decorator."""
    __class_getitem__ = classmethod(_GenericAlias)

    async def __aenter__(self):
        del self.args, self.kwds, self.func
        try:
            return await anext(self.gen)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        gen = self.gen
        if typ is None:
            try:
                await anext(gen)
            except StopAsyncIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                await gen.aclose()
        if value is None:
            value = typ()
        try:
            await gen.athrow(value)
        except StopAsyncIteration as e:
            return e is not value
        except RuntimeError as e:
            if e is value:
                e.__traceback__ = traceback
                return False
            if isinstance(value, (StopIteration, StopAsyncIteration)) and e.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as e:
            if e is not value:
                raise
            e.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after athrow()")
        finally:
            await gen.aclose()


def contextmanager(func):
    """Turns a generator function with one yield into a factory of context managers."""
    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)
    return helper


def asynccontextmanager(func):
    """Turns an asynchronous generator function with one yield into a factory of async context managers."""
    @wraps(func)
    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)
    return helper


class closing:
    """Closes a thing at the end of the block."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class aclosing:
    """Awaits the aclose() of a thing at the end of the block."""

    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class _RedirectStream:
    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_RedirectStream):
    """Sends what is printed in the block to another file."""
    _stream = 'stdout'


class redirect_stderr(_RedirectStream):
    """Sends what goes to standard error in the block to another file."""
    _stream = 'stderr'


class suppress:
    """Ends the block quietly on the named exceptions."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        if exctype is None:
            return
        if issubclass(exctype, self._exceptions):
            return True
        if issubclass(exctype, BaseExceptionGroup):
            rest = excinst.split(self._exceptions)[1]
            if rest is None:
                return True
            raise rest
        return False


class nullcontext:
    """Does nothing, in plain and async with statements."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        pass


class chdir:
    """Changes the working directory for the block; not for threads or tasks that take turns."""

    def __init__(self, path):
        self.path = path
        self._old_cwd = []

    def __enter__(self):
        import os
        self._old_cwd.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *excinfo):
        import os
        os.chdir(self._old_cwd.pop())


_MethodType = type(nullcontext().__enter__)


def _method_pair(cm, enter, exit, what):
    cls = type(cm)
    try:
        return getattr(cls, enter), getattr(cls, exit)
    except AttributeError:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the {what} "
                        'protocol') from None


def _mend_context(new, old, outer):
    """Hangs what an earlier callback raised under what a later one raised, as nested with blocks would."""
    while True:
        context = new.__context__
        if context is None or context is old:
            return
        if context is outer:
            break
        new = context
    new.__context__ = old


class _ExitStackBase:
    def __init__(self):
        self._exit_callbacks = _deque()

    def pop_all(self):
        """Hands all callbacks over to a new stack."""
        new = type(self)()
        new._exit_callbacks = self._exit_callbacks
        self._exit_callbacks = _deque()
        return new

    def push(self, exit):
        cls = type(exit)
        try:
            method = cls.__exit__
        except AttributeError:
            self._exit_callbacks.append((True, exit))
        else:
            self._bind(True, exit, method)
        return exit

    def enter_context(self, cm):
        enter, exit = _method_pair(cm, '__enter__', '__exit__', 'context manager')
        result = enter(cm)
        self._bind(True, cm, exit)
        return result

    def callback(self, callback, /, *args, **kwds):
        def _exit_wrapper(exc_type, exc, tb):
            callback(*args, **kwds)
        _exit_wrapper.__wrapped__ = callback
        self._exit_callbacks.append((True, _exit_wrapper))
        return callback

    def _bind(self, is_sync, cm, method):
        self._exit_callbacks.append((is_sync, _MethodType(method, cm)))


class ExitStack(_ExitStackBase):
    """A stack of exits, filled while the block runs."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_details):
        exc = exc_details[1]
        received = exc is not None
        outer = sys.exception()
        suppressed = pending = False
        callbacks = self._exit_callbacks
        while callbacks:
            _, cb = callbacks.pop()
            exc_details = (None, None, None) if exc is None else (type(exc), exc, exc.__traceback__)
            try:
                if cb(*exc_details):
                    suppressed, pending, exc = True, False, None
            except BaseException as new:
                _mend_context(new, exc, outer)
                pending, exc = True, new
        if pending:
            fixed = exc.__context__
            try:
                raise exc
            except BaseException:
                exc.__context__ = fixed
                raise
        return received and suppressed

    def close(self):
        self.__exit__(None, None, None)


class AsyncExitStack(_ExitStackBase):
    """A stack of exits, plain and async, filled while the block runs."""

    async def enter_async_context(self, cm):
        enter, exit = _method_pair(cm, '__aenter__', '__aexit__', 'asynchronous context manager')
        result = await enter(cm)
        self._bind(False, cm, exit)
        return result

    def push_async_exit(self, exit):
        try:
            method = type(exit).__aexit__
        except AttributeError:
            self._exit_callbacks.append((False, exit))
        else:
            self._bind(False, exit, method)
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        async def _exit_wrapper(exc_type, exc, tb):
            await callback(*args, **kwds)
        _exit_wrapper.__wrapped__ = callback
        self._exit_callbacks.append((False, _exit_wrapper))
        return callback

    async def aclose(self):
        await self.__aexit__(None, None, None)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_details):
        exc = exc_details[1]
        received = exc is not None
        outer = sys.exception()
        suppressed = pending = False
        callbacks = self._exit_callbacks
        while callbacks:
            is_sync, cb = callbacks.pop()
            exc_details = (None, None, None) if exc is None else (type(exc), exc, exc.__traceback__)
            try:
                if is_sync:
                    cb_suppress = cb(*exc_details)
                else:
                    cb_suppress = await cb(*exc_details)
                if cb_suppress:
                    suppressed, pending, exc = True, False, None
            except BaseException as new:
                _mend_context(new, exc, outer)
                pending, exc = True, new
        if pending:
            fixed = exc.__context__
            try:
                raise exc
            except BaseException:
                exc.__context__ = fixed
                raise
        return received and suppressed

# `_typing`: type parameters, aliases, `Generic` and what they tell of themselves.
import copy
import typing
import weakref
from typing import Generic, NoDefault, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType, TypeVar, TypeVarTuple, Unpack

T, U = TypeVar('T'), TypeVar('U', bound=int, default=bool, covariant=True)
V = TypeVar('V', int, str, contravariant=True)
P, Ts = ParamSpec('P'), TypeVarTuple('Ts')
A = TypeAliasType('A', list[T], type_params=(T,))


def attempt(text):
    try:
        print(text, '->', repr(eval(text)))
    except Exception as e:
        print(text, '!!', type(e).__name__, e)


def f[X, Y: int, Z: (int, str), **Q, *Rs, W = list[X]](): ...


type L[K, *Ms] = dict[K, tuple[*Ms]]
for p in (T, U, V, P, Ts, *f.__type_params__):
    print(p, type(p), p.__name__, p.__module__, p.has_default(), p.__default__, p.evaluate_default is None)
    for name in '__bound__', '__constraints__', '__covariant__', '__contravariant__', '__infer_variance__', 'evaluate_bound', 'evaluate_constraints':
        if hasattr(p, name):
            v = getattr(p, name)
            print('   ', name, v if 'function' not in repr(v) else v.__name__, v(4) if 'constevaluator' in repr(v) else '')
print(P.args, P.kwargs, P.args.__origin__ is P, P.args == P.args, P.args == P.kwargs, copy.copy(T) is T, weakref.ref(Ts)() is Ts, weakref.ref(P.args)() is None)
print(A, A.__value__, A.__type_params__, A.__parameters__, A.__module__, A[int], A[int].__value__, A | int, list(A), copy.copy(A) is A)
print(L, L.__value__, L.__parameters__, L[int, str].__args__, L.evaluate_value.__name__, A.evaluate_value, A.evaluate_value(4))
print(list(Ts), tuple[*Ts][int, str], list[T] | None, T | None, int | T, typing.Union[T, 'x'], (T | U)[int, bool])
print(NoDefault, type(NoDefault), type(NoDefault)() is NoDefault, copy.copy(NoDefault) is NoDefault)
T.note = 1
print(T.note)


class C(Generic[T, U]): ...


class D[X, *Ys](C[X, int]): ...


print(C[int, bool], C[int].__args__, D.__orig_bases__, D.__parameters__, D.__mro__[1:], D[int, str, str].__args__, Generic.__doc__.split()[0])
for text in '''TypeVar() TypeVar(1) TypeVar('T',int) TypeVar('T',int,str,bound=int) TypeVar('T',nope=1) TypeVar('T',name=1) TypeVar('T',covariant=1,contravariant=1) TypeVar('T',covariant=1,infer_variance=1)
        ParamSpec() ParamSpec(1) ParamSpec('P',1) TypeVarTuple() TypeVarTuple(1) TypeVarTuple('a',1) TypeAliasType() TypeAliasType(1,2) TypeAliasType('A') TypeAliasType('A',1,type_params=1)
        TypeAliasType('A',1,type_params=(1,)) TypeAliasType('A',1,type_params=(U,T)) TypeAliasType('A',1,2) TypeAliasType('A',int)[int] TypeAliasType('A',int)|3 ParamSpecArgs() ParamSpecArgs(1) ParamSpecKwargs('x')
        hash(P.args) type(NoDefault)(1) Ts|int P.args|int T.__mro_entries__(()) Ts.__typing_subst__(1) setattr(T,'__name__',1) setattr(T,'__bound__',1) setattr(P,'__bound__',1) setattr(T,'__default__',1)
        setattr(A,'__value__',1) setattr(A,'__name__',1) setattr(A,'x',1) TypeAliasType A.__class__ setattr(TypeVar,'x',1) setattr(NoDefault,'x',1) T.evaluate_default() T.evaluate_default(1,2) T.evaluate_default(format=1) T.evaluate_default('a')
        type(T.evaluate_default)() T.evaluate_default(1) T.evaluate_default type('X',(TypeVar,),{}) type('X',(ParamSpecArgs,),{}) Generic[()] Generic[int] Generic[T,T] C[int,int,int] list[T][int,str]
        dict[T,U][int] dict[T,V][int] Generic() T.__text_signature__'''.split():
    if 'Generic()' not in text:
        attempt(text)
for base in T, P, Ts, P.args, P.kwargs:
    try:
        class X(base): ...
    except TypeError as e:
        print(e)

import math
def t(f,*a,**k):
    try: print(f.__name__,a,f(*a,**k))
    except Exception as e: print(f.__name__,a,type(e).__name__,e)
for f,a in [(math.sqrt,(-1,)),(math.log,(0,)),(math.log,(-1,)),(math.log,(0,0)),(math.log2,(0,)),(math.log10,(-5,)),(math.log1p,(-1,)),(math.exp,(1000,)),(math.acos,(2,)),(math.atanh,(1,)),(math.gamma,(0,)),(math.gamma,(-1,)),(math.lgamma,(-1,)),(math.gamma,(200,)),(math.pow,(0,-1)),(math.pow,(-1,.5)),(math.pow,(10,1000)),(math.fmod,(1,0)),(math.remainder,(1,0)),(math.ldexp,(1,5000)),(math.ldexp,(1.0,'a')),(math.fsum,([1e308,1e308],)),(math.fsum,([math.inf,-math.inf],)),(math.sqrt,('a',)),(math.ceil,('a',)),(math.floor,(math.inf,)),(math.factorial,(-1,)),(math.factorial,(1.0,)),(math.factorial,('a',)),(math.comb,(5.0,1)),(math.comb,(-1,1)),(math.dist,([1],[1,2])),(math.dist,([1],3)),(math.hypot,()),(math.sumprod,([1],[1,2])),(math.sumprod,([1.5,2],[3,4])),(math.gcd,(1.0,)),(math.isqrt,(-1,)),(math.isqrt,(2.0,)),(math.nextafter,(1,2)),(math.fma,(1e308,10,1)),(math.fma,(math.inf,0,1)),(math.cosh,(1000,)),(math.isclose,(1,1)),(math.trunc,('a',)),(math.log,()),(math.log,(1,2,3)),(math.prod,([1,2],)),(math.exp2,(2000,)),(math.expm1,(1000,)),(math.sin,(math.inf,)),(math.perm,(5,None)),(math.perm,(5,)),(math.modf,(1.5,)),(math.frexp,(0.0,)),(math.log,('a',)),(math.log,(10**400,)),(math.log10,(10**400,)),(math.log2,(2**2000,)),(math.log,(-10**400,)),(math.pow,('a',1)),(math.ulp,(1.0,)),(math.atan2,(1,'x')),(math.gcd,()),(math.lcm,()), (math.fma,(1,2)),(math.lgamma,(3.5,)),(math.gamma,(3.7,)),(math.gamma,(-2.3,)),(math.lgamma,(-2.3,)),(math.nextafter,(1,2,3)), (math.ldexp,(1.0,-10**30)), (math.copysign,(1,-0.0))]: t(f,*a)
try: math.nextafter(1,2,steps=-1)
except Exception as e: print(e)
print(math.nextafter(1,2,steps=3)); 
try: math.isclose(1,1,rel_tol=-1)
except Exception as e: print(e)
print(math.fsum([0.1]*10), math.fsum([1e16,1,1e-16]), math.fsum([]), math.fsum([1e100,1,-1e100]*3), math.fsum([math.inf,1]), math.fsum([1e-320,5e-324]))
import random
r=random.Random(5)
xs=[r.uniform(-1,1)*10**r.randint(-20,20) for _ in range(500)]
print(math.fsum(xs), math.hypot(*xs[:30]), math.dist(xs[:5],xs[5:10]), math.sumprod(xs,xs[::-1]), math.prod(xs[:8]))
print(math.hypot(3,4), math.hypot(1e-320,1e-321), math.hypot(math.inf,math.nan), math.hypot(1,math.nan), math.hypot(1.5), math.sumprod([1,2,3],[4,5,6]), math.sumprod([2**62,1],[4,1.5]))
for x in [0.5,1.5,2.5,10.3,-0.5,-1.5,-10.7,25.0,100.5,170.9,1e-5,3,22,24]: print(math.gamma(x), math.lgamma(x), math.erf(x), "%.13g" % math.erfc(x))
for f in (math.sin,math.cos,math.tan,math.exp,math.expm1,math.log1p,math.sinh,math.cosh,math.tanh,math.asinh,math.atan,math.exp2,math.degrees,math.radians): print(f.__name__,["%.14g" % f(x) for x in (0.1,0.7,1.3,2.9)])
print(math.remainder(7,4), math.remainder(-7,4), math.fmod(-7,4), math.fmod(7,math.inf), math.remainder(5,3), math.ldexp(3,-1080), math.ldexp(0.1,-1070), math.frexp(1e-310), math.ulp(1e300), math.ulp(0.0), math.nextafter(0,-1), math.nextafter(1e308,math.inf,steps=10**18))
print(math.gcd(12,18,27), math.lcm(4,6), math.factorial(30), math.comb(50,25), math.perm(10,3), math.isqrt(10**40), math.ceil(2.1), math.floor(-2.1), math.trunc(-2.7), math.ceil(10**20), math.isclose(1,1+1e-10), math.isclose(0,1e-12,abs_tol=1e-11))
print(math.log(2**1000+1), math.log(10**400+3,10), math.log10(10**400+3), math.log2(3**500), math.log(8,2), math.log10(1000), math.log2(8))
class C:
    def __ceil__(s): return 'c'
    def __floor__(s): return 'f'
    def __trunc__(s): return 't'
    def __index__(s): return 5
    def __float__(s): return 2.5
print(math.ceil(C()), math.floor(C()), math.trunc(C()), math.sqrt(C()), math.factorial(C()), math.inf, -math.inf, math.nan, math.pi, math.e, math.tau, math.modf(-3.25), math.modf(math.inf), math.copysign(3,-0.0), math.pow(2,0.5), math.fma(2,3,4))
print(math.prod([1.5,2,3]), math.prod([],start=5), math.prod(['a',3]) if 0 else '', math.prod([2**40,2**40]))

//! Functions, aggregates, collations and hooks of the script's: what SQLite's callbacks do with them.

use std::rc::Rc;

use crate::object::Value;
use crate::object::int::as_int;
use crate::sqlite::{Aggregate, Args, Db, Failure, Outgoing, Running, ffi};
use crate::vm::{Raised, Res, Vm};

use super::connection::{Connection, Slot};
use super::{convert, errors, state};

/// Tells of an exception that cannot go on through SQLite, if the script wants to hear of such.
fn tell(vm: &mut Vm, e: Raised, callback: &Value) {
    let x = vm.take_raised(e);
    if !state(vm).tracebacks {
        return;
    }
    let shown = match vm.repr(callback) {
        Ok(s) => s.to_text(),
        Err(e) => {
            drop(vm.take_raised(e));
            "<object repr() failed>".into()
        }
    };
    vm.unraisable_because(x, &format!("Exception ignored on sqlite3 callback {shown}"));
}

/// What SQLite hears of an exception.
fn failure(vm: &mut Vm, e: Raised, callback: &Value, text: &str) -> Failure {
    let out = if vm.raised_is(&e, &vm.types().memory_error) {
        Failure::NoMemory
    } else if vm.raised_is(&e, &vm.types().overflow_error) {
        Failure::TooBig
    } else {
        Failure::Message(text.as_bytes().to_vec())
    };
    tell(vm, e, callback);
    out
}

/// What the slot holds; None once the collector has cleared it.
fn held(slot: &Slot) -> Value {
    let v = slot.borrow().clone();
    if v.is_undef() { Value::None } else { v }
}

/// A value as SQLite's.
fn given_back(vm: &mut Vm, v: &Value) -> Res<Outgoing> {
    match convert::outgoing(vm, v)? {
        Some(out) => Ok(out),
        None => {
            let class = vm.class_name(v);
            let text = format!("User-defined functions cannot return '{class}' values to SQLite");
            Err(errors::programming(vm, text))
        }
    }
}

/// A function for `create_function`.
pub fn function(slot: Slot) -> impl Fn(&mut Vm, &Args<'_>) -> Result<Outgoing, Failure> {
    move |vm, args| {
        let f = held(&slot);
        let called = (|| {
            let args = convert::arguments(vm, args)?;
            let v = vm.call(&f, &args)?;
            given_back(vm, &v)
        })();
        called.map_err(|e| failure(vm, e, &f, "user-defined function raised exception"))
    }
}

/// An aggregate's class for `create_aggregate` and `create_window_function`.
pub struct Class(pub Slot);

/// An instance of it.
struct Instance {
    class: Value,
    object: Value,
}

impl Aggregate<Vm> for Class {
    fn begin(&self, vm: &mut Vm) -> Result<Box<dyn Running<Vm>>, Failure> {
        let class = held(&self.0);
        match vm.call(&class, &[]) {
            Ok(object) => Ok(Box::new(Instance { class, object })),
            Err(e) => Err(failure(vm, e, &class, "user-defined aggregate's '__init__' method raised error")),
        }
    }
}

impl Instance {
    /// Calls a method; the failure says whether there was none, or it raised.
    fn method(&self, vm: &mut Vm, name: &str, args: &[Value]) -> Result<Value, Failure> {
        let key = vm.heap.intern(name);
        let method = vm.get_attr(&self.object, &key).map_err(|e| {
            let text = format!("user-defined aggregate's '{name}' method not defined");
            failure(vm, e, &self.class, &text)
        })?;
        vm.call(&method, args).map_err(|e| self.raised(vm, e, name))
    }

    fn raised(&self, vm: &mut Vm, e: Raised, name: &str) -> Failure {
        failure(vm, e, &self.class, &format!("user-defined aggregate's '{name}' method raised error"))
    }

    fn row(&self, vm: &mut Vm, name: &str, args: &Args<'_>) -> Result<(), Failure> {
        let args = convert::arguments(vm, args).map_err(|e| self.raised(vm, e, name))?;
        self.method(vm, name, &args).map(drop)
    }

    fn result(&self, vm: &mut Vm, name: &str) -> Result<Outgoing, Failure> {
        let v = self.method(vm, name, &[])?;
        given_back(vm, &v).map_err(|e| self.raised(vm, e, name))
    }
}

impl Running<Vm> for Instance {
    fn step(&mut self, vm: &mut Vm, args: &Args<'_>) -> Result<(), Failure> {
        self.row(vm, "step", args)
    }
    fn inverse(&mut self, vm: &mut Vm, args: &Args<'_>) -> Result<(), Failure> {
        self.row(vm, "inverse", args)
    }
    fn value(&mut self, vm: &mut Vm) -> Result<Outgoing, Failure> {
        self.result(vm, "value")
    }
    fn finish(&mut self, vm: &mut Vm) -> Result<Outgoing, Failure> {
        self.result(vm, "finalize")
    }
}

/// Sets a collation: what its function raises is raised by whoever sorts, since SQLite cannot be told.
pub fn set_collation(vm: &mut Vm, this: &Connection, db: &Db<Vm>, name: &[u8], f: Option<Value>) -> Res<()> {
    let set = match f {
        None => db.create_collation(vm, name, None),
        Some(f) => {
            let slot = this.keep(f);
            let pending = this.pending.clone();
            let compare = move |vm: &mut Vm, a: &[u8], b: &[u8]| {
                let f = held(&slot);
                let order = (|| {
                    let a = convert::text(vm, a.to_vec())?;
                    let b = convert::text(vm, b.to_vec())?;
                    let order = vm.call(&f, &[a, b])?;
                    Ok(as_int(&order).map_or(0, |i| i.signum()))
                })();
                order.unwrap_or_else(|e| {
                    let x = vm.take_raised(e);
                    drop(pending.replace(x));
                    0
                })
            };
            db.create_collation(vm, name, Some(Rc::new(compare)))
        }
    };
    errors::checked(vm, set)
}

/// Sets who is asked what a statement may do.
pub fn set_authorizer(vm: &mut Vm, this: &Connection, db: &Db<Vm>, f: &Value) -> Res<()> {
    let set = if f.is_none() {
        db.set_authorizer(None)
    } else {
        let slot = this.keep(f.clone());
        db.set_authorizer(Some(Rc::new(move |vm: &mut Vm, action, texts: [Option<Vec<u8>>; 4]| {
            let f = held(&slot);
            let answer = (|| {
                let mut args = vec![Value::Int(i64::from(action))];
                for t in texts {
                    args.push(match t {
                        Some(t) => convert::text(vm, t)?,
                        None => Value::None,
                    });
                }
                let answer = vm.call(&f, &args)?;
                if as_int(&answer).is_none() {
                    return Ok(ffi::SQLITE_DENY);
                }
                super::arguments::int_arg(vm, &answer)
            })();
            answer.unwrap_or_else(|e| {
                tell(vm, e, &f);
                ffi::SQLITE_DENY
            })
        })))
    };
    if set.is_err() {
        return Err(errors::operational(vm, "Error setting authorizer callback"));
    }
    Ok(())
}

/// Sets who is asked whether to go on.
pub fn set_progress(this: &Connection, db: &Db<Vm>, f: &Value, n: i32) {
    if f.is_none() {
        return db.set_progress(0, None);
    }
    let slot = this.keep(f.clone());
    db.set_progress(
        n,
        Some(Rc::new(move |vm: &mut Vm| {
            let f = held(&slot);
            let stop = vm.call(&f, &[]).and_then(|v| vm.truth(&v));
            stop.unwrap_or_else(|e| {
                tell(vm, e, &f);
                true
            })
        })),
    );
}

/// Sets who hears of statements.
pub fn set_trace(this: &Connection, db: &Db<Vm>, f: &Value) {
    if f.is_none() {
        return db.set_trace(None);
    }
    let slot = this.keep(f.clone());
    db.set_trace(Some(Rc::new(move |vm: &mut Vm, whole: Option<Vec<u8>>, plain: Vec<u8>| {
        let f = held(&slot);
        let sql = match whole {
            Some(sql) => sql,
            None => {
                let e = errors::data(vm, "Expanded SQL string exceeds the maximum string length");
                tell(vm, e, &f);
                plain
            }
        };
        let called = convert::text(vm, sql).and_then(|sql| vm.call(&f, &[sql]));
        if let Err(e) = called {
            tell(vm, e, &f);
        }
    })));
}

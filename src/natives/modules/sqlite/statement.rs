//! A compiled statement, and the connection's memory of those it has compiled.

use std::collections::HashMap;
use std::rc::Rc;

use crate::object::Ref;
use crate::object::str::StrObj;
use crate::payload;
use crate::sqlite::{Db, Stmt, ffi};
use crate::vm::{Res, Vm};

use super::{convert, errors};

/// A compiled statement.
pub struct Statement {
    pub stmt: Stmt<Vm>,
    /// It inserts, updates, deletes or replaces.
    pub is_dml: bool,
}

payload! {
    /// What `connection(sql)` gives: a statement that nobody can do anything with.
    pub struct StatementObj as "sqlite3.Statement" { } plain { pub _statement: Rc<Statement> }
}

/// What follows white space and comments; None if nothing does.
fn significant(mut sql: &[u8]) -> Option<&[u8]> {
    loop {
        match sql {
            [b' ' | b'\t' | b'\x0c' | b'\n' | b'\r', rest @ ..] => sql = rest,
            [b'-', b'-', rest @ ..] => sql = &rest[memchr::memchr(b'\n', rest)?..],
            [b'/', b'*', rest @ ..] => sql = &rest[memchr::memmem::find(rest, b"*/")? + 2..],
            [] => return None,
            _ => return Some(sql),
        }
    }
}

impl Statement {
    /// Compiles a statement. There must be one, and no other behind it.
    pub fn new(vm: &mut Vm, db: &Db<Vm>, sql: &[u8]) -> Res<Rc<Statement>> {
        let limit = db.limit(ffi::SQLITE_LIMIT_SQL_LENGTH, -1);
        if sql.len() > usize::try_from(limit).unwrap_or(usize::MAX) {
            return Err(errors::data(vm, "query string is too large"));
        }
        if sql.contains(&0) {
            return Err(errors::programming(vm, "the query contains a null character"));
        }
        let prepared = db.prepare(vm, sql);
        let (stmt, end) = errors::checked(vm, prepared)?;
        if significant(&sql[end..]).is_some() {
            return Err(errors::programming(vm, "You can only execute one statement at a time."));
        }
        let begins = significant(sql).unwrap_or_default();
        let is_dml = [&b"insert"[..], b"update", b"delete", b"replace"]
            .iter()
            .any(|word| begins.get(..word.len()).is_some_and(|b| b.eq_ignore_ascii_case(word)));
        Ok(Rc::new(Statement { stmt, is_dml }))
    }
}

/// The statements that were compiled last, by their text.
#[derive(Default)]
pub struct Cache {
    limit: usize,
    known: HashMap<Vec<u8>, (Rc<Statement>, u64)>,
    /// Counts look-ups: the entry with the smallest number was used longest ago.
    clock: u64,
}

impl Cache {
    /// A memory of so many.
    pub fn new(limit: usize) -> Cache {
        Cache { limit, ..Cache::default() }
    }

    /// A statement that is known.
    pub fn get(&mut self, sql: &[u8]) -> Option<Rc<Statement>> {
        self.clock += 1;
        let (statement, used) = self.known.get_mut(sql)?;
        *used = self.clock;
        Some(statement.clone())
    }

    /// Remembers a statement. What is forgotten for it, the caller drops.
    pub fn put(&mut self, sql: Vec<u8>, statement: Rc<Statement>) -> Option<Rc<Statement>> {
        if self.limit == 0 {
            return None;
        }
        let mut forgotten = None;
        if self.known.len() >= self.limit {
            let oldest = self.known.iter().min_by_key(|(_, (_, used))| *used).map(|(sql, _)| sql.clone());
            forgotten = oldest.and_then(|sql| self.known.remove(&sql)).map(|(s, _)| s);
        }
        self.known.insert(sql, (statement, self.clock));
        forgotten
    }
}

/// The statement of a text, compiled now or earlier.
pub fn statement(
    vm: &mut Vm,
    connection: &super::connection::Connection,
    db: &Db<Vm>,
    sql: &Ref<StrObj>,
) -> Res<Rc<Statement>> {
    let known = connection.cache.borrow_mut().get(sql.bytes());
    if let Some(known) = known {
        return Ok(known);
    }
    let text = convert::utf8(vm, sql)?;
    let new = Statement::new(vm, db, &text)?;
    let forgotten = connection.cache.borrow_mut().put(text, new.clone());
    drop(forgotten);
    Ok(new)
}

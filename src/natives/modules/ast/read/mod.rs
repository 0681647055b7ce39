//! From node objects to our tree. Comes in: a node that a script made or changed. Goes out: a tree in an arena, or CPython's words about what is wrong.
//!
//! Two kinds of mistakes: what has the wrong type ends the reading at once (TypeError); what no text could say is noted (`Reader::invalid`) and told when
//! all was read, as CPython validates a whole tree after making it. Statements are in `stmt.rs`, expressions in `expr.rs`, patterns in `pattern.rs`.

mod expr;
mod pattern;
mod stmt;

use std::rc::Rc;

use bumpalo::Bump;

use super::classes::Classes;
use super::show::Context;
use super::table::{NODES, Node};
use crate::object::list::ListObj;
use crate::object::number::int::Int;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::source::{SourceText, Span};
use crate::syntax::ast::*;
use crate::vm::{Raised, Res, Vm};

/// What is noted about a tree that no text could make.
enum Invalid {
    Value(String),
    Type(String),
}

/// Reads a tree.
struct Reader<'a> {
    made: Rc<Classes>,
    arena: &'a Bump,
    invalid: Option<Invalid>,
}

/// What a unit must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Module,
    Expression,
    Interactive,
}

/// Reads the node of a unit.
pub fn unit<'a>(vm: &mut Vm, made: Rc<Classes>, arena: &'a Bump, v: &Value, wanted: Wanted) -> Res<Unit<'a>> {
    let node = match wanted {
        Wanted::Module => Node::Module,
        Wanted::Expression => Node::Expression,
        Wanted::Interactive => Node::Interactive,
    };
    if made.kind_of(vm, v) != Some(node) {
        let (name, what) = (NODES[node as usize].name, vm.class_of(v).name_text());
        return Err(vm.type_error(format!("expected {name} node, got {what}")));
    }
    let mut reader = Reader { made, arena, invalid: None };
    let unit = match wanted {
        Wanted::Expression => {
            let body = reader.field_expr(vm, v, node, 0, Context::Load)?;
            Unit::Expression(arena.alloc(body))
        }
        _ => {
            let body = reader.field_list(vm, v, node, 0)?;
            let body = reader.stmts(vm, &body)?;
            if wanted == Wanted::Module {
                reader.field_list(vm, v, node, 1)?;
            }
            Unit::Module(body)
        }
    };
    match reader.invalid {
        None => Ok(unit),
        Some(Invalid::Value(text)) => Err(vm.value_error(text)),
        Some(Invalid::Type(text)) => Err(vm.type_error(text)),
    }
}

impl<'a> Reader<'a> {
    fn refuse(&mut self, text: impl Into<String>) {
        self.invalid.get_or_insert(Invalid::Value(text.into()));
    }

    fn refuse_type(&mut self, text: impl Into<String>) {
        self.invalid.get_or_insert(Invalid::Type(text.into()));
    }

    fn slice<T: Copy>(&self, items: &[T]) -> &'a [T] {
        if items.is_empty() { &[] } else { self.arena.alloc_slice_copy(items) }
    }

    fn opt<T>(&self, item: Option<T>) -> Option<&'a T> {
        item.map(|item| &*self.arena.alloc(item))
    }

    // --- fields ---

    fn field_name(&self, node: Node, i: usize) -> Ref<StrObj> {
        self.made.of(node).fields[i].clone()
    }

    /// A field that may be missing.
    fn find(&self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res<Option<Value>> {
        let name = self.field_name(node, i);
        vm.get_attr_opt(v, &name)
    }

    /// A field that must be there.
    fn field(&self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res {
        match self.find(vm, v, node, i)? {
            Some(value) => Ok(value),
            None => Err(self.missing(vm, node, i)),
        }
    }

    fn missing(&self, vm: &mut Vm, node: Node, i: usize) -> Raised {
        let (field, owner) = (self.field_name(node, i).to_text(), NODES[node as usize].name);
        vm.type_error(format!("required field \"{field}\" missing from {owner}"))
    }

    fn required(&self, vm: &mut Vm, node: Node, i: usize) -> Raised {
        let (field, owner) = (self.field_name(node, i).to_text(), NODES[node as usize].name);
        vm.value_error(format!("field '{field}' is required for {owner}"))
    }

    /// The items of a list; a missing one is empty.
    fn field_list(&self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res<Vec<Value>> {
        let Some(value) = self.find(vm, v, node, i)? else { return Ok(Vec::new()) };
        match value.cast::<ListObj>() {
            Some(list) => Ok(list.to_vec()),
            None => {
                let (field, owner) = (self.field_name(node, i).to_text(), NODES[node as usize].name);
                let what = vm.class_name(&value);
                Err(vm.type_error(format!("{owner} field \"{field}\" must be a list, not a {what}")))
            }
        }
    }

    /// A list that must not be empty.
    fn full_list(&mut self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res<Vec<Value>> {
        let items = self.field_list(vm, v, node, i)?;
        if items.is_empty() {
            let (field, owner) = (self.field_name(node, i).to_text(), NODES[node as usize].name);
            self.refuse(format!("empty {field} on {owner}"));
        }
        Ok(items)
    }

    fn ident_text(&mut self, vm: &mut Vm, v: &Value) -> Res<Name<'a>> {
        let Some(text) = v.cast::<StrObj>() else {
            return Err(vm.type_error("AST identifier must be of type str"));
        };
        match text.as_str() {
            Some(text) => {
                // What stands for itself is no name.
                if matches!(text, "None" | "True" | "False") {
                    self.refuse(format!("identifier field can't represent '{text}' constant"));
                }
                Ok(self.arena.alloc_str(text))
            }
            None => Err(vm.value_error("AST identifier must be encodable as UTF-8")),
        }
    }

    /// A name with its place.
    fn ident(&mut self, vm: &mut Vm, v: &Value, span: Span) -> Res<Ident<'a>> {
        let name = self.ident_text(vm, v)?;
        Ok(Ident { name, span })
    }

    fn field_ident(&mut self, vm: &mut Vm, v: &Value, node: Node, i: usize, span: Span) -> Res<Ident<'a>> {
        let value = self.field(vm, v, node, i)?;
        if value.is_none() {
            return Err(self.required(vm, node, i));
        }
        let name = self.ident_text(vm, &value)?;
        Ok(Ident { name, span })
    }

    fn opt_ident(
        &mut self,
        vm: &mut Vm,
        v: &Value,
        node: Node,
        i: usize,
        span: Span,
    ) -> Res<Option<Ident<'a>>> {
        match self.find(vm, v, node, i)? {
            None | Some(Value::None) => Ok(None),
            Some(value) => Ok(Some(Ident { name: self.ident_text(vm, &value)?, span })),
        }
    }

    fn idents(&mut self, vm: &mut Vm, items: &[Value], span: Span) -> Res<&'a [Ident<'a>]> {
        let mut names = Vec::with_capacity(items.len());
        for item in items {
            names.push(Ident { name: self.ident_text(vm, item)?, span });
        }
        Ok(self.slice(&names))
    }

    fn int_in(&mut self, vm: &mut Vm, v: &Value) -> Res<i32> {
        let Some(i) = crate::object::int::as_int(v).map(|i| i.to_int()) else {
            let shown = vm.repr(v)?.to_text();
            return Err(vm.value_error(format!("invalid integer value: {shown}")));
        };
        match i {
            Int::Small(i) if i32::try_from(i).is_ok() => Ok(i as i32),
            _ => Err(vm.overflow_error("Python int too large to convert to C int")),
        }
    }

    fn field_int(&mut self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res<i32> {
        let value = self.field(vm, v, node, i)?;
        self.int_in(vm, &value)
    }

    /// An optional text, which is of no use to the compiler.
    fn check_text(&self, vm: &mut Vm, v: &Value, node: Node, i: usize) -> Res<()> {
        match self.find(vm, v, node, i)? {
            None | Some(Value::None) => Ok(()),
            Some(s) if s.is_a::<StrObj>() => Ok(()),
            Some(_) => Err(vm.type_error("AST string must be of type str")),
        }
    }

    // --- places ---

    /// The place of a node; `owner` is the sum or node that messages name.
    fn span(&mut self, vm: &mut Vm, v: &Value, owner: &str) -> Res<Span> {
        let mut places = [0i32; 4];
        for (i, name) in self.made.places.clone().iter().enumerate() {
            places[i] = match vm.get_attr_opt(v, name)? {
                None if i < 2 || matches!(owner, "pattern" | "type_param") => {
                    let name = name.to_text();
                    return Err(vm.type_error(format!("required field \"{name}\" missing from {owner}")));
                }
                None | Some(Value::None) if i >= 2 => places[i - 2],
                Some(value) => self.int_in(vm, &value)?,
                None => 0,
            };
        }
        let [line, column, end_line, end_column] = places;
        if line > end_line {
            self.refuse(format!("AST node line range ({line}, {end_line}) is not valid"));
        } else if (line < 0 && end_line != line) || (column < 0 && column != end_column) {
            self.refuse(format!(
                "AST node column range ({column}, {end_column}) for line range ({line}, {end_line}) is not valid"
            ));
        } else if line == end_line && column > end_column {
            self.refuse(format!("line {line}, column {column}-{end_column} is not a valid range"));
        }
        let start = SourceText::grid_offset(line, column);
        Ok(Span::new(start, SourceText::grid_offset(end_line, end_column).max(start)))
    }

    /// TypeError: something is no node of a sum.
    fn unexpected<T>(&self, vm: &mut Vm, sum: &str, v: &Value) -> Res<T> {
        let shown = vm.repr(v)?.to_text();
        Err(vm.type_error(format!("expected some sort of {sum}, but got {shown}")))
    }

    /// A node without fields.
    fn operator(&self, vm: &mut Vm, v: &Value, sum: &str) -> Res<Node> {
        match self.made.kind_of(vm, v) {
            Some(node) if NODES[node as usize].sum() == Some(sum) => Ok(node),
            _ => self.unexpected(vm, sum, v),
        }
    }
}

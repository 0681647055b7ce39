//! The node classes, made of the table when `_ast` is first wanted: ordinary classes with `_fields`, `_field_types`, docs and defaults.

use std::collections::HashMap;
use std::rc::Rc;

use super::node::METHODS;
use super::table::{Count, Line, NODES, Node, PLACED_PRODUCTS, SUMS, fields};
use crate::object::instance::{self, Plain};
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::ops::BinOp;
use crate::vm::{Res, Vm};

/// A class of nodes and what making an instance needs.
pub struct NodeClass {
    pub class: Ref<TypeObj>,
    /// The names of the fields, interned.
    pub fields: Vec<Ref<StrObj>>,
    /// The one instance that parsing makes, for nodes without fields and places.
    pub single: Option<Value>,
}

/// All classes.
pub struct Classes {
    pub ast: Ref<TypeObj>,
    pub sums: HashMap<&'static str, Ref<TypeObj>>,
    nodes: Vec<NodeClass>,
    /// `lineno`, `col_offset`, `end_lineno`, `end_col_offset`
    pub places: [Ref<StrObj>; 4],
}

/// Where the VM keeps them.
#[derive(Default)]
struct Made(Option<Rc<Classes>>);

impl Classes {
    /// The class of a kind of node.
    pub fn of(&self, node: Node) -> &NodeClass {
        &self.nodes[node as usize]
    }

    /// The class that a type of the table names, if it names one.
    pub fn named(&self, name: &str) -> Option<&Ref<TypeObj>> {
        let product = || NODES.iter().find(|n| n.name == name).map(|n| &self.of(n.node).class);
        self.sums.get(name).or_else(product)
    }

    /// The kind of a node, by its class or the nearest one above that the table has.
    pub fn kind_of(&self, vm: &Vm, v: &Value) -> Option<Node> {
        let class = vm.class_of(v);
        let fits = |c: &Ref<TypeObj>| self.nodes.iter().position(|n| n.class.is(c));
        let at = fits(&class).or_else(|| class.mro().iter().find_map(fits))?;
        NODES.get(at).map(|line| line.node)
    }
}

/// The classes; made at the first call.
pub fn classes(vm: &mut Vm) -> Res<Rc<Classes>> {
    if let Some(made) = &vm.extension::<Made>().0 {
        return Ok(made.clone());
    }
    let made = Rc::new(make(vm)?);
    vm.extension::<Made>().0 = Some(made.clone());
    Ok(made)
}

fn make(vm: &mut Vm) -> Res<Classes> {
    let object = vm.types().object.clone();
    let ast = new_class(vm, "AST", &object, &[], None)?;
    vm.add_methods(&ast, METHODS);
    ast.later(vm.hooks.native_class);
    set(vm, &ast, "_attributes", vm.heap.tuple([]).into_value());
    let places = ["lineno", "col_offset", "end_lineno", "end_col_offset"].map(|n| vm.heap.intern(n));
    let mut made = Classes { ast, sums: HashMap::new(), nodes: Vec::new(), places };
    for sum in SUMS {
        let doc = sum_doc(sum.name);
        let class = new_class(vm, sum.name, &made.ast.clone(), &[], Some(&doc))?;
        attributes(vm, &made, &class, sum.placed);
        made.sums.insert(sum.name, class);
    }
    for line in NODES {
        let base = line.sum().and_then(|sum| made.sums.get(sum)).unwrap_or(&made.ast).clone();
        let names: Vec<&str> = fields(line.fields).iter().map(|f| f.name).collect();
        let class = new_class(vm, line.name, &base, &names, Some(&line.doc()))?;
        if line.sum().is_none() {
            attributes(vm, &made, &class, PLACED_PRODUCTS.contains(&line.name));
        }
        for f in fields(line.fields) {
            if f.count == Count::Optional {
                set(vm, &class, f.name, Value::None);
            }
        }
        let single =
            (line.fields.is_empty() && !line.is_placed()).then(|| vm.heap.alloc(&class, Plain).into_value());
        let fields = names.iter().map(|n| vm.heap.intern(n)).collect();
        made.nodes.push(NodeClass { class, fields, single });
    }
    for line in NODES {
        field_types(vm, &made, line)?;
    }
    Ok(made)
}

/// The doc of a sum: its alternatives, one below the other.
fn sum_doc(name: &str) -> String {
    let of_sum: Vec<&Line> = NODES.iter().filter(|n| n.sum() == Some(name)).collect();
    let plain = of_sum.iter().all(|n| n.fields.is_empty());
    let between =
        if plain { " | ".to_string() } else { format!("\n{:width$}| ", "", width = name.len() + 1) };
    let docs: Vec<String> = of_sum.iter().map(|n| n.doc()).collect();
    format!("{name} = {}", docs.join(&between))
}

fn new_class(
    vm: &mut Vm,
    name: &str,
    base: &Ref<TypeObj>,
    fields: &[&str],
    doc: Option<&str>,
) -> Res<Ref<TypeObj>> {
    let ns = vm.heap.dict();
    let names: Vec<Value> = fields.iter().map(|n| vm.heap.intern(n).into_value()).collect();
    let names = vm.heap.tuple(names).into_value();
    drop(ns.set_text(vm.heap, "_fields", names.clone()));
    drop(ns.set_text(vm.heap, "__match_args__", names));
    drop(ns.set_text(vm.heap, "__module__", vm.heap.intern("ast").into_value()));
    let doc = doc.map_or(Value::None, |doc| vm.heap.str(doc).into_value());
    drop(ns.set_text(vm.heap, "__doc__", doc));
    // Weak references come with the classes below it.
    let slots = vm.heap.intern("__slots__");
    let root = base.is(&vm.types().object);
    if root {
        let dict_only = vm.heap.tuple([vm.names.__dict__.value()]).into_value();
        drop(ns.set_str(&slots, dict_only));
    }
    let name = vm.heap.intern(name).into_value();
    let bases = vm.heap.tuple([base.value()]).into_value();
    let class = vm.call(&vm.types().type_.value(), &[name, bases, ns.into_value()])?;
    match class.into_ref::<TypeObj>() {
        Ok(class) => {
            if root {
                drop(class.delete_attr(&slots));
            }
            Ok(class)
        }
        Err(_) => crate::bug!("type() makes classes"),
    }
}

fn set(vm: &Vm, class: &Ref<TypeObj>, name: &str, v: Value) {
    class.set_attr(&vm.heap.intern(name), v);
}

fn attributes(vm: &Vm, made: &Classes, class: &Ref<TypeObj>, placed: bool) {
    let names = if placed { &made.places[..] } else { &[] };
    set(
        vm,
        class,
        "_attributes",
        vm.heap.tuple(names.iter().map(Ref::value).collect::<Vec<_>>()).into_value(),
    );
    // The places of patterns and type parameters always have an end.
    let always = matches!(class.name_text().as_str(), "pattern" | "type_param");
    for end in names.iter().skip(if always { 4 } else { 2 }) {
        class.set_attr(end, Value::None);
    }
}

/// `_field_types`, which are the annotations, too.
fn field_types(vm: &mut Vm, made: &Classes, line: &Line) -> Res<()> {
    let t = vm.types();
    let types = vm.heap.dict();
    for f in fields(line.fields) {
        let of = match f.of {
            "identifier" | "string" => t.str_.value(),
            "int" => t.int.value(),
            "constant" => t.object.value(),
            name => match made.named(name) {
                Some(class) => class.value(),
                None => crate::bug!("the table names {name} and has no such line"),
            },
        };
        let of = match f.count {
            Count::One => of,
            Count::Optional => vm.binary(BinOp::BitOr, &of, &Value::None)?,
            Count::Many | Count::ManyOptional => vm.get_item(&t.list.value(), &of)?,
        };
        drop(types.set_text(vm.heap, f.name, of));
    }
    let class = &made.of(line.node).class;
    set(vm, class, "_field_types", types.value());
    set(vm, class, "__annotations_cache__", types.into_value());
    Ok(())
}

/// An instance with these fields, in the order of the table.
pub fn new_node(vm: &Vm, made: &Classes, node: Node, values: impl IntoIterator<Item = Value>) -> Value {
    let class = made.of(node);
    if let Some(single) = &class.single {
        return single.clone();
    }
    let v = vm.heap.alloc(&class.class, Plain).into_value();
    let Some(parts) = v.as_obj().and_then(instance::of) else {
        crate::bug!("nodes have attributes");
    };
    for (name, value) in class.fields.iter().zip(values) {
        drop(parts.set(vm.heap, name, value));
    }
    v
}

/// Sets the four places.
pub fn place_node(vm: &Vm, made: &Classes, v: &Value, places: [u32; 4]) {
    let Some(parts) = v.as_obj().and_then(instance::of) else { return };
    for (name, n) in made.places.iter().zip(places) {
        drop(parts.set(vm.heap, name, Value::Int(i64::from(n))));
    }
}

//! `mmap`: files (or plain pages) as memory. The pages lie in a bytearray that nobody sees (`vm/fence/mapped.rs`), so that whatever takes buffers takes a map; here are the class
//! and its rules. Read `map.rs` for what a map is, `methods.rs` for what scripts call.

mod map;
mod methods;

use crate::natives::types::buffer::{Exported, add_exporter};
use crate::object::dict::DictObj;
use crate::object::types::flags::{BASE, WEAK};
use crate::object::{Ref, Value};
use crate::vm::mapped;
use crate::vm::{Res, Vm};

use super::support::{ClassSpec, new_class, put, put_ints};
use map::{Access, Map};

/// What a map shows of its memory.
fn export(v: &Value) -> Option<Exported> {
    let m = v.cast::<Map>()?;
    let memory = m.memory.borrow().clone()?.into_value();
    let readonly = m.access.get() == Access::Read;
    Some(Exported { memory, start: m.start.get(), len: m.len.get(), readonly, format: "B", item_size: 1 })
}

/// The class, once it is made.
#[derive(Default)]
struct Kept(Option<Value>);

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let class = match vm.extension::<Kept>().0.clone() {
        Some(class) => class,
        None => {
            let spec = ClassSpec {
                name: "mmap",
                module: "mmap",
                flags: BASE | WEAK,
                methods: methods::METHODS,
                next: None,
            };
            let class = new_class(vm, &spec);
            vm.add_attrs(&class, methods::ATTRS);
            add_exporter(vm, export);
            vm.extension::<Kept>().0 = Some(class.value());
            class.into_value()
        }
    };
    put(vm, dict, "mmap", class);
    let error = vm.types().os_error.value();
    put(vm, dict, "error", error);
    let page = mapped::page_size() as i64;
    put_ints(vm, dict, &[("PAGESIZE", page), ("ALLOCATIONGRANULARITY", page)]);
    put_ints(vm, dict, &[("ACCESS_DEFAULT", 0), ("ACCESS_READ", 1), ("ACCESS_WRITE", 2), ("ACCESS_COPY", 3)]);
    for (name, number) in CONSTANTS {
        put(vm, dict, name, Value::Int((*number).into()));
    }
    Ok(())
}

const CONSTANTS: &[(&str, i32)] = &[
    ("PROT_EXEC", libc::PROT_EXEC),
    ("PROT_READ", libc::PROT_READ),
    ("PROT_WRITE", libc::PROT_WRITE),
    ("MAP_32BIT", 64),
    ("MAP_ANON", libc::MAP_ANON),
    ("MAP_ANONYMOUS", libc::MAP_ANONYMOUS),
    ("MAP_DENYWRITE", libc::MAP_DENYWRITE),
    ("MAP_EXECUTABLE", libc::MAP_EXECUTABLE),
    ("MAP_NORESERVE", libc::MAP_NORESERVE),
    ("MAP_POPULATE", libc::MAP_POPULATE),
    ("MAP_PRIVATE", libc::MAP_PRIVATE),
    ("MAP_SHARED", libc::MAP_SHARED),
    ("MAP_STACK", libc::MAP_STACK),
    ("MADV_DODUMP", libc::MADV_DODUMP),
    ("MADV_DOFORK", libc::MADV_DOFORK),
    ("MADV_DONTDUMP", libc::MADV_DONTDUMP),
    ("MADV_DONTFORK", libc::MADV_DONTFORK),
    ("MADV_DONTNEED", libc::MADV_DONTNEED),
    ("MADV_FREE", libc::MADV_FREE),
    ("MADV_HUGEPAGE", libc::MADV_HUGEPAGE),
    ("MADV_HWPOISON", libc::MADV_HWPOISON),
    ("MADV_MERGEABLE", libc::MADV_MERGEABLE),
    ("MADV_NOHUGEPAGE", libc::MADV_NOHUGEPAGE),
    ("MADV_NORMAL", libc::MADV_NORMAL),
    ("MADV_RANDOM", libc::MADV_RANDOM),
    ("MADV_REMOVE", libc::MADV_REMOVE),
    ("MADV_SEQUENTIAL", libc::MADV_SEQUENTIAL),
    ("MADV_UNMERGEABLE", libc::MADV_UNMERGEABLE),
    ("MADV_WILLNEED", libc::MADV_WILLNEED),
];

//! `_types`: the classes that `types` gives names to.

use crate::natives;
use crate::natives::types::{dict_views, generic_alias, union_type};
use crate::object::dict::DictObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::support::put;
use super::sys::namespace::namespace_class;

natives! { static CAPSULE;
    fn __repr__(vm, this: Value, /) -> String { format!("<capsule object NULL at {:#x}>", this.as_obj().map_or(0, |o| o.addr())) }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let t = vm.types();
    let named = [
        ("AsyncGeneratorType", &t.async_generator),
        ("BuiltinFunctionType", &t.builtin_function),
        ("BuiltinMethodType", &t.builtin_function),
        ("CellType", &t.cell),
        ("ClassMethodDescriptorType", &t.classmethod_descriptor),
        ("CodeType", &t.code),
        ("CoroutineType", &t.coroutine),
        ("EllipsisType", &t.ellipsis),
        ("FrameType", &t.frame),
        ("FunctionType", &t.function),
        ("GeneratorType", &t.generator),
        ("GetSetDescriptorType", &t.getset_descriptor),
        ("LambdaType", &t.function),
        ("MemberDescriptorType", &t.member_descriptor),
        ("MethodDescriptorType", &t.method_descriptor),
        ("MethodType", &t.method),
        ("MethodWrapperType", &t.method_wrapper),
        ("ModuleType", &t.module),
        ("NoneType", &t.none_type),
        ("NotImplementedType", &t.not_implemented_type),
        ("TracebackType", &t.traceback),
        ("WrapperDescriptorType", &t.wrapper_descriptor),
    ];
    for (name, class) in named {
        put(vm, dict, name, class.value());
    }
    for (name, key) in [
        ("GenericAlias", generic_alias::CLASS),
        ("MappingProxyType", dict_views::PROXY),
        ("UnionType", union_type::CLASS),
    ] {
        put(vm, dict, name, vm.extra_types[key].value());
    }
    let namespace = namespace_class(vm);
    put(vm, dict, "SimpleNamespace", namespace.value());
    // No C code hands out pointers here: the class is there to be asked for.
    let object = vm.types().object.clone();
    let capsule = vm.new_type("PyCapsule", "builtins", &object, NO_NEW);
    vm.add_methods(&capsule, CAPSULE);
    put(vm, dict, "CapsuleType", capsule.value());
    Ok(())
}

//! `itertools`: building blocks of iterators. One file per family; each iterator is a payload and a function for the next item.

mod chains;
mod combinatoric;
mod endless;
mod groups;
mod select;

use crate::object::Ref;
use crate::object::dict::DictObj;
use crate::object::types::flags;
use crate::vm::native::NativeDef;
use crate::vm::{Res, Vm};

use super::support::{ClassSpec, Next, put_class};

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let classes: &[(&str, &[NativeDef], Next)] = &[
        ("count", endless::COUNT, endless::next_count),
        ("cycle", endless::CYCLE, endless::next_cycle),
        ("repeat", endless::REPEAT, endless::next_repeat),
        ("accumulate", chains::ACCUMULATE, chains::next_accumulate),
        ("batched", chains::BATCHED, chains::next_batched),
        ("pairwise", chains::PAIRWISE, chains::next_pairwise),
        ("zip_longest", chains::ZIP_LONGEST, chains::next_zip_longest),
        ("starmap", chains::STARMAP, chains::next_starmap),
        ("compress", select::COMPRESS, select::next_compress),
        ("dropwhile", select::DROPWHILE, select::next_dropwhile),
        ("takewhile", select::TAKEWHILE, select::next_takewhile),
        ("filterfalse", select::FILTERFALSE, select::next_filterfalse),
        ("islice", select::ISLICE, select::next_islice),
        ("product", combinatoric::PRODUCT, combinatoric::next_product),
        ("permutations", combinatoric::PERMUTATIONS, combinatoric::next_permutations),
        ("combinations", combinatoric::COMBINATIONS, combinatoric::next_combinations),
        (
            "combinations_with_replacement",
            combinatoric::WITH_REPLACEMENT,
            combinatoric::next_with_replacement,
        ),
        ("groupby", groups::GROUPBY, groups::next_groupby),
    ];
    let module = "itertools";
    for (name, methods, next) in classes {
        put_class(vm, dict, &ClassSpec { name, module, flags: flags::BASE, methods, next: Some(*next) });
    }
    let spec = ClassSpec {
        name: "chain",
        module,
        flags: flags::BASE,
        methods: chains::CHAIN,
        next: Some(chains::next_chain),
    };
    let chain = put_class(vm, dict, &spec);
    vm.add_class_methods(&chain, chains::CHAIN_CLASS);
    groups::init(vm, dict);
    Ok(())
}

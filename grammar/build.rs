//! Build script: joins the parts of the grammar and runs LALRPOP over them.
fn main() {}

//! The `hoop` command.

/// Small requests succeed even when memory has run out, and the program hears MemoryError.
#[global_allocator]
static ALLOCATOR: hoopsnake::host::Allocator = hoopsnake::host::Allocator::new(std::alloc::System);

fn main() {
    std::process::exit(hoopsnake::cli::main())
}

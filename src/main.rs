//! The `hoop` command.

fn main() {
    std::process::exit(hoopsnake::cli::main())
}

//! Pins the sizes that the speed rests on: a change here is a decision, not an accident.

use hoopsnake::bytecode::Instr;
use hoopsnake::object::Value;
use hoopsnake::object::header::Header;

#[test]
fn an_instruction_is_one_word() {
    assert_eq!(size_of::<Instr>(), 8, "the run loop fetches one aligned word for each instruction");
}

#[test]
fn a_value_is_two_words() {
    assert_eq!(size_of::<Value>(), 16, "tag and payload, each a clean word: no partial stores to forward");
    assert_eq!(align_of::<Value>(), 8);
}

#[test]
fn a_header_is_two_words() {
    assert_eq!(size_of::<Header>(), 16, "count, kind and flags in one word, the class in the other");
}

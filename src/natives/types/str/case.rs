//! Methods of `str` that change or ask about case and character classes.

use crate::natives;
use crate::natives::types::support::{Text, lift};
use crate::object::Ref;
use crate::object::str::StrObj;
use crate::object::text::{case, predicates as is};
use crate::vm::Res;

natives! { pub static METHODS;
    /// Return a copy of the string converted to lowercase.
    ///
    /// >>> "ABC".lower()
    /// 'abc'
    fn lower(vm, this: Ref<StrObj>, /) -> Res<Text> { lift(vm, case::lower(this.bytes())).map(Text) }
    /// Return a copy of the string converted to uppercase.
    ///
    /// >>> "straße".upper()
    /// 'STRASSE'
    fn upper(vm, this: Ref<StrObj>, /) -> Res<Text> { lift(vm, case::upper(this.bytes())).map(Text) }
    /// Return a version of the string suitable for caseless comparisons.
    fn casefold(vm, this: Ref<StrObj>, /) -> Res<Text> { lift(vm, case::casefold(this.bytes())).map(Text) }
    /// Return a capitalized version of the string.
    ///
    /// More specifically, make the first character have upper case and the rest lower
    /// case.
    ///
    /// >>> "hello World".capitalize()
    /// 'Hello world'
    fn capitalize(vm, this: Ref<StrObj>, /) -> Res<Text> { lift(vm, case::capitalize(this.bytes())).map(Text) }
    /// Return a version of the string where each word is titlecased.
    ///
    /// More specifically, words start with uppercased characters and all remaining
    /// cased characters have lower case.
    ///
    /// >>> "hello world".title()
    /// 'Hello World'
    fn title(vm, this: Ref<StrObj>, /) -> Res<Text> { lift(vm, case::title(this.bytes())).map(Text) }
    /// Convert uppercase characters to lowercase and lowercase characters to uppercase.
    ///
    /// >>> "aB".swapcase()
    /// 'Ab'
    fn swapcase(vm, this: Ref<StrObj>, /) -> Res<Text> { lift(vm, case::swapcase(this.bytes())).map(Text) }

    /// Return True if the string is an alphabetic string, False otherwise.
    ///
    /// A string is alphabetic if all characters in the string are alphabetic and there
    /// is at least one character in the string.
    fn isalpha(vm, this: Ref<StrObj>, /) -> bool { is::is_alpha(this.bytes()) }
    /// Return True if the string is an alpha-numeric string, False otherwise.
    ///
    /// A string is alpha-numeric if all characters in the string are alpha-numeric and
    /// there is at least one character in the string.
    fn isalnum(vm, this: Ref<StrObj>, /) -> bool { is::is_alnum(this.bytes()) }
    /// Return True if all characters in the string are ASCII, False otherwise.
    ///
    /// ASCII characters have code points in the range U+0000-U+007F.
    /// Empty string is ASCII too.
    fn isascii(vm, this: Ref<StrObj>, /) -> bool { this.is_ascii() }
    /// Return True if the string is a decimal string, False otherwise.
    ///
    /// A string is a decimal string if all characters in the string are decimal and
    /// there is at least one character in the string.
    fn isdecimal(vm, this: Ref<StrObj>, /) -> bool { is::is_decimal(this.bytes()) }
    /// Return True if the string is a digit string, False otherwise.
    ///
    /// A string is a digit string if all characters in the string are digits and there
    /// is at least one character in the string.
    fn isdigit(vm, this: Ref<StrObj>, /) -> bool { is::is_digit(this.bytes()) }
    /// Return True if the string is a numeric string, False otherwise.
    ///
    /// A string is numeric if all characters in the string are numeric and there is at
    /// least one character in the string.
    fn isnumeric(vm, this: Ref<StrObj>, /) -> bool { is::is_numeric(this.bytes()) }
    /// Return True if the string is a valid Python identifier, False otherwise.
    ///
    /// Call keyword.iskeyword(s) to test whether string s is a reserved identifier,
    /// such as "def" or "class".
    fn isidentifier(vm, this: Ref<StrObj>, /) -> bool { is::is_identifier(this.bytes()) }
    /// Return True if the string is a lowercase string, False otherwise.
    ///
    /// A string is lowercase if all cased characters in the string are lowercase and
    /// there is at least one cased character in the string.
    fn islower(vm, this: Ref<StrObj>, /) -> bool { is::is_lower(this.bytes()) }
    /// Return True if the string is an uppercase string, False otherwise.
    ///
    /// A string is uppercase if all cased characters in the string are uppercase and
    /// there is at least one cased character in the string.
    fn isupper(vm, this: Ref<StrObj>, /) -> bool { is::is_upper(this.bytes()) }
    /// Return True if the string is a title-cased string, False otherwise.
    ///
    /// In a title-cased string, upper- and title-case characters may only
    /// follow uncased characters and lowercase characters only cased ones.
    fn istitle(vm, this: Ref<StrObj>, /) -> bool { is::is_title(this.bytes()) }
    /// Return True if the string is a whitespace string, False otherwise.
    ///
    /// A string is whitespace if all characters in the string are whitespace and there
    /// is at least one character in the string.
    fn isspace(vm, this: Ref<StrObj>, /) -> bool { is::is_space(this.bytes()) }
    /// Return True if all characters in the string are printable, False otherwise.
    ///
    /// A character is printable if repr() may use it in its output.
    fn isprintable(vm, this: Ref<StrObj>, /) -> bool { is::is_printable(this.bytes()) }
}

//! The tokenisers: each looks at the beginning of a text and says what stands there and where it ends. They keep nothing, so that a token
//! that is not there as a whole is looked at again when more has come. What they accept is what expat accepts, and they find fault at the same byte.

use super::chars::{Naming, Seen, is_space, look, naming};

/// What stands at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tok {
    /// The text is empty.
    None,
    /// Not well-formed; the place is where.
    Invalid,
    /// More is needed.
    Partial,
    /// A character is broken off.
    PartialChar,
    // Of contents.
    TrailingCr,
    TrailingBracket,
    Data,
    Newline,
    EntityRef,
    CharRef,
    StartTag,
    EmptyTag,
    EndTag,
    CdataOpen,
    CdataClose,
    // Of attribute values.
    Space,
    // Of both.
    Comment,
    Pi,
    XmlDecl,
    // Of the prolog. The last ones may go on if more comes: see `Found::open`.
    PrologSpace,
    DeclOpen,
    DeclClose,
    InstanceStart,
    Literal,
    Percent,
    ParamEntityRef,
    Comma,
    Or,
    OpenBracket,
    CloseBracket,
    OpenParen,
    CloseParen,
    CloseParenAsterisk,
    CloseParenQuestion,
    CloseParenPlus,
    Name,
    PrefixedName,
    Nmtoken,
    NameQuestion,
    NameAsterisk,
    NamePlus,
    PoundName,
    CondOpen,
    CondClose,
    /// The end of an ignored section.
    IgnoreEnd,
}

/// A token, where it ends (or where the fault is), and whether it might go on: the text ends with it.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub tok: Tok,
    pub next: usize,
    pub open: bool,
}

fn found(tok: Tok, next: usize) -> Found {
    Found { tok, next, open: false }
}

fn open(tok: Tok, end: usize) -> Found {
    Found { tok, next: end, open: true }
}

/// A text with an end, and whether colons are looked at.
#[derive(Clone, Copy)]
pub struct Scan<'a> {
    pub b: &'a [u8],
    pub end: usize,
    pub namespaces: bool,
    /// Half of a unit of two bytes follows at the very end.
    pub odd: bool,
}

/// Goes on with a token, or returns from the tokeniser with what is wrong.
macro_rules! need {
    ($scan:expr, $at:expr) => {
        if $at >= $scan.end {
            return found(Tok::Partial, $at);
        }
    };
}

/// Steps over any character of XML.
macro_rules! step {
    ($scan:expr, $at:expr) => {
        match look($scan.b, $at, $scan.end) {
            Seen::Ascii(_) => $at += 1,
            Seen::Wide(_, n) => $at += n,
            Seen::Bad => return found(Tok::Invalid, $at),
            Seen::Partial => return found(Tok::PartialChar, $at),
        }
    };
}

/// Steps over the first character of a name.
macro_rules! name_start {
    ($scan:expr, $at:expr) => {
        match naming($scan.b, $at, $scan.end, $scan.namespaces) {
            Naming::Start(n) => $at += n,
            Naming::Partial => return found(Tok::PartialChar, $at),
            _ => return found(Tok::Invalid, $at),
        }
    };
}

impl Scan<'_> {
    fn naming(&self, at: usize) -> Naming {
        naming(self.b, at, self.end, self.namespaces)
    }

    /// Steps over the rest of a name; what is broken off is the error.
    fn rest_of_name(&self, mut at: usize) -> Result<usize, Found> {
        while at < self.end {
            match self.naming(at) {
                Naming::Start(n) | Naming::Rest(n) => at += n,
                Naming::Partial => return Err(found(Tok::PartialChar, at)),
                Naming::Bad => return Err(found(Tok::Invalid, at)),
                Naming::Colon | Naming::No => break,
            }
        }
        Ok(at)
    }

    /// In an element.
    pub fn content(&self, s: usize) -> Found {
        let (b, end) = (self.b, self.end);
        if s >= end {
            return found(if self.odd { Tok::Partial } else { Tok::None }, s);
        }
        let mut at = s;
        match b[at] {
            b'<' => return self.less(at + 1),
            b'&' => return self.reference(at + 1),
            b'\r' => {
                at += 1;
                if at >= end {
                    return found(Tok::TrailingCr, at);
                }
                return found(Tok::Newline, at + usize::from(b[at] == b'\n'));
            }
            b'\n' => return found(Tok::Newline, at + 1),
            b']' => {
                at += 1;
                if at >= end {
                    return found(Tok::TrailingBracket, at);
                }
                if b[at] == b']' {
                    if at + 1 >= end {
                        return found(Tok::TrailingBracket, at + 1);
                    }
                    if b[at + 1] == b'>' {
                        return found(Tok::Invalid, at + 1);
                    }
                }
            }
            _ => step!(self, at),
        }
        while at < end {
            match b[at] {
                b'&' | b'<' | b'\r' | b'\n' => break,
                b']' => {
                    if at + 1 < end && b[at + 1] != b']' {
                        at += 1;
                    } else if at + 2 < end {
                        if b[at + 2] == b'>' {
                            return found(Tok::Invalid, at + 2);
                        }
                        at += 1;
                    } else {
                        break;
                    }
                }
                0x20..=0x7f | b'\t' => at += 1,
                _ => match look(b, at, end) {
                    Seen::Wide(_, n) => at += n,
                    _ => break,
                },
            }
        }
        found(Tok::Data, at)
    }

    /// In a CDATA section.
    pub fn cdata(&self, s: usize) -> Found {
        let (b, end) = (self.b, self.end);
        if s >= end {
            return found(if self.odd { Tok::Partial } else { Tok::None }, s);
        }
        let mut at = s;
        match b[at] {
            b']' => {
                at += 1;
                need!(self, at);
                if b[at] == b']' {
                    need!(self, at + 1);
                    if b[at + 1] == b'>' {
                        return found(Tok::CdataClose, at + 2);
                    }
                }
            }
            b'\r' => {
                at += 1;
                need!(self, at);
                return found(Tok::Newline, at + usize::from(b[at] == b'\n'));
            }
            b'\n' => return found(Tok::Newline, at + 1),
            _ => step!(self, at),
        }
        while at < end {
            match look(b, at, end) {
                Seen::Ascii(b']' | b'\r' | b'\n') | Seen::Bad | Seen::Partial => break,
                Seen::Ascii(_) => at += 1,
                Seen::Wide(_, n) => at += n,
            }
        }
        found(Tok::Data, at)
    }

    /// After `&`.
    fn reference(&self, mut at: usize) -> Found {
        need!(self, at);
        if self.b[at] == b'#' {
            return self.char_reference(at + 1);
        }
        name_start!(self, at);
        let at = match self.rest_of_name(at) {
            Ok(at) => at,
            Err(f) => return f,
        };
        need!(self, at);
        if self.b[at] == b';' { found(Tok::EntityRef, at + 1) } else { found(Tok::Invalid, at) }
    }

    /// After `&#`.
    fn char_reference(&self, mut at: usize) -> Found {
        need!(self, at);
        let hex = self.b[at] == b'x';
        if hex {
            at += 1;
            need!(self, at);
        }
        let digit = |c: u8| if hex { c.is_ascii_hexdigit() } else { c.is_ascii_digit() };
        if !digit(self.b[at]) {
            return found(Tok::Invalid, at);
        }
        while at < self.end {
            match self.b[at] {
                c if digit(c) => at += 1,
                b';' => return found(Tok::CharRef, at + 1),
                _ => return found(Tok::Invalid, at),
            }
        }
        found(Tok::Partial, at)
    }

    /// After `<`, in an element.
    fn less(&self, mut at: usize) -> Found {
        need!(self, at);
        match self.b[at] {
            b'!' => {
                at += 1;
                need!(self, at);
                return match self.b[at] {
                    b'-' => self.comment(at + 1),
                    b'[' => self.cdata_open(at + 1),
                    _ => found(Tok::Invalid, at),
                };
            }
            b'?' => return self.instruction(at + 1),
            b'/' => return self.end_tag(at + 1),
            _ => name_start!(self, at),
        }
        let mut colon = false;
        while at < self.end {
            match self.naming(at) {
                Naming::Start(n) | Naming::Rest(n) => at += n,
                Naming::Colon => {
                    if colon {
                        return found(Tok::Invalid, at);
                    }
                    colon = true;
                    at += 1;
                    need!(self, at);
                    name_start!(self, at);
                }
                Naming::Partial => return found(Tok::PartialChar, at),
                Naming::Bad => return found(Tok::Invalid, at),
                Naming::No => match self.b[at] {
                    c if is_space(c) => {
                        at = self.behind_spaces(at);
                        need!(self, at);
                        return match self.b[at] {
                            b'>' | b'/' => self.tag_end(at),
                            _ => {
                                name_start!(self, at);
                                self.attributes(at)
                            }
                        };
                    }
                    b'>' | b'/' => return self.tag_end(at),
                    _ => return found(Tok::Invalid, at),
                },
            }
        }
        found(Tok::Partial, at)
    }

    /// At the `>` or `/>` of a tag.
    fn tag_end(&self, at: usize) -> Found {
        if self.b[at] == b'>' {
            return found(Tok::StartTag, at + 1);
        }
        need!(self, at + 1);
        if self.b[at + 1] == b'>' { found(Tok::EmptyTag, at + 2) } else { found(Tok::Invalid, at + 1) }
    }

    /// In the name of an attribute, after its first character.
    fn attributes(&self, mut at: usize) -> Found {
        let mut colon = false;
        while at < self.end {
            match self.naming(at) {
                Naming::Start(n) | Naming::Rest(n) => {
                    at += n;
                    continue;
                }
                Naming::Colon => {
                    if colon {
                        return found(Tok::Invalid, at);
                    }
                    colon = true;
                    at += 1;
                    need!(self, at);
                    name_start!(self, at);
                    continue;
                }
                Naming::Partial => return found(Tok::PartialChar, at),
                Naming::Bad => return found(Tok::Invalid, at),
                Naming::No => {}
            }
            at = self.behind_spaces(at);
            need!(self, at);
            if self.b[at] != b'=' {
                return found(Tok::Invalid, at);
            }
            colon = false;
            at += 1;
            at = self.behind_spaces(at);
            need!(self, at);
            let quote = self.b[at];
            if !matches!(quote, b'"' | b'\'') {
                return found(Tok::Invalid, at);
            }
            at += 1;
            loop {
                need!(self, at);
                match self.b[at] {
                    c if c == quote => break,
                    b'&' => {
                        let f = self.reference(at + 1);
                        if !matches!(f.tok, Tok::EntityRef | Tok::CharRef) {
                            return f;
                        }
                        at = f.next;
                    }
                    b'<' => return found(Tok::Invalid, at),
                    _ => step!(self, at),
                }
            }
            at += 1;
            need!(self, at);
            match self.b[at] {
                b'>' | b'/' => return self.tag_end(at),
                c if is_space(c) => {}
                _ => return found(Tok::Invalid, at),
            }
            at = self.behind_spaces(at);
            need!(self, at);
            match self.b[at] {
                b'>' | b'/' => return self.tag_end(at),
                _ => name_start!(self, at),
            }
        }
        found(Tok::Partial, at)
    }

    /// The place behind the white space here.
    fn behind_spaces(&self, at: usize) -> usize {
        at + self.b[at..self.end].iter().take_while(|b| is_space(**b)).count()
    }

    /// After `</`.
    fn end_tag(&self, mut at: usize) -> Found {
        need!(self, at);
        name_start!(self, at);
        while at < self.end {
            match self.naming(at) {
                Naming::Start(n) | Naming::Rest(n) => at += n,
                Naming::Colon => at += 1,
                Naming::Partial => return found(Tok::PartialChar, at),
                Naming::Bad => return found(Tok::Invalid, at),
                Naming::No => {
                    at = self.behind_spaces(at);
                    need!(self, at);
                    return match self.b[at] {
                        b'>' => found(Tok::EndTag, at + 1),
                        _ => found(Tok::Invalid, at),
                    };
                }
            }
        }
        found(Tok::Partial, at)
    }

    /// After `<!-`.
    fn comment(&self, mut at: usize) -> Found {
        need!(self, at);
        if self.b[at] != b'-' {
            return found(Tok::Invalid, at);
        }
        at += 1;
        while at < self.end {
            if self.b[at] != b'-' {
                step!(self, at);
                continue;
            }
            at += 1;
            need!(self, at);
            if self.b[at] == b'-' {
                at += 1;
                need!(self, at);
                return match self.b[at] {
                    b'>' => found(Tok::Comment, at + 1),
                    _ => found(Tok::Invalid, at),
                };
            }
        }
        found(Tok::Partial, at)
    }

    /// After `<?`.
    fn instruction(&self, mut at: usize) -> Found {
        need!(self, at);
        let target = at;
        name_start!(self, at);
        at = match self.rest_of_name(at) {
            Ok(at) => at,
            Err(f) => return f,
        };
        need!(self, at);
        let name = &self.b[target..at];
        let tok = match name {
            b"xml" => Tok::XmlDecl,
            _ if name.eq_ignore_ascii_case(b"xml") => return found(Tok::Invalid, at),
            _ => Tok::Pi,
        };
        match self.b[at] {
            c if is_space(c) => at += 1,
            b'?' => {
                at += 1;
                need!(self, at);
                return if self.b[at] == b'>' { found(tok, at + 1) } else { found(Tok::Invalid, at) };
            }
            _ => return found(Tok::Invalid, at),
        }
        while at < self.end {
            if self.b[at] != b'?' {
                step!(self, at);
                continue;
            }
            at += 1;
            need!(self, at);
            if self.b[at] == b'>' {
                return found(tok, at + 1);
            }
        }
        found(Tok::Partial, at)
    }

    /// After `<![`, in an element.
    fn cdata_open(&self, at: usize) -> Found {
        if self.end - at < 6 {
            return found(Tok::Partial, at);
        }
        for (i, c) in b"CDATA[".iter().enumerate() {
            if self.b[at + i] != *c {
                return found(Tok::Invalid, at + i);
            }
        }
        found(Tok::CdataOpen, at + 6)
    }

    /// Before, between and after declarations.
    pub fn prolog(&self, s: usize) -> Found {
        let (b, end) = (self.b, self.end);
        if s >= end {
            return found(if self.odd { Tok::Partial } else { Tok::None }, s);
        }
        let mut at = s;
        let mut tok = match b[at] {
            c @ (b'"' | b'\'') => return self.literal(c, at + 1),
            b'<' => {
                at += 1;
                need!(self, at);
                return match b[at] {
                    b'!' => self.declaration(at + 1),
                    b'?' => self.instruction(at + 1),
                    c if c.is_ascii_alphabetic() || matches!(c, b'_' | 0xc0..=0xf4) => {
                        found(Tok::InstanceStart, at - 1)
                    }
                    b':' if !self.namespaces => found(Tok::InstanceStart, at - 1),
                    _ => found(Tok::Invalid, at),
                };
            }
            c if is_space(c) => {
                if c == b'\r' && at + 1 == end {
                    // Half of a line end, perhaps.
                    return open(Tok::PrologSpace, end);
                }
                at += 1;
                while at < end && is_space(b[at]) && !(b[at] == b'\r' && at + 1 == end) {
                    at += 1;
                }
                return found(Tok::PrologSpace, at);
            }
            b'%' => return self.percent(at + 1),
            b',' => return found(Tok::Comma, at + 1),
            b'[' => return found(Tok::OpenBracket, at + 1),
            b']' => {
                at += 1;
                if at >= end {
                    return open(Tok::CloseBracket, end);
                }
                if b[at] == b']' {
                    need!(self, at + 1);
                    if b[at + 1] == b'>' {
                        return found(Tok::CondClose, at + 2);
                    }
                }
                return found(Tok::CloseBracket, at);
            }
            b'(' => return found(Tok::OpenParen, at + 1),
            b')' => {
                at += 1;
                if at >= end {
                    return open(Tok::CloseParen, end);
                }
                return match b[at] {
                    b'*' => found(Tok::CloseParenAsterisk, at + 1),
                    b'?' => found(Tok::CloseParenQuestion, at + 1),
                    b'+' => found(Tok::CloseParenPlus, at + 1),
                    b'>' | b',' | b'|' | b')' => found(Tok::CloseParen, at),
                    c if is_space(c) => found(Tok::CloseParen, at),
                    _ => found(Tok::Invalid, at),
                };
            }
            b'|' => return found(Tok::Or, at + 1),
            b'>' => return found(Tok::DeclClose, at + 1),
            b'#' => return self.pound(at + 1),
            _ => match self.naming(at) {
                Naming::Start(n) => {
                    at += n;
                    Tok::Name
                }
                Naming::Rest(n) => {
                    at += n;
                    Tok::Nmtoken
                }
                Naming::Colon => {
                    at += 1;
                    Tok::Nmtoken
                }
                Naming::Partial => return found(Tok::PartialChar, at),
                Naming::No | Naming::Bad => return found(Tok::Invalid, at),
            },
        };
        while at < end {
            match self.naming(at) {
                Naming::Start(n) | Naming::Rest(n) => at += n,
                Naming::Colon => {
                    at += 1;
                    if tok == Tok::Name {
                        need!(self, at);
                        tok = match self.naming(at) {
                            Naming::Start(n) | Naming::Rest(n) => {
                                at += n;
                                Tok::PrefixedName
                            }
                            Naming::Partial => return found(Tok::PartialChar, at),
                            _ => Tok::Nmtoken,
                        };
                    } else {
                        tok = Tok::Nmtoken;
                    }
                }
                Naming::Partial => return found(Tok::PartialChar, at),
                Naming::Bad => return found(Tok::Invalid, at),
                Naming::No => {
                    let counted = match b[at] {
                        b'>' | b')' | b',' | b'|' | b'[' | b'%' => return found(tok, at),
                        c if is_space(c) => return found(tok, at),
                        b'+' => Tok::NamePlus,
                        b'*' => Tok::NameAsterisk,
                        b'?' => Tok::NameQuestion,
                        _ => return found(Tok::Invalid, at),
                    };
                    return if tok == Tok::Nmtoken {
                        found(Tok::Invalid, at)
                    } else {
                        found(counted, at + 1)
                    };
                }
            }
        }
        open(tok, end)
    }

    /// After `<!`, in the prolog.
    fn declaration(&self, mut at: usize) -> Found {
        need!(self, at);
        match self.b[at] {
            b'-' => return self.comment(at + 1),
            b'[' => return found(Tok::CondOpen, at + 1),
            c if self.is_keyword(c) => at += 1,
            _ => return found(Tok::Invalid, at),
        }
        while at < self.end {
            match self.b[at] {
                b'%' => {
                    need!(self, at + 1);
                    // Not `<!ENTITY% name`.
                    let c = self.b[at + 1];
                    if is_space(c) || c == b'%' {
                        return found(Tok::Invalid, at);
                    }
                    return found(Tok::DeclOpen, at);
                }
                c if is_space(c) => return found(Tok::DeclOpen, at),
                c if self.is_keyword(c) => at += 1,
                _ => return found(Tok::Invalid, at),
            }
        }
        found(Tok::Partial, at)
    }

    fn is_keyword(&self, c: u8) -> bool {
        c.is_ascii_alphabetic() || c == b'_' || c == b':' && !self.namespaces
    }

    fn literal(&self, quote: u8, mut at: usize) -> Found {
        while at < self.end {
            if self.b[at] != quote {
                step!(self, at);
                continue;
            }
            at += 1;
            if at >= self.end {
                return open(Tok::Literal, self.end);
            }
            return match self.b[at] {
                b'>' | b'%' | b'[' => found(Tok::Literal, at),
                c if is_space(c) => found(Tok::Literal, at),
                _ => found(Tok::Invalid, at),
            };
        }
        found(Tok::Partial, at)
    }

    /// After `%`.
    fn percent(&self, mut at: usize) -> Found {
        need!(self, at);
        if is_space(self.b[at]) || self.b[at] == b'%' {
            return found(Tok::Percent, at);
        }
        name_start!(self, at);
        let at = match self.rest_of_name(at) {
            Ok(at) => at,
            Err(f) => return f,
        };
        need!(self, at);
        if self.b[at] == b';' { found(Tok::ParamEntityRef, at + 1) } else { found(Tok::Invalid, at) }
    }

    /// After `#`.
    fn pound(&self, mut at: usize) -> Found {
        need!(self, at);
        name_start!(self, at);
        let at = match self.rest_of_name(at) {
            Ok(at) => at,
            Err(f) => return f,
        };
        if at >= self.end {
            return open(Tok::PoundName, self.end);
        }
        match self.b[at] {
            b')' | b'>' | b'%' | b'|' => found(Tok::PoundName, at),
            c if is_space(c) => found(Tok::PoundName, at),
            _ => found(Tok::Invalid, at),
        }
    }

    /// In the value of an attribute.
    pub fn attribute_value(&self, s: usize) -> Found {
        self.value(s, false)
    }

    /// In the value of an entity.
    pub fn entity_value(&self, s: usize) -> Found {
        self.value(s, true)
    }

    fn value(&self, s: usize, of_entity: bool) -> Found {
        if s >= self.end {
            return found(Tok::None, s);
        }
        let mut at = s;
        while at < self.end {
            let special = match self.b[at] {
                b'&' => self.reference(at + 1),
                b'%' if of_entity => {
                    let f = self.percent(at + 1);
                    if f.tok == Tok::Percent { found(Tok::Invalid, f.next) } else { f }
                }
                // Only in what an entity came to.
                b'<' if !of_entity => return found(Tok::Invalid, at),
                b'\n' => found(Tok::Newline, at + 1),
                b'\r' if at + 1 >= self.end => found(Tok::TrailingCr, at + 1),
                b'\r' => found(Tok::Newline, at + 1 + usize::from(self.b[at + 1] == b'\n')),
                b' ' | b'\t' if !of_entity => found(Tok::Space, at + 1),
                _ => {
                    step!(self, at);
                    continue;
                }
            };
            return if at == s { special } else { found(Tok::Data, at) };
        }
        found(Tok::Data, at)
    }

    /// In a section that is ignored.
    pub fn ignored(&self, s: usize) -> Found {
        let mut level = 0usize;
        let mut at = s;
        while at < self.end {
            match self.b[at] {
                b'<' => {
                    at += 1;
                    need!(self, at);
                    if self.b[at] == b'!' {
                        at += 1;
                        need!(self, at);
                        if self.b[at] == b'[' {
                            level += 1;
                            at += 1;
                        }
                    }
                }
                b']' => {
                    at += 1;
                    need!(self, at);
                    if self.b[at] == b']' {
                        need!(self, at + 1);
                        if self.b[at + 1] == b'>' {
                            at += 2;
                            if level == 0 {
                                return found(Tok::IgnoreEnd, at);
                            }
                            level -= 1;
                        }
                    }
                }
                _ => step!(self, at),
            }
        }
        found(Tok::Partial, at)
    }
}

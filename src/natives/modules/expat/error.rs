//! What can be wrong with a document: expat's numbers and sentences.

macro_rules! faults {
    ($($name:ident $constant:literal $number:literal $text:literal;)*) => {
        /// A fault by expat's number. Some belong to functions that scripts cannot reach.
        #[allow(dead_code)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Fault { $(#[doc = $text] $name = $number,)* }

        /// Constant, number and sentence of each fault.
        pub const FAULTS: &[(&str, i64, &str)] = &[$(($constant, $number, $text),)*];
    };
}

faults! {
    NoMemory "XML_ERROR_NO_MEMORY" 1 "out of memory";
    Syntax "XML_ERROR_SYNTAX" 2 "syntax error";
    NoElements "XML_ERROR_NO_ELEMENTS" 3 "no element found";
    InvalidToken "XML_ERROR_INVALID_TOKEN" 4 "not well-formed (invalid token)";
    UnclosedToken "XML_ERROR_UNCLOSED_TOKEN" 5 "unclosed token";
    PartialChar "XML_ERROR_PARTIAL_CHAR" 6 "partial character";
    TagMismatch "XML_ERROR_TAG_MISMATCH" 7 "mismatched tag";
    DuplicateAttribute "XML_ERROR_DUPLICATE_ATTRIBUTE" 8 "duplicate attribute";
    JunkAfterElement "XML_ERROR_JUNK_AFTER_DOC_ELEMENT" 9 "junk after document element";
    ParamEntityRef "XML_ERROR_PARAM_ENTITY_REF" 10 "illegal parameter entity reference";
    UndefinedEntity "XML_ERROR_UNDEFINED_ENTITY" 11 "undefined entity";
    RecursiveEntity "XML_ERROR_RECURSIVE_ENTITY_REF" 12 "recursive entity reference";
    AsyncEntity "XML_ERROR_ASYNC_ENTITY" 13 "asynchronous entity";
    BadCharRef "XML_ERROR_BAD_CHAR_REF" 14 "reference to invalid character number";
    BinaryEntity "XML_ERROR_BINARY_ENTITY_REF" 15 "reference to binary entity";
    ExternalInAttribute "XML_ERROR_ATTRIBUTE_EXTERNAL_ENTITY_REF" 16 "reference to external entity in attribute";
    MisplacedDecl "XML_ERROR_MISPLACED_XML_PI" 17 "XML or text declaration not at start of entity";
    UnknownEncoding "XML_ERROR_UNKNOWN_ENCODING" 18 "unknown encoding";
    IncorrectEncoding "XML_ERROR_INCORRECT_ENCODING" 19 "encoding specified in XML declaration is incorrect";
    UnclosedCdata "XML_ERROR_UNCLOSED_CDATA_SECTION" 20 "unclosed CDATA section";
    ExternalHandling "XML_ERROR_EXTERNAL_ENTITY_HANDLING" 21 "error in processing external entity reference";
    NotStandalone "XML_ERROR_NOT_STANDALONE" 22 "document is not standalone";
    UnexpectedState "XML_ERROR_UNEXPECTED_STATE" 23 "unexpected parser state - please send a bug report";
    DeclaredInEntity "XML_ERROR_ENTITY_DECLARED_IN_PE" 24 "entity declared in parameter entity";
    RequiresDtd "XML_ERROR_FEATURE_REQUIRES_XML_DTD" 25 "requested feature requires XML_DTD support in Expat";
    CannotChange "XML_ERROR_CANT_CHANGE_FEATURE_ONCE_PARSING" 26 "cannot change setting once parsing has begun";
    UnboundPrefix "XML_ERROR_UNBOUND_PREFIX" 27 "unbound prefix";
    UndeclaringPrefix "XML_ERROR_UNDECLARING_PREFIX" 28 "must not undeclare prefix";
    IncompleteEntity "XML_ERROR_INCOMPLETE_PE" 29 "incomplete markup in parameter entity";
    XmlDecl "XML_ERROR_XML_DECL" 30 "XML declaration not well-formed";
    TextDecl "XML_ERROR_TEXT_DECL" 31 "text declaration not well-formed";
    PublicId "XML_ERROR_PUBLICID" 32 "illegal character(s) in public id";
    Suspended "XML_ERROR_SUSPENDED" 33 "parser suspended";
    NotSuspended "XML_ERROR_NOT_SUSPENDED" 34 "parser not suspended";
    Aborted "XML_ERROR_ABORTED" 35 "parsing aborted";
    Finished "XML_ERROR_FINISHED" 36 "parsing finished";
    SuspendedEntity "XML_ERROR_SUSPEND_PE" 37 "cannot suspend in external parameter entity";
    ReservedXml "XML_ERROR_RESERVED_PREFIX_XML" 38 "reserved prefix (xml) must not be undeclared or bound to another namespace name";
    ReservedXmlns "XML_ERROR_RESERVED_PREFIX_XMLNS" 39 "reserved prefix (xmlns) must not be declared or undeclared";
    ReservedUri "XML_ERROR_RESERVED_NAMESPACE_URI" 40 "prefix must not be bound to one of the reserved namespace names";
    InvalidArgument "XML_ERROR_INVALID_ARGUMENT" 41 "invalid argument";
    NoBuffer "XML_ERROR_NO_BUFFER" 42 "a successful prior call to function XML_GetBuffer is required";
    Amplification "XML_ERROR_AMPLIFICATION_LIMIT_BREACH" 43 "limit on input amplification factor (from DTD and entities) breached";
    NotStarted "XML_ERROR_NOT_STARTED" 44 "parser not started";
}

/// The sentence of a number.
pub fn text(number: i64) -> Option<&'static str> {
    FAULTS.iter().find(|f| f.1 == number).map(|f| f.2)
}

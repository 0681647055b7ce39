//! What each token of a document type declaration is for: a table of states. It has the grammar of declarations, and nothing of what they mean.

use super::tokens::Tok;

/// Whose declaration a token belongs to that has no other role: the default handler gets it unless that declaration has a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Nothing,
    Doctype,
    Entity,
    Notation,
    Attlist,
    Element,
}

/// How often a part of a content model may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quant {
    One = 0,
    Optional = 1,
    Repeated = 2,
    Plus = 3,
}

/// The role of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Error,
    None(Of),
    XmlDecl,
    TextDecl,
    InstanceStart,
    Pi,
    Comment,
    DoctypeName,
    DoctypeSystemId,
    DoctypePublicId,
    DoctypeInternalSubset,
    DoctypeClose,
    GeneralEntityName,
    ParamEntityName,
    EntityValue,
    EntityPublicId,
    EntitySystemId,
    EntityComplete,
    EntityNotation,
    NotationName,
    NotationPublicId,
    NotationSystemId,
    NotationNoSystemId,
    AttlistElement,
    AttributeName,
    /// One of the types that are a word.
    AttributeType(&'static str),
    EnumValue,
    NotationValue,
    Implied,
    Required,
    Default,
    Fixed,
    ElementName,
    ContentAny,
    ContentEmpty,
    ContentText,
    ContentElement(Quant),
    GroupOpen,
    GroupClose(Quant),
    GroupSequence,
    GroupChoice,
    ParamEntityRef,
    /// Inside a declaration.
    InnerParamEntityRef,
    IgnoreSection,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Start,
    BeforeDoctype,
    AfterDoctype,
    Doctype,
    DoctypeId,
    DoctypePublic,
    DoctypeSystem,
    DoctypeSubset,
    DoctypeEnd,
    Internal,
    ExternalStart,
    External,
    Entity,
    ParamEntity,
    /// The value or the identifiers come; of a parameter entity?
    EntityBody(bool),
    EntityPublic(bool),
    EntitySystem(bool),
    EntityEnd(bool),
    EntityNotation,
    Notation,
    NotationId,
    NotationPublic,
    NotationSystem,
    NotationMaybeSystem,
    Attlist,
    AttributeName,
    AttributeType,
    Enum,
    EnumNext,
    NotationOpen,
    NotationType,
    NotationNext,
    AttributeDefault,
    AttributeFixed,
    Element,
    ElementBody,
    ElementFirst,
    Mixed,
    MixedName,
    MixedNext,
    Group,
    GroupNext,
    Section,
    Include,
    Ignore,
    Close(Of),
    Error,
}

/// Where a document type declaration is.
#[derive(Clone, Debug)]
pub struct Prolog {
    at: At,
    /// Nesting of groups in a content model.
    pub level: usize,
    /// The document itself, not an external entity.
    pub document: bool,
    includes: usize,
}

const TYPES: [&str; 8] = ["CDATA", "ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "NMTOKEN", "NMTOKENS"];

impl Prolog {
    /// At the beginning of a document.
    pub fn new() -> Prolog {
        Prolog { at: At::Start, level: 0, document: true, includes: 0 }
    }

    /// At the beginning of an external subset or parameter entity.
    pub fn external() -> Prolog {
        Prolog { at: At::ExternalStart, level: 0, document: false, includes: 0 }
    }

    fn top(&mut self) {
        self.at = if self.document { At::Internal } else { At::External };
    }

    /// Moves on; the role stays what it is.
    fn to(&mut self, at: At, role: Role) -> Role {
        self.at = at;
        role
    }

    /// The role of a token with this text.
    pub fn role(&mut self, tok: Tok, text: &[u8]) -> Role {
        if let Some(role) = self.known(tok, text) {
            return role;
        }
        if !self.document && tok == Tok::ParamEntityRef {
            return Role::InnerParamEntityRef;
        }
        self.to(At::Error, Role::Error)
    }

    fn known(&mut self, tok: Tok, text: &[u8]) -> Option<Role> {
        use Tok as T;
        let keyword = text.get(2..).unwrap_or_default();
        let space = tok == T::PrologSpace;
        Some(match (self.at, tok) {
            (At::Error, _) => Role::None(Of::Nothing),
            (At::Start, T::XmlDecl) => self.to(At::BeforeDoctype, Role::XmlDecl),
            (At::Start | At::BeforeDoctype, T::DeclOpen) if keyword == b"DOCTYPE" => {
                self.to(At::Doctype, Role::None(Of::Doctype))
            }
            (At::Start | At::BeforeDoctype | At::AfterDoctype, T::PrologSpace | T::Pi | T::Comment) => {
                if self.at == At::Start {
                    self.at = At::BeforeDoctype;
                }
                match tok {
                    T::Pi => Role::Pi,
                    T::Comment => Role::Comment,
                    _ => Role::None(Of::Nothing),
                }
            }
            (At::Start | At::BeforeDoctype | At::AfterDoctype, T::InstanceStart) => {
                self.to(At::Error, Role::InstanceStart)
            }

            (
                At::Doctype
                | At::DoctypeId
                | At::DoctypePublic
                | At::DoctypeSystem
                | At::DoctypeSubset
                | At::DoctypeEnd,
                _,
            ) if space => Role::None(Of::Doctype),
            (At::Doctype, T::Name | T::PrefixedName) => self.to(At::DoctypeId, Role::DoctypeName),
            (At::DoctypeId, T::Name) if text == b"SYSTEM" => {
                self.to(At::DoctypeSystem, Role::None(Of::Doctype))
            }
            (At::DoctypeId, T::Name) if text == b"PUBLIC" => {
                self.to(At::DoctypePublic, Role::None(Of::Doctype))
            }
            (At::DoctypeId | At::DoctypeSubset, T::OpenBracket) => {
                self.to(At::Internal, Role::DoctypeInternalSubset)
            }
            (At::DoctypeId | At::DoctypeSubset | At::DoctypeEnd, T::DeclClose) => {
                self.to(At::AfterDoctype, Role::DoctypeClose)
            }
            (At::DoctypePublic, T::Literal) => self.to(At::DoctypeSystem, Role::DoctypePublicId),
            (At::DoctypeSystem, T::Literal) => self.to(At::DoctypeSubset, Role::DoctypeSystemId),

            (At::ExternalStart, T::XmlDecl) => self.to(At::External, Role::TextDecl),
            (At::ExternalStart, _) => {
                self.at = At::External;
                return self.known(tok, text);
            }
            (At::External, T::CondOpen) => self.to(At::Section, Role::None(Of::Nothing)),
            (At::External, T::CondClose) if self.includes > 0 => {
                self.includes -= 1;
                Role::None(Of::Nothing)
            }
            (At::External, T::CloseBracket) => return None,
            (At::External, T::None) if self.includes > 0 => return None,
            (At::Internal | At::External, _) => return self.declaration(tok, keyword),
            (At::Section | At::Include | At::Ignore, _) if space => Role::None(Of::Nothing),
            (At::Section, T::Name) if text == b"INCLUDE" => self.to(At::Include, Role::None(Of::Nothing)),
            (At::Section, T::Name) if text == b"IGNORE" => self.to(At::Ignore, Role::None(Of::Nothing)),
            (At::Include, T::OpenBracket) => {
                self.includes += 1;
                self.to(At::External, Role::None(Of::Nothing))
            }
            (At::Ignore, T::OpenBracket) => self.to(At::External, Role::IgnoreSection),

            (At::Close(of), T::PrologSpace) => Role::None(of),
            (At::Close(of), T::DeclClose) => {
                self.top();
                Role::None(of)
            }
            _ => {
                return self
                    .entity(tok, text)
                    .or_else(|| self.notation(tok, text))
                    .or_else(|| self.attlist(tok, text))
                    .or_else(|| self.element(tok, text));
            }
        })
    }

    /// Between declarations.
    fn declaration(&mut self, tok: Tok, keyword: &[u8]) -> Option<Role> {
        Some(match tok {
            Tok::PrologSpace | Tok::None => Role::None(Of::Nothing),
            Tok::DeclOpen => match keyword {
                b"ENTITY" => self.to(At::Entity, Role::None(Of::Entity)),
                b"ATTLIST" => self.to(At::Attlist, Role::None(Of::Attlist)),
                b"ELEMENT" => self.to(At::Element, Role::None(Of::Element)),
                b"NOTATION" => self.to(At::Notation, Role::None(Of::Notation)),
                _ => return None,
            },
            Tok::Pi => Role::Pi,
            Tok::Comment => Role::Comment,
            Tok::ParamEntityRef => Role::ParamEntityRef,
            Tok::CloseBracket => self.to(At::DoctypeEnd, Role::None(Of::Doctype)),
            _ => return None,
        })
    }

    fn entity(&mut self, tok: Tok, text: &[u8]) -> Option<Role> {
        use Tok as T;
        let none = Role::None(Of::Entity);
        Some(match (self.at, tok) {
            (
                At::Entity
                | At::ParamEntity
                | At::EntityBody(_)
                | At::EntityPublic(_)
                | At::EntitySystem(_)
                | At::EntityEnd(_)
                | At::EntityNotation,
                T::PrologSpace,
            ) => none,
            (At::Entity, T::Percent) => self.to(At::ParamEntity, none),
            (At::Entity, T::Name) => self.to(At::EntityBody(false), Role::GeneralEntityName),
            (At::ParamEntity, T::Name) => self.to(At::EntityBody(true), Role::ParamEntityName),
            (At::EntityBody(p), T::Name) if text == b"SYSTEM" => self.to(At::EntitySystem(p), none),
            (At::EntityBody(p), T::Name) if text == b"PUBLIC" => self.to(At::EntityPublic(p), none),
            (At::EntityBody(_), T::Literal) => self.to(At::Close(Of::Entity), Role::EntityValue),
            (At::EntityPublic(p), T::Literal) => self.to(At::EntitySystem(p), Role::EntityPublicId),
            (At::EntitySystem(p), T::Literal) => self.to(At::EntityEnd(p), Role::EntitySystemId),
            (At::EntityEnd(_), T::DeclClose) => {
                self.top();
                Role::EntityComplete
            }
            (At::EntityEnd(false), T::Name) if text == b"NDATA" => self.to(At::EntityNotation, none),
            (At::EntityNotation, T::Name) => self.to(At::Close(Of::Entity), Role::EntityNotation),
            _ => return None,
        })
    }

    fn notation(&mut self, tok: Tok, text: &[u8]) -> Option<Role> {
        use Tok as T;
        let none = Role::None(Of::Notation);
        Some(match (self.at, tok) {
            (
                At::Notation
                | At::NotationId
                | At::NotationPublic
                | At::NotationSystem
                | At::NotationMaybeSystem,
                T::PrologSpace,
            ) => none,
            (At::Notation, T::Name) => self.to(At::NotationId, Role::NotationName),
            (At::NotationId, T::Name) if text == b"SYSTEM" => self.to(At::NotationSystem, none),
            (At::NotationId, T::Name) if text == b"PUBLIC" => self.to(At::NotationPublic, none),
            (At::NotationPublic, T::Literal) => self.to(At::NotationMaybeSystem, Role::NotationPublicId),
            (At::NotationSystem | At::NotationMaybeSystem, T::Literal) => {
                self.to(At::Close(Of::Notation), Role::NotationSystemId)
            }
            (At::NotationMaybeSystem, T::DeclClose) => {
                self.top();
                Role::NotationNoSystemId
            }
            _ => return None,
        })
    }

    fn attlist(&mut self, tok: Tok, text: &[u8]) -> Option<Role> {
        use Tok as T;
        let none = Role::None(Of::Attlist);
        let word = text.get(1..).unwrap_or_default();
        Some(match (self.at, tok) {
            (
                At::Attlist
                | At::AttributeName
                | At::AttributeType
                | At::Enum
                | At::EnumNext
                | At::NotationOpen
                | At::NotationType
                | At::NotationNext
                | At::AttributeDefault
                | At::AttributeFixed,
                T::PrologSpace,
            ) => none,
            (At::Attlist, T::Name | T::PrefixedName) => self.to(At::AttributeName, Role::AttlistElement),
            (At::AttributeName, T::DeclClose) => {
                self.top();
                none
            }
            (At::AttributeName, T::Name | T::PrefixedName) => self.to(At::AttributeType, Role::AttributeName),
            (At::AttributeType, T::Name) if text == b"NOTATION" => self.to(At::NotationOpen, none),
            (At::AttributeType, T::Name) => {
                let word = TYPES.iter().find(|t| t.as_bytes() == text)?;
                self.to(At::AttributeDefault, Role::AttributeType(word))
            }
            (At::AttributeType, T::OpenParen) => self.to(At::Enum, none),
            (At::Enum, T::Nmtoken | T::Name | T::PrefixedName) => self.to(At::EnumNext, Role::EnumValue),
            (At::EnumNext | At::NotationNext, T::CloseParen) => self.to(At::AttributeDefault, none),
            (At::EnumNext, T::Or) => self.to(At::Enum, none),
            (At::NotationOpen, T::OpenParen) => self.to(At::NotationType, none),
            (At::NotationType, T::Name) => self.to(At::NotationNext, Role::NotationValue),
            (At::NotationNext, T::Or) => self.to(At::NotationType, none),
            (At::AttributeDefault, T::PoundName) => match word {
                b"IMPLIED" => self.to(At::AttributeName, Role::Implied),
                b"REQUIRED" => self.to(At::AttributeName, Role::Required),
                b"FIXED" => self.to(At::AttributeFixed, none),
                _ => return None,
            },
            (At::AttributeDefault, T::Literal) => self.to(At::AttributeName, Role::Default),
            (At::AttributeFixed, T::Literal) => self.to(At::AttributeName, Role::Fixed),
            _ => return None,
        })
    }

    fn element(&mut self, tok: Tok, text: &[u8]) -> Option<Role> {
        use Tok as T;
        let none = Role::None(Of::Element);
        let word = text.get(1..).unwrap_or_default();
        let close = At::Close(Of::Element);
        Some(match (self.at, tok) {
            (
                At::Element
                | At::ElementBody
                | At::ElementFirst
                | At::Mixed
                | At::MixedName
                | At::MixedNext
                | At::Group
                | At::GroupNext,
                T::PrologSpace,
            ) => none,
            (At::Element, T::Name | T::PrefixedName) => self.to(At::ElementBody, Role::ElementName),
            (At::ElementBody, T::Name) if text == b"EMPTY" => self.to(close, Role::ContentEmpty),
            (At::ElementBody, T::Name) if text == b"ANY" => self.to(close, Role::ContentAny),
            (At::ElementBody, T::OpenParen) => {
                self.level = 1;
                self.to(At::ElementFirst, Role::GroupOpen)
            }
            (At::ElementFirst, T::PoundName) if word == b"PCDATA" => self.to(At::Mixed, Role::ContentText),
            (At::ElementFirst | At::Group, T::OpenParen) => {
                self.level += 1;
                self.to(At::Group, Role::GroupOpen)
            }
            (At::ElementFirst | At::Group, _) => {
                let quant = match tok {
                    T::Name | T::PrefixedName => Quant::One,
                    T::NameQuestion => Quant::Optional,
                    T::NameAsterisk => Quant::Repeated,
                    T::NamePlus => Quant::Plus,
                    _ => return None,
                };
                self.to(At::GroupNext, Role::ContentElement(quant))
            }
            (At::Mixed, T::CloseParen) => self.to(close, Role::GroupClose(Quant::One)),
            (At::Mixed | At::MixedNext, T::CloseParenAsterisk) => {
                self.to(close, Role::GroupClose(Quant::Repeated))
            }
            (At::Mixed | At::MixedNext, T::Or) => self.to(At::MixedName, none),
            (At::MixedName, T::Name | T::PrefixedName) => {
                self.to(At::MixedNext, Role::ContentElement(Quant::One))
            }
            (At::GroupNext, T::Comma) => self.to(At::Group, Role::GroupSequence),
            (At::GroupNext, T::Or) => self.to(At::Group, Role::GroupChoice),
            (At::GroupNext, _) => {
                let quant = match tok {
                    T::CloseParen => Quant::One,
                    T::CloseParenQuestion => Quant::Optional,
                    T::CloseParenAsterisk => Quant::Repeated,
                    T::CloseParenPlus => Quant::Plus,
                    _ => return None,
                };
                self.level -= 1;
                if self.level == 0 {
                    self.at = close;
                }
                Role::GroupClose(quant)
            }
            _ => return None,
        })
    }
}

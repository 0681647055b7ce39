//! What a document type declaration said: entities, and the attributes of elements. Parsers of external parts of the DTD share it with the
//! parser of the document; parsers of external general entities have a copy.

use std::collections::HashMap;
use std::rc::Rc;

use super::roles::Quant;

/// Texts are UTF-8, and shared: most of them are told to handlers.
pub type Text = Rc<str>;

/// An entity.
#[derive(Clone, Debug, Default)]
pub struct Entity {
    pub name: Text,
    pub parameter: bool,
    /// What it stands for, if it is internal.
    pub value: Option<Rc<Vec<u8>>>,
    pub base: Option<Text>,
    pub system: Option<Text>,
    pub public: Option<Text>,
    pub notation: Option<Text>,
    /// Declared in the document itself, not in an external or parameter entity.
    pub declared_inside: bool,
    /// It is being expanded.
    pub open: bool,
}

/// Entities are named by where they stand in the list.
pub type EntityId = usize;

/// An attribute that an element is declared to have.
#[derive(Clone, Debug)]
pub struct Declared {
    pub name: Text,
    pub cdata: bool,
    pub default: Option<Text>,
}

/// The attributes that an element is declared to have, in their order, and by name.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    pub list: Vec<Declared>,
    places: HashMap<Text, usize>,
}

impl Attributes {
    /// Declares one; the first declaration holds.
    pub fn declare(&mut self, attribute: Declared) {
        let at = self.list.len();
        if *self.places.entry(attribute.name.clone()).or_insert(at) == at {
            self.list.push(attribute);
        }
    }
}

/// The kind of a part of a content model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Empty = 1,
    Any = 2,
    Mixed = 3,
    Name = 4,
    Choice = 5,
    Sequence = 6,
}

/// A part of a content model. Parts stand in a list, each after the group that it is in.
#[derive(Clone, Debug)]
pub struct Part {
    pub kind: Kind,
    pub quant: Quant,
    pub name: Option<Text>,
    pub children: Vec<usize>,
}

/// A content model that is being read.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub parts: Vec<Part>,
    /// The groups that are open.
    pub groups: Vec<usize>,
}

impl Model {
    /// Adds a part to the group that is open.
    pub fn push(&mut self, kind: Kind, quant: Quant, name: Option<Text>) -> usize {
        let at = self.parts.len();
        self.parts.push(Part { kind, quant, name, children: Vec::new() });
        if let Some(parent) = self.groups.last() {
            self.parts[*parent].children.push(at);
        }
        at
    }
}

/// What was declared.
#[derive(Clone, Debug)]
pub struct Dtd {
    pub entities: Vec<Entity>,
    pub general: HashMap<Text, EntityId>,
    pub parameter: HashMap<Text, EntityId>,
    pub elements: HashMap<Text, Attributes>,
    /// There are references to parameter entities, or an external subset.
    pub has_references: bool,
    pub standalone: bool,
    /// Declarations still count: nothing was left out before them.
    pub keep: bool,
    /// The handler has read the external entity that it was asked for.
    pub was_read: bool,
    /// A content model is being read.
    pub model: Option<Model>,
    /// The value of an entity that is being read.
    pub value: Vec<u8>,
}

impl Default for Dtd {
    fn default() -> Dtd {
        Dtd {
            entities: Vec::new(),
            general: HashMap::new(),
            parameter: HashMap::new(),
            elements: HashMap::new(),
            has_references: false,
            standalone: false,
            keep: true,
            was_read: false,
            model: None,
            value: Vec::new(),
        }
    }
}

impl Dtd {
    /// The entity of a name, which is made if there is none; whether it was.
    pub fn entity(&mut self, name: &Text, parameter: bool) -> (EntityId, bool) {
        let names = if parameter { &mut self.parameter } else { &mut self.general };
        if let Some(id) = names.get(name) {
            return (*id, false);
        }
        let id = self.entities.len();
        names.insert(name.clone(), id);
        self.entities.push(Entity { name: name.clone(), parameter, ..Entity::default() });
        (id, true)
    }

    /// What is declared of an attribute.
    pub fn declared(&self, element: &str, attribute: &str) -> Option<&Declared> {
        let attributes = self.elements.get(element)?;
        attributes.list.get(*attributes.places.get(attribute)?)
    }
}

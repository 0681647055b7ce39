pub mod commands;
pub mod complete;
pub mod editor;
pub mod highlight;
pub mod messages;

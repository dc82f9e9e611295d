//! Entries of lists that are mappings or single texts with bars.

#![expect(dead_code, clippy::large_enum_variant, reason = "only the schemas of the types are used")]

use schemars::JsonSchema;

use super::front_matter::{ChangeForm, CorrectionForm, DateForm, SourceForm, StatementForm};
use super::profiles::RoleForm;
use super::values::{FlatPair, FlatText};

/// A dated fact: a mapping, or one text.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum DateEntryForm {
    /// `when | what | where | who`
    Flat(FlatPair),
    /// With the names of its keys.
    Nested(DateForm),
}

/// A quotation: a mapping, or one text.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum StatementEntryForm {
    /// `who | says | when | source`
    Flat(FlatPair),
    /// With the names of its keys.
    Nested(StatementForm),
}

/// A publication: a mapping, or one text.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum SourceEntryForm {
    /// `title | publisher | url`
    Flat(FlatText),
    /// With the names of its keys.
    Nested(SourceForm),
}

/// A corrected error: a mapping, or one text.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum CorrectionEntryForm {
    /// `when | what`
    Flat(FlatPair),
    /// With the names of its keys.
    Nested(CorrectionForm),
}

/// A significant change: a mapping, or one text.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum ChangeEntryForm {
    /// `when | what`
    Flat(FlatPair),
    /// With the names of its keys.
    Nested(ChangeForm),
}

/// An office: a mapping, or one text.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum RoleEntryForm {
    /// `title | of | from | to`
    Flat(FlatText),
    /// With the names of its keys.
    Nested(RoleForm),
}

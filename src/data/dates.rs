//! Reads dates from a mapping, and reports those that are not valid.

use super::empty::is_empty;
use super::instant_forms::{InstantForm, in_zone, instant_error, instant_form};
use super::{DataNode, DataValue, MappingReader};
use crate::diagnostic::{ASSUMED_TIME_ZONE, BAD_DATE, Diagnostic, NO_TIME_ZONE};
use crate::facts::Date;
use crate::facts::date::DateError;
use crate::text::{Span, Spanned};

impl MappingReader<'_> {
    /// Reads a date.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let node = self.take_value(key).filter(|node| !is_empty(node))?;
        self.as_date(key, node)
    }

    /// Reads a date of which only some forms are valid. `forms` is the help that lists them.
    pub fn date_of(&mut self, key: &'static str, forms: &'static str) -> Option<Spanned<Date>> {
        let node = self.take_value(key).filter(|node| !is_empty(node))?;
        self.date_in_forms(key, node, Some(forms))
    }

    /// Reads a date and reports a missing key.
    pub fn required_date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        self.require(key);
        self.date(key)
    }

    /// Converts a value to a date. YAML reads a bare year as a number, so numbers are parsed from the source text.
    pub fn as_date(&mut self, key: &str, node: DataNode) -> Option<Spanned<Date>> {
        self.date_in_forms(key, node, None)
    }

    fn date_in_forms(
        &mut self,
        key: &str,
        node: DataNode,
        forms: Option<&'static str>,
    ) -> Option<Spanned<Date>> {
        let written = match node.value {
            DataValue::Text(text) => text,
            DataValue::Number(_) => self.source.slice(node.span).to_owned(),
            other => return self.wrong_type(key, "a date", &other, node.span),
        };
        let error = match Date::parse(&written) {
            Ok(date) => return Some(Spanned::new(date, node.span)),
            Err(error) => instant_error(&written, self.zone).unwrap_or(error),
        };
        if let Some(date) = self.other_instant(&written, node.span) {
            return Some(Spanned::new(date, node.span));
        }
        let error = match forms {
            Some(forms) => error.for_forms(forms),
            None => error,
        };
        self.reject(self.date_diagnostic(&written, error), node.span)
    }

    fn date_diagnostic(&self, written: &str, error: DateError) -> Diagnostic {
        let Some(local) = error.local else {
            let diagnostic = Diagnostic::new(&BAD_DATE, error.message);
            return Diagnostic { help: error.help.map(Into::into), ..diagnostic };
        };
        match self.zone.and_then(|zone| in_zone(&local, zone)) {
            Some(instant) => {
                let message = format!("`{written}` is not an instant in ISO 8601 form");
                Diagnostic::new(&BAD_DATE, message).help(format!("write `{instant}`"))
            }
            None => {
                let diagnostic = Diagnostic::new(&NO_TIME_ZONE, error.message);
                Diagnostic { help: error.help.map(Into::into), ..diagnostic }
            }
        }
    }

    /// Reads an instant in the notation of another program. Reports the zone that an instant without one is read in.
    fn other_instant(&mut self, written: &str, span: Span) -> Option<Date> {
        let local = match instant_form(written.trim())? {
            InstantForm::Instant(instant) => return Date::parse(&instant).ok(),
            InstantForm::Local(local) => local,
        };
        let instant = in_zone(&local, self.zone?)?;
        let date = Date::parse(&instant).ok()?;
        let message = format!("the time has no zone and is read as `{instant}`");
        let diagnostic = Diagnostic::new(&ASSUMED_TIME_ZONE, message);
        self.report(diagnostic.help(format!("write `{instant}`")), span);
        Some(date)
    }
}

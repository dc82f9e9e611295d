//! Looks at events ahead of the current one, because some start tags depend on what follows.

use std::collections::VecDeque;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::document::{SourceEvent, without_comments};

/// The events of a body.
pub(super) struct EventQueue<'a, I> {
    events: I,
    /// Events that were looked at and not yet returned.
    ahead: VecDeque<SourceEvent<'a>>,
}

/// What follows an event.
#[derive(Clone, Copy, Default)]
pub(super) struct NextEvents {
    /// Whether the list item that the event opens is a task.
    pub(super) is_task: bool,
    /// Whether the event ends the last paragraph of a footnote.
    pub(super) ends_footnote: bool,
}

impl<'a, I: Iterator<Item = SourceEvent<'a>>> EventQueue<'a, I> {
    pub(super) fn new(events: I) -> Self {
        Self { events, ahead: VecDeque::new() }
    }

    /// Removes and returns the next event.
    pub(super) fn pop(&mut self) -> Option<SourceEvent<'a>> {
        self.ahead.pop_front().or_else(|| self.events.next())
    }

    /// Returns the event at `index`, from 0 for the next one.
    pub(super) fn peek(&mut self, index: usize) -> Option<&SourceEvent<'a>> {
        while self.ahead.len() <= index {
            self.ahead.push_back(self.events.next()?);
        }
        self.ahead.get(index)
    }

    /// Returns what follows `event`, which was returned last.
    pub(super) fn after(&mut self, event: &Event<'_>) -> NextEvents {
        match event {
            Event::Start(Tag::Item) => {
                NextEvents { is_task: self.begins_with_checkbox(), ..NextEvents::default() }
            }
            Event::End(TagEnd::Paragraph) => {
                NextEvents { ends_footnote: self.ends_footnote(), ..NextEvents::default() }
            }
            _ => NextEvents::default(),
        }
    }

    /// Returns whether the end of a footnote follows, perhaps after comments, which are not written.
    fn ends_footnote(&mut self) -> bool {
        let (mut index, mut block) = (0, String::new());
        loop {
            match self.peek(index).map(|(event, _)| event) {
                Some(Event::End(TagEnd::FootnoteDefinition)) => return true,
                Some(Event::Start(Tag::HtmlBlock)) => block.clear(),
                Some(Event::Html(line)) => block.push_str(line),
                Some(Event::End(TagEnd::HtmlBlock)) if without_comments(&block).trim().is_empty() => {}
                _ => return false,
            }
            index += 1;
        }
    }

    /// Returns whether a checkbox follows, perhaps inside elements, but not inside another list item.
    fn begins_with_checkbox(&mut self) -> bool {
        let mut index = 0;
        loop {
            match self.peek(index).map(|(event, _)| event) {
                Some(Event::TaskListMarker(_)) => return true,
                Some(Event::Start(tag)) if !matches!(tag, Tag::Item) => index += 1,
                _ => return false,
            }
        }
    }
}

//! Code of a body: spans of a line, and fenced blocks.

/// The fence of the open code block, while lines are read in order.
#[derive(Clone, Debug, Default)]
pub(super) struct CodeFence(Option<String>);

impl CodeFence {
    /// Returns whether a block is open after the last line.
    pub(super) fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// Reads the next line, and returns whether it belongs to a fenced code block.
    pub(super) fn has(&mut self, line: &str) -> bool {
        let trimmed = line.trim_start_matches([' ', '>', '\t']);
        let ticks: String = trimmed.chars().take_while(|c| matches!(c, '`' | '~')).collect();
        let rest = &trimmed[ticks.len()..];
        match &self.0 {
            Some(fence) if ticks.starts_with(fence.as_str()) && rest.trim().is_empty() => {
                self.0 = None;
                true
            }
            Some(_) => true,
            None if ticks.len() >= 3 && !rest.contains('`') => {
                self.0 = Some(ticks);
                true
            }
            None => false,
        }
    }
}

/// Applies a change to the parts of a line outside code spans.
pub(super) fn outside_code(line: &str, mut change: impl FnMut(&str) -> String) -> String {
    let (mut output, mut rest) = (String::with_capacity(line.len()), line);
    while let Some(open) = rest.find('`') {
        let ticks = rest[open..].bytes().take_while(|byte| *byte == b'`').count();
        let after = open + ticks;
        let Some(length) = closing_ticks(&rest[after..], ticks) else { break };
        output.push_str(&change(&rest[..open]));
        output.push_str(&rest[open..after + length]);
        rest = &rest[after + length..];
    }
    output + &change(rest)
}

/// Returns the end of the run of exactly this many ticks.
fn closing_ticks(text: &str, ticks: usize) -> Option<usize> {
    let (bytes, mut index) = (text.as_bytes(), 0);
    while index < bytes.len() {
        let run = bytes[index..].iter().take_while(|byte| **byte == b'`').count();
        if run == ticks {
            return Some(index + run);
        }
        index += run.max(1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_left_alone() {
        let cases = [("a `a` a", "x `a` x"), ("`` a ` a `` a", "`` a ` a `` x"), ("` a", "` x")];
        for (line, expected) in cases {
            assert_eq!(outside_code(line, |text| text.replace('a', "x")), expected);
        }
    }
}

//! Pages whose fenced blocks are test cases, and the update of their expected output.

/// Returns whether to rewrite expected files from the actual output: set `UPDATE=1`, then review the difference.
pub(crate) fn is_updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// A fenced block of a Markdown page: its info string and its text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fence {
    pub(crate) info: String,
    pub(crate) text: String,
}

/// Returns the fenced blocks of a page, in order.
pub(crate) fn fences(page: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<(String, Fence)> = None;
    for line in page.lines() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        match &mut open {
            Some((fence, _)) if ticks.len() >= fence.len() && line.trim() == ticks => {
                fences.extend(open.take().map(|(_, block)| block))
            }
            Some((_, block)) => block.text.extend([line, "\n"]),
            None if ticks.len() >= 3 => {
                open = Some((
                    ticks.clone(),
                    Fence { info: line[ticks.len()..].trim().to_owned(), text: String::new() },
                ))
            }
            None => {}
        }
    }
    fences
}

/// Returns the page with the text of one block replaced.
pub(crate) fn replace_fence(page: &str, at: usize, text: &str) -> String {
    let mut made = String::new();
    let (mut block, mut open) = (0, None::<usize>);
    for line in page.lines() {
        let ticks = line.chars().take_while(|c| *c == '`').count();
        match open {
            Some(length) if ticks >= length && line.trim().len() == ticks => {
                if block == at {
                    made.push_str(text);
                }
                (open, block) = (None, block + 1);
                made.extend([line, "\n"]);
            }
            Some(_) if block == at => {}
            Some(_) => made.extend([line, "\n"]),
            None => {
                if ticks >= 3 {
                    open = Some(ticks);
                }
                made.extend([line, "\n"]);
            }
        }
    }
    made
}

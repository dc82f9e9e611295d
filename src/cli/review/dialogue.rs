//! The dialogue: one proposal after another, one line of input for each answer.

use super::super::args::ColorChoice;
use super::super::build::count_of;
use super::super::{Console, ExitStatus};
use super::file::ReviewedFile;
use super::screen::{self, HELP, Highlight, QUESTION};
use crate::draft::ProposalDecision;
use crate::text::visible;
use crate::world::{Lines, World};

/// Maximum length of an answer in bytes.
const MAX_ANSWER_BYTES: usize = 16 << 10;

/// An answered question, which can be undone.
struct Answered {
    /// `None` if it was skipped.
    decision: Option<ProposalDecision>,
    /// The text of the file before.
    before: String,
}

/// An answer of the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Accept,
    Edit,
    Reject,
    Skip,
    Back,
    Quit,
    Help,
}

impl Answer {
    const ALL: [(&'static str, Self); 7] = [
        ("accept", Self::Accept),
        ("edit", Self::Edit),
        ("reject", Self::Reject),
        ("skip", Self::Skip),
        ("back", Self::Back),
        ("quit", Self::Quit),
        ("help", Self::Help),
    ];

    /// Reads a word or the beginning of one; nothing means skip.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        match text.as_str() {
            "" => Some(Self::Skip),
            "?" => Some(Self::Help),
            _ => Self::ALL.iter().find(|(word, _)| word.starts_with(&text)).map(|(_, answer)| *answer),
        }
    }
}

/// Asks about every proposal, and writes each accepted line at once.
pub(super) fn run(
    files: Vec<ReviewedFile>,
    color: ColorChoice,
    world: &dyn World,
    console: &mut Console<'_>,
) -> ExitStatus {
    let questions: Vec<(usize, usize)> = files
        .iter()
        .enumerate()
        .flat_map(|(file, reviewed)| (0..reviewed.proposals.len()).map(move |index| (file, index)))
        .collect();
    if questions.is_empty() {
        console.print("no proposals: front matter lists all that was found in the prose\n");
        return ExitStatus::Success;
    }
    let input = match world.input() {
        Ok(input) => Lines::new(input, MAX_ANSWER_BYTES),
        Err(error) => return console.disk_error(&format!("standard input cannot be read: {error}")),
    };
    let highlight = if console.use_color(color) { Highlight::Bold } else { Highlight::Brackets };
    let mut dialogue = Dialogue { files, questions, answered: Vec::new(), input, highlight };
    while dialogue.answered.len() < dialogue.questions.len() {
        if dialogue.ask(world, console).is_none() {
            break;
        }
    }
    console.print(&dialogue.summary());
    ExitStatus::Success
}

struct Dialogue<'r> {
    files: Vec<ReviewedFile>,
    /// The file and the index of each proposal.
    questions: Vec<(usize, usize)>,
    answered: Vec<Answered>,
    input: Lines<'r>,
    highlight: Highlight,
}

impl Dialogue<'_> {
    /// Shows the next proposal and handles answers until it is decided. Returns `None` to quit.
    fn ask(&mut self, world: &dyn World, console: &mut Console<'_>) -> Option<()> {
        let (file, index) = self.questions[self.answered.len()];
        let number = (self.answered.len() + 1, self.questions.len());
        console.print(&screen::proposal(&self.files[file], index, number, self.highlight));
        loop {
            let Some(answer) = self.read(QUESTION, console) else {
                console.print("\n");
                return None;
            };
            let answer = Answer::parse(&answer).unwrap_or(Answer::Help);
            match answer {
                Answer::Quit => return None,
                Answer::Back => {
                    self.go_back(world, console);
                    return Some(());
                }
                Answer::Help => console.print(HELP),
                Answer::Accept | Answer::Edit | Answer::Reject | Answer::Skip => {
                    if self.decide(answer, (file, index), world, console) {
                        return Some(());
                    }
                }
            }
        }
    }

    /// Carries out an answer. Returns whether the proposal is decided.
    fn decide(
        &mut self,
        answer: Answer,
        (file, index): (usize, usize),
        world: &dyn World,
        console: &mut Console<'_>,
    ) -> bool {
        let proposal = self.files[file].proposals[index].clone();
        let decision = match answer {
            Answer::Edit => {
                console.print(&visible(&format!("now:  {}\n", proposal.line)));
                let typed = self.read("line: ", console).unwrap_or_default();
                // The hyphen is optional, as the line above shows one.
                let typed = typed.trim().trim_start_matches("- ").to_owned();
                if typed.is_empty() {
                    return false;
                }
                Some(ProposalDecision::Edit(typed))
            }
            Answer::Reject => Some(ProposalDecision::Reject),
            Answer::Skip => None,
            _ => Some(ProposalDecision::Accept),
        };
        let reviewed = &mut self.files[file];
        let before = reviewed.text().to_owned();
        let done = decision.as_ref().map(|decision| reviewed.decide(world, &proposal, decision));
        if let Some(Err(message)) = done {
            console.print(&visible(&format!("nothing was written: {message}\n")));
            return false;
        }
        self.answered.push(Answered { decision, before });
        true
    }

    /// Undoes the last answer.
    fn go_back(&mut self, world: &dyn World, console: &mut Console<'_>) {
        let Some(last) = self.answered.pop() else {
            console.print("this is the first proposal\n");
            return;
        };
        let (file, _) = self.questions[self.answered.len()];
        let reviewed = &mut self.files[file];
        if last.decision.is_none() {
            return;
        }
        match reviewed.restore(world, last.before.clone()) {
            Ok(()) => console.print("the last answer is undone\n"),
            Err(message) => {
                console.print(&visible(&format!("nothing was undone: {message}\n")));
                self.answered.push(last);
            }
        }
    }

    /// Prints a question and reads a line. Returns `None` at the end of the input.
    fn read(&mut self, question: &str, console: &mut Console<'_>) -> Option<String> {
        console.print(question);
        let line = self.input.next_line().ok()??;
        Some(String::from_utf8_lossy(line.bytes.unwrap_or_default()).into_owned())
    }

    fn summary(&self) -> String {
        let decisions = self.answered.iter().filter_map(|answered| answered.decision.as_ref());
        let (rejected, accepted): (Vec<_>, Vec<_>) =
            decisions.partition(|decision| **decision == ProposalDecision::Reject);
        let (accepted, rejected) = (accepted.len(), rejected.len());
        let left = self.questions.len() - accepted - rejected;
        format!("{accepted} accepted, {rejected} rejected, {} left\n", count_of(left, "proposal"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_words_or_the_beginning_of_one() {
        let cases = [
            ("a", Some(Answer::Accept)),
            ("Accept ", Some(Answer::Accept)),
            ("rej", Some(Answer::Reject)),
            ("", Some(Answer::Skip)),
            ("?", Some(Answer::Help)),
            ("b", Some(Answer::Back)),
            ("acceptance", None),
            ("yes", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Answer::parse(text), expected, "{text:?}");
        }
    }
}

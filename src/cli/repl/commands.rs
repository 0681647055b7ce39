//! The prompt's own commands, as data: `:tasks`, `:time +5s`, `:load FILE`, `:save FILE`, `:help`, and `x?`.

use crate::diag::suggest::closest;

/// What was typed, if it is no program text.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Help,
    Tasks,
    /// Moves the virtual clock on, by seconds.
    Time(f64),
    Load(String),
    Save(String),
    /// `x?`: signature and documentation of an expression.
    Describe(String),
    /// What is wrong with it.
    Wrong(String),
}

/// The commands' names, for completion and suggestions.
pub const NAMES: &[&str] = &["help", "load", "save", "tasks", "time"];

/// The words of `:help`.
pub const HELP: &str = "\
Statements and expressions run as they are; a block ends with an empty line.
`await` works at the top level, and tasks go on while the prompt waits. `_` is
the last value shown.
  x?            signature and documentation of x (as does help(x))
  :tasks        the tasks that are pending, and what they wait for
  :time +5s     move the virtual clock on (with --virtual-time); units ms, s, m,
                h, d
  :load FILE    run a file's statements here
  :save FILE    write this session's inputs into a file
  Ctrl-C        stop the statement that runs
  Ctrl-R        search the history; Tab: complete
  Ctrl-D        leave, as does exit
";

/// Reads a command; None if the input is program text.
pub fn parse(input: &str) -> Option<Command> {
    let input = input.trim();
    if let Some(subject) = input.strip_suffix('?') {
        let subject = subject.trim_end_matches('?').trim();
        let is_one_line = !subject.is_empty() && !subject.contains('\n') && !subject.contains('#');
        return is_one_line.then(|| Command::Describe(subject.to_string()));
    }
    let rest = input.strip_prefix(':')?;
    let (name, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let argument = argument.trim();
    Some(match name {
        "help" | "h" | "?" => Command::Help,
        "tasks" => Command::Tasks,
        "time" => match seconds(argument) {
            Some(s) => Command::Time(s),
            None => Command::Wrong("write `:time +5s`: a number and ms, s, m, h or d".into()),
        },
        "load" | "save" if argument.is_empty() => Command::Wrong(format!("write `:{name} FILE`")),
        "load" => Command::Load(argument.to_string()),
        "save" => Command::Save(argument.to_string()),
        other => Command::Wrong(match closest(other, NAMES.iter().copied()) {
            Some(near) => format!("there is no command :{other}: did you mean :{near}?"),
            None => format!("there is no command :{other}; :help lists them"),
        }),
    })
}

fn seconds(text: &str) -> Option<f64> {
    let text = text.strip_prefix('+').unwrap_or(text).trim();
    let split = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let factor = match text[split..].trim() {
        "ms" => 0.001,
        "s" | "" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        "d" => 86400.0,
        _ => return None,
    };
    let n: f64 = text[..split].trim().parse().ok()?;
    (n.is_finite() && n >= 0.0).then_some(n * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_program_text() {
        assert_eq!(parse(":tasks"), Some(Command::Tasks));
        assert_eq!(parse(":time +5s"), Some(Command::Time(5.0)));
        assert_eq!(parse(":time 2h"), Some(Command::Time(7200.0)));
        assert_eq!(parse(":load a b.py "), Some(Command::Load("a b.py".into())));
        assert_eq!(parse("print?"), Some(Command::Describe("print".into())));
        assert_eq!(parse("x = 1"), None);
        assert_eq!(parse("# why?"), None);
        let Some(Command::Wrong(text)) = parse(":taks") else { panic!("it is wrong") };
        assert!(text.contains("did you mean :tasks?"));
        assert!(matches!(parse(":time soon"), Some(Command::Wrong(_))));
    }
}

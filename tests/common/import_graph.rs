//! Which file of the crate imports which, read from the text: `use` declarations and paths, followed through re-exports to the file that
//! declares the name. Files are known by their module path (`["vm", "run"]`). Methods of `impl` blocks are no imports.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::rust_text::{Source, without_comments_and_strings};

type Path = Vec<String>;

/// A name that a `use` brings in: the path as written, the name here, and whether others see it.
struct Use {
    path: Path,
    name: String,
    is_public: bool,
    line: usize,
}

/// The files and what each of them imports, with the line of the first import.
pub struct Graph {
    files: BTreeMap<Path, File>,
    /// Macros that are exported to the root of the crate, by the file that declares them.
    macros: HashMap<String, Path>,
    pub imports: BTreeMap<Path, BTreeMap<Path, usize>>,
}

struct File {
    name: String,
    uses: Vec<Use>,
}

impl Graph {
    /// Reads the sources below `src/`.
    pub fn new(sources: &[Source]) -> Graph {
        let mut graph = Graph { files: BTreeMap::new(), macros: HashMap::new(), imports: BTreeMap::new() };
        let mut texts = BTreeMap::new();
        for source in sources {
            let Some(module) = module_path(&source.name) else { continue };
            let text = without_tests(&without_comments_and_strings(&source.text));
            for (at, _) in text.match_indices("#[macro_export]") {
                let rest = text[at..].split("macro_rules!").nth(1).unwrap_or_default();
                let name = rest.trim_start().split(|c: char| !is_word(c)).next().unwrap_or_default();
                graph.macros.insert(name.to_string(), module.clone());
            }
            graph.files.insert(module.clone(), File { name: source.name.clone(), uses: Vec::new() });
            texts.insert(module, text);
        }
        for (module, text) in &texts {
            graph.files.get_mut(module).expect("just put in").uses = uses(text);
        }
        for (module, text) in &texts {
            let found = graph.imports_of(module, text);
            graph.imports.insert(module.clone(), found);
        }
        graph
    }

    /// The name of a file.
    pub fn name(&self, module: &[String]) -> &str {
        &self.files[module].name
    }

    fn imports_of(&self, module: &Path, text: &str) -> BTreeMap<Path, usize> {
        let mut found = BTreeMap::new();
        let mut note = |to: Path, line: usize| {
            if to != *module && self.files.contains_key(&to) {
                found.entry(to).or_insert(line);
            }
        };
        let mut names: HashMap<&str, Path> = HashMap::new();
        for used in &self.files[module].uses {
            let Some(mut path) = self.absolute(module, &used.path) else { continue };
            names.insert(&used.name, path.clone());
            if path.last().is_some_and(|last| last == "*") {
                path.pop();
            }
            note(self.declared_in(&path, 0), used.line);
        }
        for (line, path) in paths(text) {
            let absolute = match names.get(path[0].as_str()) {
                Some(used) => Some([&used[..], &path[1..]].concat()),
                None => self.absolute(module, &path),
            };
            if let Some(absolute) = absolute {
                note(self.declared_in(&absolute, 0), line);
            }
        }
        found
    }

    /// A path from the root of the crate; None if it leads out of it.
    fn absolute(&self, module: &Path, path: &[String]) -> Option<Path> {
        match path.first().map(String::as_str)? {
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([module, &path[1..]].concat()),
            "super" => {
                let up = path.iter().take_while(|p| *p == "super").count();
                Some([&module[..module.len().checked_sub(up)?], &path[up..]].concat())
            }
            first => {
                let child = [&module[..], &[first.to_string()]].concat();
                self.files.contains_key(&child).then(|| [module, path].concat())
            }
        }
    }

    /// The file that declares what a path names.
    fn declared_in(&self, path: &[String], depth: usize) -> Path {
        // A macro at the root may have the name of a module: as the whole of a path it is the macro.
        if let [name] = path
            && let Some(file) = self.macros.get(name)
        {
            return file.clone();
        }
        let known = (0..=path.len()).rev().find(|n| self.files.contains_key(&path[..*n])).unwrap_or(0);
        let file = path[..known].to_vec();
        if known < path.len()
            && depth < 8
            && let Some(used) = self
                .files
                .get(&file)
                .and_then(|f| f.uses.iter().find(|used| used.is_public && used.name == path[known]))
            && let Some(to) = self.absolute(&file, &used.path)
        {
            return self.declared_in(&[&to[..], &path[known + 1..]].concat(), depth + 1);
        }
        file
    }
}

/// The groups of nodes that reach each other, of two or more.
pub fn circles<T: Ord + Clone>(edges: &BTreeMap<T, BTreeSet<T>>) -> Vec<BTreeSet<T>> {
    let reach = |from: &T| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&T> = edges.get(from).into_iter().flatten().collect();
        while let Some(node) = open.pop() {
            if seen.insert(node.clone()) {
                open.extend(edges.get(node).into_iter().flatten());
            }
        }
        seen
    };
    let reached: BTreeMap<&T, BTreeSet<T>> = edges.keys().map(|node| (node, reach(node))).collect();
    let mut found: Vec<BTreeSet<T>> = Vec::new();
    for (node, to) in &reached {
        if to.contains(*node) && !found.iter().any(|circle| circle.contains(*node)) {
            let back = |other: &&T| reached.get(other).is_some_and(|r| r.contains(*node));
            let circle: BTreeSet<T> = to.iter().filter(back).cloned().collect();
            if circle.len() > 1 {
                found.push(circle);
            }
        }
    }
    found
}

/// `src/vm/run.rs` is `vm::run`, `src/vm/mod.rs` is `vm`; the program itself is no module.
fn module_path(name: &str) -> Option<Path> {
    let inside = name.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut parts: Path = inside.split('/').map(str::to_string).collect();
    match parts.last().map(String::as_str) {
        Some("main") => return None,
        Some("mod" | "lib") => _ = parts.pop(),
        _ => {}
    }
    Some(parts)
}

/// Takes test modules out: they may look anywhere.
fn without_tests(text: &str) -> String {
    let mut kept = text.to_string();
    let mut from = 0;
    while let Some(start) = kept[from..].find("#[cfg(test)]").map(|at| from + at) {
        from = start;
        let item = kept[start..].split_once(']').map_or("", |(_, item)| item.trim_start());
        if let (true, Some(open)) = (item.starts_with("mod "), kept[start..].find('{')) {
            kept.replace_range(start..start + open + block_length(&kept[start + open..]), "");
        } else {
            from += 1;
        }
    }
    kept
}

/// The length of a text in braces.
fn block_length(text: &str) -> usize {
    let mut level = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => level += 1,
            '}' if level == 1 => return at + 1,
            '}' => level -= 1,
            _ => {}
        }
    }
    text.len()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The declarations that begin with the word `use`: where they start and end, and their text.
fn use_declarations(text: &str) -> Vec<(usize, usize, &str)> {
    let starts = text.match_indices("use ").filter(|(at, _)| !text[..*at].ends_with(is_word));
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for (at, word) in starts {
        let rest = &text[at + word.len()..];
        let Some(end) = rest.find(';') else { continue };
        if found.last().is_none_or(|(_, last, _)| *last <= at) {
            found.push((at, at + word.len() + end, &rest[..end]));
        }
    }
    found
}

fn uses(text: &str) -> Vec<Use> {
    let mut found = Vec::new();
    for (at, _, tree) in use_declarations(text) {
        let before = text[..at].trim_end();
        let is_public = before.ends_with("pub") || before.ends_with(')');
        let line = text[..at].matches('\n').count() + 1;
        spread(tree, &mut Vec::new(), &mut |path: &[String], renamed: Option<&str>| {
            let path = match path {
                [rest @ .., last] if last == "self" => rest,
                _ => path,
            };
            let Some(name) = renamed.map(str::to_string).or_else(|| path.last().cloned()) else { return };
            found.push(Use { path: path.to_vec(), name, is_public, line });
        });
    }
    found
}

/// Spreads `a::{b, c::{d, e as f}}` into single paths.
fn spread(tree: &str, prefix: &mut Path, give: &mut dyn FnMut(&[String], Option<&str>)) {
    let tree = tree.trim();
    if let Some(inner) = tree.strip_prefix('{') {
        let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
        let (mut level, mut start) = (0, 0);
        for (at, c) in inner.char_indices() {
            match c {
                '{' => level += 1,
                '}' => level -= 1,
                ',' if level == 0 => {
                    spread(&inner[start..at], prefix, give);
                    start = at + 1;
                }
                _ => {}
            }
        }
        return spread(&inner[start..], prefix, give);
    }
    if tree.is_empty() {
        return;
    }
    match tree.split_once("::") {
        Some((first, rest)) => {
            prefix.push(first.trim().trim_start_matches("r#").to_string());
            spread(rest, prefix, give);
        }
        None => {
            let (name, renamed) = match tree.split_once(" as ") {
                Some((name, renamed)) => (name.trim(), Some(renamed.trim())),
                None => (tree, None),
            };
            prefix.push(name.trim_start_matches("r#").to_string());
            give(prefix, renamed);
        }
    }
    prefix.pop();
}

/// Paths of two names or more outside of `use`, with their lines.
fn paths(text: &str) -> Vec<(usize, Path)> {
    let declarations = use_declarations(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some((_, end, _)) = declarations.iter().find(|(start, _, _)| *start == at) {
            at = *end;
            continue;
        }
        let rest = &text[at..];
        if !rest.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let end = rest.find(|c: char| !(is_word(c) || c == ':')).unwrap_or(rest.len());
        let before = text[..at].trim_end();
        // `Self::x`, `<T>::x` and the place where something is visible (`pub(in crate::x)`) are no imports.
        let is_path = !text[..at].ends_with(':') && !before.ends_with("(in");
        let path: Path = rest[..end].split("::").filter(|p| !p.is_empty()).map(str::to_string).collect();
        if is_path && path.len() > 1 && !path.iter().any(|p| p.contains(':')) {
            found.push((text[..at].matches('\n').count() + 1, path));
        }
        at += end;
    }
    found
}

//! A terminal as a person sees it: bytes in, a grid of characters out. Just the sequences that a line editor uses.
#![allow(dead_code)] // each test program uses its own part

/// The picture on a terminal of fixed size; what scrolls off the top is kept as history.
pub struct Screen {
    width: usize,
    height: usize,
    rows: Vec<Vec<char>>,
    scrolled: Vec<String>,
    row: usize,
    column: usize,
    pending: Vec<u8>,
    saved: (usize, usize),
}

impl Screen {
    pub fn new(width: usize, height: usize) -> Screen {
        let rows = vec![vec![' '; width]; height];
        Screen {
            width,
            height,
            rows,
            scrolled: Vec::new(),
            row: 0,
            column: 0,
            pending: Vec::new(),
            saved: (0, 0),
        }
    }

    /// All that is and was to be seen, trailing blanks removed.
    pub fn text(&self) -> String {
        let mut lines = self.scrolled.clone();
        lines.extend(self.rows.iter().map(|r| r.iter().collect::<String>().trim_end().to_string()));
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines.join("\n")
    }

    /// The line the cursor stands in.
    pub fn current_line(&self) -> String {
        self.rows[self.row].iter().collect::<String>().trim_end().to_string()
    }

    /// Takes output of the program; an unfinished sequence waits for its rest.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        let bytes = std::mem::take(&mut self.pending);
        let mut at = 0;
        while at < bytes.len() {
            match self.step(&bytes[at..]) {
                Some(used) => at += used,
                None => {
                    self.pending = bytes[at..].to_vec();
                    return;
                }
            }
        }
    }

    /// Handles one character or sequence; `None` when it is not complete yet.
    fn step(&mut self, bytes: &[u8]) -> Option<usize> {
        match bytes[0] {
            b'\r' => self.column = 0,
            b'\n' => self.line_feed(),
            0x08 => self.column = self.column.saturating_sub(1),
            b'\t' => self.column = (self.column / 8 * 8 + 8).min(self.width - 1),
            0x07 | 0x00 => {}
            0x1b => return self.escape(bytes),
            byte => {
                let length = match byte {
                    0xf0.. => 4,
                    0xe0.. => 3,
                    0xc0.. => 2,
                    _ => 1,
                };
                let text = std::str::from_utf8(bytes.get(..length)?).unwrap_or("?");
                self.put(text.chars().next().unwrap_or('?'));
                return Some(length);
            }
        }
        Some(1)
    }

    fn escape(&mut self, bytes: &[u8]) -> Option<usize> {
        match *bytes.get(1)? {
            b'[' => {
                let end = 2 + bytes[2..].iter().position(|b| (0x40..=0x7e).contains(b))?;
                let parameters = String::from_utf8_lossy(&bytes[2..end]).into_owned();
                self.control(&parameters, bytes[end]);
                Some(end + 1)
            }
            b']' => Some(bytes.iter().position(|b| *b == 0x07)? + 1),
            b'7' => {
                self.saved = (self.row, self.column);
                Some(2)
            }
            b'8' => {
                (self.row, self.column) = self.saved;
                Some(2)
            }
            _ => Some(2),
        }
    }

    fn control(&mut self, parameters: &str, end: u8) {
        let number = |at: usize, default: usize| {
            parameters.split(';').nth(at).and_then(|p| p.parse().ok()).filter(|n| *n > 0).unwrap_or(default)
        };
        let mode = parameters.parse().unwrap_or(0);
        match end {
            b'A' => self.row = self.row.saturating_sub(number(0, 1)),
            b'B' => self.row = (self.row + number(0, 1)).min(self.height - 1),
            b'C' => self.column = (self.column + number(0, 1)).min(self.width - 1),
            b'D' => self.column = self.column.saturating_sub(number(0, 1)),
            b'G' => self.column = number(0, 1) - 1,
            b'H' => {
                (self.row, self.column) =
                    ((number(0, 1) - 1).min(self.height - 1), (number(1, 1) - 1).min(self.width - 1))
            }
            b'K' => {
                let (from, to) = match mode {
                    0 => (self.column, self.width),
                    1 => (0, self.column + 1),
                    _ => (0, self.width),
                };
                self.rows[self.row][from.min(self.width)..to.min(self.width)].fill(' ');
            }
            b'J' => {
                if mode == 0 {
                    let column = self.column.min(self.width);
                    self.rows[self.row][column..].fill(' ');
                    self.rows[self.row + 1..].iter_mut().for_each(|r| r.fill(' '));
                } else {
                    self.rows.iter_mut().for_each(|r| r.fill(' '));
                }
            }
            b's' => self.saved = (self.row, self.column),
            b'u' => (self.row, self.column) = self.saved,
            _ => {} // colours, bracketed paste and other modes change nothing that is seen here
        }
    }

    fn put(&mut self, c: char) {
        if self.column >= self.width {
            self.column = 0;
            self.line_feed();
        }
        self.rows[self.row][self.column] = c;
        self.column += 1;
    }

    fn line_feed(&mut self) {
        if self.row + 1 < self.height {
            self.row += 1;
            return;
        }
        let gone: String = self.rows.remove(0).into_iter().collect();
        self.scrolled.push(gone.trim_end().to_string());
        self.rows.push(vec![' '; self.width]);
    }
}

//! Frames in pieces, over `hoopsnake-zstd`: `Unpacking` reads one, `Packing` writes one after the other.

use hoopsnake_zstd::{DictionaryHandle, Encoder, EncoderDictionary, FrameDecoderError};

use crate::object::buffer;

use super::super::stream::{Decoder, Step, Trouble};
use super::fault::{Failure, Fault, fail};
use super::frame::{self, Header};
use super::parameters::Settings;

/// The windows that are taken without a word: 128 MiB.
const WINDOW_LOG: u32 = 27;

/// Where in a frame the next byte stands.
enum Place {
    Header,
    /// Bytes that are still to be skipped.
    Skipping(u64),
    Blocks,
}

/// One frame that is being read.
pub struct Unpacking {
    place: Place,
    decoder: hoopsnake_zstd::Decoder,
    dictionary: Option<DictionaryHandle>,
    window_most: u64,
    /// The beginning of a header or a block, of which the rest is not there yet.
    held: Vec<u8>,
}

/// What the library says, as libzstd says it.
fn of_library(e: &FrameDecoderError) -> Fault {
    match e {
        FrameDecoderError::WindowSizeTooBig { .. } => Fault::Window,
        FrameDecoderError::ChecksumMismatch { .. } => Fault::Checksum,
        FrameDecoderError::DictNotProvided { .. } | FrameDecoderError::DictIdMismatch { .. } => {
            Fault::DictionaryWrong
        }
        _ => Fault::Corrupt,
    }
}

impl Unpacking {
    /// A frame of which nothing is known yet.
    pub fn new(dictionary: Option<DictionaryHandle>, window_log: Option<u32>) -> Unpacking {
        let decoder = hoopsnake_zstd::Decoder::default();
        let window_most = 1u64 << window_log.unwrap_or(WINDOW_LOG);
        Unpacking { place: Place::Header, decoder, dictionary, window_most, held: Vec::new() }
    }

    /// Gathers until so many bytes are held.
    fn gather(&mut self, input: &[u8], at: &mut usize, n: usize) {
        let more = n.saturating_sub(self.held.len()).min(input.len() - *at);
        self.held.extend_from_slice(&input[*at..*at + more]);
        *at += more;
    }

    /// The header, when it is there as a whole.
    fn header(&mut self, input: &[u8], at: &mut usize) -> Result<Option<Header>, Failure> {
        loop {
            match frame::header(&self.held).map_err(Trouble::Of)? {
                Ok(header) => return Ok(Some(header)),
                Err(_) if *at == input.len() => return Ok(None),
                // The magic number is looked at byte by byte: what is wrong is wrong at once.
                Err(needed) => {
                    let n = if self.held.len() < 5 { self.held.len() + 1 } else { needed };
                    self.gather(input, at, n);
                }
            }
        }
    }

    /// Begins the blocks. `rest` is the input behind the header, `room` what there is for output.
    fn begin(&mut self, header: &Header, rest: &[u8], room: usize) -> Result<(), Failure> {
        let mut most = self.window_most.max(1 << 10);
        if header.window > most {
            // libzstd decodes a frame that is there as a whole, and fits in the output, without a window of its own.
            let part = &rest[..rest.len().min(2 * room + 1024)];
            let whole = header.content.is_some_and(|n| n <= room as u64)
                && frame::size(&[&self.held[..], part].concat()).is_ok();
            if !whole {
                return fail(Fault::Window);
            }
            most = header.window;
        }
        let needed = header.content.unwrap_or(u64::MAX).min(header.window);
        buffer::room_for(needed).map_err(|_| buffer::NoMemory)?;
        self.decoder.set_window_limit(most);
        let held = std::mem::take(&mut self.held);
        if self.dictionary.is_none() && header.dictionary != 0 {
            return fail(Fault::DictionaryWrong);
        }
        let begun = self.decoder.begin(&held, self.dictionary.as_ref());
        begun.map_err(|e| Failure::Of(of_library(&e)))
    }

    fn blocks(&mut self, input: &[u8], at: &mut usize, output: &mut [u8]) -> Result<Step, Failure> {
        let mut produced = 0;
        loop {
            let rest = &input[*at..];
            let room = &mut output[produced..];
            let wrong = |e: FrameDecoderError| Failure::Of(of_library(&e));
            let (took, gave) = if self.held.is_empty() {
                let (took, gave) = self.decoder.read(rest, room).map_err(wrong)?;
                *at += took.min(rest.len());
                (took, gave)
            } else {
                let needed = self.decoder.input_needed(&self.held);
                self.gather(input, at, needed);
                let (took, gave) = self.decoder.read(&self.held, room).map_err(wrong)?;
                self.held.drain(..took.min(self.held.len()));
                (took, gave)
            };
            produced += gave;
            let end = self.decoder.is_finished() && self.decoder.waiting() == 0;
            // Behind the last bytes there may still be an empty block and the checksum: they belong to the frame that is read.
            let full = produced == output.len() && self.decoder.waiting() > 0;
            if end || full {
                return Ok(Step { consumed: *at, produced, end });
            }
            if took == 0 && gave == 0 {
                if output.len() == produced && self.decoder.waiting() > 0 || *at == input.len() {
                    return Ok(Step { consumed: *at, produced, end });
                }
                // A block that is not whole: its beginning is kept.
                let n = self.decoder.input_needed(&self.held).max(self.held.len() + 1);
                self.gather(input, at, n);
            }
        }
    }

    fn reading(&mut self, input: &[u8], output: &mut [u8]) -> Result<Step, Failure> {
        let mut at = 0;
        loop {
            match self.place {
                Place::Header => {
                    let Some(header) = self.header(input, &mut at)? else {
                        return Ok(Step { consumed: at, ..Step::default() });
                    };
                    self.place = match header.skip {
                        Some(n) => {
                            self.held.clear();
                            Place::Skipping(n)
                        }
                        None => {
                            self.begin(&header, &input[at..], output.len())?;
                            Place::Blocks
                        }
                    };
                }
                Place::Skipping(n) => {
                    let more = usize::try_from(n).unwrap_or(usize::MAX).min(input.len() - at);
                    let left = n - more as u64;
                    self.place = Place::Skipping(left);
                    return Ok(Step { consumed: at + more, produced: 0, end: left == 0 });
                }
                Place::Blocks => return self.blocks(input, &mut at, output),
            }
        }
    }
}

impl Decoder for Unpacking {
    type Error = Fault;

    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Result<Step, Failure> {
        let done = self.reading(input, output);
        if done.is_err() {
            // As after ZSTD_DCtx_reset: another frame may begin.
            self.place = Place::Header;
            self.held.clear();
        }
        done
    }
}

/// How much of what was given must come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Continue,
    FlushBlock,
    FlushFrame,
}

/// Frames that are being written.
pub struct Packing {
    encoder: Encoder,
    /// The dictionary is for the first frame only.
    prefix: bool,
    /// The frame has begun.
    begun: bool,
    /// A header that waits for its first block, so that nothing comes of data that is only kept.
    held: Vec<u8>,
    taken: u64,
}

impl Packing {
    /// With settings and a dictionary, which may be a prefix of the first frame only.
    pub fn new(
        settings: &Settings,
        dictionary: Option<EncoderDictionary>,
        prefix: bool,
    ) -> Result<Packing, Failure> {
        match Encoder::new(&settings.of_frames(), dictionary) {
            Ok(encoder) => Ok(Packing { encoder, prefix, begun: false, held: Vec::new(), taken: 0 }),
            Err(_) => fail(Fault::Generic),
        }
    }

    /// Says how long the next frame's content is; None: it is not known.
    pub fn pledge(&mut self, size: Option<u64>) -> Result<(), Failure> {
        self.encoder.abandon_frame();
        match size.map_or(Ok(()), |n| self.encoder.pledge(n)) {
            Ok(()) => Ok(()),
            Err(_) => fail(Fault::Generic),
        }
    }

    /// Takes data, gives what must come out.
    pub fn write(&mut self, data: &[u8], mode: Mode) -> Result<Vec<u8>, Failure> {
        let made = self.writing(data, mode);
        if made.is_err() {
            // As after ZSTD_CCtx_reset: the frame is given up.
            self.encoder.abandon_frame();
            self.ended();
            self.held.clear();
        }
        made
    }

    fn ended(&mut self) {
        (self.begun, self.taken) = (false, 0);
        if std::mem::take(&mut self.prefix) {
            let _ = self.encoder.drop_dictionary();
        }
    }

    fn writing(&mut self, data: &[u8], mode: Mode) -> Result<Vec<u8>, Failure> {
        let wrong = |_| Failure::Of(Fault::Size);
        let mut out = std::mem::take(&mut self.held);
        if mode == Mode::FlushFrame && !self.begun {
            // What is there as a whole says how long it is, whatever was pledged.
            self.encoder.pledge(data.len() as u64).map_err(wrong)?;
        }
        let mut rest = data;
        while !rest.is_empty() {
            self.begun = true;
            let took = self.encoder.write(&mut out, rest).map_err(wrong)?;
            self.taken += took as u64;
            rest = &rest[took..];
            if took == 0 {
                return fail(Fault::Size);
            }
        }
        match mode {
            Mode::Continue => {
                if self.encoder.buffered() as u64 == self.taken {
                    self.held = std::mem::take(&mut out);
                }
            }
            Mode::FlushBlock => {
                self.begun |= !data.is_empty();
                self.encoder.flush(&mut out).map_err(wrong)?;
            }
            Mode::FlushFrame => {
                self.encoder.finish_frame(&mut out).map_err(wrong)?;
                self.ended();
            }
        }
        Ok(out)
    }
}

//! Zstandard over `structured-zstd`, as functions without type parameters.
//!
//! The encoder there is generic over its matcher and its output, so whoever calls it translates it. In a crate of its own that is done once, for size (see
//! the profiles of the package above), and beside the translation of the interpreter instead of in it: 0.8 MB and a tenth of the build.

use std::io::Error;

pub use structured_zstd::decoding::errors::FrameDecoderError;
pub use structured_zstd::decoding::{Dictionary, DictionaryHandle, MAX_DECODER_WINDOW_SIZE};
pub use structured_zstd::dictionary::{
    FastCoverOptions, FinalizeOptions, TrainingError, finalize_raw_dict, optimize_fastcover_dict,
};
pub use structured_zstd::encoding::{CompressionLevel, CompressionParameters, EncoderDictionary, Strategy};

use structured_zstd::decoding::{ContentChecksum, FrameDecoder};
use structured_zstd::encoding::CompressionContext;

/// What the frames of an encoder say of themselves, and how they are made.
pub struct FrameSettings {
    /// The level, which says what `parameters` does not.
    pub level: CompressionLevel,
    /// Parameters that were set one by one.
    pub parameters: Option<CompressionParameters>,
    /// Whether a checksum of the content stands behind it.
    pub checksum: bool,
    /// Whether the header has the content's size where it is known.
    pub content_size: bool,
    /// Whether the header names the dictionary.
    pub dictionary_id: bool,
}

/// Writes frames one after the other (RFC 8878).
pub struct Encoder(CompressionContext);

impl Encoder {
    /// An encoder for such frames. Errors: parameters that do not fit together, a dictionary that cannot be used.
    pub fn new(settings: &FrameSettings, dictionary: Option<EncoderDictionary>) -> Result<Encoder, Error> {
        let mut context = CompressionContext::new(settings.level);
        if let Some(parameters) = &settings.parameters {
            context.set_parameters(parameters)?;
        }
        context.set_content_checksum(settings.checksum)?;
        context.set_content_size_flag(settings.content_size)?;
        context.set_dictionary_id_flag(settings.dictionary_id)?;
        if let Some(dictionary) = dictionary {
            context.set_encoder_dictionary(dictionary)?;
        }
        Ok(Encoder(context))
    }

    /// Takes a part of the content and appends to `out` what is done of the frame; gives the number of bytes taken.
    pub fn write(&mut self, out: &mut Vec<u8>, content: &[u8]) -> Result<usize, Error> {
        self.0.write(out, content)
    }

    /// Ends the block, so that all that was taken can be read.
    pub fn flush(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.0.flush(out)
    }

    /// Ends the frame.
    pub fn finish_frame(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.0.finish_frame(out)
    }

    /// Gives up the frame that was begun.
    pub fn abandon_frame(&mut self) {
        self.0.abandon_frame();
    }

    /// Says how many bytes the next frame's content has.
    pub fn pledge(&mut self, size: u64) -> Result<(), Error> {
        self.0.set_pledged_content_size(size)
    }

    /// Lets go of the dictionary: the frames that follow have none.
    pub fn drop_dictionary(&mut self) -> Result<(), Error> {
        self.0.set_dictionary_from_bytes(&[])
    }

    /// The bytes that were taken and wait for their block to be full.
    pub fn buffered(&self) -> usize {
        self.0.buffered_input_len()
    }
}

/// Reads frames, one at a time. Checksums are verified.
pub struct Decoder(FrameDecoder);

impl Default for Decoder {
    fn default() -> Decoder {
        let mut decoder = FrameDecoder::new();
        decoder.set_content_checksum(ContentChecksum::Verify);
        Decoder(decoder)
    }
}

impl Decoder {
    /// Sets the greatest window that is taken, in bytes.
    pub fn set_window_limit(&mut self, size: u64) {
        // What is out of bounds is brought within them before.
        let _ = self.0.set_max_window_size(size.clamp(1 << 10, MAX_DECODER_WINDOW_SIZE));
    }

    /// Begins a frame by its header, which is there as a whole.
    pub fn begin(
        &mut self,
        header: &[u8],
        dictionary: Option<&DictionaryHandle>,
    ) -> Result<(), FrameDecoderError> {
        match dictionary {
            Some(d) => self.0.reset_with_dict_handle(header, d),
            None => self.0.reset(header),
        }
    }

    /// Reads blocks into `output`; gives the numbers of bytes taken and given.
    pub fn read(&mut self, input: &[u8], output: &mut [u8]) -> Result<(usize, usize), FrameDecoderError> {
        self.0.decode_from_to(input, output)
    }

    /// How many bytes the next step wants, `pending` being there already.
    pub fn input_needed(&self, pending: &[u8]) -> usize {
        self.0.input_needed(pending)
    }

    /// Bytes that are decoded and have not been given.
    pub fn waiting(&self) -> usize {
        self.0.can_collect()
    }

    /// Whether the frame was read to its end.
    pub fn is_finished(&self) -> bool {
        self.0.is_finished()
    }
}

/// All of this as one frame.
pub fn pack(content: &[u8], level: i32) -> Result<Vec<u8>, Error> {
    let settings = FrameSettings {
        level: CompressionLevel::from_level(level),
        parameters: None,
        checksum: false,
        content_size: true,
        dictionary_id: false,
    };
    let mut encoder = Encoder::new(&settings, None)?;
    encoder.pledge(content.len() as u64)?;
    let mut out = Vec::new();
    let mut rest = content;
    while !rest.is_empty() {
        let taken = encoder.write(&mut out, rest)?;
        if taken == 0 {
            return Err(Error::other("the encoder takes nothing"));
        }
        rest = &rest[taken..];
    }
    encoder.finish_frame(&mut out)?;
    Ok(out)
}

/// The content of a frame, of which it is known how many bytes it has.
pub fn unpack(frame: &[u8], size: usize) -> Result<Vec<u8>, FrameDecoderError> {
    let mut content = vec![0; size];
    let length = FrameDecoder::new().decode_all(frame, &mut content)?;
    content.truncate(length);
    Ok(content)
}

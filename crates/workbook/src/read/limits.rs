//! What one file may cost.

/// Bounds on one file. The defaults let through a workbook of the whole country and refuse, in
/// well under a second, files made or damaged so that they would take the machine down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// bytes on disk
    pub file_bytes: u64,
    /// bytes of all parts once unpacked
    pub unpacked_bytes: u64,
    /// how many times its packed size a part above [`Limits::RATIO_FREE_BYTES`] may unpack to;
    /// real sheets reach about 60, a packed run of one character about 1,000
    pub unpack_ratio: u64,
    /// members of a zip package
    pub package_members: usize,
    /// sheets in a workbook
    pub sheets: usize,
    /// rows of a sheet, as in Excel
    pub rows: u32,
    /// columns of a sheet, as in Excel
    pub columns: u32,
    /// cells written in a workbook, blank ones with a format included, and rows
    pub cells: u64,
    /// distinct texts in a workbook
    pub shared_strings: u64,
    /// bytes of all texts together
    pub text_bytes: u64,
    /// characters in one cell, as in Excel
    pub text_characters: usize,
    /// bytes of a single piece of XML: a tag with its attributes, or one stretch of text
    pub xml_piece_bytes: usize,
    /// elements inside one another
    pub xml_depth: u32,
    /// merged areas in a workbook
    pub merges: usize,
    /// whether the marks of footnotes stay in their texts: they do in what people wrote
    pub keep_marks: bool,
}

impl Limits {
    /// A part up to this size is let through however well it packs.
    pub const RATIO_FREE_BYTES: u64 = 32 << 20;

    /// The usual ones, for a workbook that people wrote in: each text stays as it is.
    #[must_use]
    pub fn as_written() -> Self {
        Self { keep_marks: true, ..Self::default() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 200 << 20,
            unpacked_bytes: 2 << 30,
            unpack_ratio: 200,
            package_members: 20_000,
            sheets: 1_000,
            rows: 1_048_576,
            columns: 16_384,
            cells: 12_000_000,
            shared_strings: 4_000_000,
            text_bytes: 128 << 20,
            text_characters: 32_767,
            xml_piece_bytes: 1 << 20,
            xml_depth: 256,
            merges: 200_000,
            keep_marks: false,
        }
    }
}

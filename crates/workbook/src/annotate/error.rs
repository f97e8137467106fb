//! Why a workbook could not be annotated, in an officer's words.

use thiserror::Error;

/// The whole workbook could not be annotated (or stripped); nothing was made.
#[derive(Debug, Error, PartialEq, Eq, Clone)]
pub enum AnnotateError {
    /// an encrypted package
    #[error("the workbook is protected with a password; save a copy without the password and put that in")]
    Encrypted,
    /// a compound file that is not an encrypted package
    #[error("the file is an old-style .xls workbook, which cannot be annotated in place; save it as .xlsx in Excel")]
    OldFormat,
    /// a package whose main part is binary
    #[error("the file is a binary .xlsb workbook, which cannot be annotated in place; save it as .xlsx in Excel")]
    BinaryFormat,
    /// not a zip package, or one without a workbook in it
    #[error("the file is not an .xlsx or .xlsm workbook")]
    NotAWorkbook,
    /// the zip container cannot be read to its end
    #[error("the file is damaged or only partly copied ({0}); copy it again from where it came")]
    Damaged(String),
    /// two parts of one name: programs disagree on which of them counts
    #[error("the file holds `{0}` twice, so programs may read it differently; open it in Excel and save it once")]
    DuplicatePart(String),
    /// a part that another one points at is not there
    #[error("the file lacks `{0}`; open it in Excel, let it repair the file and save it")]
    MissingPart(String),
    /// XML that does not follow the rules of XML
    #[error("`{part}` in the file is damaged near byte {at}; open it in Excel, let it repair the file and save it")]
    Malformed {
        /// name of the part
        part: String,
        /// byte offset in the part
        at: usize,
    },
    /// XML in UTF-16 or another encoding that cannot be edited byte by byte
    #[error("`{0}` in the file is written in an unusual text encoding; open it in Excel and save it once")]
    Encoding(String),
    /// unpacking would take more memory than is allowed
    #[error("`{part}` in the file unpacks to more than {limit_mib} MiB; remove unused rows and save it again")]
    TooLarge {
        /// name of the part
        part: String,
        /// the limit in MiB
        limit_mib: u64,
    },
    /// the plan asks for a colour that is none
    #[error("`{0}` is not a colour; write it as six hexadecimal digits, such as `C00000`")]
    Colour(String),
    /// the sheets to be added could not be used
    #[error("the sheets to add to the workbook could not be read: {0}")]
    Graft(String),
    /// asked to annotate a workbook that still has our marks
    #[error("the workbook is annotated already; the marks must be taken out before it is annotated again")]
    AlreadyAnnotated,
    /// asked to strip a workbook that was never annotated
    #[error("the workbook holds no record of marks, so there is nothing to take out")]
    NotAnnotated,
    /// another program dropped the record of what was added
    #[error(
        "the annotated workbook was saved by a program that dropped the record of its marks; put the original workbook in instead"
    )]
    RecordLost,
}

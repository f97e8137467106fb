//! Builds the program again when a file is added to what it carries inside: `include_dir` sees changed files only.

fn main() {
    for folder in ["rules", "defaults", "examples", "workbooks"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}

//! The committed files are the program's own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::example::sample;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks")
}

#[test]
fn making_the_samples_again_gives_the_committed_bytes() {
    for file in sample::files(&sample::school::schools().unwrap()).unwrap() {
        let committed = std::fs::read(folder().join(file.name)).unwrap();
        assert!(
            committed == file.bytes,
            "`{}` differs from what the example makes; run `cargo run --example make_sample_workbooks`",
            file.name
        );
    }
}

#[test]
fn no_file_in_the_folder_is_made_by_hand() {
    let made: BTreeSet<String> =
        sample::files(&sample::school::schools().unwrap()).unwrap().iter().map(|file| file.name.to_owned()).collect();
    let there: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    assert_eq!(there, made);
}

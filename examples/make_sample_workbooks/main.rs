//! Writes the sample workbooks into `workbooks/`: `cargo run --example make_sample_workbooks`.

mod sample;

use std::path::Path;

use sample::trouble::Trouble;

fn main() -> Result<(), Trouble> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks");
    std::fs::create_dir_all(&folder)?;
    for file in sample::files(&sample::school::schools()?)? {
        std::fs::write(folder.join(file.name), &file.bytes)?;
        println!("{} ({} bytes)", file.name, file.bytes.len());
    }
    Ok(())
}

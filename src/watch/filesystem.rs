//! Whether a folder lies where changes made by others are not announced.

use std::path::Path;

/// What kind of share or foreign file system a folder lies on; none for an ordinary disk.
#[cfg(target_os = "linux")]
#[must_use]
pub fn share(folder: &Path) -> Option<String> {
    let mounts = std::fs::read_to_string("/proc/self/mounts").ok()?;
    let folder = folder.canonicalize().ok()?;
    kind_of_mount(&mounts, &folder).filter(|kind| is_share(kind)).map(str::to_owned)
}

/// What kind of share a folder lies on; none for an ordinary disk.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn share(folder: &Path) -> Option<String> {
    // a drive letter that stands for a share resolves to the share's own name
    let resolved = folder.canonicalize().ok()?;
    let text = resolved.to_string_lossy();
    let share = text.starts_with(r"\\?\UNC\") || (text.starts_with(r"\\") && !text.starts_with(r"\\?\"));
    share.then(|| "network share".to_owned())
}

/// The kind of the innermost mount that a folder lies in.
#[cfg(any(target_os = "linux", test))]
fn kind_of_mount<'m>(mounts: &'m str, folder: &Path) -> Option<&'m str> {
    let mounts = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let (_, point, kind) = (words.next()?, words.next()?, words.next()?);
        // spaces and the like are written in octal
        let point = point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
        folder.starts_with(&point).then_some((point.len(), kind))
    });
    // of two mounts on one point the later covers the earlier
    mounts.enumerate().max_by_key(|(at, (length, _))| (*length, *at)).map(|(_, (_, kind))| kind)
}

#[cfg(any(target_os = "linux", test))]
fn is_share(kind: &str) -> bool {
    const SHARES: [&str; 14] = [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "lustre",
        "vboxsf",
        "prl_fs",
        "virtiofs",
        "drvfs",
        "glusterfs",
    ];
    SHARES.contains(&kind) || (kind.starts_with("fuse.") && kind != "fuse.portal") || kind == "fuse"
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "/dev/vda / ext4 rw 0 0
//server/schools /mnt/school\\040data cifs rw 0 0
tmpfs /tmp tmpfs rw 0 0
alice@host:/ /home/alice/far fuse.sshfs rw 0 0";

    #[test]
    fn shares_are_told_from_disks_by_the_innermost_mount() {
        for (folder, share) in [
            ("/srv/inbox", false),
            ("/mnt/school data/inbox", true),
            ("/mnt/school", false),
            ("/home/alice/far/inbox", true),
            ("/tmp/x", false),
        ] {
            let kind = kind_of_mount(MOUNTS, Path::new(folder)).unwrap();
            assert_eq!(is_share(kind), share, "{folder}: {kind}");
        }
    }
}

/// Backups of everything that the program keeps, and their way back.
///
/// A backup is a folder with a folder for each store and a manifest, which is written last: what
/// has none is no backup. It is made of files that do not change any more ([BackupPart]), sent as
/// one archive, read back where it arrives, and only then named. A restore is the same way back: a
/// data directory that has [Restore#MARKER] is half restored, and no server starts on it. The
/// format is `docs/format/backup.md`.
///
/// A store joins by a [BackupPart] in [Stores]. Everything here is for one thread but
/// [LiveBackups], which is safe for use by many.
@NullMarked
package io.tocsin.server.backup;

import org.jspecify.annotations.NullMarked;

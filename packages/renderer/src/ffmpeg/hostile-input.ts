/**
 * The file formats that are read: all that hold their own data. Playlists, image sequences, scripts and the like,
 * which make ffmpeg open other files and addresses, are left out. https://ffmpeg.org/ffmpeg-formats.html#Format-Options
 */
const formats = [
  ...["mov", "mp4", "m4a", "3gp", "3g2", "mj2", "matroska", "webm", "avi", "mpegts", "mpeg", "flv", "asf"],
  ...["mp3", "wav", "w64", "flac", "ogg", "aac", "aiff", "caf", "ac3", "eac3", "amr", "wv"],
];

/** Input arguments for a file that may come from anybody: nothing but this file is read, whatever it says. */
export function hostileInput(file: string): string[] {
  // With the protocol written out, a colon in the name is no protocol.
  return ["-protocol_whitelist", "file", "-format_whitelist", formats.join(","), "-i", `file:${file}`];
}

export { readSubtitles, type SubtitleCue } from "./read-subtitles.ts";
export { writeSrt, writeVtt } from "./write-subtitles.ts";

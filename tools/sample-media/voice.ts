import { runProgram } from "./run-program.ts";

/** A word, and when it is said, in seconds. */
export interface SaidWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const slower = ["--setf", "duration_stretch=1.12"];

/**
 * Has Flite say a text: https://github.com/festvox/flite, whose voices may be used for anything.
 *
 * @returns its words, with the times that Flite tells of their sounds.
 */
export function say(text: string, file: string): readonly SaidWord[] {
  const told = runProgram("flite", ["-voice", "slt", ...slower, "-t", text, "-o", file, "-psdur"]);
  const sounds = told.trim().split(/\s+/).map(readSound);
  const words: SaidWord[] = [];
  let at = 0;
  for (const word of text.split(/\s+/)) {
    while (sounds[at]?.name === "pau") at += 1;
    const count = soundsIn(word);
    const start = sounds[at - 1]?.end ?? 0;
    at += count;
    words.push({ word, start: rounded(start), end: rounded(sounds[at - 1]?.end ?? start) });
  }
  return words;
}

/** `ow:1.398`: what it is, and when it ends. */
function readSound(text: string): { readonly name: string; readonly end: number } {
  const [name = "", end = "0"] = text.split(":");
  return { name, end: Number(end) };
}

function soundsIn(word: string): number {
  const told = runProgram("flite", ["-voice", "slt", "-t", word, "-o", "none", "-ps"]);
  return told
    .trim()
    .split(/\s+/)
    .filter((sound) => sound !== "pau").length;
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/** Makes a dry voice sound as if it stood in a room, close to a good microphone, and writes it as AAC. */
export function produceVoice(from: string, to: string): void {
  const filters = [
    "aresample=44100",
    "highpass=f=75",
    "equalizer=f=220:t=q:w=1:g=2",
    "equalizer=f=5200:t=q:w=1:g=2.5",
    "aecho=0.9:0.6:23|41:0.10|0.06",
    "acompressor=threshold=-20dB:ratio=3:attack=8:release=120:makeup=2",
    "volume=0.5dB,alimiter=limit=0.8",
  ];
  const output = [
    "-ac",
    "1",
    "-c:a",
    "aac",
    "-b:a",
    "72k",
    "-fflags",
    "+bitexact",
    "-flags:a",
    "+bitexact",
    to,
  ];
  runProgram("ffmpeg", ["-v", "error", "-y", "-i", from, "-af", filters.join(","), ...output]);
}

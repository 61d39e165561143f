import { basename, dirname, extname } from "node:path";
import { OptionError } from "../errors.ts";

/** Where the pictures of a sequence go. */
export interface SequenceName {
  readonly folder: string;
  /** The file of a frame, numbered from 0, in the folder. */
  readonly frameName: (frame: number) => string;
  /** Whether a file in the folder has such a name. */
  readonly matches: (name: string) => boolean;
}

const USUAL = "frame-%05d.png";

/**
 * Reads the output of a sequence of pictures: a folder, or a name such as `frames/intro-%05d.png`.
 *
 * @throws {OptionError} if it is the name of a single picture.
 */
export function sequenceName(output: string): SequenceName {
  const isFolder = extname(output).toLowerCase() !== ".png";
  const [folder, pattern] = isFolder ? [output, USUAL] : [dirname(output), basename(output)];
  const match = /^([^%]*)%(?:0(\d{1,2}))?d([^%]*)$/.exec(pattern);
  if (!match) {
    throw new OptionError(
      "output",
      "a folder, or a name such as frames/intro-%05d.png, for a sequence of pictures (a single one: hyperframes snapshot)",
      output,
    );
  }
  const [, before = "", digits = "1", after = ""] = match;
  const frameName = (frame: number): string => `${before}${`${frame}`.padStart(Number(digits), "0")}${after}`;
  const matches = (name: string): boolean => {
    const number = name.slice(before.length, name.length - after.length);
    return /^\d+$/.test(number) && name === frameName(Number(number));
  };
  return { folder, frameName, matches };
}

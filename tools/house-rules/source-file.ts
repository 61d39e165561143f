import { parseSync } from "oxc-parser";
import type { Comment, Program } from "oxc-parser";

/** A broken house rule: where, and what to do instead. */
export interface Fault {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** A house rule: every fault it finds in the files of the repository. */
export type Rule = (files: readonly SourceFile[]) => Fault[];

/** One text file of the repository, parsed when a rule first asks for it. */
export class SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  #parsed: ReturnType<typeof parseSync> | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  get program(): Program {
    return this.#parse().program;
  }

  get comments(): readonly Comment[] {
    return this.#parse().comments;
  }

  /** The package's folder name and the path below its `src`, for a TypeScript source of a package. */
  get source(): { readonly package: string; readonly path: string } | undefined {
    const match = /^packages\/([^/]+)\/src\/(.+\.ts)$/.exec(this.path);
    return match ? { package: match[1] ?? "", path: match[2] ?? "" } : undefined;
  }

  fault(offset: number, message: string): Fault {
    return { path: this.path, line: this.text.slice(0, offset).split("\n").length, message };
  }

  #parse(): ReturnType<typeof parseSync> {
    this.#parsed ??= parseSync(this.path, this.text);
    const [error] = this.#parsed.errors;
    if (error) throw new SyntaxError(`${this.path}: ${error.message}`);
    return this.#parsed;
  }
}

import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { explainSystemError } from "@hyperframes-engine/errors";
import { makeScratchFolder, type ScratchFolder } from "@hyperframes-engine/store";
import {
  type FillableTemplate,
  type FillOptions,
  fillProject,
  lineTracer,
  type OpenedProject,
} from "@hyperframes-engine/template";
import type { NamedRow } from "./rows/named-rows.ts";

/** What rows are filled into. */
export interface StageRequest extends Pick<FillableTemplate, "found" | "loaded"> {
  /** Whether the user keeps the rows in a file. */
  readonly trusted: boolean;
  readonly temporaryFolder: string;
}

/** A row's project. */
interface StagedRow extends OpenedProject {
  /** A hash of all that the row has changed: rows with the same one look the same. */
  readonly content: string;
}

/**
 * A folder that holds one row's project after the other: what no row changes is copied once, and keeps its path, so that whatever
 * is known of a file stays true.
 */
export class RowStage implements AsyncDisposable {
  readonly #request: StageRequest;
  readonly #scratch: ScratchFolder;
  #copies: ReadonlyMap<string, string> | null = null;

  private constructor(request: StageRequest, scratch: ScratchFolder) {
    this.#request = request;
    this.#scratch = scratch;
  }

  /** Makes a stage; it is empty until the first row. */
  static async make(request: StageRequest): Promise<RowStage> {
    return new RowStage(request, await makeScratchFolder(request.temporaryFolder));
  }

  /**
   * Fills in a row, in the place of the one before.
   *
   * @throws {DataError} if the row does not fit.
   * @throws {OutputError} if there is no room for it.
   */
  async open({ data, locate, size }: NamedRow): Promise<StagedRow> {
    const { found, loaded, trusted } = this.#request;
    const target = join(this.#scratch.path, found.name);
    const options: FillOptions = { trusted, locate, ...(size ? { size } : {}) };
    const { texts, rules } = loaded.template.fillFiles(data, options);
    if (this.#copies) await writeTexts(texts, target);
    else this.#copies = (await fillProject(loaded, { data, target, options })).copies;
    const content = createHash("sha256");
    for (const [path, text] of texts) content.update(`${path}\0${text}\0`);
    return {
      content: content.digest("hex"),
      path: found.entry === null ? target : join(target, found.entry),
      root: null,
      filled: {
        folder: found.project ?? found.folder,
        copies: this.#copies,
        rules,
        originOf: lineTracer(loaded.template, data, options),
      },
      notices: [],
      // The next row needs it.
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#scratch[Symbol.asyncDispose]();
  }
}

async function writeTexts(texts: ReadonlyMap<string, string>, target: string): Promise<void> {
  for (const [path, text] of texts) {
    await writeFile(join(target, path), text).catch((error: unknown) => {
      throw explainSystemError(error, target);
    });
  }
}

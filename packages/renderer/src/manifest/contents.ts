import type { Digest } from "@hyperframes-engine/store";
import { CompositionError } from "../errors.ts";
import type { ManifestFile } from "./render-manifest.ts";

/** The files of a manifest on this machine. */
export interface Contents {
  /** The project's folder, without symbolic links in its path. */
  readonly folder: string;
  /**
   * A file with that content. It must not be changed.
   *
   * @throws {CompositionError} if there is none.
   */
  locate(digest: Digest): Promise<string>;
  /**
   * Of files that pages have asked for, by their paths below the project, those that did not count before. One that cannot be read is
   * left out.
   */
  askedFiles(paths: Iterable<string>): Promise<ManifestFile[]>;
  /** Whether files that pages had asked for in another render are there with the same content. */
  have(files: readonly ManifestFile[]): Promise<boolean>;
  /**
   * Makes sure that nothing that the render is made from has changed since it was first looked at. What no page has got does not count.
   *
   * @param served the files that pages have got, by path.
   * @throws {InputChangedError} that names one that has.
   */
  check(served: ReadonlyMap<string, string>): Promise<void>;
}

/** There is no file with the content that a manifest names. */
export function missingContent(digest: Digest): CompositionError {
  return new CompositionError(
    `The content ${digest} of the manifest is not in the store. Put all files of the manifest there, and render again.`,
  );
}

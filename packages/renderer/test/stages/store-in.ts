import { LocalFileStore } from "@hyperframes-engine/store";

/** A store in a folder, with room for whatever a test keeps. */
export function storeIn(folder: string): LocalFileStore {
  return new LocalFileStore(folder, { mostBytes: 2 ** 30 });
}

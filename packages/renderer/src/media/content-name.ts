import { digestOf, FileDigests } from "@hyperframes-engine/store";

/** What a file is read with. */
interface ReadContext {
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
}

/**
 * A name for what is made from a file: it follows from the file's content, which is read once as long as it is not written to, and from
 * how it is made.
 *
 * @param how anything that JSON can hold.
 */
export async function contentName(
  file: string,
  how: unknown,
  { cacheFolder, signal }: ReadContext,
): Promise<string> {
  const content = await new FileDigests(cacheFolder).of(file, signal);
  return digestOf(JSON.stringify([how, content])).slice(0, 40);
}

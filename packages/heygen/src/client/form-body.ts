import { randomUUID } from "node:crypto";

/** A file to upload, opened anew for each try. A `File` is one. */
export interface FileSource {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  stream(): ReadableStream<Uint8Array>;
}

/** A multipart form with one field, `file`, streamed: https://www.rfc-editor.org/rfc/rfc7578 */
export function formBody(file: FileSource): {
  readonly headers: Readonly<Record<string, string>>;
  readonly open: () => ReadableStream<Uint8Array>;
} {
  const boundary = `form-${randomUUID()}`;
  const name = file.name.replaceAll(/[\p{Cc}"\\]/gu, "_");
  const type = file.type.replaceAll(/[^\w/+.;= -]/g, "") || "application/octet-stream";
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    headers: {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "content-length": `${head.length + file.size + tail.length}`,
    },
    open: () => ReadableStream.from(joined(head, file, tail)),
  };
}

async function* joined(head: Uint8Array, file: FileSource, tail: Uint8Array): AsyncGenerator<Uint8Array> {
  yield head;
  yield* file.stream();
  yield tail;
}

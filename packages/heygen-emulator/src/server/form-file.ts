import { Busboy } from "@fastify/busboy";

/** The file in the field `file` of a multipart form, or undefined: https://www.rfc-editor.org/rfc/rfc7578 */
export async function formFile(raw: Buffer, contentType: string): Promise<File | undefined> {
  let file: File | undefined;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  try {
    const form = new Busboy({ headers: { "content-type": contentType } });
    form.on("file", (...[field, content, name, , type]) => {
      const parts: Array<Uint8Array<ArrayBuffer>> = [];
      content.on("data", (part: Buffer) => void parts.push(new Uint8Array(part))).on("error", reject);
      if (field === "file") content.on("end", () => void (file = new File(parts, name, { type })));
    });
    form.on("finish", resolve).on("error", reject).end(raw);
    await promise;
    return file;
  } catch {
    // It is no form, or one that breaks off.
    return undefined;
  }
}

/** The file in the field `file` of a multipart form, or undefined: https://www.rfc-editor.org/rfc/rfc7578 */
export function formFile(raw: Buffer, contentType: string): File | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const mark = Buffer.from(`--${boundary}`);
  for (let at = raw.indexOf(mark); at >= 0;) {
    const next = raw.indexOf(mark, at + mark.length);
    if (next < 0) return undefined;
    // A part lies between line ends, which belong to the marks.
    const file = fileOfPart(raw.subarray(at + mark.length + 2, next - 2));
    if (file) return file;
    at = next;
  }
  return undefined;
}

function fileOfPart(part: Buffer): File | undefined {
  const end = part.indexOf("\r\n\r\n");
  const headers = part.subarray(0, Math.max(0, end)).toString("utf8");
  if (!/^content-disposition:.*\bname="file"/im.test(headers)) return undefined;
  const name = /\bfilename="([^"]*)"/i.exec(headers)?.[1] ?? "file";
  const type = /^content-type: *([^\r\n]+)/im.exec(headers)?.[1] ?? "application/octet-stream";
  return new File([Uint8Array.from(part.subarray(end + 4))], name, { type });
}

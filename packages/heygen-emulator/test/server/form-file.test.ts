import { expect, it } from "vitest";
import { formFile } from "../../src/server/form-file.ts";

const type = 'multipart/form-data; boundary="x-y"';
const part = (headers: string, text: string): string => `--x-y\r\n${headers}\r\n\r\n${text}\r\n`;
const note = part('Content-Disposition: form-data; name="note"', "Hello");
const other = part('Content-Disposition: form-data; name="other"; filename="b.txt"', "Not this");
const file = part(
  'Content-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain',
  "One\r\n--x\r\nTwo",
);
const form = Buffer.from(`${note}${other}${file}--x-y--\r\n`);

it("finds the file among other fields, with its name, its type and every byte", async () => {
  const found = await formFile(form, type);
  expect([found?.name, found?.type]).toEqual(["a.txt", "text/plain"]);
  expect(await found?.text()).toBe("One\r\n--x\r\nTwo");
});

it.each([
  ["breaks off", form.subarray(0, -20), type],
  ["breaks off in another file", form.subarray(0, form.indexOf("Not this") + 3), type],
  ["has no such file", Buffer.from(`${note}${other}--x-y--\r\n`), type],
  ["has no boundary", form, "multipart/form-data"],
  ["is none", Buffer.from("{}"), "application/json"],
  ["is empty", Buffer.alloc(0), type],
])("finds nothing in a form that %s", async (_, raw, contentType) => {
  expect(await formFile(raw, contentType)).toBeUndefined();
});

import { readFile } from "node:fs/promises";
import { compileString, type MemoryStream } from "assemblyscript/asc";

const folder = new URL("../src/pixels/", import.meta.url);

/** Where the compiled kernel is kept, as the source that `pictureKernelSource` makes. */
export const pictureKernelFile = new URL("picture-kernel.generated.ts", folder);

/** Compiles `src/pixels/picture-kernel.as` to a TypeScript source that holds the WebAssembly module. */
export async function pictureKernelSource(): Promise<string> {
  const source = await readFile(new URL("picture-kernel.as", folder), "utf8");
  const { error, binary, stderr } = await compileString(source, {
    optimizeLevel: 3,
    runtime: "stub",
    importMemory: true,
    noExportMemory: true,
    zeroFilledMemory: true,
    enable: ["simd"],
    noColors: true,
  });
  if (!binary) throw new SyntaxError((stderr as MemoryStream).toString(), { cause: error });
  return `// Compiled from \`picture-kernel.as\` by \`node packages/renderer/tools/generate-picture-kernel.ts\`.

/** The WebAssembly module of the picture kernel, in base64. */
export const pictureKernel =
  "${Buffer.from(binary).toString("base64")}";
`;
}

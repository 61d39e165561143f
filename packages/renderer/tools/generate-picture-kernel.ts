import { writeFile } from "node:fs/promises";
import { pictureKernelFile, pictureKernelSource } from "./compile-picture-kernel.ts";

await writeFile(pictureKernelFile, await pictureKernelSource());

export type { LoggedRequest } from "./api-server.ts";
export { demandable } from "./demands.ts";
export type { Demand } from "./demands.ts";
export type { EmulatorOptions } from "./emulator-options.ts";
export { placeholderMaker, spokenWords } from "./media-maker.ts";
export type { Media, MediaMaker, MediaOrder, SpokenWord } from "./media-maker.ts";
export { startEmulator } from "./start-emulator.ts";
export type { Emulator } from "./start-emulator.ts";

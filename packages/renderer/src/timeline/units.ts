declare const unit: unique symbol;

type Branded<Unit extends string> = number & { readonly [unit]: Unit };

/** A time or a length of time in seconds. */
export type Seconds = Branded<"seconds">;

/** A time or a length of time in milliseconds. */
export type Milliseconds = Branded<"milliseconds">;

/** A time or a length of time in whole microseconds, the resolution of Chromium's own clock. */
export type Microseconds = Branded<"microseconds">;

/** The number of a frame of the composition, or a count of frames: a whole number from 0. */
export type Frame = Branded<"frame">;

/** Reads a number as seconds. */
export const seconds = (value: number): Seconds => value as Seconds;

/** Reads a number as milliseconds. */
export const milliseconds = (value: number): Milliseconds => value as Milliseconds;

/** Reads a number as microseconds, rounded down to a whole one. */
export const microseconds = (value: number): Microseconds => Math.floor(value) as Microseconds;

/** Reads a number as a frame number. */
export const frame = (value: number): Frame => value as Frame;

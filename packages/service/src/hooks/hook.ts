export type Hook = object;

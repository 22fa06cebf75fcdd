/** A sentence about what must not happen at a till. */
export class Finding extends Error {}

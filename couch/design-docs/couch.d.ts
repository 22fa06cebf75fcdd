/** What CouchDB gives to the functions of a design document. */
declare function emit(key: unknown, value?: unknown): void;

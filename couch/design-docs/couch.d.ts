/** What CouchDB gives to the functions of a design document. */
declare function emit(key: unknown, value?: unknown): void;
/** A module of the design document's `lib` folder: `require('views/lib/<module>')`. */
declare function require(path: string): unknown;
/** A sentence in the server's log. */
declare function log(message: unknown): void;

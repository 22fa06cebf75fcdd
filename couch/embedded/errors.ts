/** What CouchDB answers when it does not do what was asked: a status, a short word, a sentence. */

export interface ErrorBody {
	readonly error: string;
	readonly reason: unknown;
}

export class CouchError extends Error {
	readonly status: number;
	readonly body: ErrorBody;

	constructor(status: number, error: string, reason: unknown) {
		super(typeof reason === 'string' ? reason : JSON.stringify(reason));
		this.status = status;
		this.body = {error, reason};
	}
}

export const badRequest = (reason: string) => new CouchError(400, 'bad_request', reason);
export const unauthorized = (reason: string) => new CouchError(401, 'unauthorized', reason);
export const forbidden = (reason: string) => new CouchError(403, 'forbidden', reason);
export const notFound = (reason: string) => new CouchError(404, 'not_found', reason);
export const conflict = () => new CouchError(409, 'conflict', 'Document update conflict.');
export const notImplemented = (what: string) =>
	new CouchError(501, 'not_implemented', `${what}: the embedded server does without; use CouchDB for it.`);

/** The store's errors carry a status, a name and a reason of their own. */
export function asCouchError(error: unknown): CouchError {
	if (error instanceof CouchError) {
		return error;
	}
	if (isStoreError(error)) {
		return error.status === 409 ? conflict() : new CouchError(error.status, error.name, error.reason ?? error.message);
	}
	return new CouchError(500, 'internal_server_error', error instanceof Error ? error.message : String(error));
}

interface StoreError {
	readonly status: number;
	readonly name: string;
	readonly message: string;
	readonly reason?: string;
}

function isStoreError(error: unknown): error is StoreError {
	return typeof error === 'object' && error !== null && 'status' in error && 'name' in error;
}

/** What CouchDB hands to a validator. */
export interface Document {
	readonly _id: string;
	readonly _rev?: string;
	readonly _deleted?: boolean;
	/** Absent in a document written interactively for the first time. */
	readonly _revisions?: {readonly start: number; readonly ids: readonly string[]};
	readonly [field: string]: unknown;
}

export interface UserContext {
	readonly db: string;
	readonly name: string | null;
	readonly roles: readonly string[];
}

export function hasRole({roles}: UserContext, ...wanted: readonly string[]): boolean {
	return wanted.some(role => roles.indexOf(role) !== -1);
}

/** One call of a validator, tried before the validator is written to a server. */
export interface Sample {
	readonly newDoc: Document;
	readonly oldDoc: Document | null;
	readonly userCtx: UserContext;
}

/** What `_find` can look up and sort by without reading every document: fields, the first one weighing most. */
export interface MangoIndex {
	readonly fields: readonly [string, ...string[]];
}

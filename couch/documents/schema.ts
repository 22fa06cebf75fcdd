/** The door to the schema library. */
import {z} from 'zod';

export {z};

/** Why a document was not understood: which field, and what about it. */
export interface DocumentFault {
	readonly code: 'unknown-type' | 'newer-schema' | 'malformed';
	/** Path of the first field at fault, for instance `prices/000123`; empty for the whole document. */
	readonly field: string;
	readonly reason: string;
}

export function documentFault(error: z.ZodError): DocumentFault {
	const [issue] = error.issues;
	return {code: 'malformed', field: issue?.path.map(String).join('/') ?? '', reason: issue?.message ?? 'malformed'};
}

/**
 * The validators of a database: each design document's `validate_doc_update`, run before a document is stored.
 *
 * All of them have to pass, for admins too and for replicated writes. A validator that does not compile refuses every
 * document: what was meant to guard the database must not silently stand aside.
 */
import type {Database, Document} from './database.ts';
import {CouchError, type ErrorBody} from './errors.ts';
import {CompilationError, type Compiled, type Outcome, openSandbox, type Sandbox} from './quickjs.ts';
import type {Security} from './registry.ts';

export interface UserContext {
	readonly db: string;
	readonly name: string | null;
	readonly roles: readonly string[];
}

interface Validator {
	readonly sandbox: Sandbox;
	readonly validate: Compiled;
}

type Refusal = ErrorBody & {readonly status: number};

export class Validators {
	readonly #database: Database;
	#loaded: Promise<readonly Validator[]> | undefined;

	constructor(database: Database) {
		this.#database = database;
	}

	async areAny(): Promise<boolean> {
		return (await this.#load()).length > 0;
	}

	/** Undefined when the document may be stored. */
	async refusalOf(
		newDoc: object,
		oldDoc: object | null,
		user: UserContext,
		security: Security,
	): Promise<Refusal | undefined> {
		for (const {sandbox, validate} of await this.#load()) {
			const refusal = judge(sandbox.call(validate, [newDoc, oldDoc, user, security]), () => this.forget());
			if (refusal !== undefined) {
				return refusal;
			}
		}
		return undefined;
	}

	/** After a design document was written. */
	forget(): void {
		const loaded = this.#loaded;
		this.#loaded = undefined;
		loaded?.then(disposeAll, () => undefined);
	}

	dispose(): void {
		this.forget();
	}

	#load(): Promise<readonly Validator[]> {
		this.#loaded ??= loadValidators(this.#database).catch(error => {
			this.#loaded = undefined;
			throw error;
		});
		return this.#loaded;
	}
}

async function loadValidators(database: Database): Promise<readonly Validator[]> {
	const {rows} = await database.store.allDocs({startkey: '_design/', endkey: '_design0', include_docs: true});
	const validators: Validator[] = [];
	try {
		for (const row of rows) {
			const doc = row.doc as Document | undefined;
			const source = doc?.['validate_doc_update'];
			if (doc !== undefined && source !== undefined) {
				validators.push(await compileValidator(doc, source));
			}
		}
	} catch (error) {
		disposeAll(validators);
		throw error;
	}
	return validators;
}

async function compileValidator(doc: Document, source: unknown): Promise<Validator> {
	const sandbox = await openSandbox(doc);
	try {
		return {sandbox, validate: sandbox.compile(String(source))};
	} catch (error) {
		sandbox.dispose();
		if (error instanceof CompilationError) {
			throw new CouchError(500, 'compilation_error', error.message);
		}
		throw error;
	}
}

function disposeAll(validators: readonly Validator[]): void {
	for (const {sandbox} of validators) {
		sandbox.dispose();
	}
}

/** CouchDB fails the whole request when a validator throws something it does not know or does not come back. */
function judge(outcome: Outcome, spent: () => void): Refusal | undefined {
	switch (outcome.kind) {
		case 'returned':
			return undefined;
		case 'failed':
			return {status: 500, error: outcome.name, reason: '{[]}'};
		case 'stopped':
			spent();
			throw new CouchError(500, 'os_process_error', outcome.reason);
		case 'thrown':
			return judgeThrown(outcome.value);
	}
}

function judgeThrown(thrown: unknown): Refusal {
	const keys = typeof thrown === 'object' && thrown !== null ? Object.keys(thrown) : [];
	if (typeof thrown !== 'object' || thrown === null) {
		return {status: 500, error: 'unknown_error', reason: thrown};
	}
	if (keys.length > 1) {
		throw new CouchError(500, 'unknown_error', 'function_clause');
	}
	const {forbidden, unauthorized, reason} = thrown as Readonly<Record<string, unknown>>;
	if (forbidden !== undefined) {
		return {status: 403, error: 'forbidden', reason: forbidden};
	}
	if (unauthorized !== undefined) {
		return {status: 401, error: 'unauthorized', reason: unauthorized};
	}
	return {status: 500, error: 'unknown_error', reason: reason ?? thrown};
}

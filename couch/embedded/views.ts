/**
 * The views of a database: one index for each different set of views, opened when it is first asked for.
 *
 * Two design documents with equal views share an index, so that a new version can be built under a temporary name and
 * put in place without building again.
 */
import {createHash} from 'node:crypto';
import {existsSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import type {Database, Document} from './database.ts';
import {CouchError, notFound} from './errors.ts';
import type {MangoMap} from './mango-map.ts';
import {CompilationError, openSandbox} from './quickjs.ts';
import {isObject} from './request-body.ts';
import type {BuildProgress} from './view-build.ts';
import {ViewIndex} from './view-index.ts';

export interface View {
	/** Of a Mango index, the fields it holds. */
	readonly map?: string | MangoMap;
	readonly reduce?: string;
}

export type DesignDocument = Readonly<Record<string, unknown>> & {readonly views: Readonly<Record<string, View>>};

/** Another one when the same documents give other rows: a file of the former is not read any more. */
const fileFormat = 'equal keys by value';

export class Views {
	readonly #database: Database;
	readonly #folder: string;
	readonly #indexes = new Map<string, Promise<ViewIndex>>();

	constructor(database: Database, folder: string) {
		this.#database = database;
		this.#folder = folder;
	}

	/** The index of a design document, by its name without `_design/`. */
	async open(name: string): Promise<{readonly index: ViewIndex; readonly signature: string}> {
		const design = await this.#read(`_design/${name}`);
		const signature = signatureOf(design);
		let index = this.#indexes.get(signature);
		if (index === undefined) {
			index = ViewIndex.open(this.#database, design, this.#folder, signature);
			this.#indexes.set(signature, index);
			index.catch(() => this.#indexes.delete(signature));
		}
		return {index: await index, signature};
	}

	/** Removes the indexes no design document has any more. */
	async cleanUp(): Promise<void> {
		const {rows} = await this.#database.store.allDocs({
			startkey: '_design/',
			endkey: '_design0',
			include_docs: true,
		});
		const used = new Set(rows.map(({doc}) => signatureOf(asDesign(doc as Document))));
		for (const [signature, index] of this.#indexes) {
			if (!used.has(signature)) {
				this.#indexes.delete(signature);
				await (await index).remove();
			}
		}
		for (const file of existsSync(this.#folder) ? listFolder(this.#folder) : []) {
			if (!used.has(file.slice(0, file.indexOf('.')))) {
				rmSync(join(this.#folder, file), {force: true});
			}
		}
	}

	/** The indexes that are being built, each with what it has done so far. */
	async building(): Promise<readonly (BuildProgress & {readonly design: string})[]> {
		// One that does not open is not being built.
		const opened = await Promise.allSettled(this.#indexes.values());
		return opened.flatMap(index => {
			const progress = index.status === 'fulfilled' ? index.value.build.progress : undefined;
			return index.status === 'fulfilled' && progress !== undefined
				? [{design: index.value.designId, ...progress}]
				: [];
		});
	}

	async close(): Promise<void> {
		const indexes = [...this.#indexes.values()];
		this.#indexes.clear();
		await Promise.all(indexes.map(async index => (await index).close()));
	}

	async #read(id: string): Promise<DesignDocument> {
		return asDesign((await this.#database.store.get(id)) as Document);
	}
}

/** Refuses a design document with a map or a reduce that is no function, as CouchDB does when it is stored. */
export async function checkViews(document: Document): Promise<void> {
	const {views} = asDesign(document);
	if (Object.keys(views).length === 0 || document['language'] === 'query') {
		return;
	}
	const sandbox = await openSandbox(document);
	try {
		for (const [name, {map, reduce}] of Object.entries(views)) {
			if (name === 'lib') {
				continue;
			}
			for (const source of [map, reduce]) {
				if (typeof source === 'string' && !source.startsWith('_')) {
					sandbox.compile(source);
				}
			}
		}
	} catch (error) {
		if (error instanceof CompilationError) {
			throw new CouchError(400, 'compilation_error', error.message);
		}
		throw error;
	} finally {
		sandbox.dispose();
	}
}

export function viewMissing(): CouchError {
	return notFound('missing_named_view');
}

/** `views.lib` holds modules for `require`, not a view. */
function asDesign(document: Document): DesignDocument {
	const {views} = document;
	const entries = isObject(views) ? Object.entries(views) : [];
	const kept = entries.flatMap(([name, view]) => (isObject(view) ? [[name, view] as const] : []));
	return {...document, views: Object.fromEntries(kept)};
}

function signatureOf({views, language}: DesignDocument): string {
	return createHash('sha256')
		.update(JSON.stringify([fileFormat, views, language]))
		.digest('hex')
		.slice(0, 32);
}

function listFolder(folder: string): readonly string[] {
	return readdirSync(folder, {withFileTypes: true}).map(entry => entry.name);
}

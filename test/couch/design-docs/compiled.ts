/** The compiled strings of the design documents, evaluated as a server evaluates them. */
import {join} from 'node:path';
import {type CompiledFolder, compileFolder, designDocsFolder, evaluate} from '../../../couch/compile.ts';
import {answerOf} from '../../../couch/try-validator.ts';

export interface Row {
	readonly key: unknown;
	readonly value: unknown;
}

export async function compiled(name: string): Promise<CompiledFolder> {
	return compileFolder(join(designDocsFolder, name));
}

/** What a view emits for a document. */
export function rowsOf({document}: CompiledFolder, view: string, doc: unknown): readonly Row[] {
	const rows: Row[] = [];
	const emit = (key: unknown, value: unknown) => rows.push(JSON.parse(JSON.stringify({key, value: value ?? null})));
	const map = evaluate(document.views?.[view]?.map ?? '', {emit}) as (doc: unknown) => void;
	map(doc);
	return rows;
}

export interface User {
	readonly name: string | null;
	readonly roles: readonly string[];
}

export const admin: User = {name: 'admin', roles: ['_admin']};
export const anna: User = {name: 'till-01', roles: ['till']};
export const office: User = {name: 'office', roles: ['office']};
export const watcher: User = {name: 'watcher', roles: ['watcher']};
export const manager: User = {name: 'hanna', roles: ['manager']};
export const replicator: User = {name: 'replicator', roles: ['replicator']};
export const nobody: User = {name: null, roles: []};

/** What the validator throws, as JSON; undefined when it lets the write through. */
export function refusalBy(
	{document}: CompiledFolder,
	{newDoc, oldDoc = null, user}: {readonly newDoc: unknown; readonly oldDoc?: unknown; readonly user: User},
): unknown {
	const userCtx = {db: 'receipts-2026-11', ...user};
	const {thrown} = answerOf(document.validate_doc_update ?? '', {newDoc, oldDoc, userCtx});
	return thrown === undefined ? undefined : JSON.parse(JSON.stringify(thrown));
}

/** The field that a refusal names first; undefined when nothing was refused. */
export function refusedField(refusal: unknown): string | undefined {
	if (refusal === undefined) return undefined;
	const {forbidden, unauthorized} = refusal as {forbidden?: string; unauthorized?: string};
	return (forbidden ?? unauthorized)?.split(': ', 1)[0];
}

/** The compiled texts of the design documents, run in QuickJS as a server runs them. */
import {join} from 'node:path';
import {designDocsFolder} from '../../../couch/compile.ts';
import {type DesignKit, openDesignKit} from '../../../couch/design-kit.ts';

export async function compiled(name: string): Promise<DesignKit> {
	return openDesignKit(join(designDocsFolder, name));
}

/** What a view emits for a document. */
export function rowsOf(
	kit: DesignKit,
	view: string,
	doc: unknown,
): readonly {readonly key: unknown; readonly value: unknown}[] {
	return kit.rows(view, doc as object).map(({key, value}) => ({key, value}));
}

/** The name of a view's built-in reduce. */
export function reduceOf({folder}: DesignKit, view: string): unknown {
	const {reduce} = (folder.document.views?.[view] ?? {}) as {readonly reduce?: string};
	return reduce;
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

/** What the validator throws; undefined when it lets the write through. */
export function refusalBy(
	kit: DesignKit,
	{newDoc, oldDoc = null, user}: {readonly newDoc: unknown; readonly oldDoc?: unknown; readonly user: User},
): unknown {
	const userCtx = {db: 'receipts-2026-11', ...user};
	const judgement = kit.judge({newDoc, oldDoc, userCtx});
	return judgement.verdict === 'accepted' ? undefined : {[judgement.verdict]: judgement.reason};
}

/** The field that a refusal names first; undefined when nothing was refused. */
export function refusedField(refusal: unknown): string | undefined {
	if (refusal === undefined) return undefined;
	const {forbidden, unauthorized} = refusal as {forbidden?: string; unauthorized?: string};
	return (forbidden ?? unauthorized)?.split(': ', 1)[0];
}

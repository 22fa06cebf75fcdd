/** A folder of design documents for tests of provisioning: one, of receipts, that a test changes. */
import {cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {ExecutionContext} from 'ava';

export interface DesignFolder {
	readonly path: string;
	write(file: string, text: string): void;
	remove(file: string): void;
}

export function designFolder(t: ExecutionContext, files: Readonly<Record<string, string>>): DesignFolder {
	const path = temporaryFolder(t);
	const folder = folderAt(path);
	for (const [file, text] of Object.entries(files)) folder.write(file, text);
	return folder;
}

const shipped = ['audit', 'catalogue', 'receipts', 'tills'];

/** Our design documents with what they import, to be changed; an integrator's own are left out. */
export function shippedDesignFolder(t: ExecutionContext): DesignFolder {
	const root = temporaryFolder(t);
	for (const part of ['couch/design-docs', 'couch/documents', 'till/domain']) {
		cpSync(part, join(root, part), {recursive: true});
	}
	const folder = folderAt(join(root, 'couch/design-docs'));
	for (const {name} of readdirSync(folder.path, {withFileTypes: true}).filter(entry => entry.isDirectory())) {
		if (!shipped.includes(name) && !name.startsWith('_')) folder.remove(name);
	}
	return folder;
}

function temporaryFolder(t: ExecutionContext): string {
	const path = mkdtempSync(join(tmpdir(), 'ostoja-design-'));
	t.teardown(() => rmSync(path, {recursive: true, force: true}));
	return path;
}

function folderAt(path: string): DesignFolder {
	const write = (file: string, text: string) => {
		mkdirSync(dirname(join(path, file)), {recursive: true});
		writeFileSync(join(path, file), text);
	};
	return {path, write, remove: file => rmSync(join(path, file), {recursive: true})};
}

/** A view whose rows are `[key]`, in TypeScript. */
export function viewOf(key: string, type = 'receipt'): string {
	return [
		'declare function emit(key: unknown, value?: unknown): void;',
		'export function map(doc: {readonly [field: string]: unknown}): void {',
		`\tif (doc['type'] === '${type}') emit(${key});`,
		'}',
		'',
	].join('\n');
}

/** A validator that wants a text in `note`, and its samples. */
export function noteValidator(
	body = "if (typeof doc['note'] !== 'string') throw {forbidden: 'note: is missing'};",
): string {
	return `export function validate(doc: {readonly [field: string]: unknown}): void {\n\t${body}\n}\n`;
}

export const noteSamples = [
	"const userCtx = {db: 'x', name: 'admin', roles: ['_admin']};",
	"export const accepted = [{newDoc: {_id: 'a', note: 'x'}, oldDoc: null, userCtx}];",
	"export const refused = [{newDoc: {_id: 'b'}, oldDoc: null, userCtx}];",
	'',
].join('\n');

/**
 * `till-address.json` in the till's data folder: where a running till is asked, and the token that it wants from a
 * program beside it. Whoever can read this file could read the receipts as well, so it gives nothing away; nobody else
 * can read it. The token is another at every start and is not the screen's.
 */
import {readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

export interface TillAddress {
	readonly url: string;
	readonly token: string;
}

export function keepAddress(dataDir: string, address: TillAddress): void {
	const file = fileOf(dataDir);
	const draft = `${file}.new`;
	// An old draft would keep its own mode.
	rmSync(draft, {force: true});
	writeFileSync(draft, JSON.stringify(address), {mode: 0o600, flag: 'wx'});
	renameSync(draft, file);
}

/** At the end, and at the start, when an address of before a power cut may be there. */
export function forgetAddress(dataDir: string): void {
	rmSync(fileOf(dataDir), {force: true});
}

/** Undefined while the till has not said where it is. A token is never sent to another machine. */
export function readAddress(dataDir: string): TillAddress | undefined {
	const text = readIfThere(fileOf(dataDir));
	if (text === undefined) return undefined;
	const {url, token} = JSON.parse(text) as Partial<Record<string, unknown>>;
	if (typeof url !== 'string' || typeof token !== 'string' || new URL(url).hostname !== '127.0.0.1') return undefined;
	return {url, token};
}

function fileOf(dataDir: string): string {
	return join(dataDir, 'till-address.json');
}

function readIfThere(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
		throw error;
	}
}

/**
 * `ostoja.json` in the data folder: marks it as a shop's, so that nothing else is ever thrown away, and keeps what has
 * to stay the same from start to start. Passwords are in `secrets.json` beside it.
 */
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {DevicePorts} from './enrol.ts';
import {Secrets} from './secrets.ts';

export interface ShopFile {
	readonly devicePorts: readonly DevicePorts[];
	/** The server of the last start, without a password. */
	readonly serverUrl?: string;
}

const fileName = 'ostoja.json';

export function isShopFolder(dataDir: string): boolean {
	return existsSync(join(dataDir, fileName));
}

export function readShopFile(dataDir: string): ShopFile {
	if (!isShopFolder(dataDir)) return {devicePorts: []};
	return JSON.parse(readFileSync(join(dataDir, fileName), 'utf8')) as ShopFile;
}

export function writeShopFile(dataDir: string, file: ShopFile): void {
	mkdirSync(dataDir, {recursive: true});
	writeFileSync(join(dataDir, fileName), JSON.stringify(file, null, '\t'));
}

export function secretsOf(dataDir: string): Secrets {
	return new Secrets(join(dataDir, 'secrets.json'));
}

/** The server of the shop in a folder, as its office reaches it; undefined where there is no shop or no password. */
export function officeUrl(dataDir: string): string | undefined {
	return userUrl(dataDir, 'office');
}

/** The same for another user whose password the shop keeps. */
export function userUrl(dataDir: string, user: string): string | undefined {
	const {serverUrl} = readShopFile(dataDir);
	const password = secretsOf(dataDir).get(user);
	if (serverUrl === undefined || password === undefined) return undefined;
	const url = new URL(serverUrl);
	url.username = user;
	url.password = password;
	return url.href.replace(/\/$/, '');
}
